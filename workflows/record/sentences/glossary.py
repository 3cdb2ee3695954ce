"""What happens to the glossary, told."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from workflows.record.sentences.telling import Kind

KINDS: Mapping[str, Kind] = {
    "term.added": Kind(gettext_lazy("Term added"), gettext_lazy("Term “%(term)s” added to the glossary")),
    "term.changed": Kind(gettext_lazy("Term changed"), gettext_lazy("Words of the term “%(term)s” changed")),
    "term.retired": Kind(gettext_lazy("Term out of use"), gettext_lazy("Term “%(term)s” taken out of use")),
    "term.returned": Kind(gettext_lazy("Term back in use"), gettext_lazy("Term “%(term)s” brought back")),
    "term.signed": Kind(gettext_lazy("Definition signed"), gettext_lazy("Definition of “%(term)s” signed")),
    "term.signature_revoked": Kind(
        gettext_lazy("Definition taken back"), gettext_lazy("Signature under the definition of “%(term)s” taken back")
    ),
    "glossary.imported": Kind(
        gettext_lazy("Terms imported"),
        gettext_lazy("Terms imported: %(taken)s new, %(merged)s merged, %(refused)s left out"),
    ),
}
