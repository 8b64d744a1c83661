"""The description of the API: complete, and its published part as committed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from gateway import openapi
from gateway.app import create_app
from gateway.settings import Settings
from tests.architecture.project import ROOT

SNAPSHOT = ROOT / "docs" / "openapi.json"
SECURED = {"401", "403"}

Json = dict[str, Any]


@pytest.fixture
def document(settings: Settings) -> Json:
    """Return the description as a running hub tells it."""
    described: Json = json.loads(json.dumps(create_app(settings).openapi()))
    return described


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    """Yield every operation with its name."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_published_part_is_the_committed_one(document: Json) -> None:
    assert openapi.published(document) == json.loads(SNAPSHOT.read_text()), (
        "What other systems build upon changed. When that is meant, run `python -m tools.openapi`"
        " and name the change in CHANGELOG.md."
    )


def test_description_names_whom_to_ask_and_where_the_hub_is(document: Json) -> None:
    assert document["openapi"].startswith("3.1")
    assert {"title", "version", "description", "contact", "license"} <= set(document["info"])
    assert document["info"]["contact"]["name"]
    assert [server["url"] for server in document["servers"]] == ["http://127.0.0.1:8000"]
    assert set(document["components"]["securitySchemes"]) == {"officerSession", "clientToken"}


def test_every_operation_has_a_name_of_its_own_a_summary_and_a_tag(document: Json) -> None:
    found = dict(operations(document))
    names = [operation["operationId"] for operation in found.values()]
    assert sorted(set(names)) == sorted(names)
    assert [name for name in names if not re.fullmatch(r"[a-z][A-Za-z0-9]+", name)] == []
    assert [where for where, operation in found.items() if not operation.get("summary")] == []
    known = {tag["name"] for tag in document["tags"] if tag["description"]}
    assert [where for where, o in found.items() if len(o["tags"]) != 1 or not set(o["tags"]) <= known] == []


def test_paths_are_in_kebab_case_under_v1_without_a_slash_at_the_end(document: Json) -> None:
    part = r"[a-z0-9.-]+|\{[a-z][A-Za-z0-9_]*\}"
    wrong = [path for path in document["paths"] if not re.fullmatch(rf"/v1(/({part}))+", path)]
    assert wrong == []


def test_query_keys_are_in_camel_case(document: Json) -> None:
    keys = [
        parameter["name"]
        for _, operation in operations(document)
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    ]
    assert keys
    assert [key for key in keys if not re.fullmatch(r"[a-z][A-Za-z0-9]*", key)] == []


def test_invalid_input_answers_400_and_never_422(document: Json) -> None:
    takes_input = {w: o for w, o in operations(document) if o.get("parameters") or o.get("requestBody")}
    assert takes_input
    assert [where for where, operation in takes_input.items() if "400" not in operation["responses"]] == []
    assert "422" not in json.dumps(document)
    assert "HTTPValidationError" not in json.dumps(document)


def test_every_fault_is_a_problem(document: Json) -> None:
    faults = [
        response
        for _, operation in operations(document)
        for status, response in operation["responses"].items()
        if status.startswith(("4", "5"))
    ]
    assert faults
    assert all(set(fault["content"]) == {"application/problem+json"} for fault in faults)
    assert all(fault["description"] for fault in faults)


def test_operation_behind_a_log_in_says_so(document: Json) -> None:
    for where, operation in operations(document):
        assert bool(operation["security"]) == (set(operation["responses"]) >= SECURED), where


def test_every_answer_names_the_version(document: Json) -> None:
    for where, operation in operations(document):
        for response in operation["responses"].values():
            assert "API-Version" in response["headers"], where


def test_published_operations_name_every_way_to_be_refused(document: Json) -> None:
    paths = openapi.published(document)["paths"]
    assert set(paths) == {
        *("/v1/contacts", "/v1/contacts/{id}", "/v1/klantcontacten", "/v1/klantcontacten/{uuid}"),
        "/v1/maak-klantcontact",
    }
    for item in paths.values():
        for method, operation in item.items():
            assert set(operation["responses"]) >= {"400", "401", "403", "404", "406"}
            assert ("415" in operation["responses"]) == (method == "post")
            assert operation["description"]


def test_every_reference_leads_somewhere(document: Json) -> None:
    wanted = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert wanted <= set(document["components"]["schemas"])


def test_schemas_of_the_published_part_have_a_description(document: Json) -> None:
    schemas = openapi.published(document)["schemas"]
    assert [name for name in schemas if not re.fullmatch(r"[A-Z][A-Za-z]+", name)] == []
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []
