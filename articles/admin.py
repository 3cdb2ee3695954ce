"""Everything to look at, nothing to change: what happens to these rows happens through actions."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from articles.models import CacheEntry, Person


class ReadOnly(admin.ModelAdmin[Any]):
    """Shows rows to whoever may see the administration pages; adds, changes and deletes none."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PersonAdmin(ReadOnly):
    exclude = ("password",)
    list_display = ("printed_name", "email", "is_active", "is_staff", "is_superuser")
    search_fields = ("printed_name", "email")


admin.site.register(Person, PersonAdmin)
for model in apps.get_app_config("articles").get_models():
    if model not in (Person, CacheEntry):
        admin.site.register(model, ReadOnly)
# Addresses to sign in with, second factors and sessions open doors: nobody looks at them here, and nobody changes them.
for app in ("account", "mfa", "usersessions", "socialaccount"):
    for model in apps.get_app_config(app).get_models():
        if admin.site.is_registered(model):
            admin.site.unregister(model)
