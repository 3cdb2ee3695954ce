"""What the load showed, as tables, as a picture, and as the arithmetic of how many hosts more readers take."""

from __future__ import annotations

import math
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.arriving import Came
from benchmarks.servers import TICKS

TIMES = 5  # of the idle 95th percentile, and no more
CORES = os.cpu_count() or 1
# A host that is busier than this has nothing left for a bad minute.
USED_OF_A_CORE = 0.6
PEAK = 3  # of the mean of a day, in its busiest hour
DAY = 86_400
PERCENTILES = (50, 95, 99)
# What more readers want more of; the others work for the site, however many read it.
OF_READERS = ("nginx", "web 8002", "PostgreSQL")
Kinds = Mapping[str, Sequence[Came]]


def by_kind(came: Sequence[Came]) -> dict[str, list[Came]]:
    found: dict[str, list[Came]] = defaultdict(list)
    for one in came:
        found[one.kind].append(one)
    return dict(found)


def percentile(values: Sequence[float], wanted: int) -> float:
    """The nearest rank: so many of a hundred are no longer."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * wanted / 100) - 1)] if ordered else 0.0


def milliseconds(came: Sequence[Came], wanted: int) -> float:
    return percentile([one.seconds for one in came], wanted) * 1000


def times_idle(idle: Sequence[Came], loaded: Sequence[Came]) -> float:
    return milliseconds(loaded, 95) / milliseconds(idle, 95) if idle and loaded else 0.0


def is_reached(idle: Sequence[Came], loaded: Sequence[Came]) -> bool:
    return not gives_way(idle, loaded)


def gives_way(idle: Sequence[Came], loaded: Sequence[Came]) -> list[str]:
    """Kinds with an error, or whose 95th percentile is more than five times the idle one."""
    before, now = by_kind(idle), by_kind(loaded)
    return [
        kind
        for kind, came in now.items()
        if any(one.error for one in came) or times_idle(before.get(kind, ()), came) > TIMES
    ]


def filled(found: Mapping[str, object]) -> Iterator[str]:
    seconds = found["seconds"]
    assert isinstance(seconds, dict)
    yield "\n" + ", ".join(f"{number:,} {name}" for name, number in found.items() if name != "seconds")
    yield "In seconds: " + ", ".join(f"{name} {took:,.0f}" for name, took in seconds.items())


def table(
    idle: Sequence[Came], loaded: Sequence[Came], used: Mapping[str, float], seconds: float, rate: float
) -> Iterator[str]:
    before, now = by_kind(idle), by_kind(loaded)
    wrong = [one.error for one in loaded if one.error]
    yield f"\n{len(loaded):,} requests in {seconds:g} s ({rate:g} × 100 of readers, 20 of the desk, 1 sign-off a second),"
    yield f"open loop, counted from when they were due; {len(wrong)} errors. Milliseconds; idle: one request at a time."
    yield f"  {'':22}{'idle p50':>9}{'p95':>8}{'p99':>8}{'load p50':>11}{'p95':>8}{'p99':>8}{'requests':>10}{'p95 : idle':>12}"
    for kind, came in now.items():
        first = "".join(
            f"{milliseconds(before.get(kind, ()), p):{w}.1f}" for p, w in zip(PERCENTILES, (9, 8, 8), strict=True)
        )
        then = "".join(f"{milliseconds(came, p):{w}.1f}" for p, w in zip(PERCENTILES, (11, 8, 8), strict=True))
        yield f"  {kind:22}{first}{then}{len(came):10,}{times_idle(before.get(kind, ()), came):12.1f}"
    yield f"  p95 at most {TIMES} × idle, no errors: {'reached' if is_reached(idle, loaded) else 'NOT reached'}"
    yield _used(used, seconds)
    yield from (f"  {sentence}" for sentence in sorted(set(wrong))[:5])


def _used(used: Mapping[str, float], seconds: float) -> str:
    shares = ", ".join(f"{name} {took / seconds:.2f}" for name, took in sorted(used.items(), key=lambda one: -one[1]))
    return (
        f"  Of {CORES} cores on the average, the clients' own left out: {sum(used.values()) / seconds:.2f} ({shares})."
    )


def step(rate: float, idle: Sequence[Came], came: Sequence[Came], used: Mapping[str, float], seconds: float) -> str:
    failing, errors = gives_way(idle, came), sum(bool(one.error) for one in came)
    verdict = f"gives way: {', '.join(failing)}" if failing else "holds"
    return f"  {rate:g} ×: {verdict}; {errors} errors.{_used(used, seconds)[1:]}"


def hosts(requests: int, used: Mapping[str, float]) -> Iterator[str]:
    """Processor time of one request of a reader, of every server that answers it."""
    each = sum(used[name] for name in OF_READERS if name in used) / max(1, requests)
    a_host = CORES * USED_OF_A_CORE / each
    peak = 100_000_000 / DAY * PEAK
    yield f"\nReaders alone: {each * 1e6:,.0f} µs of a processor for a request, nginx, web and database together; a host of {CORES} cores,"
    yield f"each at most {USED_OF_A_CORE:.0%} busy,"
    yield f"answers {a_host:,.0f} a second. 10,000 a second: {math.ceil(10_000 / a_host)} hosts. 100 million views a day are"
    yield (
        f"{100_000_000 / DAY:,.0f} a second, {peak:,.0f} in an hour that is {PEAK} times as busy: {math.ceil(peak / a_host)} hosts."
    )


def restored(took: Mapping[str, float], size: int) -> Iterator[str]:
    yield f"\nBackup of {size / 1e6:,.0f} MB. In seconds: " + ", ".join(f"{name} {s:,.0f}" for name, s in took.items())


def seconds_of(pid: int) -> float:
    """On the processor so far, of a process and its children."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if pid in (int(stat.parent.name), int(fields[1])):
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


