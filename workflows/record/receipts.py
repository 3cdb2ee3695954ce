"""What each signer keeps: their statement, its signature and the heads of the chains; and whether it is of this record."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from articles.faults import Fault
from articles.models import Checkpoint, Delivery, Event
from articles.record import LIBRARY, SITE
from workflows.models import SignOff

RECEIPT_VERSION = "1"
BEGIN, END = "-----BEGIN RECEIPT-----", "-----END RECEIPT-----"


class NoReceipt(ValueError):
    """The file holds no receipt; the message says what is wrong."""


def make(sign_off: SignOff) -> dict[str, Any]:
    """Everything that proves the sign-off without us, and by which it is found here again."""
    key, version = sign_off.key, sign_off.version
    streams = (version.article.stream, sign_off.review.board.stream, SITE, LIBRARY)
    checkpoint = Checkpoint.objects.order_by("-pk").first()
    return {
        "receipt": RECEIPT_VERSION,
        "version": str(version.number),
        "digest": sign_off.digest,
        "statement": sign_off.signed,
        "signature": sign_off.signature,
        "key": {"id": key.key_id, "algorithm": key.algorithm, "public": key.public_key},
        "heads": {stream: head for stream in streams if (head := _head(stream))},
        "checkpoint": checkpoint.hash if checkpoint else "",
    }


def _head(stream: str) -> list[str]:
    """Number and hash of the newest event of a stream."""
    newest = Event.objects.filter(stream=stream).order_by("-sequence").values_list("sequence", "hash").first()
    return [str(newest[0]), newest[1]] if newest else []


def write(receipt: Mapping[str, Any]) -> str:
    """As it stands in the mail: JSON in short lines between two marks."""
    return "\n".join((BEGIN, json.dumps(receipt, indent=1, ensure_ascii=False), END))


def words(delivery: Delivery) -> Mapping[str, Any]:
    """What the mail says beside the row of the delivery; made when it is sent."""
    rows = SignOff.objects.select_related("version__article", "review__board", "key")
    sign_off = rows.filter(pk=delivery.data.get("sign_off")).first()
    return {"receipt": write(make(sign_off))} if sign_off else {}


def read(text: str) -> dict[str, Any]:
    """A receipt from a saved mail or from its JSON alone. Raises `NoReceipt`."""
    inner = text.partition(BEGIN)[2].partition(END)[0] if BEGIN in text else text
    try:
        receipt = json.loads(inner)
    except ValueError as error:
        raise NoReceipt("there is no receipt in this file") from error
    if not isinstance(receipt, dict) or receipt.get("receipt") != RECEIPT_VERSION:
        raise NoReceipt("this is no receipt that is known here")
    if not all(isinstance(receipt.get(name), dict) for name in ("statement", "key", "heads")):
        raise NoReceipt("the receipt is not whole")
    return receipt


def check(receipt: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything in which the record differs from the receipt; nothing if it is the record that was signed."""
    if not _signature_fits(receipt):
        yield Fault("receipt", "its signature does not fit its statement")
    yield from _row_faults(receipt)
    for stream, head in receipt["heads"].items():
        sequence, hashed = (*head, "", "")[:2]
        if not Event.objects.filter(stream=stream, sequence=_number(sequence), hash=hashed).exists():
            yield Fault(f"event {stream} {sequence}", "is gone or changed since the receipt was made")
    checkpoint = receipt.get("checkpoint")
    if checkpoint and not Checkpoint.objects.filter(hash=checkpoint).exists():
        yield Fault("checkpoint", "the newest one at the time of the receipt is gone or changed")


def _number(sequence: object) -> int:
    text = str(sequence)
    return int(text) if text.isdecimal() else 0


def _signature_fits(receipt: Mapping[str, Any]) -> bool:
    """Without a look at the record: anyone can do this with the receipt alone."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(str(receipt["key"].get("public"))))
        public.verify(base64.b64decode(str(receipt.get("signature"))), rfc8785.dumps(receipt["statement"]))
    except (InvalidSignature, ValueError, TypeError, binascii.Error):
        return False
    return True


def _row_faults(receipt: Mapping[str, Any]) -> Iterator[Fault]:
    rows = SignOff.objects.filter(signature=str(receipt.get("signature"))).select_related("version", "key")
    row = rows.first()
    if row is None:
        yield Fault("receipt", "no sign-off here has its signature: it was removed, or was never made here")
        return
    name = f"sign-off {row.pk}"
    if row.signed != receipt["statement"]:
        yield Fault(name, "says something else than the receipt")
    if not row.digest == row.version.digest == receipt.get("digest"):
        yield Fault(name, "hangs on another version than the receipt names")
    if row.key.public_key != receipt["key"].get("public"):
        yield Fault(name, "is under another key than the receipt names")
