"""`/metrics`: who may read it, and that its numbers are true, over all processes of a host."""

from __future__ import annotations

import http.client
import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from prometheus_client import REGISTRY, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from articles import notifications
from articles.models import Person, Publication, Upkeep, UpkeepKind
from reviewboard.environment import networks
from reviewboard.watching import telling
from tests.servers import PATIENCE, running_site
from tests.tiers import ROOT

TOKEN = "t0ken-" * 6
ALERTS = ROOT / "docs" / "alerts.yml"


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def bearer(token: str = TOKEN) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def numbers(text: str) -> dict[str, float]:
    """By name and labels, as `reviewboard_owed{kind="deliver"}`."""
    return {
        sample.name
        + "{"
        + ",".join(f'{key}="{value}"' for key, value in sorted(sample.labels.items()))
        + "}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client: Client) -> dict[str, float]:
    answer = client.get("/metrics", headers=bearer())
    assert answer.status_code == 200
    return numbers(answer.content.decode())


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer guess"}, {"authorization": f"Basic {TOKEN}"}, {"authorization": TOKEN}]
)
def test_to_a_stranger_there_are_no_metrics(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/metrics", headers=headers)

    assert (answer.status_code, answer.content) == (404, b"Not Found\n")


def test_without_a_token_and_a_network_nobody_reads_them(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    answers = [client.get("/metrics", headers=headers) for headers in ({}, bearer(""), {"authorization": "Bearer "})]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.django_db
def test_an_allowed_network_reads_them(client: Client, settings: Settings) -> None:
    settings.METRICS_NETWORKS = networks(["10.1.0.0/16"])

    inside, outside = (client.get("/metrics", REMOTE_ADDR=address) for address in ("10.1.2.3", "10.2.0.1"))

    assert (inside.status_code, outside.status_code) == (200, 404)


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded"])
def test_what_came_through_a_proxy_has_no_network(client: Client, settings: Settings, header: str) -> None:
    settings.METRICS_NETWORKS = networks(["127.0.0.1"])

    answer = client.get("/metrics", headers={header: "127.0.0.1"}, REMOTE_ADDR="127.0.0.1")

    assert answer.status_code == 404


@pytest.mark.django_db
def test_owed_work_is_told_with_its_age(client: Client, editor: Person) -> None:
    notifications.owe_each("assigned", [editor.pk], None, title="Sciatica")

    found = read(client)

    assert found['reviewboard_owed{kind="deliver"}'] == 1
    assert 0 <= found['reviewboard_owed_age_seconds{kind="deliver"}'] < PATIENCE
    assert found['reviewboard_owed_failing{kind="deliver"}'] == 0


@pytest.mark.django_db
def test_decisions_are_counted_from_the_record(client: Client, publication: Publication) -> None:
    found = read(client)

    assert found['reviewboard_publications_live{basis="approved"}'] == 1
    assert found["reviewboard_publications_total{}"] == 1
    assert found['reviewboard_sign_offs_total{verdict="approve"}'] == 2
    assert found['reviewboard_sign_offs_total{verdict="dissent"}'] == 0
    assert found['reviewboard_reference_checks_total{outcome="failed"}'] == 0


@pytest.mark.django_db
def test_upkeep_is_told_by_when_it_was_done(client: Client) -> None:
    done = Upkeep.objects.note(UpkeepKind.VERIFY, seconds=3, is_well=False)

    found = read(client)

    assert found['reviewboard_upkeep_timestamp_seconds{kind="verify"}'] == pytest.approx(done.at.timestamp())
    assert found['reviewboard_upkeep_well{kind="verify"}'] == 0


def test_while_the_database_is_away_that_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(telling.owed, "states", away)

    assert read(client)["reviewboard_database_up{}"] == 0


@pytest.mark.django_db
def test_requests_are_counted_by_the_name_of_their_address(client: Client) -> None:
    before = read(client)

    client.get("/accounts/login/")
    client.get("/no/such/page/")
    client.get("/livez")

    after = read(client)
    names = (
        'reviewboard_requests_total{method="GET",route="account_login",status="200"}',
        'reviewboard_requests_total{method="GET",route="none",status="404"}',
        'reviewboard_request_seconds_count{route="account_login"}',
    )
    assert [after[name] - before.get(name, 0) for name in names] == [1, 1, 1]
    assert not [name for name in after if "livez" in name or "/no/such" in name]


@pytest.mark.django_db
def test_an_error_is_counted_by_its_class_and_never_by_its_words(client: Client) -> None:
    before = read(client)

    try:
        raise ValueError("canary-of-a-patient")
    except ValueError:
        logging.getLogger("tests.metrics").exception("canary-in-the-event")
    logging.getLogger("tests.metrics").error("canary-alone")

    after = read(client)
    names = [f'reviewboard_errors_total{{kind="{kind}",logger="tests.metrics"}}' for kind in ("ValueError", "message")]
    assert [after[name] - before.get(name, 0) for name in names] == [1, 1]
    assert "canary" not in "".join(after)


@pytest.mark.django_db(transaction=True)
def test_numbers_are_of_all_processes_and_outlive_them(tmp_path: Path, process_environment: dict[str, str]) -> None:
    folder = tmp_path / "metrics"
    environment = process_environment | {"METRICS_FOLDER": str(folder), "METRICS_TOKEN": TOKEN}
    pages = 'reviewboard_page_store_total{answer="miss"}'
    with running_site(environment) as port:
        for _number in range(3):
            _ask(port, "/articles/no-such/patient/")
        first = numbers(_ask(port, "/metrics"))
    with running_site(environment) as port:
        _ask(port, "/articles/no-such/patient/")
        second = numbers(_ask(port, "/metrics"))

    assert (first[pages], second[pages]) == (3, 4)
    assert {path.name for path in folder.glob("*_0.db")} == {"counter_0.db", "histogram_0.db"}


def _ask(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Authorization": f"Bearer {TOKEN}", "Host": "localhost"})
    body = connection.getresponse().read().decode()
    connection.close()
    return body


@pytest.mark.django_db
def test_every_alert_is_about_numbers_that_there_are() -> None:
    told = generate_latest(REGISTRY) + generate_latest(telling.registry())
    described = set(re.findall(r"^# TYPE (reviewboard_[a-z_]+)", told.decode(), re.MULTILINE))

    named = set(re.findall(r"reviewboard_[a-z_]+", ALERTS.read_text()))

    assert {name.removesuffix("_bucket") for name in named} - described == set()


@pytest.mark.django_db
def test_every_kind_of_work_that_an_alert_names_is_one() -> None:
    kinds = set(telling.owed.registry()) | set(UpkeepKind.values)

    assert set(re.findall(r'kind="(\w+)"', ALERTS.read_text())) - kinds == set()


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is missing: apt-get install prometheus")
def test_prometheus_reads_the_alerts() -> None:
    done = subprocess.run(["promtool", "check", "rules", str(ALERTS)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_short_token_stops_the_start(tmp_path: Path) -> None:
    script = "import os; os.environ['METRICS_TOKEN'] = 'short'; import reviewboard.settings"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stderr.strip().endswith("METRICS_TOKEN has at least 32 characters, or is empty.")
