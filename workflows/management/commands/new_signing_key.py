"""`new_signing_key`: print a private key for SIGNING_KEY."""

from typing import Any

from django.core.management.base import BaseCommand

from workflows import signing


class Command(BaseCommand):
    help = "Print a new private key for the environment variable SIGNING_KEY. It is stored nowhere."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(signing.new_private_key())
