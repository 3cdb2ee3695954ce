"""The API for work as a whole: its description (OpenAPI 3.1) and its addresses."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.operation import Operation

from articles.api.problems import MEDIA_TYPE
from workflows.api import articles, kept_answers, problems, references, reports, submitting, texts
from workflows.api.opening import Needs, described, worked

NAMESPACE: Final = "work_api"
SCHEME: Final = "token"
DESCRIPTION: Final = (
    "For programs that work for a person of the editorial team: drafts, submission, statuses, references, reports. Send a token, "
    "`Authorization: Bearer rbwork_…`, that its person made at `/desk/tokens/`; no cookie opens anything here. A token may do what its "
    "person may do at that moment, within its scopes. Signing, deciding, publishing, notices and people are not here. What the desk "
    "refuses is refused here, with the same sentence, as problem details. Send an `Idempotency-Key` with what changes something: the "
    "same key with the same request gives the same answer for 24 hours, and nothing is done twice."
)
KEY: Final = {
    "in": "header",
    "name": kept_answers.HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!#-\\[\\]-~]{1,255}$"},
    "description": "One for each request that is to be done once, such as a UUID. With the same request it gives the same answer for "
    "24 hours; with another it is 422; while the first is being worked on, 409.",
}


class WorkAPI(NinjaAPI):
    """As django-ninja's, but that scopes, keys and the form of what goes wrong stand in its description."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **more: Any) -> Any:
        schema = super().get_openapi_schema(**more)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _describe(method, operation)
        schemes = schema["components"]["securitySchemes"]
        schemes[SCHEME] = schemes.pop(Needs.__name__)
        return schema

    def needs(self) -> dict[str, Needs]:
        """What each operation asks for, by its name."""
        found: dict[str, Needs] = {}
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                for one in view.operations:
                    (asks,) = one.auth_callbacks
                    assert isinstance(asks, Needs)
                    found[one.view_func.__name__] = asks
        return found


def _describe(method: str, operation: dict[str, Any]) -> None:
    if method != "get":
        operation["parameters"].append(KEY)
    scopes = [scope.value for scope in api.needs()[operation["operationId"]].scopes]
    operation["security"] = [{SCHEME: scopes}]
    said = ", ".join(f"`{scope}`" for scope in scopes) or "none"
    operation["description"] = f"{operation.get('description', '')}\n\nScopes: {said}."
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")


api = WorkAPI(
    title="Work",
    version="1",
    description=DESCRIPTION,
    openapi_url="/openapi.json",
    docs_url=None,  # its page would load scripts from another host
    servers=[{"url": str(settings.SITE_URL)}],
    urls_namespace=NAMESPACE,
)
problems.install(api)
for operations in (articles, texts, submitting, references, reports):
    api.add_router("", operations.router)


def nothing(_request: HttpRequest) -> HttpResponseBase:
    raise Http404


def _addresses() -> list[URLPattern | URLResolver]:
    """Each for whoever has a token, but the description; what is no address is said to be none to them alone."""
    found, _app, _namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = (described if pattern.name == "openapi-json" else worked)(pattern.callback)
    return [*found, re_path(r"", worked(nothing))]


urls = (_addresses(), "ninja", NAMESPACE)
