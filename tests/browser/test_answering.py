"""An editor answers on a phone, without scripts, what a member asked for."""

from __future__ import annotations

import pytest

from articles.models import Person, Version
from tests.browser import walking
from tests.browser.walking import PHONE, OpenPage
from tests.universe import CLINICIAN, write
from workflows.models import OpenPoint

pytestmark = pytest.mark.django_db(transaction=True)


def test_point_is_answered_from_my_work_on_a_phone_without_scripts(
    open_page: OpenPage, returned_version: Version, editor: Person
) -> None:
    revision = write(returned_version.article, "clinician", CLINICIAN.replace("300 mg", "100 mg"), by=editor).revision
    page = open_page(as_=editor, viewport=PHONE, java_script_enabled=False)
    page.goto("/desk/")
    page.locator(".rb-task", has_text="Answer what Clara Chair asked for").get_by_role("link").click()

    page.get_by_label("Changed", exact=True).check()
    assert page.get_by_label("Changed in revision").input_value() == str(revision)
    page.get_by_label("What was changed, or why not").fill("Now 100 mg.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    walking.press(page, "Answer")

    assert walking.told(page) == ["Answered. The member sees it beside what they asked for."]
    point = OpenPoint.objects.get()
    assert (point.changed_in, point.answer) == (revision, "Now 100 mg.")
