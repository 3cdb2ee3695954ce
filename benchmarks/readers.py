"""A published page as readers get it: through our layer and from nginx on the store, beside what could be quickest, and Wagtail."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from benchmarks import wagtail
from benchmarks.servers import OPTIONS, ROOT, WORKERS, Server, free_port, nginx, redis, running
from reviewboard import environment
from tests.tiers import parts

AUDIENCE = "clinician"
ROUNDS = 20
SECONDS = 0.4
CLIENTS = 2
CONNECTIONS = 8
WORDS = {
    "bare": "a bare WSGI function, same bytes",
    "layer": "the page through the layer",
    "rendered": "Django's rendering, all cached",
    "plain": "nginx, a plain file",
    "store": "nginx on the page store",
    "example": "the same with all of docs/nginx",
    "wagtail": f"Wagtail {wagtail.VERSION}, the same text",
    "wagtail-cache": f"the same with wagtail-cache {wagtail.CACHE_VERSION} on Redis",
}
# What must be reached: this side, of that side, so much.
WANTED = (("layer", "bare", 0.6), ("store", "plain", 0.9))


@dataclass
class Figures:
    """Pages per second and processor time per page, one value for each round."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def add(self, rate: float, count: int, seconds_on_processor: float) -> None:
        self.rates.append(rate)
        self.costs.append(seconds_on_processor / count)


@dataclass(frozen=True)
class Page:
    """What is asked for, and where it lies."""

    slug: str
    file: Path

    @property
    def path(self) -> str:
        return f"/articles/{self.slug}/{AUDIENCE}/"

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Bytes as they are, in gzip, in brotli."""
        return tuple(self.file.with_name(self.file.name + end).stat().st_size for end in ("", ".gz", ".br"))  # type: ignore[return-value]


def run(folder: Path) -> bool:
    """Prints the figures; True if what must be reached is."""
    ours = prepare(folder)
    live = folder / "pages" / "live"
    slug = min(link.name for link in live.iterdir() if (link / f"{AUDIENCE}.html").exists())
    page = Page(slug, live / slug / f"{AUDIENCE}.html")
    with ExitStack() as stack:
        servers = dict(contenders(stack, folder, page, ours))
        for _server, address in servers.values():
            warm(address)
        # The bare function knows one encoding: the very bytes of the store.
        others = {name: address for name, (_server, address) in servers.items() if name != "bare"}
        differing = [name for name, address in others.items() if words(address) != words_of(page)]
        assert differing == [], "not the same text"
        figures = measure(servers)
    return report(figures, page)


def warm(address: str) -> None:
    """As the clients will ask, so that a cache has the page from here on, and answers each time alike."""
    for _time in range(2 * WORKERS):
        answered(address, {"Host": "localhost", "Accept-Encoding": "gzip, deflate, br", "Accept": "text/html"})


def words(address: str) -> list[str]:
    """What stands in the page's `<main>` there."""
    return _words(answered(address, {"Accept-Encoding": "identity"}).decode())


def words_of(page: Page) -> list[str]:
    return _words(page.file.read_text())


def _words(html: str) -> list[str]:
    main = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return re.sub(r"<[^>]*>", " ", main).split()


def answered(address: str, headers: Mapping[str, str]) -> bytes:
    """Of a server of our own."""
    with urlopen(Request(address, headers=dict(headers))) as response:  # noqa: S310
        return bytes(response.read())


def prepare(folder: Path) -> dict[str, str]:
    """A site of its own with the sample articles, on SQLite."""
    print("Making a site with the sample articles …", flush=True)
    variables = {"DATA_FOLDER": str(folder), "DEBUG": "false", "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "manage.py", "demo", "--prepare"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True, stdout=subprocess.DEVNULL)
    return variables


Contender = tuple[str, tuple[Server, str]]


def contenders(stack: ExitStack, folder: Path, page: Page, ours: Mapping[str, str]) -> Iterator[Contender]:
    """Name → a running server and the address of the page there; what this machine lacks is said and left out."""
    for name in ("bare", "layer", "rendered"):
        variables = {**ours, "BENCHMARK_PAGE": f"{page.slug}/{AUDIENCE}"}
        server = stack.enter_context(running(f"benchmarks.applications:{name}", variables))
        yield name, (server, server.address(page.path))
    if program := _there("nginx"):
        port = free_port()
        server = stack.enter_context(nginx(program, folder, _locations(folder, page), beside=example(folder, port)))
        yield "plain", (server, server.address("/plain.html"))
        yield "store", (server, server.address(page.path))
        whole = Server(server.process, port)
        yield "example", (whole, whole.address(page.path))
    if python := wagtail.python_with_cache():
        yield from _wagtails(stack, folder, page, python)


def _there(name: str) -> str:
    part = parts()[name]
    if not part.where or part.where == "fakeredis":
        print(f"{part.title} is missing ({part.install}): its figures are left out.")
        return ""
    return part.where


def _locations(folder: Path, page: Page) -> str:
    """A copy of the page as a plain file, and every article of the store with the headers that its facts name."""
    plain = folder / "plain"
    plain.mkdir()
    for end in ("", ".gz"):
        shutil.copy(page.file.with_name(page.file.name + end), plain / f"plain.html{end}")
    headers = json.loads((page.file.parent / "facts.json").read_text())["headers"]
    added = "\n".join(
        f'      add_header {name} "{value}" always;'
        for name, value in headers.items()
        if name not in ("Content-Type", "Last-Modified", "Vary")
    )
    return f"""
    location = /plain.html {{ root {plain}; }}
    location ~ "^/articles/(?<slug>[-a-zA-Z0-9_]{{1,120}})/(?<audience>patient|student|clinician)/$" {{
      root {folder}/pages/live;
      rewrite ^ /$slug/$audience.html break;
{added}
    }}"""


def example(folder: Path, port: int) -> str:
    """docs/nginx/reviewboard.conf on the page store, with what stands beside CHANGE changed, and without TLS as the others are."""
    text = (ROOT / "docs" / "nginx" / "reviewboard.conf").read_text()
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("/srv/reviewboard/var/pages/live", f"{folder}/pages/live"),
        ("/srv/reviewboard/var/static/", f"{folder}/static/"),
        ("/var/lib/nginx/reviewboard", f"{folder}/lists"),
    ):
        if old not in text:
            raise ValueError(old)
        text = text.replace(old, new)
    return re.sub(r"ssl_certificate.*", "", text)


