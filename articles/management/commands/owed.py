"""`owed`: what is owed by kind, and how far this host's page store and the others are; exit 1 where something failed."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import owed
from articles.publishing import hosts


class Command(BaseCommand):
    help = str(
        gettext_lazy("Show what is owed by kind, and the state of each web host. Exit 1: something of it failed.")
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        states, known = owed.states(), hosts.known()
        if options["json"]:
            found = {
                "owed": {kind: asdict(state) for kind, state in states.items()},
                "hosts": [asdict(one) for one in known],
            }
            self.stdout.write(json.dumps(found, cls=DjangoJSONEncoder))
        else:
            self._tell(states, known)
        if any(state.error for state in states.values()):
            sys.exit(1)

    def _tell(self, states: dict[str, owed.State], known: list[hosts.HostState]) -> None:
        for kind, state in states.items():
            since = f"{state.since:%Y-%m-%d %H:%M}" if state.since else ""
            self.stdout.write(f"{kind:24} {state.count:7,} {since:17} {state.error}".rstrip())
        for host in known:
            figures = {
                "name": host.name,
                "serial": host.serial,
                "build": host.build or "–",
                "at": f"{host.told_at:%Y-%m-%d %H:%M}",
            }
            self.stdout.write(_("%(name)s: page change %(serial)s, build %(build)s, heard of %(at)s") % figures)
