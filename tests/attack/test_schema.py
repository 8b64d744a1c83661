"""Schemathesis over the whole API, as a stranger and as each kind of caller: it keeps to its description."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as quiet
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from gateway.officers.officer import Role
from tests.attack.conftest import TOKEN, CookieOf
from tests.attack.processes import Target

EXAMPLES = int(8 * float(os.environ.get("HUB_ATTACK_TIMES", "1")))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
"""What is invalid is refused; by whom it came decides before that, so 401 and 403 do too."""
REFUSED = ["400", "401", "403", "404", "405", "406", "413", "415", "429"]
SEED = 20_261_126


Operation = APIOperation[Any, Any, Any, Any]


def operations(described: dict[str, Any]) -> list[Operation]:
    """Return every operation of a description."""
    told = {
        "checks": {"negative_data_rejection": {"expected-statuses": REFUSED}},
        "generation": {"with-security-parameters": False},
    }
    schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig.from_dict(told))
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def attack(operation: Operation, mode: GenerationMode, url: str, headers: dict[str, str]) -> None:
    """Send generated requests to one operation and check each answer."""

    @seed(SEED)
    @quiet(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        case.call_and_validate(base_url=url, headers=headers, checks=CHECKS)

    each()


def faults(operation: Operation, url: str, headers: dict[str, str]) -> list[str]:
    """Return what schemathesis has to say about an operation, in its words."""
    found = []
    for mode in GenerationMode:
        try:
            attack(operation, mode, url, headers)
        except (AssertionError, BaseExceptionGroup) as fault:
            found.append(f"{operation.label} ({mode.value}): {fault}")
        except Unsatisfiable:
            continue  # nothing can be wrong about it
    return found


@pytest.mark.parametrize("caller", ["stranger", "system", Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR])
async def test_api_keeps_to_its_description(target: Target, cookie_of: CookieOf, caller: Role | str) -> None:
    async with httpx2.AsyncClient() as http:
        described = (await http.get(f"{target.url}/v1/openapi.json")).json()
    assert len(described["paths"]) > 8
    found = []
    for operation in operations(described):
        headers = {"Origin": target.url}
        if isinstance(caller, Role):
            headers["Cookie"] = await cookie_of(caller)
        elif caller == "system":
            headers["Authorization"] = f"Bearer {TOKEN}"
        found += await asyncio.to_thread(faults, operation, target.url, headers)
    assert found == [], "\n\n".join(found)
    target.assert_unhurt()
