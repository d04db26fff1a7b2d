"""A small directory of offices over HTTP, of a JSON file: `python server.py 8900`.

GET /offices/NUMBER/plan?name=…      {"plan", "standing", "as_of"}
GET /offices/NUMBER/price?service=…  {"service", "amount", "currency", "as_of"}
GET /offices/NUMBER/slots?service=…  {"service", "slots", "as_of"}
GET /offices/NUMBER/info?topic=…     {"topic", "text", "as_of"}

404 if it does not know.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

OFFICES = Path(__file__).with_name("offices.json")
KEYS = {"plan": "plan", "price": "service", "slots": "service", "info": "topic"}
"""By which of its values an entry of each kind is found."""


class Directory(BaseHTTPRequestHandler):
    """Answers from the file."""

    def do_GET(self) -> None:
        """Answer one question."""
        found = look_up(self.path)
        body = json.dumps(found).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: addresses have telephone numbers."""


def look_up(address: str) -> dict[str, object]:
    """Return an entry of the file; empty if there is none."""
    asked = urlsplit(address)
    _, _, number, kind = [*unquote(asked.path).split("/"), "", "", "", ""][:4]
    office = json.loads(OFFICES.read_text(encoding="utf-8")).get(number, {})
    wanted = " ".join(value for _, value in parse_qsl(asked.query)).casefold()
    entries = office.get(kind, [])
    return next(
        (one for one in entries if one[KEYS[kind]].casefold() == wanted),
        {},
    )


def serve(port: int = 0) -> ThreadingHTTPServer:
    """Return a server on loopback, not started yet; on any port if none is given."""
    return ThreadingHTTPServer(("127.0.0.1", port), Directory)


if __name__ == "__main__":
    with serve(int(sys.argv[1]) if sys.argv[1:] else 8900) as server:
        server.serve_forever()
