"""The Responses API: requests in, stored answers out, over HTTP."""
