"""How people get in: accounts are made for them, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):
    """Refuses every sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
