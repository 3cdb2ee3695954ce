"""What a file on the command line holds: HTML as it is, anything else through the importer."""

from pathlib import Path
from typing import Final

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.importing import MAXIMUM_BYTES, decode, parse
from articles.refusals import Refusal

WRONG_USAGE: Final = 2
_HTML: Final = frozenset({".html", ".htm", ".xhtml"})


def text_of_file(path: Path) -> str:
    """Its text as HTML, not yet canonical. Ends the command with 2 where there is no such file or it is refused."""
    if not path.is_file():
        raise CommandError(_("There is no file “%s”.") % path, returncode=WRONG_USAGE)
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise Refusal(_("This file is larger than 5 MB. Please split it or remove what is not text."))
        source = decode(path.read_bytes())
        return source if path.suffix.lower() in _HTML else parse(source, filename=path.name).body
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=WRONG_USAGE) from None
    except Refusal as refused:
        raise CommandError(f"{path}: {refused}", returncode=WRONG_USAGE) from None
