"""A passkey of this process: what a browser and its authenticator do with a challenge, without either."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from articles.models import Person

ORIGIN = "http://localhost"
USER_WAS_THERE_AND_KNOWN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Passkey:
    """Of one person at one host; `id`: the name that the site knows it by."""

    def __init__(self, person: Person, host: str = "testserver") -> None:
        self.person, self.host, self.id = person, host, secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())

    def enrolled(self, name: str = "Phone") -> Authenticator:
        """As the page stores it that adds one."""
        public = AttestedCredentialData.create(bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key()))
        flags = USER_WAS_THERE_AND_KNOWN | AuthenticatorData.FLAG.AT
        made = AttestationObject.create("none", AuthenticatorData.create(self._host_hash, flags, 0, public), {})
        said = self._client_data("webauthn.create", websafe_encode(bytes(32)))
        answer = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(bytes(made))}
        data = {"name": name, "credential": self._credential(answer, {"credProps": {"rk": True}})}
        return Authenticator.objects.create(user=self.person, type=Authenticator.Type.WEBAUTHN, data=data)

    def answer(self, options: Mapping[str, Any]) -> str:
        """To what a page asks the browser for, as it posts it."""
        said = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        seen = bytes(AuthenticatorData.create(self._host_hash, USER_WAS_THERE_AND_KNOWN, 1))
        signature = self.key.sign(seen + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(seen),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.person).encode()),
        }
        return json.dumps(self._credential(answer, {}))

    @property
    def _host_hash(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()

    def _credential(self, answer: Mapping[str, str], extensions: Mapping[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": dict(answer),
            "clientExtensionResults": dict(extensions),
        }
