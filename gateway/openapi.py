"""The description of the HTTP API: what FastAPI finds, completed with what holds for every operation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic.alias_generators import to_camel

from gateway.clients.access import Reach
from gateway.officers.access import Guard, declared
from gateway.officers.cookies import COOKIE
from gateway.settings import Settings

SESSION: Final = "officerSession"
BEARER: Final = "clientToken"
HARMLESS: Final = frozenset({"get", "head", "options"})
PUBLISHED: Final = ("contacts", "klantinteracties")
"""Tags of the part that other systems build upon; it changes knowingly only."""
TAGS: Final = {
    "contacts": "The contact log in our own words.",
    "klantinteracties": "The contact log in the words of the VNG standard Klantinteracties.",
    "statistics": "Counts and lists for supervisors.",
    "officers": "Log-in of officers.",
    "places": "Kiosks and counters.",
    "channels": "What the citizens' pages need.",
}
OF_OUR_PAGES: Final = "What the hub's own pages use."
SCHEMES: Final = {
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Session of an officer who logged in to the console.",
    },
    BEARER: {
        "type": "http",
        "scheme": "bearer",
        "description": "Token of another system, with the scopes contacts:read and contacts:write.",
    },
}
FAULTS: Final = {
    "400": "The request is faulty; all faults are named.",
    "401": "Log in or send a token first.",
    "403": "Your role or token does not allow this.",
    "404": "It is not there, or it is not yours: both look the same.",
    "406": "The answer is application/json.",
    "409": "This is no longer possible.",
    "413": "The body is too large.",
    "415": "Send application/json.",
    "429": "Too much in a short time; Retry-After says how long to wait.",
}
PROBLEM: Final = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong, by RFC 9457.",
    "required": ["type", "status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "examples": ["about:blank"]},
        "status": {"type": "integer", "examples": [400]},
        "title": {"type": "string", "examples": ["Invalid input."]},
        "detail": {"type": "string", "examples": ["The request has 1 fault."]},
        "code": {"type": "string", "description": "Short name of the fault.", "examples": ["not_yours"]},
        "invalidParams": {
            "type": "array",
            "description": "Every fault of the input.",
            "items": {"$ref": "#/components/schemas/InvalidParam"},
        },
    },
}
INVALID_PARAM: Final = {
    "type": "object",
    "title": "InvalidParam",
    "description": "One fault of the input.",
    "required": ["name", "reason"],
    "properties": {
        "name": {"type": "string", "examples": ["query.page"]},
        "reason": {"type": "string", "examples": ["Input should be greater than or equal to 1"]},
        "code": {"type": "string", "description": "Short name of the fault.", "examples": ["unknown"]},
        "args": {"type": "object", "description": "What a text about it needs, such as a limit."},
    },
}

Json = dict[str, Any]


def install(app: FastAPI, settings: Settings) -> None:
    """Let `app` tell its completed description at its openapi_url."""

    def described() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app, settings)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def operation_id(route: APIRoute) -> str:
    """Return the name of an operation: that of its function."""
    return to_camel(route.name)


def describe(app: FastAPI, settings: Settings) -> Json:
    """Return the description of every operation of `app`."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary="Every contact between citizens and the police, in every channel.",
        description="Made by the NL API Design Rules; times in UTC; faults as problem+json.",
        routes=app.routes,
        servers=[{"url": settings.address, "description": "This hub."}],
        contact={"name": "Contact hub", "url": settings.address},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for foreign in ("HTTPValidationError", "ValidationError"):
        schemas.pop(foreign, None)
    schemas |= {"Problem": PROBLEM, "InvalidParam": INVALID_PARAM}
    components["securitySchemes"] = SCHEMES
    used = {tag for _, _, operation in _operations(document) for tag in operation["tags"]}
    document["tags"] = [{"name": tag, "description": TAGS.get(tag, OF_OUR_PAGES)} for tag in sorted(used)]
    guards = _guards(app)
    for path, method, operation in _operations(document):
        _complete(operation, path, method, guards.get((path, method), ()))
    return document


def published(document: Json) -> Json:
    """Return the part of a description that other systems build upon, with the schemas it needs."""
    paths: Json = {}
    for path, method, operation in _operations(document):
        if set(operation.get("tags", ())) & set(PUBLISHED):
            paths.setdefault(path, {})[method] = operation
    schemas, wanted = document["components"]["schemas"], list(_references(paths))
    found: Json = {}
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = schemas[name]
            wanted += _references(schemas[name])
    return {"paths": paths, "schemas": dict(sorted(found.items()))}


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _guards(app: FastAPI) -> dict[tuple[str, str], Sequence[Any]]:
    return {
        (str(route.path), method.lower()): tuple(declared(dependant))
        for route in iter_route_contexts(app.routes)
        if (dependant := getattr(route, "dependant", None)) is not None
        for method in getattr(route, "methods", None) or ()
    }


def _complete(operation: Json, path: str, method: str, guards: Sequence[Any]) -> None:
    responses = operation["responses"]
    faults = {"400"} if responses.pop("422", None) else set()
    faults |= {"401", "403"} if any(isinstance(guard, Guard) for guard in guards) else set()
    faults |= {"404"} if "{" in path else set()
    faults |= {"403", "413", "429"} if method not in HARMLESS else set()
    faults |= {"409"} if "{" in path and method not in HARMLESS else set()
    faults |= set(responses) & set(FAULTS)
    if any(isinstance(guard, Reach) for guard in guards):
        faults |= {"400", "404", "406"} | ({"409", "415"} if method == "post" else set())
    for response in responses.values():
        response.setdefault("headers", {})["API-Version"] = _header("Version of this API.", "0.1.0")
    for status in sorted(faults):
        responses[status] = _problem(FAULTS[status])
    operation["security"] = _security(guards)


def _security(guards: Sequence[Any]) -> list[Json]:
    reaching = [guard for guard in guards if isinstance(guard, Reach)]
    sessions = any(isinstance(guard, Guard) and getattr(guard, "roles", ()) for guard in guards)
    tokens = [{BEARER: [str(guard.scope)]} for guard in reaching[:1]]
    return [*([{SESSION: []}] if sessions else []), *tokens]


def _problem(description: str) -> Json:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    headers = {"API-Version": _header("Version of this API.", "0.1.0")}
    return {"description": description, "headers": headers, "content": content}


def _header(description: str, example: str) -> Json:
    return {"description": description, "schema": {"type": "string", "examples": [example]}}


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        here = [part["$ref"].rpartition("/")[2]] if isinstance(part.get("$ref"), str) else []
        return here + [name for value in part.values() for name in _references(value)]
    return [name for value in part for name in _references(value)] if isinstance(part, list) else []
