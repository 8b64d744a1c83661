"""House rules that neither ruff nor mypy can see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import project
from tests.architecture.project import Function, relative, text, tree

MODULE_LINES = 300
TEST_MODULE_LINES = 500
FUNCTION_LINES = 40

SOURCES = project.PYTHON_SOURCES
SQL_WORDS = re.compile(
    r"^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|role|index)\s)",
    re.IGNORECASE | re.DOTALL,
)
SPEAKS_REDIS = {"gateway/live.py", "video/registry.py", "models/registry.py"}
AIORTC_PRIVATE = "video/transport.py"
ENDS_TRANSACTIONS = {"gateway/database.py"}
MAKES_THE_SERVER = "gateway/embedded.py"  # its roles and database, before there is a schema


def _is_migration(path: Path) -> bool:
    return relative(path).startswith("gateway/migrations/versions/")


def _may_hold_sql(path: Path) -> bool:
    name = relative(path)
    by_name = path.name in {"tables.py", "repository.py"} or name == "gateway/statistics/queries.py"
    base = name in {"gateway/database.py", MAKES_THE_SERVER}
    return by_name or base or name.startswith("gateway/migrations/")


def _python() -> list[Path]:
    return project.under(*SOURCES, suffix=".py")


def _gateway() -> list[Path]:
    return project.under("gateway", suffix=".py")


def _is_test(path: Path) -> bool:
    return relative(path).startswith("tests/") or path.name.endswith(".test.ts")


def _python_and_typescript() -> list[Path]:
    return [*_python(), *project.under("tests", suffix=".py"), *project.under("gateway/web", suffix=".ts")]


def test_modules_are_short() -> None:
    modules = [*_python_and_typescript(), *project.under("gateway/web", suffix=".css")]
    limits = {path: TEST_MODULE_LINES if _is_test(path) else MODULE_LINES for path in modules}
    too_long = {
        relative(path): lines
        for path, limit in limits.items()
        if not _is_migration(path) and (lines := len(text(path).splitlines())) > limit
    }
    assert too_long == {}


def test_functions_fit_on_a_screen() -> None:
    too_long = [
        f"{relative(path)}:{function.line} {function.name} has {function.lines} lines"
        for path in _python_and_typescript()
        if not _is_migration(path) and not path.name.endswith(".test.ts")
        for function in _functions(path)
        if function.lines > FUNCTION_LINES
    ]
    assert too_long == []


def _functions(path: Path) -> list[Function]:
    read = project.python_functions if path.suffix == ".py" else project.typescript_functions
    return read(text(path))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export function greet(): void {\n  one();\n}\n", 3),
        ("  render(): TemplateResult {\n    return html`<p>\n      }</p>`;\n  }\n", 4),
        ("const greet = async (name: string): Promise<void> => {\n  await one();\n};\n", 3),
        ("  private async greet(\n    name: string,\n  ): Promise<void> {\n    await one();\n  }\n", 5),
        ("  static #greet<T>(name: T) {\n    if (name) {\n      one();\n    }\n  }\n", 5),
    ],
)
def test_length_of_typescript_functions_is_seen(source: str, expected: int) -> None:
    assert [function.lines for function in project.typescript_functions(source)] == [expected]


@pytest.mark.parametrize(
    "source",
    [
        "if (ready()) {\n  one();\n}\n",
        "export class Greeter extends LitElement {\n  name = 1;\n}\n",
        "  } else if (ready()) {\n    one();\n  }\n",
        "interface Greeting {\n  name: string;\n}\n",
        "for (const name of names(all)) {\n  one();\n}\n",
        "const names = {\n  one: 1,\n};\n",
    ],
)
def test_other_blocks_are_not_taken_for_functions(source: str) -> None:
    assert project.typescript_functions(source) == []


def test_tests_wait_for_the_thing_itself_and_do_not_sleep() -> None:
    sleeping = [
        f"{relative(path)}:{line}"
        for path in project.under("tests", suffix=".py")
        if not relative(path).startswith("tests/load/")  # a load is paced by the clock
        for line in _sleeps(tree(path), in_helper_loop=False)
    ]
    assert sleeping == []


def _sleeps(node: ast.AST, *, in_helper_loop: bool, in_test: bool = False) -> list[int]:
    """Find sleeps, except in the loop of a helper that looks again at something outside this process."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        in_test, in_helper_loop = node.name.startswith("test_"), False
    if isinstance(node, ast.While | ast.For | ast.AsyncFor):
        in_helper_loop = not in_test
    found = [node.lineno] if isinstance(node, ast.Call) and _is_sleep(node) and not in_helper_loop else []
    for child in ast.iter_child_nodes(node):
        found += _sleeps(child, in_helper_loop=in_helper_loop, in_test=in_test)
    return found


def _is_sleep(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    gives_way = bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0
    return name in {"sleep", "wait_for_timeout"} and not gives_way


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def test_a():\n    time.sleep(1)", [2]),
        ("async def test_a():\n    while True:\n        await asyncio.sleep(0.1)", [3]),
        ("def helper():\n    page.wait_for_timeout(500)", [2]),
        ("async def eventually():\n    while True:\n        await asyncio.sleep(0.1)", []),
        ("async def test_a():\n    await asyncio.sleep(0)", []),
    ],
)
def test_sleeps_are_seen(source: str, lines: list[int]) -> None:
    assert _sleeps(ast.parse(source), in_helper_loop=False) == lines


def test_sql_stands_in_few_places() -> None:
    """Imports of SQLAlchemy are held by `.importlinter`; this sees SQL that was written as text."""
    with_sql = [
        f"{relative(path)}:{line}"
        for path in _gateway()
        if not _may_hold_sql(path)
        for line in _sql_texts(tree(path))
    ]
    assert with_sql == []


def _sql_texts(module: ast.Module) -> list[int]:
    documentation = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    texts = [
        node for node in ast.walk(module) if isinstance(node, ast.Constant) and id(node) not in documentation
    ]
    return [node.lineno for node in texts if isinstance(node.value, str) and SQL_WORDS.match(node.value)]


@pytest.mark.parametrize(
    "words", ["select id from contacts", "INSERT INTO x VALUES (1)", "update calls set state = 1"]
)
def test_sql_written_as_text_is_seen(words: str) -> None:
    assert _sql_texts(ast.parse(f"run({words!r})")) == [1]


def test_a_docstring_is_not_taken_for_sql() -> None:
    assert _sql_texts(ast.parse('def choose():\n    """Select a place from the list."""')) == []


def test_only_tests_set_the_clock() -> None:
    setting = [
        f"{relative(path)}:{line}"
        for path in _python()
        if not _is_test(path)
        for line in _sets_clock(tree(path))
    ]
    assert setting == []


def _sets_clock(module: ast.Module) -> list[int]:
    """Find where a source imports or reaches the switch of `gateway.database.now`."""
    names = {"clock", "_clock", "*"}
    lines: list[int] = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "gateway.database":
            lines += [node.lineno for alias in node.names if alias.name in names]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            lines += [node.lineno] if node.value.id == "database" and node.attr in names else []
    return lines


@pytest.mark.parametrize("source", ["from gateway.database import clock, now", "database.clock(tell)"])
def test_setting_the_clock_is_seen(source: str) -> None:
    assert _sets_clock(ast.parse(source)) == [1]


def test_redis_is_spoken_in_one_module_a_service() -> None:
    services = [path for path in _python() if relative(path).startswith(("gateway/", "video/", "models/"))]
    speaking = {
        relative(path)
        for path in services
        if any(name.partition(".")[0] == "redis" for name in project.imported(path))
    }
    assert speaking <= SPEAKS_REDIS


def test_private_names_of_aiortc_stay_in_one_module() -> None:
    """A name with one underscore, reached on somebody else's object, in a module that knows aiortc."""
    reached = [
        f"{relative(path)}:{node.lineno} {node.attr}"
        for path in project.under("video", suffix=".py")
        if relative(path) != AIORTC_PRIVATE
        and any(name.startswith("aiortc") for name in project.imported(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and _is_private(node.attr) and not _is_own(node.value)
    ]
    assert reached == []


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_own(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in {"self", "cls"}


def test_nobody_commits_inside_a_unit_of_work() -> None:
    committing = [
        f"{relative(path)}:{node.lineno}"
        for path in _gateway()
        if relative(path) not in ENDS_TRANSACTIONS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"commit", "rollback"}
    ]
    assert committing == []


def test_bot_and_the_rest_share_no_code() -> None:
    sharing = [
        relative(path)
        for path in project.under("bot", suffix=".py")
        if {name.partition(".")[0] for name in project.imported(path)}
        & {"gateway", "video", "models", "tools"}
    ]
    assert sharing == []


def test_mapped_classes_live_in_tables_and_never_in_models() -> None:
    assert [relative(path) for path in _gateway() if path.name == "models.py"] == []
