"""What readers are told of a review: made from the signed statements, word for word what each signer was shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from workflows.models import DeclaredInterest, EvidenceSearch, Review, SignOff, Verdict

# What reading a statement raises that is of another kind.
_SAYS_ELSE = (KeyError, TypeError, ValueError, AttributeError)


def review_statement(
    review: Review, day: datetime.date, *, standing: Iterable[SignOff] | None = None
) -> dict[str, Any]:
    """The data that a publication carries; pages need nothing else of a review. In the language of the article.

    `standing`: the sign-offs that count, in the order of signing, where they are loaded already.
    """
    sign_offs = review.sign_offs.filter(revocation=None).order_by("signed_at", "pk") if standing is None else standing
    with translation.override(review.version.content.language):
        return {
            "board": review.board.name,
            "statement": approval_sentence(review.board.name, day),
            "rule": review.rule.in_words(),
            "review": str(review.pk),
            "signers": [signer(sign_off.signed) for sign_off in sign_offs if is_of_a_member(sign_off.signed)],
            **_renewal(review, day),
        }


def _renewal(review: Review, day: datetime.date) -> dict[str, str]:
    """What is said of a version that was reviewed again as it stood."""
    search: EvidenceSearch | None = getattr(review, "evidence_search", None)
    if search is None:
        return {}
    sentence = _(
        "Reviewed again on %(day)s: no change was needed. We searched for new evidence from %(since)s to %(until)s "
        "(%(databases)s)."
    )
    said = {
        "day": format_date(day, "DATE_FORMAT"),
        "since": format_date(search.covers_from, "DATE_FORMAT"),
        "until": format_date(search.searched_on, "DATE_FORMAT"),
        "databases": search.databases,
    }
    return {"renewal": sentence % said}


def approval_sentence(board: str, day: datetime.date) -> str:
    """S25: what "Approved" means, so that nobody takes it for an approved treatment."""
    return _(
        "Checked and approved for publication by the %(board)s on %(day)s. "
        "This is general information, not a decision about your care."
    ) % {"board": board, "day": format_date(day, "DATE_FORMAT")}


def is_of_a_member(signed: Mapping[str, Any]) -> bool:
    """Whether a statement says what a member's says. One of another kind only the database's owner could put in its place."""
    try:
        told = signer(signed)
        datetime.date.fromisoformat(told["signed_on"])
    except _SAYS_ELSE:
        return False
    return True


def signer(signed: Mapping[str, Any]) -> dict[str, Any]:
    """One signer as readers see them, from the statement of a member."""
    return {
        "name": signed["printed_name"],
        "credentials": signed["credentials"],
        "affiliation": signed["affiliation"],
        "role": signed["role"],
        "verdict": signed["verdict"],
        "scopes": list(signed["scope"]),
        "audiences": list(signed["audiences"]),
        "interests": interests_in_words(signed["interests"]),
        "comment": signed["comment"] if is_published(signed) else "",
        "signed_on": signed["at"][:10],
    }


def is_published(signed: Mapping[str, Any]) -> bool:
    """Whether readers see the comment: that of a dissent whose signer wanted it. Early dissents were all signed as published."""
    return signed["verdict"] == Verdict.DISSENT and bool(signed.get("published", True))


def interests_in_words(interests: Mapping[str, Any]) -> str:
    """What was said about this article, then what was declared for the year. Early statements hold no yearly part."""
    yearly = interests.get("yearly", {}).get("interests", ())
    return "; ".join(filter(None, (interests["details"], *(DeclaredInterest(**one).sentence for one in yearly))))
