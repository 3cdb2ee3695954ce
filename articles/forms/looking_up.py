"""A work that is looked up elsewhere before it is added, and what of it the form of a work cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from articles.actions import LookedUp
from articles.forms.base import Form
from articles.models import ReferenceStanding
from articles.references.works import Work

SALT = "articles.looked-up"
# What of CSL-JSON the form shows; whoever changes or empties it there means it.
SHOWN = frozenset({"title", "author", "container-title", "issued", "volume", "page"})


class LookUpForm(Form):
    identifier = forms.CharField(
        label=gettext_lazy("DOI, PMID or PMCID, or the reference as it is written"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Type a DOI, PMID or PMCID, or a whole reference.")},
    )


def initial_of(found: LookedUp) -> dict[str, str]:
    """What the fields of `ReferenceForm` say of the work, `stated` being the whole of it, sealed against changes."""
    work, csl = found.work, found.work.csl
    return {
        "type": work.type,
        "title": work.title[:600],
        "authors": "\n".join(map(_line, csl.get("author") or [])),
        "journal": str(csl.get("container-title") or csl.get("publisher") or "")[:300],
        "year": work.year,
        "volume": str(csl.get("volume") or ""),
        "pages": str(csl.get("page") or "")[:40],
        "doi": work.doi,
        "pmid": work.pmid,
        "url": work.url,
        "stated": sealed(work),
    }


def _line(name: Mapping[str, str]) -> str:
    return str(name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given")))))


def sealed(work: Work) -> str:
    kept = {"csl": dict(work.csl), "type": work.type, "label": work.label, "pmcid": work.pmcid, "isbn": work.isbn}
    return signing.dumps(kept, salt=SALT, compress=True)


def opened(stated: str) -> Mapping[str, Any]:
    """What was sealed, or nothing where it was changed on the way."""
    try:
        kept = signing.loads(stated, salt=SALT) if stated else {}
    except signing.BadSignature:
        kept = {}
    return kept if isinstance(kept, dict) else {}


def completed(typed: Mapping[str, Any], csl: dict[str, Any]) -> dict[str, Any]:
    """More fields of the work, as it was stated, beside what was typed: `csl`, `label`, `standing`, `pmcid` and `isbn`."""
    stated = opened(str(typed.get("stated") or ""))
    whole = stated.get("csl") or {}
    unseen = {name: value for name, value in whole.items() if name not in SHOWN}
    if unseen and _year(whole) == _year(csl) != "":
        csl = {**csl, "issued": whole["issued"]}
    is_as_stated = stated.get("type") == typed["type"]
    return {
        "csl": {**unseen, **csl},
        "label": str(stated.get("label", ""))[:80] if is_as_stated else "",
        "standing": ReferenceStanding.AS_STATED if is_as_stated else ReferenceStanding.CONFIRMED,
        "pmcid": str(stated.get("pmcid", ""))[:16],
        "isbn": str(stated.get("isbn", ""))[:20],
    }


def _year(csl: Mapping[str, Any]) -> str:
    parts = (csl.get("issued") or {}).get("date-parts") or [[""]]
    return str(parts[0][0])
