"""The file that anybody takes away to check an article's signatures without us: a zip with texts, signatures, keys and `check.py`."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from articles.models import Article
from workflows.record.proof import Proof, bundle_of, manifest_name

SCRIPT = Path(__file__).parent / "check.py"
README = """\
What this is
  The versions of one article that were published, as the board signed them, with the signatures and the public keys.

How to check it
  python3 check.py
  It needs Python 3.9 or newer and nothing else; read it, it is short. It says at its top what it checks and what it cannot.

What is in it
  bundle.json          versions, fingerprints (SHA-256), signed statements, signatures (Ed25519, base64), public keys (base64)
  manifests/           each version, byte for byte as it was signed: JSON in the form of RFC 8785
  check.py             the check

A sign-off without a statement holds what readers are not told: a remark to the editor, or ties to the article that were found and
decided about. Its SHA-256 and its signature are here all the same. A version without a manifest was
removed because it was dangerous or against the law.
"""
# A zip holds a date for each file; this one, so that the same content is the same file.
DAY = (2026, 1, 1, 0, 0, 0)


def write_bundle(article: Article, found: list[Proof]) -> bytes:
    files = {
        "README.txt": README,
        "check.py": SCRIPT.read_text(),
        "bundle.json": json.dumps(bundle_of(article, found), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        **{manifest_name(proof): proof.version.manifest for proof in found if proof.has_text},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
