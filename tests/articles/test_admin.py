"""The administration pages show every row and change none."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.models import Article, CacheEntry, Person, Reference, Version
from tests.universe import enrol

MODELS = [model for model in apps.get_app_config("articles").get_models() if model is not CacheEntry]


@pytest.fixture
def superuser(db: None) -> Client:
    client, root = Client(), Person.objects.create_superuser("root@example.org", None, printed_name="Root")
    enrol(root)
    client.force_login(root)
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_shown(model: type, superuser: Client) -> None:
    name = f"admin:articles_{model._meta.model_name}_changelist"

    response = superuser.get(reverse(name))

    assert response.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_not_even_a_superuser_adds(model: type, superuser: Client) -> None:
    response = superuser.post(reverse(f"admin:articles_{model._meta.model_name}_add"), {})

    assert response.status_code == 403


@pytest.mark.parametrize("action", ["change", "delete"])
def test_not_even_a_superuser_changes_or_deletes(
    action: str, superuser: Client, submitted_version: Version, reference: Reference
) -> None:
    for row in (submitted_version, submitted_version.article, reference, submitted_version.submitted_by):
        response = superuser.post(
            reverse(f"admin:articles_{row._meta.model_name}_{action}", args=[row.pk]), {"post": "yes"}
        )
        assert response.status_code == 403

    assert Version.objects.get().status == "submitted"
    assert Article.objects.get().title == "Leg pain"


def test_no_list_has_an_action(superuser: Client) -> None:
    offered = {model.__name__: admin.site._registry[model].actions for model in MODELS}

    assert offered == dict.fromkeys(offered)


def test_a_password_hash_is_not_shown(superuser: Client) -> None:
    person = Person.objects.get(email="root@example.org")

    response = superuser.get(reverse("admin:articles_person_change", args=[person.pk]))

    assert person.password not in response.content.decode()


@pytest.mark.parametrize("app", ["account", "mfa", "usersessions", "socialaccount"])
def test_what_opens_doors_is_shown_to_nobody(app: str) -> None:
    shown = [model for model in apps.get_app_config(app).get_models() if admin.site.is_registered(model)]

    assert shown == []
