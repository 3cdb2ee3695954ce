"""Sentry and OpenTelemetry, where the settings name one: what went wrong and how long it took, never what somebody wrote.

Both are extras of the installation (`uv sync --extra sentry`, `--extra telemetry`). Without them nothing of the product is different.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from reviewboard.environment import Refused
from reviewboard.logs import without_personal_data

HAS_SENTRY: Final = find_spec("sentry_sdk") is not None
HAS_TELEMETRY: Final = find_spec("opentelemetry") is not None and find_spec("opentelemetry.sdk") is not None
if HAS_SENTRY:
    import sentry_sdk
if HAS_TELEMETRY:
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.propagate import extract
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

SERVICE: Final = "reviewboard"
# Of a report: where it happened. Cookies, headers, bodies and local values of variables stay here.
KEPT_OF_REQUEST: Final = ("method", "url")
KEPT_OF_LINE: Final = ("request_id", "kind", "id", "exception")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def begin_sentry(dsn: str, *, release: str, environment: str) -> None:
    if not dsn:
        return
    if not HAS_SENTRY:
        raise Refused("SENTRY_DSN", "is set, and sentry-sdk is not installed: `uv sync --extra sentry`.")
    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        traces_sample_rate=None,
        before_send=as_reported,
    )


def as_reported(event: Any, hint: Any) -> Any:
    """What leaves this machine of an error: as little of a person as a line of the log has (S17)."""
    request = event.get("request", {})
    event["request"] = {key: request[key] for key in KEPT_OF_REQUEST if key in request}
    event.pop("user", None)
    event.pop("extra", None)
    line = getattr(hint.get("log_record"), "msg", None)
    if isinstance(line, dict):
        # A line of structlog: its name groups the reports, the rest stands beside it.
        words = " ".join(str(line[key]) for key in ("event", "error_class") if key in line)
        event["logentry"] = {"message": words}
        event["extra"] = {key: line[key] for key in KEPT_OF_LINE if key in line}
    masked: Any = without_personal_data(None, "", event)
    return masked


def begin_telemetry(endpoint: str) -> None:
    """`endpoint` as OTEL_EXPORTER_OTLP_ENDPOINT: spans go to `<endpoint>/v1/traces`."""
    if not endpoint:
        return
    if not HAS_TELEMETRY:
        raise Refused(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "is set, and OpenTelemetry is not installed: `uv sync --extra telemetry`."
        )
    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)


def requests_traced(get_response: GetResponse) -> GetResponse:
    """A span for each request, by the name of its address: never the address, which may hold a question or a secret link."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        tracer = trace.get_tracer(SERVICE)
        carried = {name: request.headers[name] for name in ("traceparent",) if name in request.headers}
        with tracer.start_as_current_span("request", context=extract(carried), kind=trace.SpanKind.SERVER) as span:
            response = get_response(request)
            match = request.resolver_match
            route = (match.view_name or match.route) if match else "none"
            span.update_name(f"{request.method} {route}")
            span.set_attributes({"http.route": route, "http.response.status_code": response.status_code})
        return response

    return answer
