"""What happens to an article, told: its draft, its versions, what is live of it, its conversations."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.audiences import Audience
from articles.models import Basis, HarmDecision, NoticeKind, WorkChoice
from articles.text.rating import INSTRUMENTS, InstrumentKey
from articles.text.skeletons import CHOICES
from workflows.models import TaskKind
from workflows.record.sentences.refused import refused, why_refused
from workflows.record.sentences.telling import Kind, Told, of_table
from workflows.transitions import Action

_TYPES: Mapping[str, object] = dict(CHOICES)


def _saved(told: Told) -> str:
    if "people" in told:
        return _("Byline saved, revision %(revision)s: %(people)s") % told
    return _("Draft saved, revision %(revision)s") % told


def _preview_link_made(told: Told) -> str:
    words = Told({**told, "audience": told.name("audience", Audience)})
    return _("Link to revision %(revision)s made, text for “%(audience)s”, for %(days)s days") % words


def _imported(told: Told) -> str:
    return _("Text for “%s” imported") % told.name("audience", Audience)


def _moved_to_topic(told: Told) -> str:
    if not told["topic"]:
        return _("Taken out of the topic %(former_topic)s") % told
    return _("Moved to the topic %(topic)s") % told


def _type(value: str) -> str:
    return str(_TYPES.get(value, value))


def _type_set(told: Told) -> str:
    if not told["type"]:
        return _("No type any more; it was: %s") % _type(told["former_type"])
    return _("Type: %s") % _type(told["type"])


def _subject_codes_set(told: Told) -> str:
    return _("Subject codes: %s") % ("; ".join(told["codes"]) or _("none"))


def _old_addresses(told: Told) -> str:
    return _("Old addresses lead here: %s") % ", ".join(told["addresses"])


def _submitted(told: Told) -> str:
    if "tasks" not in told:
        return _("Version %(version)s submitted") % told
    words = {"version": told["version"], "count": len(told["tasks"])}
    return (
        ngettext(
            "Version %(version)s submitted with one task open",
            "Version %(version)s submitted with %(count)d tasks open",
            words["count"],
        )
        % words
    )


def _published(told: Told) -> str:
    if told["basis"] == Basis.PENDING:
        return _("Version %(version)s shown while it waits for review") % told
    if "cited_why" in told:
        words = {"version": told["version"], "works": ", ".join(told["cited"]), "why": told["cited_why"]}
        return _("Version %(version)s published, citing what was retracted (%(works)s): %(why)s") % words
    return _("Version %(version)s published") % told


def _held(told: Told) -> str:
    words = {"version": told["version"], "why": why_refused(told["held"])}
    return (_("Version %(version)s held back: it could not be published when its time came. %(why)s") % words).strip()


def _notice_posted(told: Told) -> str:
    return _("Notice on version %(version)s: %(kind)s") % Told({**told, "kind": told.label("posted", NoticeKind)})


def _passage_hidden(told: Told) -> str:
    words = Told({**told, "audience": told.name("audience", Audience)})
    return _("Emergency: a passage of version %(version)s hidden (“%(audience)s”)") % words


def _emergency_reviewed(told: Told) -> str:
    if told["was_right"]:
        return _("Emergency of %(emergency)s reviewed: it was right") % told
    return _("Emergency of %(emergency)s reviewed: it was not right") % told


def _harm_report_decided(told: Told) -> str:
    words = {"decision": told.label("decision", HarmDecision), "why": told["why"]}
    return _("Report of a reader closed: %(decision)s. %(why)s") % words


def _thread_resolved(told: Told) -> str:
    return _("Thread of %(thread)s on %(where)s resolved") % _placed(told)


def _thread_reopened(told: Told) -> str:
    return _("Thread of %(thread)s on %(where)s reopened") % _placed(told)


def _suggestion_accepted(told: Told) -> str:
    return _("Wording of %(where)s that %(author)s suggested was accepted") % _placed(told)


def _suggestion_declined(told: Told) -> str:
    return _("Wording of %(where)s that %(author)s suggested was declined") % _placed(told)


def _flags_answered(told: Told) -> str:
    count = len(told["flags"])
    return ngettext("One flag answered", "%(count)d flags answered", count) % {"count": count}


def _section_left_out(told: Told) -> str:
    names = {"audience": told.name("audience", Audience), "other": told.name("other", Audience)}
    return _("A section of “%(audience)s” left out of “%(other)s” on purpose") % names


def _text_rated(told: Told) -> str:
    known = told["instrument"] in [key.value for key in InstrumentKey]
    name = INSTRUMENTS[InstrumentKey(told["instrument"])].name if known else told["instrument"]
    scores = told["scores"] if isinstance(told["scores"], dict) else {}
    words = {
        "audience": told.name("audience", Audience),
        "instrument": name,
        "scores": ", ".join(f"{value} %" for value in scores.values() if value) or "?",
    }
    return _("“%(audience)s” rated by the %(instrument)s: %(scores)s") % words


def _works_found(told: Told) -> str:
    count = len(told["pmids"])
    words = {"count": count, "numbers": ", ".join(told["pmids"])}
    return (
        ngettext(
            "PubMed asked again: one new work (PMID %(numbers)s)",
            "PubMed asked again: %(count)d new works (PMID %(numbers)s)",
            count,
        )
        % words
    )


def _work_decided(told: Told) -> str:
    words = Told({**told, "choice": told.label("choice", WorkChoice)})
    return _("Decided about the new work PMID %(pmid)s: %(choice)s") % words


def _of_task(told: Told) -> Told:
    return Told({**told, "what": told.name("task_kind", TaskKind)})


def _placed(told: Told) -> Told:
    """With which text a conversation is about."""
    audience = told.name("audience", Audience)
    if "version" in told:
        where = _("version %(version)s, “%(audience)s”") % {"version": told["version"], "audience": audience}
    else:
        where = _("the draft, “%s”") % audience
    return Told({**told, "where": where})


KINDS: Mapping[str, Kind] = {
    "created": Kind(gettext_lazy("Article created"), gettext_lazy("Article created")),
    "preview_link_made": Kind(gettext_lazy("Link to the draft made"), _preview_link_made),
    "preview_link_revoked": Kind(gettext_lazy("Link to the draft ended"), gettext_lazy("A link to the draft ended")),
    "saved": Kind(gettext_lazy("Draft saved"), _saved),
    "imported": Kind(gettext_lazy("Text imported"), _imported),
    "archived": Kind(gettext_lazy("Article archived"), gettext_lazy("Article archived: %(why)s")),
    "brought_back": Kind(gettext_lazy("Article brought back"), gettext_lazy("Article brought back: %(why)s")),
    "copied": Kind(gettext_lazy("Article copied"), gettext_lazy("Copied from “%(title)s”, revision %(from_revision)s")),
    "subject_codes_set": Kind(gettext_lazy("Subject codes set"), _subject_codes_set),
    "type_set": Kind(gettext_lazy("Type of the article set"), _type_set),
    "moved_to_topic": Kind(gettext_lazy("Moved to another topic"), _moved_to_topic),
    "old_addresses_kept": Kind(gettext_lazy("Old addresses kept"), _old_addresses),
    "handed_over": Kind(
        gettext_lazy("Article handed over"),
        gettext_lazy("Handed over to %(person)s; %(former_editor)s handled it before"),
    ),
    "co_editor_added": Kind(gettext_lazy("Co-editor added"), gettext_lazy("%(person)s made co-editor")),
    "co_editor_ended": Kind(gettext_lazy("Co-editor removed"), gettext_lazy("%(person)s is no longer co-editor")),
    "task_given": Kind(
        gettext_lazy("Task given"),
        lambda told: _("Task for %(person)s until %(due_on)s: %(what)s") % _of_task(told),
    ),
    "task_changed": Kind(
        gettext_lazy("Task changed"),
        lambda told: _("%(what)s: now for %(person)s, until %(due_on)s") % _of_task(told),
    ),
    "task_done": Kind(gettext_lazy("Task done"), lambda told: _("Done: %(what)s") % _of_task(told)),
    "task_reopened": Kind(
        gettext_lazy("Task open again"), lambda told: _("Not done after all: %(what)s") % _of_task(told)
    ),
    "task_dropped": Kind(gettext_lazy("Task taken back"), lambda told: _("Taken back: %(what)s") % _of_task(told)),
    "inspected": Kind(gettext_lazy("Inspection file taken"), gettext_lazy("Inspection file taken")),
    "refused": Kind(gettext_lazy("Refused attempt"), refused),
    "held": Kind(gettext_lazy("Held back"), _held),
    "emergency_reviewed": Kind(gettext_lazy("Emergency reviewed"), _emergency_reviewed),
    "harm_reported": Kind(
        gettext_lazy("Report of harm by a reader"), gettext_lazy("A reader reported harm in version %(version)s")
    ),
    "harm_report_decided": Kind(gettext_lazy("Decision about a report of harm"), _harm_report_decided),
    "thread_resolved": Kind(gettext_lazy("Thread resolved"), _thread_resolved),
    "thread_reopened": Kind(gettext_lazy("Thread reopened"), _thread_reopened),
    "suggestion_accepted": Kind(gettext_lazy("Suggestion accepted"), _suggestion_accepted),
    "suggestion_declined": Kind(gettext_lazy("Suggestion declined"), _suggestion_declined),
    "flags_answered": Kind(gettext_lazy("Flags answered"), _flags_answered),
    "flag_answer_taken_back": Kind(
        gettext_lazy("Answer to a flag taken back"), gettext_lazy("The answer to a flag was taken back")
    ),
    "works_found": Kind(gettext_lazy("New works found"), _works_found),
    "work_decided": Kind(gettext_lazy("Decision about a new work"), _work_decided),
    "text_rated": Kind(gettext_lazy("Text rated"), _text_rated),
    "section_left_out": Kind(gettext_lazy("Section left out on purpose"), _section_left_out),
    "section_left_out_ended": Kind(
        gettext_lazy("Section no longer left out"), gettext_lazy("A section is no longer left out of another text")
    ),
    **of_table(
        {
            Action.SUBMIT: _submitted,
            Action.WITHDRAW: gettext_lazy("Version %(version)s withdrawn"),
            Action.PUBLISH: _published,
            Action.RETIRE: gettext_lazy("Version %(version)s retired"),
            Action.REMOVE: gettext_lazy("Version %(version)s removed"),
            Action.RETRACT: gettext_lazy("Version %(version)s retracted"),
            Action.POST_NOTICE: _notice_posted,
            Action.END_NOTICE: gettext_lazy("Expression of concern on version %(version)s ended"),
            Action.HIDE_PASSAGE: _passage_hidden,
            Action.WARN: gettext_lazy("Emergency: a warning put on version %(version)s"),
            Action.TAKE_DOWN: gettext_lazy("Emergency: version %(version)s taken down"),
            Action.LIFT: gettext_lazy("Emergency of %(emergency)s on version %(version)s lifted"),
        }
    ),
}
