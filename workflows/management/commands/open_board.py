"""`open_board`: the second administrator opens a board that another one set up."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.acting import person_with
from articles.refusals import Refusal
from workflows import actions
from workflows.models import Board


class Command(BaseCommand):
    help = str(gettext_lazy("Show a board that was set up; with --as, open it in the name of a second administrator."))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--as", dest="by", metavar="EMAIL", help="the administrator who opens it")

    def handle(self, *args: Any, **options: Any) -> None:
        board = Board.objects.filter(name=options["name"]).first()
        if board is None:
            raise CommandError(_("There is no board of this name."))
        seen = actions.last_entry(board)
        self._show(board)
        if not options["by"]:
            return
        try:
            actions.open_board(board, by=person_with(options["by"]), seen=seen)
        except PermissionDenied:
            raise CommandError(_("Only an administrator opens a board.")) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("The board is open."))

    def _show(self, board: Board) -> None:
        for member in board.memberships.select_related("person"):
            self.stdout.write(f"{member}, {member.term_from}")
        for rule in board.approval_rules.all():
            self.stdout.write(f"{rule}: {rule.in_words}")
