"""What the database tells of this site, as numbers for Prometheus: asked when they are read, so that every process says the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from articles import owed
from articles.models import Basis, CheckOutcome, Publication, ReferenceCheck, Upkeep
from workflows.models import SignOff, Verdict

UP: Final = "reviewboard_database_up"


class OfTheDatabase(Collector):
    """Asks the database; while it is away says only that."""

    def collect(self) -> Iterator[Metric]:
        try:
            told = [*_owed(), *_decided(), *_upkeep()]
        except DatabaseError:
            yield GaugeMetricFamily(UP, "Whether the database answers.", value=0)
            return
        yield GaugeMetricFamily(UP, "Whether the database answers.", value=1)
        yield from told


def registry() -> CollectorRegistry:
    found = CollectorRegistry()
    found.register(OfTheDatabase())
    return found


def _owed() -> Iterator[Metric]:
    now = timezone.now()
    count = GaugeMetricFamily("reviewboard_owed", "Pieces of work that wait, by kind.", labels=("kind",))
    age = GaugeMetricFamily(
        "reviewboard_owed_age_seconds", "Since when the oldest of them waits, where its row says so.", labels=("kind",)
    )
    failing = GaugeMetricFamily(
        "reviewboard_owed_failing", "Whether the last try of this kind failed.", labels=("kind",)
    )
    for kind, state in owed.states().items():
        count.add_metric((kind,), state.count)
        failing.add_metric((kind,), bool(state.error))
        if state.since:
            age.add_metric((kind,), max(0.0, (now - state.since).total_seconds()))
    yield from (count, age, failing)


def _decided() -> Iterator[Metric]:
    """Every label is there from the start, with zero: a rate needs a first value."""
    live = GaugeMetricFamily(
        "reviewboard_publications_live", "Publications that are live, by basis.", labels=("basis",)
    )
    by_basis = dict(Publication.objects.live().order_by().values_list("basis").annotate(Count("pk")))
    for basis in Basis.values:
        live.add_metric((basis,), by_basis.get(basis, 0))
    yield live
    published = Publication.objects.exclude(live_from=None).count()
    yield CounterMetricFamily("reviewboard_publications", "Publications that ever went live.", value=published)
    signed = CounterMetricFamily("reviewboard_sign_offs", "Sign-offs, by verdict.", labels=("verdict",))
    by_verdict = dict(SignOff.objects.order_by().values_list("verdict").annotate(Count("pk")))
    for verdict in Verdict.values:
        signed.add_metric((verdict,), by_verdict.get(verdict, 0))
    yield signed
    checks = CounterMetricFamily(
        "reviewboard_reference_checks", "Answers of sources about cited works, by outcome.", labels=("outcome",)
    )
    by_outcome = dict(ReferenceCheck.objects.order_by().values_list("outcome").annotate(Count("pk")))
    for outcome in CheckOutcome.values:
        checks.add_metric((outcome,), by_outcome.get(outcome, 0))
    yield checks


def _upkeep() -> Iterator[Metric]:
    at = GaugeMetricFamily(
        "reviewboard_upkeep_timestamp_seconds",
        "When backup, verify and the workers' beat were last done, in seconds since 1970.",
        labels=("kind",),
    )
    well = GaugeMetricFamily("reviewboard_upkeep_well", "Whether it ended well.", labels=("kind",))
    for row in Upkeep.objects.all():
        at.add_metric((row.kind,), row.at.timestamp())
        well.add_metric((row.kind,), row.is_well)
    yield from (at, well)
