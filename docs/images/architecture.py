"""Writes architecture.svg beside it: run it after a change of the boxes. Colours follow the reader's light or dark mode."""

from __future__ import annotations

from html import escape
from pathlib import Path

WIDTH, HEIGHT = 960, 640
TITLE = "Readers get stored pages; the desk works through three layers on one database; workers do what is owed"
STYLE = """
.paper{fill:#fff}.box{fill:#eef4f8;stroke:#2b5d7d}.store{fill:#fdf3e0;stroke:#8a5a00}.out{fill:#f3f3f3;stroke:#666}
.line{stroke:#444;fill:none}.tip{fill:#444}text{fill:#1d1d1d;font:14px system-ui,sans-serif}.name{font-weight:600}.small{font-size:12px}
@media(prefers-color-scheme:dark){.paper{fill:#14181c}.box{fill:#1d2f3c;stroke:#7fb4d6}.store{fill:#3a2c10;stroke:#e0b060}.out{fill:#2a2a2a;stroke:#aaa}
.line{stroke:#bbb}.tip{fill:#bbb}text{fill:#eee}}
"""
# Kind, left, top, width, height, name, lines.
BOXES = (
    ("out", 20, 20, 200, 70, "Readers", ("no log-in, no cookie,", "no JavaScript")),
    ("out", 20, 250, 200, 90, "Editors and board", ("browser; works without", "JavaScript too")),
    ("out", 20, 500, 200, 90, "Anybody who checks", ("bundle, receipt, saved heads,", "check.py")),
    ("box", 280, 20, 200, 70, "Page layer", ("WSGI, ahead of Django;", "or nginx, or a CDN")),
    ("store", 540, 20, 180, 70, "Page store", ("a folder on each host:", "finished pages")),
    ("box", 280, 150, 440, 90, "reviewboard", ("settings, addresses, checks, metrics, backup", "knows both apps")),
    (
        "box",
        280,
        250,
        440,
        110,
        "workflows: how a version is judged",
        ("transitions (one table) · quorum · signing", "boards, reviews, sign-offs, sweeps", "knows articles"),
    ),
    (
        "box",
        280,
        370,
        440,
        110,
        "articles: what is written and read",
        (
            "draft, versions, library, record of events",
            "text/, manifest, references: pure",
            "publishing: manifest + page facts → page",
        ),
    ),
    (
        "store",
        280,
        520,
        440,
        90,
        "Database: PostgreSQL or SQLite",
        ("rows, histories, chained events, seals;", "guards: triggers that refuse to change what was signed"),
    ),
    ("box", 770, 150, 170, 110, "work / Celery", ("does what is owed:", "rows, each every few", "seconds, idempotent")),
    ("out", 770, 300, 170, 80, "Mail", ("invitations, receipts,", "reminders")),
    (
        "out",
        770,
        400,
        170,
        90,
        "Outside services",
        ("PubMed, Crossref,", "retractions, links,", "webhooks, cache purge"),
    ),
)
# From, to, and what is said beside the middle.
LINES = (
    ((220, 55), (280, 55), ""),
    ((480, 55), (540, 55), "reads"),
    ((380, 90), (380, 150), "what is not stored"),
    ((220, 295), (280, 295), ""),
    ((500, 480), (500, 520), ""),
    ((770, 190), (720, 190), ""),
    ((820, 150), (720, 75), "writes pages"),
    ((855, 260), (855, 300), ""),
    ((930, 260), (930, 400), ""),
    ((280, 560), (220, 550), "verify"),
)


def box(kind: str, left: int, top: int, width: int, height: int, name: str, lines: tuple[str, ...]) -> str:
    words = "".join(
        f'<text class="small" x="{left + 12}" y="{top + 44 + 17 * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect class="{kind}" x="{left}" y="{top}" width="{width}" height="{height}" rx="6"/>'
        f'<text class="name" x="{left + 12}" y="{top + 24}">{escape(name)}</text>{words}'
    )


def line(start: tuple[int, int], end: tuple[int, int], words: str) -> str:
    across = abs(start[0] - end[0]) == 60  # between two boxes side by side
    middle = ((start[0] + end[0]) // 2 + (-18 if across else 6), (start[1] + end[1]) // 2 - 8)
    said = f'<text class="small" x="{middle[0]}" y="{middle[1]}">{escape(words)}</text>' if words else ""
    return f'<path class="line" marker-end="url(#tip)" d="M{start[0]} {start[1]}L{end[0]} {end[1]}"/>{said}'


def drawn() -> str:
    marker = 'id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
    tip = f'<marker {marker}><path class="tip" d="M0 0L8 4L0 8z"/></marker>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t">'
        f'<title id="t">{TITLE}</title><style>{STYLE}</style><defs>{tip}</defs>'
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>'
        f"{''.join(line(*one) for one in LINES)}{''.join(box(*one) for one in BOXES)}</svg>\n"
    )


if __name__ == "__main__":
    Path(__file__).with_suffix(".svg").write_text(drawn())
