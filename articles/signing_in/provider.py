"""The identity provider of an organisation (OpenID Connect Core 1.0): allauth's way there and back, with what it leaves to trust.

The signature of an ID token is verified although it came straight from the provider, a nonce ties it to the browser that
asked, and userinfo counts for the same subject alone. PKCE (RFC 7636) is always on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

# Signatures with a public key: with a shared secret, or none, whoever knows the client's secret could sign.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCKS_DIFFER_BY: Final = 60  # seconds
NEEDED: Final = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class NotVerified(OAuth2Error):
    """What came from the provider does not prove who somebody is; the words are for them."""


def nonce_of(state: str) -> str:
    """The state lives once, in the session of the browser that asked; nobody else can name what belongs to it."""
    return salted_hmac("articles.signing_in.nonce", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):
    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        more = {**extra_params, "nonce": nonce_of(self.state)}
        return str(super().get_redirect_url(authorization_url, scope, more))


class ProviderAdapter(OpenIDConnectOAuth2Adapter):
    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        """Discovery is of the issuer that the settings name, or of nobody (Discovery 1.0, section 4.3)."""
        found: dict[str, Any] = super().openid_config
        if any(name not in found for name in NEEDED) or found["issuer"] != settings.OIDC_ISSUER:
            raise NotVerified(_("The sign-in of your organisation does not describe itself as it should."))
        return found

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, *, response: Mapping[str, Any], **_kwargs: Any
    ) -> SocialLogin:
        """What is known of whoever comes, as `claims` of the login; nothing of it is stored."""
        signed = self._verified(response.get("id_token"), nonce=nonce_of(request.GET["state"]))
        told = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        if told and told.get("sub") != signed["sub"]:
            raise NotVerified(_("The sign-in of your organisation spoke of two people at once."))
        claims = {**told, **signed}
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def _verified(self, id_token: Any, *, nonce: str) -> dict[str, Any]:
        """The claims of an ID token (Core 1.0, section 3.1.3.7); raises `NotVerified`."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=list(ALGORITHMS),
                audience=settings.OIDC_CLIENT_ID,
                issuer=settings.OIDC_ISSUER,
                leeway=CLOCKS_DIFFER_BY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError) as error:
            raise NotVerified(
                _("What your organisation says of you is not signed as it should be, or too old.")
            ) from error
        if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
            raise NotVerified(_("What your organisation says of you is meant for another site."))
        if not constant_time_compare(str(claims.get("nonce", "")), nonce):
            raise NotVerified(_("What your organisation says of you does not belong to this sign-in."))
        return claims

    def _key_of(self, id_token: Any) -> jwt.PyJWK:
        """The provider's public key that the token names; of a single key none need be named."""
        name = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter(self.request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fits = [key for key in keys if key.public_key_use in (None, "sig") and name in (None, key.key_id)]
        if len(fits) != 1:
            raise jwt.InvalidKeyError("no such key")
        return fits[0]


class IdentityProvider(OpenIDConnectProvider):
    pkce_enabled_default = True
    oauth2_adapter_class = ProviderAdapter

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """A subject is somebody's at their issuer alone."""
        return hashlib.sha256(f"{data['iss']}\n{data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        """An account has one address, its own; whether this is it is for `arriving` to say."""
        return []

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What the address of a page says of it counts for nothing."""
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return dict(self.get_auth_params())
