"""The files of the project as text, so that its rules about itself can be tested."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

PYTHON_SOURCES = ("gateway", "video", "models", "tools", "bot")
MADE_BY_TOOLS = {"node_modules", "dist", "var", "build", "coverage", "__pycache__", "test-results"}
MADE_BY_RASA = ROOT / "bot" / "models"
TEXT_SUFFIXES = {
    ".cfg", ".css", ".ftl", ".html", ".ini", ".js", ".json", ".lock", ".mako", ".md", ".mjs", ".py", ".sh",
    ".svg", ".toml", ".ts", ".txt", ".yaml", ".yml",
}  # fmt: skip
TEXT_NAMES = {".importlinter", ".gitignore", ".dockerignore", "Dockerfile", "LICENSE", "Makefile", "run"}


@dataclass(frozen=True)
class Function:
    """A function, where it starts and how many lines it takes."""

    name: str
    line: int
    lines: int


def relative(path: Path) -> str:
    """Return `path` as people name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def files() -> tuple[Path, ...]:
    """Return the project's own text files: not what tools make, not what an editor hides."""
    return tuple(sorted(_walk()))


def _walk() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = [name for name in folders if _is_ours(here / name)]
        for name in names:
            if Path(name).suffix in TEXT_SUFFIXES or name in TEXT_NAMES or name.startswith("Dockerfile"):
                yield here / name


def _is_ours(folder: Path) -> bool:
    hidden = folder.name.startswith(".") and folder.name != ".ci"
    made = folder.name in MADE_BY_TOOLS or folder.name.endswith(".egg-info") or folder == MADE_BY_RASA
    return not hidden and not made


def under(*folders: str, suffix: str) -> list[Path]:
    """Return the files with this suffix in these folders of the project."""
    return [
        path
        for path in files()
        if path.suffix == suffix and relative(path).startswith(tuple(f"{f}/" for f in folders))
    ]


@cache
def text(path: Path) -> str:
    """Return what stands in a file."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file as a syntax tree."""
    return ast.parse(text(path), filename=str(path))


def imported(path: Path) -> set[str]:
    """Return the dotted names of all modules that a Python file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


def python_functions(source: str) -> list[Function]:
    """Return the functions of a Python source, nested ones too; decorators do not count."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return [
        Function(node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found
    ]


_NOT_A_FUNCTION = re.compile(
    r"^\s*(\}\s*)?(if|else|for|while|switch|do|try|catch|finally|class|interface|return\s*\{)\b"
)
_OPENS_FUNCTION = re.compile(
    r"""
    (^|\s)function\b .* \{$              # function name(...) {
    | => \s* \{$                         # (...) => {
    | ^\s* ([\w$#]+\s+)* [\w$#]+ (<.*>)? \( .* \) (\s*:\s*[^=]+)? \s* \{$   # method(...): Type {
    | ^\s* \) (\s*:\s*[^=]+)? \s* \{$    # the last line of a header over several lines
    """,
    re.VERBOSE,
)


def typescript_functions(source: str) -> list[Function]:
    """Return the functions of a TypeScript source whose body is a block.

    It reads indentation: a body ends at the first later line that starts with `}` as deep as its header.
    """
    lines = source.splitlines()
    return [
        Function(lines[header].strip(), header + 1, end - header + 1)
        for number, line in enumerate(lines)
        if _OPENS_FUNCTION.search(line) and not _NOT_A_FUNCTION.match(line)
        for header in [_first_line_of_header(lines, number)]
        for end in [_last_line_of_block(lines, number)]
    ]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _first_line_of_header(lines: list[str], number: int) -> int:
    if not lines[number].lstrip().startswith(")"):
        return number
    above = range(number - 1, -1, -1)
    return next(
        (n for n in above if lines[n].strip() and _indent(lines[n]) <= _indent(lines[number])), number
    )


def _last_line_of_block(lines: list[str], number: int) -> int:
    depth = _indent(lines[number])
    below = range(number + 1, len(lines))
    ends = (n for n in below if _indent(lines[n]) == depth and lines[n].lstrip().startswith("}"))
    return next(ends, len(lines) - 1)
