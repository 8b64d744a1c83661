"""Dated content and its texts: complete, known, not past its date, and strict about faults."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from gateway.conversations.content import FOLDER, Content, ContentError, dashed
from gateway.texts import Texts, TextsError
from tests.bot.conftest import LOCALES

LANGUAGES = ("nl", "en")
VARIABLE = re.compile(r"\{ \$(\w+) \}")
OWN_CATALOGUES = ("topics.ftl", "safety.ftl")


def test_nothing_is_past_the_day_it_should_be_looked_up_again(content: Content) -> None:
    overdue = [fact.id for fact in content.overdue(datetime.now(UTC).date())]
    assert overdue == [], "Look these up again and move checked_on and recheck_by."


def test_unverified_content_is_rechecked_sooner_than_confirmed(content: Content) -> None:
    spans = {
        status: [
            fact.recheck_by - fact.checked_on for fact in content.facts.values() if fact.status == status
        ]
        for status in ("unverified", "confirmed")
    }
    assert max(spans["unverified"]) < min(spans["confirmed"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_a_name_and_an_answer_with_buttons(content: Content, language: str) -> None:
    for topic in content.topics.values():
        assert content.texts.render(language, topic.label_key)
        reply = content.answer(topic.id, language)
        assert reply.text
        assert [button.primary for button in reply.buttons] == [True] + [False] * (len(reply.buttons) - 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_topic_is_called_by_a_question_in_the_log(content: Content, language: str) -> None:
    for topic in content.topics.values():
        name = topic.label_key.replace("-label", "-name")
        key = name if content.texts.has(language, name) else topic.label_key
        assert "?" not in content.texts.render(language, key), topic.id


def test_a_person_is_one_press_away_from_every_subject(content: Content) -> None:
    without = [
        topic.id
        for topic in content.topics.values()
        if topic.subject and not any(step.startswith(("person:", "phone:")) for step in topic.buttons)
    ]
    assert without == []


def test_answers_use_the_numbers_that_the_topic_names_and_no_others(content: Content) -> None:
    for language in LANGUAGES:
        source = (LOCALES / language / "topics.ftl").read_text(encoding="utf-8")
        lines = dict(line.split(" = ", 1) for line in source.splitlines() if " = " in line)
        for topic in content.topics.values():
            assert set(VARIABLE.findall(lines[topic.answer_key])) == set(topic.numbers), (language, topic.id)


def test_no_telephone_number_is_written_in_a_text() -> None:
    for language in LANGUAGES:
        for name in OWN_CATALOGUES:
            source = (LOCALES / language / name).read_text(encoding="utf-8")
            written = re.findall(r"\b(?:0[89]00|0\d{2})-?\d{4,}\b|\b11[23]\b|\b144\b", source)
            assert set(written) <= {"112", "113"}, name  # in the names 112NL and 113.nl only
            assert not re.search(
                r"\b112\b(?!NL)|\b113\b(?!\.nl)", source.replace("112NL", "").replace("113.nl", "")
            )


@pytest.mark.parametrize("name", OWN_CATALOGUES)
def test_catalogues_hold_the_same_keys_in_both_languages(name: str) -> None:
    keys = [
        re.findall(r"^([a-z][\w-]*) =", (LOCALES / language / name).read_text(encoding="utf-8"), re.MULTILINE)
        for language in LANGUAGES
    ]
    assert keys[0] == keys[1]


def test_unsure_offers_at_most_two_topics_something_else_and_a_person(content: Content) -> None:
    reply = content.suggest(["burglary", "assault", "robbery"], "nl")
    values = [button.value for button in reply.buttons]
    assert values == ["topic:burglary", "topic:assault", "menu", "person:chat"]
    assert reply.buttons[2].label == content.texts.render("nl", "button-something-else")


def test_menu_has_topics_and_both_ways_to_a_person(content: Content) -> None:
    values = [button.value for button in content.menu("en")]
    assert values[-2:] == ["person:chat", "person:video"]
    assert all(value.startswith("topic:") for value in values[:-2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "content"))


def _edit(path: Path, before: str, after: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert before in source
    path.write_text(source.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        (
            "topics.yml",
            "route: report_online",
            "route: report_by_pigeon",
            "topics.yml, bicycle_theft: route report_by_pigeon",
        ),
        ("topics.yml", "theme: other", "theme: fun", "topics.yml, bicycle_theft: theme fun"),
        ("topics.yml", "  route: report_online\n", "", "topics.yml, bicycle_theft: 'route' is missing."),
        ("topics.yml", "numbers: [police]", "numbers: [polise]", "names polise, which no content file has."),
        ("topics.yml", "menu: true", "color: red", "topics.yml, bicycle_theft: color is not known here."),
        ("numbers.yml", 'value: "112"', "value: 112", "numbers.yml, emergency: value is not a text."),
        ("numbers.yml", "2027-11-22", "soon", "numbers.yml, emergency: checked_on and recheck_by are dates."),
        ("numbers.yml", "  status: confirmed", "  status: sure", "numbers.yml, emergency: status sure"),
        ("numbers.yml", "emergency:", "emergency: [", "numbers.yml cannot be read"),
    ],
)
def test_faulty_file_stops_the_start_with_one_sentence(
    texts: Texts, folder: Path, file: str, before: str, after: str, sentence: str
) -> None:
    _edit(folder / file, before, after)
    with pytest.raises(ContentError) as raised:
        Content.load(texts, folder)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_content_past_its_date_is_served_and_named_in_the_log(texts: Texts, folder: Path) -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    _edit(folder / "numbers.yml", "checked_on: 2026-11-22", f"checked_on: {date(2020, 1, 1)}")
    _edit(folder / "numbers.yml", "recheck_by: 2027-11-22", f"recheck_by: {yesterday}")
    with capture_logs() as lines:
        content = Content.load(texts, folder)
    assert content.numbers["emergency"] == "112"
    assert [(line["event"], line["fact"]) for line in lines] == [("content_needs_recheck", "emergency")]


@pytest.mark.parametrize(("key", "args"), [("no-such-key", {}), ("call-number-police", {})])
def test_missing_text_or_argument_raises_instead_of_showing_a_key(
    texts: Texts, key: str, args: dict[str, str]
) -> None:
    with pytest.raises(TextsError):
        texts.render("nl", key, **args)


@pytest.mark.parametrize("source", ["this is not fluent\n", "a = 1\na = 2\n"])
def test_faulty_catalogue_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "topics.ftl").write_text(source, encoding="utf-8")
    with pytest.raises(TextsError):
        Texts(tmp_path)


def test_ids_become_parts_of_fluent_keys() -> None:
    assert dashed("bank_helpdesk_fraud") == "bank-helpdesk-fraud"
