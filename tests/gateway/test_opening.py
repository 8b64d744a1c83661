"""Opening hours: open now, until when, from when on; over holidays, exceptions and the change of clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.database import Database
from gateway.places import hours, seed, timetables
from gateway.places.opening import ALWAYS, DAY_MIN, LOCAL, Exceptional, Opening, Span, Timetable, opening
from gateway.texts import Texts
from tests.gateway.force import LOCALES

OFFICE = Timetable({day: (Span(9 * 60, 17 * 60),) for day in range(1, 6)}, {}, closed_on_public_holidays=True)


def local(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL, fold=fold).astimezone(UTC)


def test_open_in_office_hours_until_the_end_of_the_day() -> None:
    assert opening(OFFICE, local("2026-11-26 10:00")) == Opening(True, until=local("2026-11-26 17:00"))


def test_the_last_minute_is_open_and_the_end_is_closed() -> None:
    assert opening(OFFICE, local("2026-11-26 16:59:59")).open
    assert opening(OFFICE, local("2026-11-26 17:00")).opens == local("2026-11-27 09:00")


def test_friday_evening_opens_on_monday() -> None:
    assert opening(OFFICE, local("2026-11-27 20:00")).opens == local("2026-11-30 09:00")


def test_christmas_is_a_public_holiday_with_its_name_in_both_languages() -> None:
    closed = opening(OFFICE, local("2026-12-25 10:00"))
    assert closed.opens == local("2026-12-28 09:00")
    assert closed.reason == {"nl": "Eerste kerstdag", "en": "Christmas Day"}


def test_team_that_works_on_public_holidays_is_open_then() -> None:
    working = Timetable(OFFICE.week)
    assert opening(working, local("2026-12-25 10:00")).open


def test_exception_goes_before_a_public_holiday() -> None:
    reason = {"nl": "Extra open", "en": "Open after all"}
    extra = {date(2026, 12, 25): Exceptional((Span(600, 720),), reason)}
    open_then = Timetable(OFFICE.week, extra, closed_on_public_holidays=True)
    assert opening(open_then, local("2026-12-25 10:30")).until == local("2026-12-25 12:00")
    assert opening(open_then, local("2026-12-25 13:00")).reason == reason


def test_day_and_night_has_no_end() -> None:
    assert opening(ALWAYS, local("2026-11-26 03:00")) == Opening(True, until=None)


def test_never_open_has_no_next_time() -> None:
    assert opening(Timetable({}), local("2026-11-26 03:00")) == Opening(False)


def test_night_shift_over_midnight_is_one_stretch() -> None:
    night = Timetable({5: (Span(22 * 60, DAY_MIN),), 6: (Span(0, 120),)})
    assert opening(night, local("2026-11-27 23:00")).until == local("2026-11-28 02:00")
    assert opening(night, local("2026-11-28 01:00")).until == local("2026-11-28 02:00")


def test_the_night_of_summer_time_is_an_hour_shorter() -> None:
    night = Timetable({7: (Span(0, 6 * 60),)})
    first, last = local("2027-03-28 00:00"), local("2027-03-28 06:00")
    assert last - first == timedelta(hours=5)
    assert opening(night, first).until == last


def test_the_hour_that_is_skipped_opens_nothing() -> None:
    skipped = Timetable({7: (Span(120, 180),)})
    assert opening(skipped, local("2027-03-27 12:00")).opens == local("2027-04-04 02:00")


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    twice = Timetable({7: (Span(120, 180),)})
    for fold in (0, 1):
        assert opening(twice, local("2026-10-25 02:30", fold=fold)).open
    assert opening(twice, local("2026-10-25 02:30")).until == local("2026-10-25 03:00")


minutes = st.integers(0, DAY_MIN)
spans = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
days = st.lists(spans, max_size=2).map(tuple)
weeks = st.dictionaries(st.integers(1, 7), days)


def between(first: str, last: str) -> st.SearchStrategy[datetime]:
    seconds = st.integers(int(local(first).timestamp()), int(local(last).timestamp()))
    return seconds.map(lambda moment: datetime.fromtimestamp(moment, UTC))


# Most of them around both changes of the clock, where local time jumps.
moments = st.one_of(
    between("2026-10-23", "2026-10-27"),
    between("2027-03-26", "2027-03-30"),
    between("2026-01-01", "2028-12-31"),
)


@given(weeks, st.dictionaries(st.dates(date(2026, 10, 23), date(2026, 10, 27)), days), moments)
def test_open_means_that_the_clock_on_the_wall_is_inside_the_hours(
    week: dict[int, tuple[Span, ...]], exceptions: dict[date, tuple[Span, ...]], at: datetime
) -> None:
    timetable = Timetable(week, {day: Exceptional(spans) for day, spans in exceptions.items()})
    wall = at.astimezone(LOCAL)
    minute = wall.hour * 60 + wall.minute
    inside = any(s.opens_min <= minute < s.closes_min for s in timetable.day(wall.date()).spans)
    if wall.date() not in {
        date(2026, 10, 25),
        date(2027, 3, 28),
    }:  # in those nights a time may come twice or never
        assert opening(timetable, at).open == inside


@given(weeks, moments)
def test_it_changes_exactly_when_it_said(week: dict[int, tuple[Span, ...]], at: datetime) -> None:
    timetable, instant = Timetable(week), timedelta(microseconds=1)
    found = opening(timetable, at)
    change = found.until if found.open else found.opens
    if change is None:
        return
    assert change > at
    assert opening(timetable, change).open is not found.open
    assert opening(timetable, change - instant).open is found.open
    halfway = at + (change - at) / 2
    assert opening(timetable, halfway).open is found.open


@pytest.mark.parametrize(
    ("at", "nl", "en"),
    [
        ("2026-11-26 10:00", "Nu open tot 17.00 uur", "Open now until 17:00"),
        ("2026-11-26 16:45", "Sluit om 17.00 uur", "Closes at 17:00"),
        ("2026-11-26 08:00", "Open vandaag om 9.00 uur", "Opens today at 9:00"),
        ("2026-11-26 20:00", "Open morgen om 9.00 uur", "Opens tomorrow at 9:00"),
        ("2026-11-27 20:00", "Open maandag om 9.00 uur", "Opens on Monday at 9:00"),
        ("2026-12-24 20:00", "Open maandag om 9.00 uur", "Opens on Monday at 9:00"),
    ],
)
def test_hours_are_said_as_people_say_them(at: str, nl: str, en: str) -> None:
    texts, moment = Texts(LOCALES), local(at)
    said = hours.said(opening(OFFICE, moment), moment)
    assert [texts.render(language, said.key, **said.args) for language in ("nl", "en")] == [nl, en]


def test_opening_after_a_week_is_said_with_its_date() -> None:
    texts, moment = Texts(LOCALES), local("2026-11-26 10:00")
    far = Opening(False, opens=local("2027-01-04 09:30"))
    said = hours.said(far, moment)
    assert texts.render("nl", said.key, **said.args) == "Open op 4 januari om 9.30 uur"


def test_never_closing_and_never_opening_have_words() -> None:
    moment = local("2026-11-26 10:00")
    assert hours.said(opening(ALWAYS, moment), moment).key == "hours-always"
    assert hours.said(Opening(False), moment).key == "hours-closed"


async def test_demonstration_desk_never_closes_and_serves_who_has_no_team(
    database: Database, force: seed.Force
) -> None:
    async with database.transaction() as tx:
        loaded = await timetables.load(tx)
    christmas_night = local("2026-12-25 03:00")
    for team in (None, "Utrecht-Centrum", "Rotterdam"):
        assert loaded.opening(team, "video", christmas_night).open
    assert not loaded.opening("Deventer", "video", christmas_night).open


async def test_media_have_hours_of_their_own(database: Database, force: seed.Force) -> None:
    async with database.transaction() as tx:
        loaded = await timetables.load(tx)
    evening = local("2026-11-26 20:00")
    assert loaded.opening("Deventer", "chat", evening).until == local("2026-11-26 22:00")
    assert loaded.opening("Deventer", "video", evening).opens == local("2026-11-27 09:00")
    rebuilt = local("2027-01-04 10:00")
    assert loaded.opening("Deventer", "chat", rebuilt).open
    assert not loaded.opening("Deventer", "video", rebuilt).open


async def test_force_without_hours_is_always_there(database: Database) -> None:
    async with database.transaction() as tx:
        loaded = await timetables.load(tx)
    assert loaded.opening(None, "chat", local("2026-12-25 03:00")) == Opening(True)


async def test_seeding_other_hours_replaces_them_and_no_hours_takes_the_force_wide_ones(
    database: Database, force: seed.Force, tmp_path: Path
) -> None:
    file = tmp_path / "hours.yml"
    file.write_text(
        "teams:\n"
        "  - slug: deventer\n    name: Deventer\n"
        "    opening: {force_wide: true, week: [{days: [thu], hours: '10:00-11:00'}]}\n"
        "  - {slug: online-desk, name: Onlinebureau}\n"
    )
    thursday = local("2026-11-26 10:30")
    async with database.transaction() as tx:
        await seed.put(tx, seed.read(file))
        loaded = await timetables.load(tx)
    assert loaded.force_wide == "Deventer"
    assert loaded.opening("Onlinebureau", "chat", thursday).until == local("2026-11-26 11:00")
    assert loaded.opening(None, "video", thursday).until == local("2026-11-26 11:00")


@pytest.mark.parametrize(
    "opening_data",
    [
        "{week: [{days: [mon], hours: '17:00-09:00'}]}",
        "{week: [{days: [mon], hours: '9-17'}]}",
        "{week: [{days: [mon], hours: '09:00-24:30'}]}",
        "{week: [{days: [monday], hours: '09:00-17:00'}]}",
        "{week: [], exceptions: [{date: 2026-12-05}]}",
        "{week: [], exceptions: [{date: 2026-12-05, closed: true, hours: '09:00-10:00'}]}",
        "{week: [], exceptions: [{date: 2026-12-05, closed: true, reason: {nl: Ja}}]}",
    ],
)
def test_faulty_hours_are_refused(tmp_path: Path, opening_data: str) -> None:
    file = tmp_path / "hours.yml"
    file.write_text(f"teams: [{{slug: a, name: A, opening: {opening_data}}}]")
    with pytest.raises(ValidationError):
        seed.read(file)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("teams: [", "The file cannot be read: "),
        ("teams: [{slug: a}]", "The file cannot be used: teams.0.name: Field required."),
        (
            "teams: [{slug: a, name: A, opening: {week: [{days: [mon], hours: '9-17'}]}}]",
            "The file cannot be used: teams.0.opening.week.0.hours: hours are written as 09:00-17:00",
        ),
    ],
)
def test_fault_in_the_file_is_said_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "hours.yml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"[a-z]") as wrong:
        seed.read(file)
    said = seed.fault(wrong.value)
    assert said.startswith(sentence)
    assert "\n" not in said
