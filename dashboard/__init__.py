"""What the operator sees: a Streamlit app over `actors.client`."""
