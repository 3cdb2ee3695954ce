"""The list of flags: worst first, seven at a time, each answered with a reason; and the panel beside the editor."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.actions.keeping import Page
from articles.models import Article, Flag, Person, Severity
from articles.text.merging.whole import Words
from tests.universe import CLINICIAN, PATIENT, SUMMARY, write

DOSE = "<p>Take gabapentin, 100 mg three times a day.</p>"


@pytest.fixture
def draft(draft: Article, editor: Person) -> Article:
    write(draft, "clinician", f"{CLINICIAN}\n<p>Go on with gabapentin 300 mg three times a day.</p>", by=editor)
    write(draft, "patient", f"{PATIENT}\n{DOSE}", by=editor)
    draft.refresh_from_db()
    actions.check_draft(draft.pk)
    return draft


def add_flags(draft: Article, count: int, severity: Severity = Severity.NOTE) -> None:
    for number in range(count):
        side = {"text": 1, "key": "k", "quote": f"Words {number}", "section": f"Section {number}", "number": number}
        Flag.objects.create(
            article=draft,
            audience="clinician",
            other="patient",
            fingerprint=f"{severity}{number}".rjust(32, "0"),
            equality="e" * 32,
            kind="section",
            severity=severity,
            revision=1,
            data={
                "left": {"text": 0, "key": "", "quote": "", "section": "", "number": 0},
                "right": side,
                "values": {"subject": "S"},
                "within": False,
            },
        )


def url(draft: Article) -> str:
    return f"/desk/articles/{draft.pk}/flags/"


def test_both_passages_stand_side_by_side_with_the_reason(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    page = client.get(url(draft)).content.decode()

    assert "Go on with gabapentin 300 mg three times a day." in page
    assert "Take gabapentin, 100 mg three times a day." in page
    assert "Must be answered" in page
    assert "Checked: revision" in page


def test_seven_flags_are_shown_at_a_time_with_the_total_in_sight(
    client: Client, draft: Article, editor: Person
) -> None:
    standing = draft.flags.standing().count()
    add_flags(draft, 20)
    client.force_login(editor)

    first = client.get(url(draft))
    second = client.get(url(draft) + "?page=2")

    shown = [card.flag.severity for group in first.context["groups"] for card in group.cards]
    assert (len(shown), shown[0]) == (7, Severity.MUST_ANSWER)
    assert f"Shown: 1 to 7 of {standing + 20}" in first.content.decode()
    assert f"Shown: 8 to 14 of {standing + 20}" in second.content.decode()


def test_a_link_leads_to_the_page_on_which_a_flag_stands(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 20)
    last = draft.flags.open().order_by("-pk")[0]
    client.force_login(editor)

    linked = client.get(f"{url(draft)}?flag={last.pk}")
    unknown = client.get(f"{url(draft)}?flag=none")

    assert f'id="flag-{last.pk}"' in linked.content.decode()
    assert (linked.context["page"].number > 1, unknown.context["page"].number) == (True, 1)


def test_a_flag_is_answered_with_a_reason(client: Client, draft: Article, editor: Person) -> None:
    flag = draft.flags.must_be_answered()[0]
    client.force_login(editor)

    response = client.post(f"/desk/flags/{flag.pk}/answer/", {"reason": "The patient starts lower."}, follow=True)

    flag.refresh_from_db()
    assert (flag.answer, flag.answered_by) == ("The patient starts lower.", editor)
    assert f'id="flag-{flag.pk}"' not in response.content.decode()
    assert f'id="flag-{flag.pk}"' in client.get(url(draft) + "?state=answered").content.decode()


def test_an_answer_without_a_reason_is_refused_at_its_field(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 20)
    flag = draft.flags.open().order_by("-pk")[0]
    client.force_login(editor)

    response = client.post(f"/desk/flags/{flag.pk}/answer/", {"reason": " "})

    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="flag-{flag.pk}"' in page
    assert f'href="#id_{flag.pk}_reason"' in page
    assert "Say why the texts are right as they are, in a sentence." in page


def test_one_answer_may_cover_equal_flags(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 3)
    flag = Flag.objects.filter(equality="e" * 32)[0]
    client.force_login(editor)

    client.post(f"/desk/flags/{flag.pk}/answer/", {"reason": "As meant.", "covers_equal": "on"})

    assert set(Flag.objects.filter(equality="e" * 32).values_list("answer", flat=True)) == {"As meant."}


def test_a_section_is_left_out_on_purpose_and_put_back(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 1)
    client.force_login(editor)
    about = {"audience": "patient", "other": "clinician", "section": "Section 0"}

    refused = client.post(f"{url(draft)}left-out/", {**about, "reason": ""})
    client.post(f"{url(draft)}left-out/", {**about, "reason": "Patients ask this."})
    said = draft.left_out.get()
    answered = Flag.objects.get(equality="e" * 32).answer
    client.post(f"/desk/left-out/{said.pk}/end/")

    said.refresh_from_db()
    assert refused.status_code == 422
    assert "Say why this section is not part of the other text." in refused.content.decode()
    assert (answered, said.ended_by) == ("Patients ask this.", editor)


def test_an_answered_flag_is_opened_again(client: Client, draft: Article, editor: Person) -> None:
    flag = draft.flags.must_be_answered()[0]
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="So it is.")
    client.force_login(editor)

    client.post(f"/desk/flags/{flag.pk}/take-back/")

    assert flag in draft.flags.open()


def test_an_auditor_reads_and_cannot_answer(client: Client, draft: Article, auditor: Person) -> None:
    flag = draft.flags.must_be_answered()[0]
    client.force_login(auditor)

    page = client.get(url(draft)).content.decode()

    assert f'id="flag-{flag.pk}"' in page
    assert "/answer/" not in page
    assert client.post(f"/desk/flags/{flag.pk}/answer/", {"reason": "So."}).status_code == 403


def test_s35_a_check_that_did_not_run_is_said(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    write(draft, "patient", PATIENT, by=editor)

    behind = client.get(url(draft)).content.decode()
    draft.last_check.delete()
    never = client.get(url(draft)).content.decode()

    assert "The checks saw revision" in behind
    assert "The checks have not run over this article yet." in never


def test_query_count_is_the_same_with_one_flag_and_with_thirty(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(draft)).status_code == 200
        return len(captured)

    one = queries()
    add_flags(draft, 30)

    assert queries() == one


def test_the_panel_reads_the_words_that_are_kept_and_not_saved(client: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", f"{PATIENT}\n{DOSE.replace('100', '300')}", by=editor)
    text = draft.texts.get(audience="patient")
    client.force_login(editor)
    panel = f"/desk/articles/{draft.pk}/checks/patient/"
    saved = client.get(panel).context["lines"]

    words = Words(SUMMARY, f"{PATIENT}\n{DOSE.replace('100', '600')}", text.description)
    actions.keep_words(text, by=editor, words=words, page=Page(text.revision, None, "w"), note="")
    kept = client.get(panel).context["lines"]

    assert "600 mg" not in " ".join(line.here.quote for line in saved)
    assert "600 mg" in " ".join(line.here.quote for line in kept)


def test_the_panel_leaves_out_what_is_answered(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    panel = f"/desk/articles/{draft.pk}/checks/patient/"
    before = client.get(panel).context["total"]
    waiting = list(draft.flags.open().values_list("pk", flat=True))
    actions.answer_flags(draft, by=editor, flags=waiting, reason="So it is.")

    assert (before > 0, client.get(panel).context["total"]) == (True, 0)


def test_the_panel_is_for_those_who_draft(client: Client, draft: Article, auditor: Person) -> None:
    client.force_login(auditor)

    assert client.get(f"/desk/articles/{draft.pk}/checks/patient/").status_code == 403


def test_the_panel_says_how_hard_the_text_is_and_what_is_easily_misread(
    client: Client, draft: Article, editor: Person
) -> None:
    hard = "<p>Pharmacological immunosuppression necessitates individualised haematological surveillance.</p>"
    write(draft, "patient", f"{PATIENT}\n{hard}\n<p>Take .5 mg QD.</p>", by=editor)
    client.force_login(editor)

    response = client.get(f"/desk/articles/{draft.pk}/checks/patient/")

    page = response.content.decode()
    assert [slip.quote for slip in response.context["slips"]][:1] == [".5 mg"]
    assert 'data-mend="0.5 mg"' in page
    assert "SMOG" in page
    assert response.context["level"].hardest[0].text.startswith("Pharmacological immunosuppression")


def test_a_text_without_words_says_why_it_has_no_level(client: Client, draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    actions.keep_words(text, by=editor, words=Words("", "", ""), page=Page(text.revision, None, "w"), note="")
    client.force_login(editor)

    page = client.get(f"/desk/articles/{draft.pk}/checks/patient/").content.decode()

    assert "Too short to score" in page


def flags_in_order(client: Client, draft: Article, query: str = "") -> list[int]:
    page = client.get(url(draft) + query)
    return [card.flag.pk for group in page.context["groups"] for card in group.cards]


def test_answering_leads_to_the_next_flag_that_waits(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 20)
    client.force_login(editor)
    shown = flags_in_order(client, draft)

    response = client.post(f"/desk/flags/{shown[2]}/answer/", {"reason": "So it is."})

    assert response["Location"] == f"{url(draft)}?flag={shown[3]}#flag-{shown[3]}"
    assert shown[3] in flags_in_order(client, draft, f"?flag={shown[3]}")


def test_answering_the_last_flag_leads_to_the_one_before(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    *_others, before, last = flags_in_order(client, draft)

    response = client.post(f"/desk/flags/{last}/answer/", {"reason": "So it is."})

    assert response["Location"] == f"{url(draft)}?flag={before}#flag-{before}"


def test_answering_equal_flags_leads_past_all_of_them(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 3)
    client.force_login(editor)
    equal = set(Flag.objects.filter(equality="e" * 32).values_list("pk", flat=True))
    first = min(equal)

    response = client.post(f"/desk/flags/{first}/answer/", {"reason": "As meant.", "covers_equal": "on"})

    assert int(response["Location"].rpartition("-")[2]) not in equal


def test_answering_the_only_flag_leads_to_the_list(client: Client, draft: Article, editor: Person) -> None:
    waiting = list(draft.flags.open().values_list("pk", flat=True))
    actions.answer_flags(draft, by=editor, flags=waiting[1:], reason="So it is.")
    client.force_login(editor)

    response = client.post(f"/desk/flags/{waiting[0]}/answer/", {"reason": "So it is."})

    assert response["Location"] == url(draft)


def test_opening_a_flag_again_leads_to_the_next_answer(client: Client, draft: Article, editor: Person) -> None:
    add_flags(draft, 2)
    waiting = list(draft.flags.open().values_list("pk", flat=True))
    actions.answer_flags(draft, by=editor, flags=waiting, reason="So it is.")
    client.force_login(editor)
    first, second = flags_in_order(client, draft, "?state=answered")[:2]

    response = client.post(f"/desk/flags/{first}/take-back/", {"state": "answered"})

    assert response["Location"] == f"{url(draft)}?state=answered&flag={second}#flag-{second}"


def test_what_two_texts_leave_out_is_left_out_of_both_in_one_step(
    client: Client, draft: Article, editor: Person
) -> None:
    flag = left_out_of_two(draft)
    client.force_login(editor)
    page = client.get(f"{url(draft)}?flag={flag.pk}").content.decode()

    about = {"audience": "clinician", "other": ["patient", "student"], "section": "Splints", "reason": "Too rare."}
    response = client.post(f"{url(draft)}left-out/", about)

    flag.refresh_from_db()
    assert "Not part on purpose of the text for: Patients, families and carers, Students (answers one flag)" in page
    assert (response.status_code, flag.answer) == (302, "Too rare.")


def test_a_refused_form_about_two_texts_is_shown_again_at_its_place(
    client: Client, draft: Article, editor: Person
) -> None:
    flag = left_out_of_two(draft)
    client.force_login(editor)

    about = {"audience": "clinician", "other": ["patient", "student"], "section": "Splints", "reason": " "}
    response = client.post(f"{url(draft)}left-out/", about)

    assert (response.status_code, f'id="flag-{flag.pk}"' in response.content.decode()) == (422, True)
    assert "Say why this section is not part of the other text." in response.content.decode()


@pytest.mark.postgres
def test_section_with_a_zero_byte_is_no_good_request(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    about = {"audience": "clinician", "other": "patient", "section": "Splints\x00", "reason": "Too rare."}

    assert client.post(f"{url(draft)}left-out/", about).status_code == 400


def left_out_of_two(draft: Article) -> Flag:
    nothing = {"text": 1, "key": "", "quote": "", "section": "", "number": 0}
    return Flag.objects.create(
        article=draft,
        audience="clinician",
        other="patient",
        fingerprint="2" * 32,
        equality="2" * 32,
        kind="drug",
        severity=Severity.WORTH_A_LOOK,
        revision=1,
        data={
            "left": {"text": 0, "key": "k", "quote": "Naproxen is used.", "section": "Splints", "number": 1},
            "right": nothing,
            "also": [{"audience": "student", **nothing}],
            "values": {"drug": "naproxen"},
            "within": False,
        },
    )


def test_s16_the_panel_says_that_a_number_is_of_another_country(client: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", f"{PATIENT}\n<p>Call 911 at once.</p>", by=editor)
    client.force_login(editor)

    lines = client.get(f"/desk/articles/{draft.pk}/checks/patient/").context["lines"]

    assert "emergency-number" in [line.seen.kind.value for line in lines]


def test_the_panel_lists_notation_once_with_its_mend_until_it_is_answered(
    client: Client, draft: Article, editor: Person
) -> None:
    write(draft, "patient", f"{PATIENT}\n<p>Take .5 mg at night.</p>", by=editor)
    actions.check_draft(draft.pk)
    flag = draft.flags.open().get(kind="notation")
    client.force_login(editor)
    panel = f"/desk/articles/{draft.pk}/checks/patient/"
    before = client.get(panel).context

    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="As the label has it.")
    after = client.get(panel).context

    assert [line for line in before["lines"] if line.seen.kind.value == "notation"] == []
    assert ([slip.quote for slip in before["slips"]], after["slips"]) == ([".5 mg"], [])
