"""Who comes back from the identity provider: which account is theirs, which roles their groups give, or why they stay out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import actions
from articles.models import Person, SignInOutcome
from articles.signing_in.provider import IdentityProvider, NotVerified, ProviderAdapter
from articles.signing_in.visiting import visitor

PROVIDER = "organisation"


class SocialAdapter(DefaultSocialAccountAdapter):
    """Of allauth's ways only the one provider of the settings, and of what it can do only signing in."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        found = super().get_provider(request, provider, client_id)
        return IdentityProvider(request, app=found.app) if isinstance(found, OpenIDConnectProvider) else found

    def get_requests_session(self) -> requests.Session:
        """Straight to the addresses that the provider named, and nowhere that they redirect to."""
        session: requests.Session = super().get_requests_session()
        session.trust_env, session.max_redirects = False, 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            _stay_out(request, None, _("Accounts are connected by signing in."))
        arrive(request, sociallogin)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Mapping[str, Any] | None = None,
    ) -> None:
        _stay_out(request, None, _why(error, exception, begun="state" in (extra_context or {})))


def arrive(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Find or make the account, let its roles follow the groups, and connect both for the next time."""
    claims = sociallogin.claims
    roles = roles_of(claims)
    person = sociallogin.user if sociallogin.is_existing else _matched(request, claims, roles)
    if not person.is_active:
        _stay_out(request, person, _("This account is closed."), SignInOutcome.CLOSED)
    actions.follow_groups(person, by=Person.objects.system(), roles=roles)
    if not sociallogin.is_existing:
        sociallogin.connect(request, person)


def roles_of(claims: Mapping[str, Any]) -> frozenset[str]:
    """What the groups of the settings' claim give; a claim that is no list of words gives nothing."""
    told = claims.get(settings.OIDC_GROUPS_CLAIM, [])
    groups = [told] if isinstance(told, str) else told if isinstance(told, list) else []
    return frozenset(
        settings.OIDC_ROLES[group] for group in groups if isinstance(group, str) and group in settings.OIDC_ROLES
    )


def _matched(request: HttpRequest, claims: Mapping[str, Any], roles: frozenset[str]) -> Person:
    """The account with the address, which the provider must have verified; a new one where a group may come in."""
    email = str(claims.get("email", "")).strip()
    if not email or claims.get("email_verified") is not True:
        _stay_out(request, None, _("Your organisation does not say that your e-mail address was verified as yours."))
    person = Person.objects.filter(email__iexact=email).first()
    if person is not None:
        return person
    if not roles:
        _stay_out(
            request, None, _("You have no account here, and none of your groups may come in. Ask the managing editor.")
        )
    return actions.admit_by_group(
        by=Person.objects.system(), email=email, printed_name=str(claims.get("name") or email)
    )


def _why(error: str | None, exception: Exception | None, *, begun: bool) -> str:
    if isinstance(exception, NotVerified):
        return str(exception)
    if isinstance(exception, requests.RequestException):
        return _("The sign-in of your organisation does not answer. Try again later, or sign in with your password.")
    if error == AuthError.CANCELLED:
        return _("You did not sign in at your organisation.")
    if not begun:
        return _(
            "This sign-in was begun in another browser, took longer than ten minutes, or was used already. Begin again."
        )
    return _("The sign-in of your organisation refused. Begin again.")


def _stay_out(
    request: HttpRequest, person: Person | None, why: str, outcome: SignInOutcome = SignInOutcome.REFUSED
) -> NoReturn:
    actions.note_failure(person, outcome=outcome, how=PROVIDER, visitor=visitor(request))
    raise ImmediateHttpResponse(refused(request, why))


def refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "articles/not_signed_in.html", {"why": why}, status=403)


def nowhere(request: HttpRequest) -> NoReturn:
    """In the place of pages of allauth that this product has no use for."""
    raise Http404


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """POST leads to the provider; GET asks first."""
    return _answered(OAuth2LoginView, request, provider_id)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(ProviderAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, OAuth2Error) as error:
        return refused(request, _why(None, error, begun=True))
    return response
