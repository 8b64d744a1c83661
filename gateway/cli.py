"""The command `hub`; a command imports its parts only when called, so `hub doctor` runs without them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from gateway.children import CannotStart
from gateway.commands.installation import Installation, here
from gateway.officers.officer import Role

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
officer = typer.Typer(no_args_is_help=True, help="Say who may log in.")
app.add_typer(officer, name="officer")


@app.command()
def up() -> None:
    """Start the whole hub on this machine; Ctrl-C stops it."""
    from gateway.commands.up import up as start

    start(here())


@app.command()
def doctor() -> None:
    """Say what is there and what is missing; exit code 1 when the hub cannot start."""
    from gateway.commands.doctor import examine

    findings = list(examine(here()))
    for finding in findings:
        mark = "ok     " if finding.well else "MISSING" if finding.needed else "note   "
        typer.echo(f"{mark} {finding.what}: {finding.sentence}")
    if any(finding.needed and not finding.well for finding in findings):
        raise typer.Exit(1)


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="One message.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with a message on every line.")] = None,
) -> None:
    """Show what the running assistant understands, one JSON line a message."""
    import asyncio

    from gateway.commands.ask import ask as ask_all
    from gateway.commands.ask import messages

    if (text is None) == (file is None):
        raise CannotStart("Give either one message or --file with a file of messages.")
    texts = messages(file) if file else [text or ""]
    if not any(text.strip() for text in texts):
        raise CannotStart("There is no message to ask: give a few words.")
    asyncio.run(ask_all(here(), texts, typer.echo))


@app.command()
def migrate(seed: Annotated[bool, typer.Option(help="Add the demonstration force as well.")] = False) -> None:
    """Bring the database's tables to the newest version."""
    from gateway.migrate import migrate as bring_up_to_date

    with _one_sentence_without_database():
        bring_up_to_date(_database(here()))
    if seed:
        _seed(here())


@app.command()
def seed(
    file: Annotated[Path | None, typer.Option(help="Teams with opening hours, places, officers.")] = None,
) -> None:
    """Add the force of a file (else the demonstration force), or change it; opening hours count at once."""
    _seed(here(), file)


@officer.command("add")
def officer_add(
    subject: Annotated[str, typer.Argument(help="How the log-in provider names this person: its `sub`.")],
    *,
    name: Annotated[str, typer.Option(help="As citizens may read it.")],
    badge: Annotated[str, typer.Option()],
    role: Annotated[Role, typer.Option()],
    team: Annotated[str, typer.Option(help="Short name of the base team, such as `emmen`.")],
    team_name: Annotated[str | None, typer.Option(help="Full name; makes the team or renames it.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="Language code; once for each.")] = None,
) -> None:
    """Let somebody log in, or change who is there already."""
    from gateway.commands import officers

    new = officers.NewOfficer(
        subject, name, badge, role=role, team=team, languages=tuple(language or ("nl",))
    )
    with _one_sentence_without_database():
        typer.echo(officers.add(_database(here()), new, team_name))


@officer.command("list")
def officer_list() -> None:
    """Show everybody who may log in, or could before."""
    from gateway.commands import officers

    with _one_sentence_without_database():
        for line in officers.listed(_database(here())):
            typer.echo(line)


@officer.command("deactivate")
def officer_deactivate(subject: str) -> None:
    """Let somebody log in no longer; open screens of theirs close."""
    from gateway.commands import officers

    with _one_sentence_without_database():
        typer.echo(officers.deactivate(_database(here()), subject))


@app.command("api-token")
def api_token(
    name: Annotated[str, typer.Argument(help="Name of the other system, such as `kiss`.")],
    write: Annotated[bool, typer.Option(help="It may write contacts too.")] = False,
) -> None:
    """Make a token for another system; it is shown once, the settings get its hash only."""
    from gateway.commands.api_token import declared, make

    token, client = make(name, write=write)
    typer.echo(f"Token, for {name} only; it is kept nowhere else:\n{token}\n")
    typer.echo(f"Setting for the hub (add to the list if there is one):\n{declared(client)}")


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new file, or a folder in which it gets a name.")],
) -> None:
    """Keep everything that the database holds in one file, while the hub runs or not."""
    import asyncio

    from gateway.commands.backup import backup as keep

    with _one_sentence_without_database():
        asyncio.run(keep(here(), target, typer.echo))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `hub backup` made.")],
    replace: Annotated[bool, typer.Option(help="Put it in the place of what is there.")] = False,
) -> None:
    """Bring back what `hub backup` kept, all of it or nothing; the hub must be stopped."""
    import asyncio

    from gateway.commands.restore import restore as bring_back

    with _one_sentence_without_database():
        asyncio.run(bring_back(here(), file, typer.echo, replace=replace))


@app.command()
def forget() -> None:
    """Let Valkey write its file anew, without the words that it no longer keeps."""
    import asyncio

    from gateway.commands.forget import forget as write_anew

    asyncio.run(write_anew(here()))
    typer.echo("Valkey writes its file anew; words that expired leave the disk within seconds.")


def _seed(installation: Installation, file: Path | None = None) -> None:
    from gateway.places import seed

    try:
        force = seed.read(file or seed.DEMONSTRATION)
    except (OSError, ValueError) as error:
        raise CannotStart(seed.fault(error)) from None
    with _one_sentence_without_database():
        seed.seed(_database(installation), force)


def _database(installation: Installation) -> str:
    """Return the address of the database: DATABASE_URL, or the embedded one while the hub runs."""
    from gateway import embedded
    from gateway.commands.processes import with_driver

    if given := os.environ.get("DATABASE_URL"):
        return with_driver(given)
    if installation.running() is None:
        raise CannotStart(
            "The database runs while the hub runs: start it with `make up`, or set DATABASE_URL."
        )
    return embedded.postgres(installation.var / "postgres").url


@contextmanager
def _one_sentence_without_database() -> Iterator[None]:
    from gateway.database import DatabaseError

    try:
        yield
    except DatabaseError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise CannotStart(f"The database does not answer: {reason}.") from None


def main() -> None:
    """Run the command line; an expected fault is one sentence on stderr and its exit code."""
    try:
        app()
    except CannotStart as fault:
        typer.echo(f"{fault}", err=True)
        sys.exit(fault.exit_code)


if __name__ == "__main__":
    main()
