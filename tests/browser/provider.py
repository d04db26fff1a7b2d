"""A small identity provider on loopback: OpenID Connect's code flow with PKCE.

Who signs in is chosen on its page, as at a provider that has several accounts of one
person. It refuses what a real one refuses: another client, another address to return
to, a code used twice, a verifier that does not fit.
"""

import base64
import hashlib
import secrets
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

CLIENT, SECRET = "panda", "a secret between us"
PEOPLE = {
    "kim@example.com": {"email_verified": True},
    "eve@example.com": {"email_verified": True},
    "lee@example.com": {"email_verified": False},
}


class Provider:
    """One provider, its keys, and the codes it has given."""

    def __init__(self) -> None:
        self.url = ""
        self.key = RSAKey.generate_key(2048, parameters={"kid": "k1"})
        self.signs_with = self.key
        """Another key, to see whether signatures are looked at."""
        self._codes = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/chosen", self._chosen),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
            ]
        )

    async def _discovery(self, _):
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _authorize(self, request):
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["response_type"] != "code":
            return JSONResponse({"error": "unauthorized_client"}, 400)
        links = (
            f"<a href='/chosen?{urlencode(asked | {'who': who})}'>{who}</a><br>"
            for who in PEOPLE
        )
        return HTMLResponse("<h1>Who are you?</h1>" + "".join(links))

    async def _chosen(self, request):
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def _token(self, request):
        given = dict((await request.form()).items())
        basic = request.headers.get("authorization", "").removeprefix("Basic ")
        known = base64.b64decode(basic).decode() == f"{CLIENT}:{SECRET}"
        asked = self._codes.pop(given["code"], None)
        if not known or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            challenge != asked["code_challenge"]
            or given["redirect_uri"] != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {
                "access_token": secrets.token_urlsafe(16),
                "token_type": "Bearer",
                "expires_in": 3600,
                "id_token": self._id_token(asked),
            }
        )

    def _id_token(self, asked):
        now = int(time.time())  # noqa: TID251 - a provider has a clock of its own
        who = asked["who"]
        claims = {
            "iss": self.url,
            "sub": hashlib.sha256(who.encode()).hexdigest(),
            "aud": CLIENT,
            "iat": now,
            "exp": now + 3600,
            "nonce": asked["nonce"],
            "email": who,
            **PEOPLE[who],
        }
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signs_with)

    async def _jwks(self, _):
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


@contextmanager
def serving(provider: Provider):
    """Serve it for as long as the block lasts."""
    config = uvicorn.Config(provider.app(), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    provider.url = f"http://127.0.0.1:{port}"
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(10)