def _wagtails(stack: ExitStack, folder: Path, page: Page, python: str) -> Iterator[Contender]:
    """Wagtail with the same page: our frame as its template, what stands in `<main>` as the page's rich text."""
    described = environment.database(f"sqlite:///{folder}/wagtail.sqlite3", base=Path("/"), pooled=False)
    html = page.file.read_text()
    head, rest = html.split('<main class="rb-main" id="main" tabindex="-1">')
    body, tail = rest.split("</main>")
    variables = {"BENCHMARK_DATABASE": json.dumps(described), "BENCHMARK_TEMPLATES": str(folder)}
    with wagtail.publishing(python, variables) as site:
        site.ask("publish", slug=page.slug, body=body, head=head, tail=tail)
    application = "benchmarks.wagtail_site.wsgi:application"
    server = stack.enter_context(running(application, variables, python=python))
    yield "wagtail", (server, server.address(f"/{page.slug}/"))
    if program := _there("redis"):
        cached = {**variables, "BENCHMARK_REDIS": stack.enter_context(redis(program, folder))}
        server = stack.enter_context(running(application, cached, python=python))
        yield "wagtail-cache", (server, server.address(f"/{page.slug}/"))


def measure(servers: Mapping[str, tuple[Server, str]]) -> dict[str, Figures]:
    figures = {name: Figures() for name in servers}
    for server, address in servers.values():
        load(server, address, 0.5)
    for _round in range(ROUNDS):
        for name, (server, address) in servers.items():
            before = server.cpu_seconds()
            rate, count = load(server, address, SECONDS)
            figures[name].add(rate, count, server.cpu_seconds() - before)
    return figures


def load(server: Server, address: str, seconds: float) -> tuple[float, int]:
    """Pages per second and their number over all clients, each a process of its own."""
    arguments = [str(server.port), server.path(address), str(seconds), str(CONNECTIONS)]
    command = [sys.executable, "-m", "benchmarks.load", *arguments]
    clients = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _number in range(CLIENTS)]
    answers = [client.communicate()[0].split() for client in clients]
    return sum(float(rate) for rate, _count in answers), sum(int(count) for _rate, count in answers)


def report(figures: Mapping[str, Figures], page: Page) -> bool:
    """Ratios are medians of each round's own, so that what else the machine does weighs on both sides alike."""
    print(f"\nOne published page: {page.sizes[0]:,} bytes, {page.sizes[1]:,} in gzip, {page.sizes[2]:,} in brotli.")
    print(
        f"granian --workers {WORKERS} {' '.join(OPTIONS[2:-3])}, nginx with {WORKERS} workers; {CLIENTS} clients with {CONNECTIONS}"
    )
    print(f"connections each; medians of {ROUNDS} alternating rounds of {SECONDS:g} s.\n")
    print(f"  {'':42}{'requests/s':>12}{'of bare':>10}{'to the layer':>14}{'µs of server CPU':>18}")
    for name, one in figures.items():
        of_bare, to_layer = ratio(one, figures["bare"]), ratio(figures["layer"], one)
        cost = median(one.costs) * 1e6
        print(f"  {WORDS[name]:42}{median(one.rates):12,.0f}{of_bare:10.1%}{f'1 : {to_layer:,.2f}':>14}{cost:18,.0f}")
    print()
    verdicts = [reached(figures, *wanted) for wanted in WANTED if {*wanted[:2]} <= {*figures}]
    return all(verdicts)


def reached(figures: Mapping[str, Figures], name: str, base: str, wanted: float) -> bool:
    found = ratio(figures[name], figures[base])
    verdict = "reached" if found >= wanted else "NOT reached"
    print(f"  {WORDS[name]}: {found:.1%} of {WORDS[base]}, at least {wanted:.0%}: {verdict}")
    return found >= wanted


def ratio(one: Figures, other: Figures) -> float:
    return median(rate / base for rate, base in zip(one.rates, other.rates, strict=True))
