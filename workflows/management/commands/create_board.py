"""`create_board`: found a board with its members and its first approval rule from the command line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.acting import person_with
from articles.models import Person
from articles.refusals import Refusal
from workflows import actions
from workflows.models import BoardRole


class Command(BaseCommand):
    help = str(gettext_lazy("Found a board: its members with their roles, and how many must approve."))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="the administrator who acts")
        parser.add_argument("--member", action="append", required=True, metavar="EMAIL=ROLE", help="may be given again")
        parser.add_argument("--approvals", type=int, default=2, help="how many members must approve")
        parser.add_argument("--reason", required=True, help="why; stands in the record")

    def handle(self, *args: Any, **options: Any) -> None:
        by, members = person_with(options["by"]), [_member(entry) for entry in options["member"]]
        try:
            with transaction.atomic():
                self._found(by, members, options)
        except PermissionDenied:
            raise CommandError(_("Only an administrator founds a board.")) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("%(name)s: %(count)d members") % {"name": options["name"], "count": len(members)})

    def _found(self, by: Person, members: list[tuple[Person, str]], options: dict[str, Any]) -> None:
        reason, today = options["reason"], timezone.localdate()
        board = actions.create_board(by=by, name=options["name"])
        for person, role in members:
            actions.add_member(board, by=by, person=person, role=role, term_from=today, reason=reason)
        rule = {"approvals": options["approvals"]}
        actions.add_approval_rule(board, by=by, name=_("First rule"), data=rule, is_default=True, reason=reason)


def _member(entry: str) -> tuple[Person, str]:
    email, _sign, role = entry.partition("=")
    if role not in BoardRole.values:
        raise CommandError(
            _("“%(role)s” is no role on a board: %(known)s.") % {"role": role, "known": ", ".join(BoardRole.values)}
        )
    return person_with(email), role
