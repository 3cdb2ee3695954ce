"""A small identity provider on loopback: discovery, authorisation with PKCE, tokens that it signs, its keys, userinfo."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "review-board", "between the two of us"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityProvider:
    """`person`: whom it lets in next, as claims; `told`: what its ID token says instead; `signed_with`: another key than its own."""

    def __init__(self, server: ThreadingHTTPServer, key: rsa.RSAPrivateKey) -> None:
        self.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        self.key = key
        self.person: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.signed_with: Any = key
        self.algorithm = "RS256"
        self.asked: dict[str, dict[str, str]] = {}  # by code

    def description(self) -> dict[str, Any]:
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "userinfo_endpoint": "userinfo",
        }
        addresses = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        return {"issuer": self.issuer, **addresses, **self.described}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "first", "use": "sig", "alg": "RS256"}]}

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = secrets.token_urlsafe(16)
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """What a code is exchanged for, once, by whoever knows the secret and the verifier; else nothing."""
        query = self.asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if query is None or form.get("client_secret") != SECRET or challenge != query["code_challenge"]:
            return None
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": self.id_token(query)}

    def id_token(self, query: dict[str, str]) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": query["nonce"]}
        claims = {name: value for name, value in {**self.person, **said, **self.told}.items() if value is not None}
        return jwt.encode(claims, self.signed_with, algorithm=self.algorithm, headers={"kid": "first"})


def _handler(provider_of: Any) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider, parts = provider_of(), urlsplit(self.path)
            if parts.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
                return
            pages = {
                "/.well-known/openid-configuration": provider.description,
                "/keys": provider.keys,
                "/userinfo": lambda: {**provider.person, **provider.userinfo},
            }
            self.tell(pages[parts.path]())

        def do_POST(self) -> None:
            words = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.tell(provider_of().token({name: values[0] for name, values in parse_qs(words).items()}))

        def tell(self, found: dict[str, Any] | None) -> None:
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


@pytest.fixture(scope="module")
def providers_server() -> Iterator[tuple[ThreadingHTTPServer, rsa.RSAPrivateKey, list[IdentityProvider]]]:
    current: list[IdentityProvider] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: current[0]))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server, new_key(), current
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def identity_provider(
    providers_server: tuple[ThreadingHTTPServer, rsa.RSAPrivateKey, list[IdentityProvider]],
) -> IdentityProvider:
    """As it begins, for each test."""
    server, key, current = providers_server
    current[:] = [IdentityProvider(server, key)]
    return current[0]
