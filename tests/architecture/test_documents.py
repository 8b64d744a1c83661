"""What the documents say is so: links lead somewhere, decisions are kept by something that exists."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from tests.architecture import project
from tests.architecture.project import ROOT, relative, text

README = ROOT / "README.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
LOCALES = ROOT / "gateway" / "locales"
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCUMENTS = [path for path in project.files() if path.suffix == ".md"]
ASKED_FOR = {
    r"""\bt\(\s*["']([a-z0-9-]+)["']""": project.under("gateway/web", suffix=".ts"),
    r"""\b(?:text_|label_)?key=["']([a-z0-9-]+)["']""": project.under("gateway", suffix=".py"),
}
ADR_HEADINGS = ["Context", "Decision", "Consequences", "Check"]
ARTICLES_OF_THE_EUPL = 15
HALF_A_PAGE = 40

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
INLINE_CODE = re.compile(r"`([^`\n]+)`")
MARKDOWN_FILE = re.compile(r"(?<![\w/.*-])([\w.-]+(?:/[\w.-]+)*\.md)\b")
MACHINE_PATH = re.compile(r"(?<![\w.:@/$}~-])/(?:work|home|root|Users|mnt)/[\w.]")
SETS_UP = re.compile(
    r"^(\$ )?(sudo|apt|apt-get|pip|uv|npm|npx|node|docker|git|python3?|make|\.venv/bin/\S+) "
)


def by_name(path: Path) -> str:
    return relative(path)


def test_readme_has_exactly_two_commands() -> None:
    shell = [body.strip() for language, body in FENCED.findall(text(README)) if language != "mermaid"]
    assert shell == ["make up", "make test"]
    prose = FENCED.sub("", text(README))
    assert [code for code in INLINE_CODE.findall(prose) if SETS_UP.match(code)] == []


def test_readme_names_the_three_addresses_and_shows_two_pictures() -> None:
    addresses = re.findall(r"<http://127\.0\.0\.1:8000([^>]*)>", text(README))
    assert [address.partition("=")[0] for address in addresses] == ["/", "/console", "/kiosk?place"]
    assert re.findall(r"!\[.{20,}?\]\((.+?)\)", text(README)) == [
        "docs/images/widget.png",
        "docs/images/console.png",
    ]


def test_readme_sends_people_to_a_kiosk_that_the_demonstration_force_has() -> None:
    place = re.search(r"/kiosk\?place=([\w-]+)", text(README))
    assert place
    data = [path for path in project.files() if path.suffix in {".yaml", ".yml"} and "gateway" in path.parts]
    assert any(re.search(rf"\b{re.escape(place[1])}\b", text(path)) for path in data)


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_links_lead_somewhere(document: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(text(document)) if "://" not in link]
    assert [link for link in links if link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_paths_named_in_documents_exist(document: Path) -> None:
    heads = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = [
        code
        for code in INLINE_CODE.findall(text(document))
        if re.fullmatch(r"[\w./-]+\.(py|toml|yaml|lock|ini)", code)
    ]
    at_the_root = [code for code in named if "/" not in code and not code.endswith(".py")]
    paths = [*at_the_root, *(code for code in named if code.partition("/")[0] in heads)]
    later = _named_for_later(document)
    assert [path for path in paths if not (ROOT / path).exists() and path not in later] == []


def _named_for_later(document: Path) -> set[str]:
    """A decision may name a file that it will bring; its status line says so."""
    carried_out_later = "carried out in a later version" in text(document)
    return set(INLINE_CODE.findall(text(document))) if carried_out_later else set()


def test_decisions_are_numbered_without_gaps() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=by_name)
def test_a_decision_is_half_a_page_with_its_four_parts(decision: Path) -> None:
    lines = text(decision).splitlines()
    assert lines[0].startswith(f"# {int(decision.name[:4])}. ")
    assert lines[2].startswith("Status: ")
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == ADR_HEADINGS
    assert len(lines) <= HALF_A_PAGE


@pytest.mark.parametrize("decision", DECISIONS, ids=by_name)
def test_the_check_of_a_decision_exists(decision: Path) -> None:
    checks = [
        line for line in text(decision).partition("## Check\n")[2].splitlines() if line.startswith("- ")
    ]
    assert checks
    assert [check for check in checks if not _exists(check)] == []


def _exists(check: str) -> bool:
    names = INLINE_CODE.findall(check)
    if names[0] == ".importlinter":
        return names[1] in _contracts()
    file, _, test = names[0].partition("::")
    return (ROOT / file).is_file() and (not test or test in _tests_in(ROOT / file))


def _contracts() -> set[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    return {section.rpartition(":")[2] for section in config.sections()}


def _tests_in(path: Path) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(project.tree(path)) if isinstance(node, kinds)}


def test_glossary_knows_every_folder_of_the_domain() -> None:
    folders = [f"gateway/{path.parent.name}" for path in (ROOT / "gateway").glob("*/__init__.py")]
    services = [
        path.parent.name
        for path in ROOT.glob("*/__init__.py")
        if path.parent.name not in {"tests", "tools", "gateway"}
    ]
    not_nouns = {"gateway/migrations", "gateway/commands", "gateway/cli"}
    wanted = {*folders, *services} - not_nouns
    known = {code for row in _glossary_rows() for code in INLINE_CODE.findall(row[0])}
    assert wanted - known == set()
    assert {name for name in known if not (ROOT / name).exists()} == set()


def test_glossary_explains_each_word_in_full() -> None:
    rows = _glossary_rows()
    assert [row for row in rows if len(row) != 4 or not all(cell.strip() for cell in row)] == []
    words = [re.sub(r"\s*\(.*\)", "", row[0]).strip() for row in rows]
    assert sorted(set(words)) == sorted(words)


def _glossary_rows() -> list[list[str]]:
    lines = [line for line in text(GLOSSARY).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_text_exists_in_every_language() -> None:
    catalogues = {folder.name: _catalogue(folder) for folder in sorted(LOCALES.iterdir()) if folder.is_dir()}
    assert {"nl", "en"} <= set(catalogues)
    dutch = catalogues["nl"]
    for language, catalogue in catalogues.items():
        assert set(dutch) ^ set(catalogue) == set(), f"texts that only nl or only {language} has"
        assert {key for key in dutch if dutch[key] != catalogue[key]} == set(), (
            f"other arguments in {language}"
        )


def _catalogue(folder: Path) -> dict[str, set[str]]:
    """Return each key of a language as `file:key`, with the arguments its text uses."""
    return {
        f"{path.name}:{key}": arguments
        for path in sorted(folder.glob("*.ftl"))
        for key, arguments in _entries(path)
    }


def _entries(path: Path) -> Iterator[tuple[str, set[str]]]:
    for entry in FluentParser().parse(text(path)).body:
        assert not isinstance(entry, fluent.Junk), f"{relative(path)}: {entry.content}"
        if isinstance(entry, fluent.Message):
            yield entry.id.name, set(re.findall(r"\$([\w-]+)", _written(entry, path)))


def _written(entry: fluent.Message, path: Path) -> str:
    assert entry.span
    return text(path)[entry.span.start : entry.span.end]


def test_every_text_that_code_asks_for_exists() -> None:
    known = {key for path in (LOCALES / "nl").glob("*.ftl") for key, _ in _entries(path)}
    asked = [
        (f"{relative(path)}: {key}", key)
        for pattern, paths in ASKED_FOR.items()
        for path in paths
        if not path.name.endswith(".test.ts")
        for key in re.findall(pattern, text(path))
    ]
    assert [where for where, key in asked if key not in known] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_is_written_twice_in_one_language(language: str) -> None:
    keys = [key for path in sorted((LOCALES / language).glob("*.ftl")) for key, _ in _entries(path)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_documents_named_anywhere_are_part_of_the_project() -> None:
    """A file of ours refers only to documents that whoever clones the project can read."""
    names = {path.name for path in DOCUMENTS}
    missing = [
        f"{relative(path)}: {name}"
        for path in project.files()
        if path.suffix not in {".lock", ".json"} and path != Path(__file__)
        for name in MARKDOWN_FILE.findall(text(path))
        if "*" not in name and Path(name).name not in names
    ]
    assert missing == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    knowing = [
        f"{relative(path)}:{number} {line.strip()[:80]}"
        for path in project.files()
        if path != Path(__file__)
        for number, line in enumerate(text(path).splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert knowing == []


@pytest.mark.parametrize("line", ["see /home/anna/hub", 'cd "/work/hub"', "path=/Users/anna"])
def test_paths_of_a_machine_are_seen(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "line", ["GET /console/ws", "https://example.org/home/anna", "web/work/a", "var/lib", "/v1/work"]
)
def test_addresses_are_not_taken_for_paths_of_a_machine(line: str) -> None:
    assert not MACHINE_PATH.search(line)


def test_licence_is_the_whole_eupl() -> None:
    licence = text(ROOT / "LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE)]
    assert articles == list(range(1, ARTICLES_OF_THE_EUPL + 1))
    assert re.search(r"^\s*Appendix$", licence, re.MULTILINE)
    assert licence.rstrip().endswith("require the production of a new EUPL version.")
