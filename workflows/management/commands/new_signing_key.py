"""`new_signing_key`: print a private key for SIGNING_KEY."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workflows import signing


class Command(BaseCommand):
    help = "Print a new private key for the environment variable SIGNING_KEY. It is stored nowhere."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        key = signing.new_private_key()
        self.stdout.write(key)
        said = _("Its public half, which one administrator proposes and another confirms before it signs: %s")
        self.stderr.write(said % signing.public_half(key))
