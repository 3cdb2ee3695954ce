"""The API as a whole: its description (OpenAPI 3.1) and its addresses."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.operation import Operation

from articles.api import articles, problems, vocabulary
from articles.api.opening import opened

NAMESPACE: Final = "api"
DESCRIPTION: Final = (
    "Articles that a medical board has read and signed, for reading alone. Every object about an article says where it "
    "stands (`status`, `valid_until`, `superseded_by`, `notices`): look at these before you show anything of it, and ask "
    "again, with `If-None-Match`, before you show a copy. Numbers, units and signs are part of the meaning: show a text "
    "whole and unchanged. Nothing here is advice for a person."
)


class PublicAPI(NinjaAPI):
    """As django-ninja's, but that an operation is named as its function, and what goes wrong has a media type of its own."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **more: Any) -> Any:
        schema = super().get_openapi_schema(**more)
        for operations in schema["paths"].values():
            for status, response in operations["get"]["responses"].items():
                content = response.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    content[problems.MEDIA_TYPE] = content.pop("application/json")
        return schema


api = PublicAPI(
    title="Articles",
    version="1",
    description=DESCRIPTION,
    openapi_url="/openapi.json",
    docs_url=None,  # its page would load scripts from another host
    servers=[{"url": str(settings.SITE_URL)}],
    urls_namespace=NAMESPACE,
)
problems.install(api)
api.add_router("", articles.router)
api.add_router("", vocabulary.router)


def nothing(_request: HttpRequest) -> HttpResponseBase:
    raise Http404


def _addresses() -> list[URLPattern | URLResolver]:
    """Each opened to everybody; what is no address is said to be none, as JSON too."""
    found, _app, _namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = opened(pattern.callback)
    return [*found, re_path(r"", opened(nothing))]


urls = (_addresses(), "ninja", NAMESPACE)
