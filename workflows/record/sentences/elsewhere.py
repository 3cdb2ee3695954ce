"""What happens to people, the library and the site, told; and what auditors read and state."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import (
    DeskRole,
    DispositionChoice,
    EvidenceKind,
    MayKeep,
    PublishedBy,
    ReferenceMark,
    ReferenceType,
    TextKind,
    TokenEnding,
)
from articles.references.evidence_levels import in_words
from articles.text.consistency import Kind as FlagKind
from workflows.models import AuditResult
from workflows.record.sentences.boards import by_two
from workflows.record.sentences.telling import Kind, Told


def _role_granted(told: Told) -> str:
    return _("%(person)s given the desk role “%(role)s”") % _with_desk_role(told)


def _role_ended(told: Told) -> str:
    return _("Desk role “%(role)s” of %(person)s ended") % _with_desk_role(told)


def _with_desk_role(told: Told) -> Told:
    return Told({**told, "role": told.label("role", DeskRole)})


def _token_ended(told: Told) -> str:
    words = Told({**told, "why": told.label("why", TokenEnding)})
    return _("Token %(token)s of %(person)s ended: %(why)s") % words


def _interests_declared(told: Told) -> str:
    if told["answer"] == "yes":
        return _("Declared the interests of the year")
    return _("Declared no interests for the year")


def _reference_marked(told: Told) -> str:
    if not told["mark"]:
        return _("Mark of %(reference)s taken off") % told
    return _("%(reference)s marked: %(mark)s") % Told({**told, "mark": told.label("mark", ReferenceMark)})


def _type_confirmed(told: Told) -> str:
    return _("%(reference)s confirmed as: %(type)s") % Told({**told, "type": told.label("type", ReferenceType)})


def _evidence_rated(told: Told) -> str:
    words = in_words(told.get("scheme", ""), told.get("level", "")) or _("not judged")
    return _("Evidence of %(reference)s: %(evidence)s") % Told({**told, "evidence": words})


def _publisher_said(told: Told) -> str:
    words = told.label("published_by", PublishedBy) or _("as the record suggests")
    return _("Who published %(reference)s: %(words)s") % Told({**told, "words": words})


def _publisher_text(told: Told) -> str:
    words = Told({**told, "text": told.label("text", TextKind)})
    return by_two(gettext_lazy("%(text)s (%(language)s), version %(number)s"))(words)


def _reference_tagged(told: Told) -> str:
    if not told["tags"]:
        return _("Tags of %(reference)s taken off") % told
    return _("%(reference)s tagged: %(tags)s") % Told({**told, "tags": ", ".join(told["tags"])})


def _file_attached(told: Told) -> str:
    words = Told({**told, "because": told.label("because", MayKeep)})
    return _("Full text of %(reference)s attached. It may be kept: %(because)s") % words


def _everything_exported(told: Told) -> str:
    if told.get("log_ins"):
        return _("%(rows)s rows exported, log-ins among them") % told
    return _("%(rows)s rows exported, without log-ins") % told


def _mark_doubted(told: Told) -> str:
    return _("Mark “%(mark)s” of %(reference)s said to be a mistake") % _with_mark(told)


def _mark_kept(told: Told) -> str:
    return _("Mark “%(mark)s” of %(reference)s kept: no mistake") % _with_mark(told)


def _with_mark(told: Told) -> Told:
    return Told({**told, "mark": told.label("mark", ReferenceMark)})


def _reference_flagged(told: Told) -> str:
    return _("%(reference)s flagged by a check: %(what)s") % _with_evidence(told)


def _evidence_decided(told: Told) -> str:
    words = Told({**_with_evidence(told), "choice": told.label("choice", DispositionChoice)})
    return _("Decided about %(reference)s (%(what)s): %(choice)s") % words


def _with_evidence(told: Told) -> Told:
    return Told({**told, "what": told.label("what", EvidenceKind)})


def _image_described(told: Told) -> str:
    if told["shows_patient"]:
        return _("What is said of an image changed; it shows a patient")
    return _("What is said of an image changed")


def _read(told: Told) -> str:
    of = ", ".join(map(str, told["of"].values())) if isinstance(told["of"], dict) else ""
    return _("Read %(page)s %(of)s") % {"page": told["page"], "of": of}


def _audited(told: Told) -> str:
    return _("Audit-trail review signed: %s") % told.label("result", AuditResult)


def _kind_demoted(told: Told) -> str:
    words = {**told, "name": _name_of_flags(told)}
    return _("Flags “%(name)s” shown one step less gravely: %(overruled)s of %(settled)s were overruled") % Told(words)


def _kind_demotion_ended(told: Told) -> str:
    return _("Flags “%(name)s” shown as gravely as before") % {"name": _name_of_flags(told)}


def _name_of_flags(told: Told) -> str:
    """A kind that this code no longer knows stands as it was written."""
    name = told["flag_kind"]
    return str(FlagKind(name).label) if name in {kind.value for kind in FlagKind} else str(name)


KINDS: Mapping[str, Kind] = {
    "person.created": Kind(gettext_lazy("Account made"), gettext_lazy("Account of %(person)s made")),
    "person.log_ins_ended": Kind(
        gettext_lazy("Signed out everywhere"), gettext_lazy("%(person)s signed out everywhere: %(why)s")
    ),
    "person.deactivated": Kind(gettext_lazy("Account closed"), gettext_lazy("Account of %(person)s closed")),
    "person.reactivated": Kind(
        gettext_lazy("Account opened again"), gettext_lazy("Account of %(person)s opened again")
    ),
    "person.erased": Kind(gettext_lazy("Contact data erased"), gettext_lazy("Contact data of %(person)s erased")),
    "person.data_taken": Kind(
        gettext_lazy("Data of a person taken"), gettext_lazy("All data held about %(person)s taken")
    ),
    "role.granted": Kind(gettext_lazy("Desk role given"), _role_granted),
    "role.ended": Kind(gettext_lazy("Desk role ended"), _role_ended),
    "token.made": Kind(gettext_lazy("Token for a program made"), gettext_lazy("Token %(token)s for a program made")),
    "token.ended": Kind(gettext_lazy("Token for a program ended"), _token_ended),
    "interests_declared": Kind(gettext_lazy("Interests of the year declared"), _interests_declared),
    "away.added": Kind(gettext_lazy("Days away entered"), gettext_lazy("Entered days away")),
    "away.removed": Kind(gettext_lazy("Days away taken back"), gettext_lazy("Took days away back")),
    "signing_locked": Kind(gettext_lazy("Signing locked"), gettext_lazy("Signing locked after too many failures")),
    "signing_unlocked": Kind(
        gettext_lazy("Signing unlocked"), gettext_lazy("Signing unlocked by mail and second factor")
    ),
    "key.added": Kind(gettext_lazy("Signing key added"), by_two(gettext_lazy("Signing key %(key)s taken into use"))),
    "key.ended": Kind(gettext_lazy("Signing key ended"), by_two(gettext_lazy("Use of signing key %(key)s ended"))),
    "template_saved": Kind(gettext_lazy("Template saved"), gettext_lazy("Template “%(name)s” saved")),
    "template_removed": Kind(gettext_lazy("Template removed"), gettext_lazy("Template “%(name)s” removed")),
    "bulk_act.begun": Kind(
        gettext_lazy("Many articles at once: begun"),
        gettext_lazy("%(articles)s articles at once (%(bulk_act)s): %(deed)s"),
    ),
    "bulk_act.went_on": Kind(
        gettext_lazy("Many articles at once: went on"), gettext_lazy("Many articles at once (%(bulk_act)s): went on")
    ),
    "bulk_act.stopped": Kind(
        gettext_lazy("Many articles at once: stopped"),
        gettext_lazy("Many articles at once (%(bulk_act)s): stopped after %(done)s, %(waiting)s wait"),
    ),
    "bulk_act.done": Kind(
        gettext_lazy("Many articles at once: done"),
        gettext_lazy(
            "Many articles at once (%(bulk_act)s): %(done)s done, %(already)s were so already, %(refused)s refused"
        ),
    ),
    "bulk_export.begun": Kind(
        gettext_lazy("Many articles taken out: begun"),
        gettext_lazy("%(articles)s articles to be taken out (%(bulk_export)s): %(edition)s, as %(format)s"),
    ),
    "bulk_export.went_on": Kind(
        gettext_lazy("Many articles taken out: went on"),
        gettext_lazy("Many articles taken out (%(bulk_export)s): went on"),
    ),
    "bulk_export.stopped": Kind(
        gettext_lazy("Many articles taken out: stopped"),
        gettext_lazy("Many articles taken out (%(bulk_export)s): stopped after %(done)s, %(waiting)s wait"),
    ),
    "bulk_export.done": Kind(
        gettext_lazy("Many articles taken out: done"),
        gettext_lazy("Many articles taken out (%(bulk_export)s): %(done)s in the archive, %(refused)s left out"),
    ),
    "bulk_import.brought": Kind(
        gettext_lazy("Files brought to move in"), gettext_lazy("Files brought to move in (import %(bulk_import)s)")
    ),
    "bulk_import.done": Kind(
        gettext_lazy("Files imported"),
        gettext_lazy("Import %(bulk_import)s: %(done)s files imported, %(same)s there already, %(refused)s refused"),
    ),
    "bulk_import.live": Kind(
        gettext_lazy("Moved in: pages made live"),
        gettext_lazy("Import %(bulk_import)s: %(pages)s pages approved by a former process made live"),
    ),
    "references.imported": Kind(
        gettext_lazy("References imported"),
        gettext_lazy("References imported: %(taken)s new, %(merged)s merged, %(refused)s left out"),
    ),
    "reference.added": Kind(gettext_lazy("Reference added"), gettext_lazy("%(reference)s added to the library")),
    "reference.flagged": Kind(gettext_lazy("Reference flagged by a check"), _reference_flagged),
    "reference.evidence_decided": Kind(gettext_lazy("Decision about a flagged reference"), _evidence_decided),
    "reference.merged": Kind(
        gettext_lazy("Reference merged into another"), gettext_lazy("%(reference)s merged into %(into)s")
    ),
    "reference.parted": Kind(
        gettext_lazy("Merge of references undone"), gettext_lazy("%(reference)s parted from %(into)s")
    ),
    "reference.type_confirmed": Kind(gettext_lazy("Type of a reference confirmed"), _type_confirmed),
    "reference.evidence_rated": Kind(gettext_lazy("Evidence of a reference judged"), _evidence_rated),
    "reference.publisher_said": Kind(gettext_lazy("Who published a reference"), _publisher_said),
    "reference.noted": Kind(gettext_lazy("Note about a reference"), gettext_lazy("Note added about %(reference)s")),
    "reference.note_taken_out": Kind(
        gettext_lazy("Note about a reference taken out"), gettext_lazy("Note about %(reference)s taken out")
    ),
    "reference.tagged": Kind(gettext_lazy("Reference tagged"), _reference_tagged),
    "reference.file_attached": Kind(gettext_lazy("Full text of a reference attached"), _file_attached),
    "reference.file_removed": Kind(
        gettext_lazy("Full text of a reference removed"), gettext_lazy("Full text of %(reference)s removed: %(why)s")
    ),
    "reference.marked": Kind(gettext_lazy("Reference marked"), _reference_marked),
    "reference.mark_doubted": Kind(gettext_lazy("Mark said to be a mistake"), _mark_doubted),
    "reference.mark_kept": Kind(gettext_lazy("Mark kept"), _mark_kept),
    "image.added": Kind(gettext_lazy("Image added"), gettext_lazy("Image added to the library")),
    "image.described": Kind(gettext_lazy("Image described"), _image_described),
    "kind_demoted": Kind(gettext_lazy("Kind of flag shown less gravely"), _kind_demoted),
    "kind_demotion_ended": Kind(gettext_lazy("Kind of flag shown as before"), _kind_demotion_ended),
    "publisher.changed": Kind(
        gettext_lazy("Publisher's name, logo, colours or country changed"),
        gettext_lazy("The publisher's own things changed: %(changed)s"),
    ),
    "publisher.text": Kind(gettext_lazy("Text of the publisher changed"), _publisher_text),
    "webhook.added": Kind(gettext_lazy("Webhook added"), gettext_lazy("Webhook to %(host)s added")),
    "webhook.secret_renewed": Kind(
        gettext_lazy("New secret of a webhook"), gettext_lazy("New secret for the webhook to %(host)s")
    ),
    "webhook.off": Kind(
        gettext_lazy("Webhook switched off"), gettext_lazy("Webhook to %(host)s switched off: %(why)s")
    ),
    "webhook.on": Kind(gettext_lazy("Webhook switched on"), gettext_lazy("Webhook to %(host)s switched on")),
    "webhook.sent_again": Kind(
        gettext_lazy("Message of a webhook sent again"), gettext_lazy("A message to %(host)s sent again")
    ),
    "questions_closed": Kind(
        gettext_lazy("Questions of readers closed"), gettext_lazy("Questions of readers closed: %(count)s")
    ),
    "topic_added": Kind(gettext_lazy("Topic added"), gettext_lazy("Topic “%(name)s” added")),
    "topic_changed": Kind(
        gettext_lazy("Topic changed"), gettext_lazy("Topic “%(former)s” is “%(name)s” or elsewhere now")
    ),
    "topic_dropped": Kind(gettext_lazy("Topic removed"), gettext_lazy("Topic “%(name)s” removed")),
    "read": Kind(gettext_lazy("Page read"), _read),
    "sealed": Kind(gettext_lazy("Rows sealed"), gettext_lazy("Rows of this table sealed, up to number %(until)s")),
    "everything_exported": Kind(gettext_lazy("Everything exported"), _everything_exported),
    "everything_imported": Kind(
        gettext_lazy("Everything imported"),
        gettext_lazy("%(rows)s rows imported from %(site)s, as they were there on %(made_at)s"),
    ),
    "audited": Kind(gettext_lazy("Audit-trail review"), _audited),
}
