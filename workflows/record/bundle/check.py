"""Checks, without the publisher and without a network, that the signatures in this folder are over the texts in it.

Run it with Python 3.9 or newer, in the folder that you unpacked:

    python3 check.py

It needs nothing else. It reads bundle.json and the folder manifests, and for every version

1. computes the SHA-256 of the manifest's bytes and compares it with the fingerprint;
2. reads in every signed statement which fingerprint it is about, and compares it;
3. checks the Ed25519 signature (RFC 8032) of the statement with the public key it names.

It ends with 0 if all of that holds, and with 1 if anything does not. What it cannot tell: whether a public key is the publisher's. Compare
the key's name, which it prints, with one that you got another way: from a signer's receipt, an inspection file, an older bundle.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

# Ed25519 as RFC 8032, section 5.1 and 6, writes it down. Checking needs no secret, so that slowness leaks nothing.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    """The sum of two points of the curve, in extended coordinates."""
    left = (a[1] - a[0]) * (b[1] - b[0]) % P
    right = (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def x_of(y: int, sign: int) -> int | None:
    """The x that belongs to a y; None where there is no such point."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if y >= P or (square == 0 and sign):
        return None
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def point_of(data: bytes) -> Point | None:
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = x_of(BASE_Y, 0) or 0
BASE: Point = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is the key's Ed25519 signature over the message."""
    key = point_of(public_key)
    commitment = point_of(signature[:32])
    response = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or len(signature) != 64 or response >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return same(times(response, BASE), add(commitment, times(challenge, key)))


def decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def version_problems(folder: Path, version: dict[str, Any], keys: dict[str, Any], article: str) -> list[str]:
    name = f"version {version['number']}"
    problems = text_problems(folder, name, version, article) if version["manifest"] else []
    for sign_off in version["sign_offs"]:
        problems += sign_off_problems(name, sign_off, version["digest"], keys)
    return problems


def text_problems(folder: Path, name: str, version: dict[str, Any], article: str) -> list[str]:
    path = folder / version["manifest"]
    if not path.is_file():
        return [f"{name}: the text is not in this folder"]
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != version["digest"]:
        return [f"{name}: the text is not the one that the fingerprint names"]
    content = json.loads(data)
    if (content["article"], content["number"]) != (article, str(version["number"])):
        return [f"{name}: the text is of another article or version"]
    return []


def sign_off_problems(name: str, sign_off: dict[str, Any], digest: str, keys: dict[str, Any]) -> list[str]:
    if sign_off["statement"] is None:
        return []  # it holds a remark to the editor; its fingerprint is in the bundle, its words are not
    who = f"{name}, signed by {sign_off['name']}"
    statement = sign_off["statement"].encode()
    key = keys.get(sign_off["key"])
    if key is None or not is_signed(decoded(key["public_key"]), statement, decoded(sign_off["signature"])):
        return [f"{who}: the signature is not one over this statement"]
    if json.loads(statement).get("digest") != digest:
        return [f"{who}: the statement is about another text"]
    return []


def key_problems(keys: dict[str, Any]) -> list[str]:
    """A key's name is the start of the SHA-256 of the key, so that a name that is known proves the key."""
    names = {name: hashlib.sha256(key["public_key"].encode()).hexdigest()[:16] for name, key in keys.items()}
    return [f"key {name}: this is not the key of that name" for name, computed in names.items() if name != computed]


def check(folder: Path) -> list[str]:
    """Sentences about what does not hold; none if everything does."""
    bundle = json.loads((folder / "bundle.json").read_bytes())
    keys = {key["key_id"]: key for key in bundle["keys"]}
    problems = key_problems(keys)
    for version in bundle["versions"]:
        problems += version_problems(folder, version, keys, bundle["article"]["uuid"])
    return problems


def report(folder: Path) -> list[str]:
    """What was checked, for whoever reads the output."""
    bundle = json.loads((folder / "bundle.json").read_bytes())
    lines = [f"{bundle['article']['title']} ({bundle['article']['address']}), bundle of {bundle['made_at']}"]
    for version in bundle["versions"]:
        text = "text here" if version["manifest"] else "text not here"
        lines.append(f"  version {version['number']}, {text}, fingerprint {version['digest']}")
        for sign_off in version["sign_offs"]:
            state = "not checked, its words are not public" if sign_off["statement"] is None else sign_off["verdict"]
            revoked = ", taken back later" if sign_off["revoked_on"] else ""
            lines.append(f"    {sign_off['signed_on']} {sign_off['name']}: {state}{revoked}, key {sign_off['key']}")
    return lines


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    problems = check(folder)
    closing = ["Everything holds."] if not problems else ["NOT as it should be:", *(f"  {line}" for line in problems)]
    sys.stdout.write("\n".join([*report(folder), "", *closing]) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
