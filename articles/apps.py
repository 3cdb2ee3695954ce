"""The articles app as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from allauth.mfa import signals

        from articles import guards, messages, notifications, owed, work
        from articles.retention import rules, table
        from articles.signing_in import adapter

        guards.register(*guards.articles_guards())
        owed.register(*work.OWED, called=work.CALLED)
        messages.register(*notifications.KINDS)
        rules.register(*table.RULES)
        # What happens to second factors allauth tells by its signals alone.
        signals.authentication_failed.connect(adapter.factor_failed)
        signals.authenticator_used.connect(adapter.factor_used)
        post_migrate.connect(install_search, sender=self, dispatch_uid="search")


def install_guards(*, using: str, **_: Any) -> None:
    """After every migration: a table remake may have dropped them."""
    from articles import guards

    guards.install(connections[using])


def install_search(*, using: str, **_: Any) -> None:
    """Its tables are no models', so that no migration makes them."""
    from articles.search import tables

    tables.install(connections[using])


def install_guards_after_migrations(sender: AppConfig) -> None:
    post_migrate.connect(install_guards, sender=sender, dispatch_uid="guards")
