"""Checks that keep decisions of docs/adr which no other test would notice being broken."""

from __future__ import annotations

import json
import re
from pathlib import Path

import psycopg
import pytest
import yaml
from sqlalchemy import text as sql
from sqlalchemy.exc import ProgrammingError

from gateway.conversations import service
from gateway.conversations.tables import ConversationEvent
from gateway.database import APP_ROLE, Base, Database, new_id
from tests.architecture import project
from tests.architecture.project import ROOT, relative, text

LOCKS = [ROOT / "requirements.lock", ROOT / "bot" / "requirements.lock"]
INSTALLERS = sorted((ROOT / "tools").glob("*.lock"))
WEB_LOCK = ROOT / "gateway" / "web" / "package-lock.json"
SUPERVISOR_LINES = 200
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[.*\])?==\S+", re.MULTILINE | re.IGNORECASE)


def packages(lock: Path) -> set[str]:
    """Return the names of the packages that a lock pins."""
    return {name.lower().replace("_", "-") for name in PINNED.findall(text(lock))}


@pytest.mark.parametrize("lock", [*LOCKS, *INSTALLERS], ids=relative)
def test_locks_have_hashes_and_name_no_host(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", text(lock), flags=re.IGNORECASE)
    pinned = [entry for entry in entries if PINNED.match(entry)]
    assert pinned
    assert [entry.splitlines()[0] for entry in pinned if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|^-[if] | @ ", text(lock), re.MULTILINE)


def test_the_lock_of_the_pages_has_hashes_and_names_no_host() -> None:
    locked = json.loads(text(WEB_LOCK))["packages"]
    packages_of_others = {name: package for name, package in locked.items() if name}
    assert [name for name, package in packages_of_others.items() if "resolved" in package] == []
    assert [name for name, package in packages_of_others.items() if "integrity" not in package] == []


@pytest.mark.parametrize("lock", LOCKS, ids=relative)
def test_torch_stays_out_of_the_locks(lock: Path) -> None:
    assert packages(lock) & {"torch", "torchaudio", "transformers", "silero-vad"} == set()


def test_rasa_stays_out_of_the_root_lock() -> None:
    root, bot = LOCKS
    assert packages(root) & {"rasa", "rasa-sdk", "tensorflow"} == set()
    assert "rasa" in packages(bot)


def test_no_second_database_engine() -> None:
    assert packages(LOCKS[0]) & {"aiosqlite", "fakeredis", "mysqlclient", "asyncmy", "pglite"} == set()
    other = re.compile(r"sqlite|fakeredis", re.IGNORECASE)
    sources = [*project.under("gateway", "video", "models", "tools", "tests", suffix=".py")]
    assert [relative(path) for path in sources if other.search(text(path)) and path != Path(__file__)] == []


def test_the_bot_has_rules_and_no_learned_dialogue() -> None:
    config = yaml.safe_load(text(ROOT / "bot" / "config.yml"))
    assert [policy["name"] for policy in config["policies"]] == ["RulePolicy"]
    steps = [step["name"].rpartition(".")[2] for step in config["pipeline"]]
    classifiers = [name for name in steps if name.endswith("Classifier") and name != "FallbackClassifier"]
    assert classifiers == ["WeighedRegressionClassifier"]
    data = [path for path in project.files() if relative(path).startswith("bot/data/")]
    assert [relative(path) for path in data if re.search(r"^stories:", text(path), re.MULTILINE)] == []


def test_the_supervisor_stays_small() -> None:
    assert len(text(ROOT / "gateway" / "supervise.py").splitlines()) <= SUPERVISOR_LINES


def test_relaying_is_known_to_forwarding_only() -> None:
    relaying = re.compile(r"\b(MediaRelay|VideoFrame|AudioFrame)\b")
    knowing = [path for path in project.under("video", suffix=".py") if relaying.search(text(path))]
    assert {relative(path) for path in knowing} == {"video/forwarding.py"}


def test_the_thread_is_numbered_once_per_conversation() -> None:
    thread = Base.metadata.tables[ConversationEvent.__tablename__]
    assert [column.name for column in thread.primary_key] == ["conversation_id", "seq"]


@pytest.mark.parametrize("table", ["contact_events", "conversation_events"])
@pytest.mark.parametrize(
    "change", ["update {} set name = 'x'", "delete from {}", "truncate {}", "drop table {}"]
)
async def test_the_hub_runs_as_a_role_that_owns_nothing(database: Database, table: str, change: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        async with database.transaction() as tx:
            await tx.execute(sql(change.format(table)))


async def test_the_hub_reads_and_adds_to_the_log(database: Database) -> None:
    rights_on_log = sql(
        "select privilege_type from information_schema.role_table_grants where table_name = 'contact_events'"
    )
    async with database.transaction() as tx:
        assert await tx.scalar(sql("select current_user")) == APP_ROLE
        assert set((await tx.execute(rights_on_log)).scalars()) == {"SELECT", "INSERT"}


def test_even_the_owner_cannot_change_the_log_by_accident(owner_url: str) -> None:
    refused = pytest.raises(psycopg.errors.RaiseException, match="insert-only")
    with refused, psycopg.connect(owner_url.replace("+psycopg", "")) as connection:
        connection.execute("delete from contact_events")


async def test_a_posted_message_keeps_its_own_language(database: Database) -> None:
    opening = service.Opening(
        surface="website", language="nl", place_slug=None, notice="Dit is een computer."
    )
    async with database.transaction() as tx:
        conversation = await service.start(tx, opening)
        seq = await service.say(tx, conversation, "mijn fiets is weg", client_id=new_id())
        await service.change_language(tx, conversation, "en")
    async with database.transaction() as tx:
        said = await tx.get_one(ConversationEvent, (conversation.id, seq))
        assert (said.data["text"], said.data["lang"]) == ("mijn fiets is weg", "nl")
