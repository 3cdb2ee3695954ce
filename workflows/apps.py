"""The workflows app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles.apps import install_guards_after_migrations


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Workflows")

    def ready(self) -> None:
        from articles import guards, messages, owed
        from articles.narrowing import register_reviews
        from articles.notifications import register_files, register_words
        from articles.permissions import register_readers
        from articles.retention import rules
        from workflows import notifications, retention, work
        from workflows.actions.signing.proving import unlock_words
        from workflows.due import calendar_file
        from workflows.guards import workflows_guards
        from workflows.permissions import reads_version_with, versions_reviewed_by
        from workflows.record import receipts
        from workflows.reviews import invitations

        register_readers(reads_version_with)
        register_reviews(versions_reviewed_by)
        register_words("invitation", invitations.link_words)
        register_words("receipt", receipts.words)
        register_words("signing_locked", unlock_words)
        for kind in ("invitation", "deadlines_moved", "date_answered"):
            register_files(kind, calendar_file.attached)
        register_files("draft_task", calendar_file.attached_to_task)
        register_files("meeting", calendar_file.attached_to_meeting)
        guards.register(*workflows_guards())
        owed.register(*work.OWED, called=work.CALLED)
        messages.register(*notifications.KINDS)
        rules.register(*retention.RULES)
        # The upper app is migrated last, so all tables of both are there.
        install_guards_after_migrations(self)
