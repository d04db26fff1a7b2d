"""Another system that is told what happens: an HTTP server that checks signatures.

It verifies by the scheme's own words and not by our code.
"""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Outside:
    """Everything it was told, each message once, in the order in which it came."""

    def __init__(self):
        self.messages = {}
        self.forged = 0
        self.secret = ""
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                outside.take(self.headers, body)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        message = headers["webhook-id"]
        signed = f"{message}.{headers['webhook-timestamp']}.".encode() + body
        made = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        self.forged += headers["webhook-signature"] != f"v1,{made}"
        self.messages.setdefault(message, json.loads(body))

    def about(self, call):
        """The types of the messages about a call, in their order."""
        return [
            one["type"]
            for one in list(self.messages.values())
            if one["data"].get("call_id") == call
        ]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