WIDTH, ROW, LEFT, RIGHT = 1000, 34, 190, 250
COLOURS = {"idle": "#768692", "p50": "#005eb8", "p95": "#41b6e6", "p99": "#c9dff2"}


def picture(idle: Sequence[Came], loaded: Sequence[Came]) -> str:
    """A bar for each kind on a logarithmic scale: load to p50, p95, p99; a mark at five times the idle p95."""
    before, now = by_kind(idle), by_kind(loaded)
    longest = max(max(milliseconds(came, 99), TIMES * milliseconds(before.get(k, ()), 95)) for k, came in now.items())
    height = ROW * len(now) + 90
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="14" role="img">',
        "<title>How long people wait, by page, in milliseconds</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_axis(longest, height),
    ]
    for number, (kind, came) in enumerate(now.items()):
        lines += _bars(kind, before.get(kind, ()), came, longest, 50 + ROW * number)
    return "\n".join([*lines, _legend(height), "</svg>", ""])


def _x(ms: float, longest: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(max(ms, 0.1) * 10) / math.log10(longest * 10)


def _axis(longest: float, height: int) -> Iterator[str]:
    for power in range(-1, math.ceil(math.log10(longest)) + 1):
        x = _x(10**power, longest)
        if x <= WIDTH - RIGHT + 1:
            yield f'<line x1="{x:.1f}" y1="40" x2="{x:.1f}" y2="{height - 40}" stroke="#d8dde0"/>'
            yield f'<text x="{x:.1f}" y="30" text-anchor="middle" fill="#212b32">{10**power:g} ms</text>'


def _bars(kind: str, idle: Sequence[Came], came: Sequence[Came], longest: float, y: int) -> Iterator[str]:
    yield f'<text x="{LEFT - 10}" y="{y + 16}" text-anchor="end" fill="#212b32">{kind}</text>'
    for p in reversed(PERCENTILES):
        x = _x(milliseconds(came, p), longest)
        yield f'<rect x="{LEFT}" y="{y}" width="{max(1, x - LEFT):.1f}" height="14" fill="{COLOURS[f"p{p}"]}"/>'
    at = _x(milliseconds(idle, 95), longest)
    yield f'<rect x="{LEFT}" y="{y + 15}" width="{max(1, at - LEFT):.1f}" height="6" fill="{COLOURS["idle"]}"/>'
    limit = _x(TIMES * milliseconds(idle, 95), longest)
    yield f'<line x1="{limit:.1f}" y1="{y - 2}" x2="{limit:.1f}" y2="{y + 23}" stroke="#d5281b" stroke-width="2"/>'
    said = f"{milliseconds(came, 95):.0f} ms, {times_idle(idle, came):.1f} × idle"
    yield f'<text x="{WIDTH - RIGHT + 8}" y="{y + 14}" fill="#212b32">{said}</text>'


def _legend(height: int) -> str:
    said = "Blue: p50, p95, p99 under load. Grey: p95 of one request at a time. Red: five times that. Right: p95 under load."
    return f'<text x="{LEFT}" y="{height - 14}" fill="#4c6272">{said}</text>'
