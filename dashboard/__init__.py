"""What the operator sees: a Streamlit app, and nothing but a client of the HTTP API.

It holds no Ray handle and no database: whoever can use it can do what its token can,
and nothing else (RELIABILITY 3.1). What a callee said is data, never markup: it is
shown by `st.code` and in cells of tables, never by `st.markdown` or `st.write`.
"""
