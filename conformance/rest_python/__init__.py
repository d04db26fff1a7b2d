"""The `twilio` package for Python, as a user of REST."""
