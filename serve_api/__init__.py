"""The HTTP side, a router for each noun; `serve_app` puts them together.

They relay and decide nothing: what a request means stands in `panda`, who does it in
`actors`.
"""
