"""What a new password ends, wherever it is set: on a page, by a mailed link, at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles import actions

if TYPE_CHECKING:
    from articles.models import Person


class EndsTokens:
    """Stands among Django's validators, which hear of every password that is set, and of none that is merely hashed anew."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Whatever the password is."""

    def get_help_text(self) -> str:
        return _("With a new password your tokens for programs end.")

    def password_changed(self, password: str, user: Person) -> None:
        actions.end_tokens_of_old_password(user)
