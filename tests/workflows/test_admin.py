"""The administration pages show everything of the workflows and change nothing."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory

from articles.models import Person, Version
from tests.universe import enrol
from workflows.models import PrivateNote, ReadingPlace, SignOff

OF_ONE_PERSON = (PrivateNote, ReadingPlace)
MODELS = [model for model in apps.get_app_config("workflows").get_models() if model not in OF_ONE_PERSON]


@pytest.fixture
def superuser(db: None) -> Person:
    return Person.objects.create_superuser("root@example.org", "correct horse battery", printed_name="Root")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_superuser_may_only_look(model: type[Model], superuser: Person, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = superuser
    page = admin.site._registry[model]

    assert (
        page.has_view_permission(request),
        page.has_add_permission(request),
        page.has_change_permission(request),
        page.has_delete_permission(request),
        page.get_actions(request),
    ) == (True, False, False, False, {})


def test_lists_open_and_posts_are_refused(client: Client, superuser: Person, approved_version: Version) -> None:
    enrol(superuser)
    client.force_login(superuser)
    sign_off = SignOff.objects.all()[0]
    url = f"/administration/workflows/signoff/{sign_off.pk}"

    listed = [client.get(f"/administration/workflows/{model._meta.model_name}/").status_code for model in MODELS]

    assert listed == [200] * len(MODELS)
    assert client.get(f"{url}/change/").status_code == 200
    assert client.post(f"{url}/change/", {"verdict": "dissent"}).status_code == 403
    assert client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
    assert SignOff.objects.get(pk=sign_off.pk).verdict == sign_off.verdict


def test_nobody_looks_at_what_a_person_keeps_for_themselves() -> None:
    assert [model for model in OF_ONE_PERSON if model in admin.site._registry] == []
