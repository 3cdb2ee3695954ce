"""Components: plain values in, words and wiring out."""

import re
from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string

STATUSES = {
    "draft": "Draft",
    "submitted": "Submitted",
    "under_review": "Under review",
    "approved": "Approved",
    "changes_requested": "Changes requested",
    "withdrawn": "Withdrawn",
    "pending": "Not yet reviewed",
    "retired": "Retired",
    "retracted": "Retracted",
    "past": "Past version",
    "due": "Review due",
    "overdue": "Review overdue",
    "open": "Open",
    "answered": "Answered",
}


class Signature(forms.Form):
    verdict = forms.ChoiceField(label="Verdict", choices=[("approve", "Approve")], widget=forms.RadioSelect)
    comment = forms.CharField(label="Comment", help_text="Readers see it.")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(("status", "word"), STATUSES.items())
def test_a_badge_says_its_status_in_words(status: str, word: str) -> None:
    html = render_to_string("components/badge.html", {"status": status})

    assert (re.findall(r'class="([^"]+)"', html), words(html)) == ([f"rb-badge rb-badge--{status}"], word)


def test_steps_say_what_has_not_happened_yet() -> None:
    html = render_to_string(
        "components/steps.html",
        {"status": "under_review", "submitted_on": date(2026, 4, 2), "under_review_on": date(2026, 4, 11)},
    )

    assert words(html) == "Submitted 2 April 2026 Under review Since 11 April 2026 Approved Not yet"


def test_an_approval_that_was_left_again_is_not_shown_as_reached() -> None:
    html = render_to_string("components/steps.html", {"status": "changes_requested", "approved_on": date(2026, 5, 9)})

    assert words(html) == "Submitted Not yet Changes requested Not yet Approved Not yet"


def test_an_error_stands_at_its_field_and_is_read_out_with_it() -> None:
    form = Signature({"verdict": "approve"})

    html = render_to_string("components/field.html", {"field": form["comment"]})

    assert 'id="id_comment_error"' in html
    assert re.findall(r'aria-describedby="([^"]+)"', html) == ["id_comment_helptext id_comment_error"]


def test_help_of_a_field_may_name_what_somebody_typed() -> None:
    form = Signature()
    form.fields["comment"].help_text = "Still open: <img src=x onerror=alert(1)>"

    html = render_to_string("components/field.html", {"field": form["comment"]})

    assert "Still open: &lt;img src=x onerror=alert(1)&gt;" in html


def test_the_error_summary_leads_to_each_field() -> None:
    html = render_to_string("components/error_summary.html", {"form": Signature({})})

    assert re.findall(r'href="(#[^"]+)"', html) == ["#id_verdict_0", "#id_comment"]


def test_the_error_summary_is_absent_without_errors() -> None:
    html = render_to_string("components/error_summary.html", {"form": Signature()})

    assert html.strip() == ""


@pytest.mark.parametrize(
    ("kind", "word"),
    {
        "emergency": "Emergency",
        "urgent": "Urgent",
        "see-someone": "See someone",
        "warning": "Warning",
        "key-points": "Key points",
        "note": "Note",
        "next-step": "Next step",
        "ask-your-doctor": "Ask your doctor",
    }.items(),
)
def test_every_box_has_words_beside_its_colour(kind: str, word: str) -> None:
    html = render_to_string("components/box_label.html", {"kind": kind})

    assert html.strip() == word
