"""What is asked of a new password, and what it ends, wherever it is set: on a page, by a mailed link, at the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import actions, publisher
from articles.outside import breaches

if TYPE_CHECKING:
    from articles.models import Person


# What a stranger tries first at a place like this: the product, the roles and what it is about (ASVS 6.1.2).
OF_THE_PLACE = frozenset(
    """
    review board reviewboard desk editor managing pharmacist member chair administrator admin auditor librarian operator
    security officer article medical medicine health hospital clinic publisher press password passwort login welcome
    """.split()  # noqa: SIM905
)
# Signs that people put for letters, and how many signs must be left beside the words that are guessed.
_LETTERS = str.maketrans("0134578@$!", "oieastbasi")
LEFT_OVER = 8


class NotOfThePlace:
    """A password is more than the words by which its place is known: publisher, site, product and roles, and a year (ASVS 6.2.11)."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ValidationError where fewer than `LEFT_OVER` letters and figures are left without these words and years."""
        left = re.sub(r"(?:19|20)\d\d", " ", password.casefold())
        for word in sorted(words_of_the_place(), key=len, reverse=True):
            left = _without(word, left)
        if len(re.sub(r"[\W_]", "", left)) < LEFT_OVER:
            raise ValidationError(
                _("Anybody can guess this from the name of the site and from what people do here. Take other words."),
                code="password_of_the_place",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the names of this publisher, this site and its roles.")


class NotBreached:
    """A password that stands in no known breach (ASVS 6.2.12). Where nobody answers it is taken: the log says so."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if breaches.times_seen(password):
            raise ValidationError(
                _("This password is known from a breach somewhere else, so that others try it. Take another one."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be one that is known from a breach.")


def words_of_the_place() -> frozenset[str]:
    """In small letters, of three and more."""
    named = f"{publisher.current().name} {settings.PUBLISHER_NAME} {urlsplit(settings.SITE_URL).hostname or ''}"
    return OF_THE_PLACE | {word for word in re.findall(r"[^\W\d_]+", named.casefold()) if len(word) > 2}


def _without(word: str, password: str) -> str:
    """Disguised, too: "b0ard" is "board"."""
    signs = list(password)
    for found in re.finditer(re.escape(word), password.translate(_LETTERS)):
        signs[found.start() : found.end()] = " " * len(word)
    return "".join(signs)


class EndsTokens:
    """Stands among Django's validators, which hear of every password that is set, and of none that is merely hashed anew."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Whatever the password is."""

    def get_help_text(self) -> str:
        return _("With a new password your tokens for programs end.")

    def password_changed(self, password: str, user: Person) -> None:
        actions.end_tokens_of_old_password(user)
