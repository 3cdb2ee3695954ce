"""What happens in a safety sweep, told: what was searched, what was confirmed, where the notice or the review did not come about."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.models import SweepNoticeKind
from workflows.record.sentences.telling import Kind, Told


def _started(told: Told) -> str:
    said = _(
        "Safety sweep for “%(sought)s” after an alert of %(alert_from)s: %(articles)s articles of %(texts)s texts searched"
    )
    return said % told + _still(told)


def _repeated(told: Told) -> str:
    words = Told({**told, "names": ", ".join(told["names"])})
    said = _("Safety sweep for “%(sought)s” searched again, as %(names)s: %(articles)s articles")
    return said % words + _still(told)


def _still(told: Told) -> str:
    """Events from before articles were read a part at a time do not say this."""
    return _("; %(to_read)s more may name it and were read afterwards") % told if told.get("to_read") else ""


def _confirmed(told: Told) -> str:
    words = Told({**told, "notice": told.label("notice", SweepNoticeKind)})
    return _("Safety sweep for “%(sought)s”: %(notice)s confirmed for %(articles)s articles") % words


KINDS: Mapping[str, Kind] = {
    "sweep_started": Kind(gettext_lazy("Safety sweep started"), _started),
    "sweep_repeated": Kind(gettext_lazy("Safety sweep searched again"), _repeated),
    "sweep_read": Kind(
        gettext_lazy("Safety sweep read to its end"),
        gettext_lazy("Safety sweep for “%(sought)s” read to its end: %(articles)s articles name it"),
    ),
    "sweep_confirmed": Kind(gettext_lazy("Notice of a safety sweep confirmed"), _confirmed),
    "sweep_not_posted": Kind(
        gettext_lazy("Notice of a safety sweep not posted"),
        gettext_lazy("The notice of the safety sweep for “%(sought)s” was not posted here"),
    ),
    "sweep_review_not_opened": Kind(
        gettext_lazy("Review after a safety sweep not opened"),
        gettext_lazy("No review could be opened here after the safety sweep for “%(sought)s”"),
    ),
    "sweep_closed": Kind(
        gettext_lazy("Safety sweep closed"),
        gettext_lazy("Safety sweep for “%(sought)s” closed: nothing of it stands on any page"),
    ),
}
