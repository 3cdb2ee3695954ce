"""Hashed names for static files, in the imports between scripts too, so that no page mixes modules of two releases."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A relative import is rewritten where it ends in a semicolon; modules that import each other in a circle have no
    stable name, and collecting them fails."""

    support_js_module_import_aggregation = True
    # One pass for each step of the longest chain of imports.
    max_post_process_passes = 20
