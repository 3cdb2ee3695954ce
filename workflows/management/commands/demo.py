"""`demo`: sample data and a running site on an empty SQLite file; a second start keeps the data."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Person
from workflows import signing
from workflows.samples import loading


class Command(BaseCommand):
    help = str(gettext_lazy("Run the product with sample articles, people and a board; Ctrl-C ends it."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="make the data and the pages, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prepare"]:
            _require_free(options["port"])
        signing.keep_development_key()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not Article.objects.exists():
            self.stdout.write(_("Making sample articles, people and a board …"))
            loading.load()
        call_command("work", once=True)
        self._tell(options["port"])
        if not options["prepare"]:
            self._serve(options["port"])

    def _tell(self, port: int) -> None:
        site = f"http://localhost:{port}"
        lines = [
            _("Sample content. Fictional reviewers. Not medical advice."),
            "",
            _("Readers:"),
            f"  {site}/articles/",
        ]
        lines += ["", _("Desk:"), f"  {site}/desk/", "", _("Log-ins, all with the password “%s”:") % loading.PASSWORD]
        people = Person.objects.filter(is_sample=True).prefetch_related("role_grants", "memberships").order_by("pk")
        lines += [f"  {person.email:34} {person.printed_name}, {_roles(person)}" for person in people]
        self.stdout.write("\n".join([*lines, "", _("Mail goes to %s. Ctrl-C ends.") % _mail()]))
        self.stdout.flush()

    def _serve(self, port: int) -> None:
        """Server and `work` side by side; when one ends, or on Ctrl-C or TERM, both do."""
        server = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
        commands = (
            [
                sys.executable,
                "-m",
                *server,
                "--blocking-threads",
                "4",
                "--log-level",
                "warning",
                "reviewboard.wsgi:application",
            ],
            [sys.executable, "manage.py", "work"],
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)
        quiet = {"LOG_LEVEL": "WARNING", **os.environ}
        children = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=quiet, start_new_session=True) for command in commands
        ]
        try:
            _wait_for_any(children)
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            _end(children)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sentence = _("Port %d is in use. Stop what runs there, or choose another: make demo PORT=8001")
            raise CommandError(sentence % port) from error


def _mail() -> str:
    """Where EMAIL_URL has mail put."""
    return settings.EMAIL_FILE_PATH or f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def _roles(person: Person) -> str:
    names = [grant.get_role_display() for grant in person.role_grants.all()]
    return ", ".join(names + [str(membership.get_role_display()) for membership in person.memberships.all()])


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_for_any(children: list[subprocess.Popen[bytes]]) -> None:
    while all(child.poll() is None for child in children):
        try:
            children[0].wait(0.5)
        except subprocess.TimeoutExpired:
            continue


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
