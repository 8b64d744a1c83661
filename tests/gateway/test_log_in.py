"""Log-in of officers by a provider: PKCE, state, nonce, ID token, and everything that is refused."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select, update

from gateway.database import Database
from gateway.hub import Hub
from gateway.live import Live
from gateway.officers import tables
from gateway.officers.cookies import BROWSER, COOKIE
from gateway.officers.log_in import KEY, own_page
from gateway.officers.provider import AWAY_S, Provider
from gateway.officers.sessions import OfficerSessions
from gateway.settings import Settings
from tests.fakes.provider import CLIENT, ISSUER, SECRET, StrictProvider
from tests.gateway.force import Officers

CURRENT = "/v1/officer-sessions/current"
BAKKER = "demo-bakker"
Go = Callable[..., Awaitable[httpx2.Response]]
Change = Callable[..., None]


@dataclass
class Hours:
    """A clock that stands still until a test moves it."""

    passed_s: float = 0.0

    def __call__(self) -> float:
        return self.passed_s


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def strict() -> StrictProvider:
    return StrictProvider()


@pytest.fixture
def log_in_settings(settings: Settings) -> Settings:
    more = {"oidc_issuer": ISSUER, "oidc_client_id": CLIENT, "oidc_client_secret": SecretStr(SECRET)}
    return settings.model_copy(update=more)


@pytest.fixture
async def person(
    force_app: FastAPI,
    hub: Hub,
    log_in_settings: Settings,
    *,
    strict: StrictProvider,
    hours: Hours,
    officers_by_name: Officers,
) -> AsyncIterator[httpx2.AsyncClient]:
    """Return a browser at a hub with a provider; it does not follow the provider's redirects itself."""
    install(force_app, hub, log_in_settings, Provider(log_in_settings, strict.transport(), hours))
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(force_app), base_url="https://hub"
    ) as browser:
        yield browser


@pytest.fixture
def change(force_app: FastAPI, hub: Hub, log_in_settings: Settings, strict: StrictProvider) -> Change:
    """Return a function that starts the hub again with other settings."""

    def change(**more: object) -> None:
        other = log_in_settings.model_copy(update=more)
        install(force_app, hub, other, Provider(other, strict.transport()))

    return change


def install(app: FastAPI, hub: Hub, settings: Settings, provider: Provider) -> None:
    app.state.hub = Hub(settings, hub.database, hub.live, hub.events, hub.texts)
    app.state.provider = provider


@pytest.fixture
def go(person: httpx2.AsyncClient, strict: StrictProvider) -> Go:
    """Return a function that goes to the provider and back, as somebody's browser does."""

    async def go(subject: str = BAKKER, page: str = "/console") -> httpx2.Response:
        return await person.get(await returning(person, strict, subject, page=page))

    return go


async def returning(
    person: httpx2.AsyncClient, strict: StrictProvider, subject: str = BAKKER, *, page: str = "/console"
) -> str:
    """Begin to log in, do so at the provider; return the path and query that the browser comes back to."""
    started = await person.get("/console/login/start", params={"next": page})
    assert started.status_code == 303
    back = urlsplit(strict.log_in(started.headers["location"], subject))
    return f"{back.path}?{back.query}"


def trouble(answer: httpx2.Response) -> str | None:
    """Return what the log-in page will tell; fail when the browser is sent anywhere else."""
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert (where.scheme, where.netloc, where.path) == ("", "", "/console/login")
    return dict(parse_qsl(where.query)).get("trouble")


async def test_officer_logs_in_by_the_provider_and_the_role_comes_from_the_table(
    go: Go, person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    strict.claims = {"role": "administrator", "roles": ["administrator"], "name": "Iemand Anders"}
    answer = await go(page="/console/statistics?period=7")
    assert trouble(answer) is None
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query == {"arrived": ["1"], "next": ["/console/statistics?period=7"]}
    me = (await person.get(CURRENT)).json()
    assert (me["name"], me["role"]) == ("S. Bakker", "officer")


async def test_provider_is_asked_with_pkce_state_nonce_and_no_more_than_it_needs(
    person: httpx2.AsyncClient, live: Live
) -> None:
    started = await person.get("/console/login/start")
    asked = dict(parse_qsl(urlsplit(started.headers["location"]).query))
    assert set(asked) == {
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
        *("code_challenge", "code_challenge_method"),
    }
    assert asked["scope"] == "openid"
    assert urlsplit(asked["redirect_uri"]).path == "/console/login/return"
    (kept,) = await live.under(KEY)
    assert kept["attempt"]["verifier"] not in started.headers["location"]
    assert asked["state"] not in str(await live.under(KEY + asked["state"]))


async def test_public_client_logs_in_without_a_secret(
    change: Change, person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    strict.secret = None
    change(oidc_client_secret=None)
    assert trouble(await person.get(await returning(person, strict))) is None


async def test_wrong_secret_is_refused(go: Go, strict: StrictProvider) -> None:
    strict.secret = "another"
    assert trouble(await go()) == "log_in_refused"


async def test_code_without_our_verifier_is_worth_nothing(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    """Somebody else's code, put into our own return, carries another challenge."""
    async with httpx2.AsyncClient(transport=person._transport, base_url="https://hub") as other:
        stolen = dict(parse_qsl(urlsplit(await returning(other, strict)).query))["code"]
    mine = dict(parse_qsl(urlsplit(await returning(person, strict)).query))
    answer = await person.get("/console/login/return", params=mine | {"code": stolen})
    assert trouble(answer) == "log_in_refused"
    assert (await person.get(CURRENT)).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": None},
        {"nbf": int(time.time()) + 3600},
        {"sub": ""},
        {"sub": None},
        {"at_hash": "wrong"},
    ],
    ids=str,
)
async def test_id_token_with_a_wrong_claim_is_refused(
    go: Go, person: httpx2.AsyncClient, strict: StrictProvider, claims: dict[str, Any]
) -> None:
    strict.claims = claims
    assert trouble(await go()) == "log_in_refused"
    assert (await person.get(CURRENT)).status_code == 401


@pytest.mark.parametrize(
    "lie", ["signature", "no_signature", "shared_secret", "no_id_token", "iss_parameter"]
)
async def test_answer_that_proves_nothing_is_refused(
    go: Go, person: httpx2.AsyncClient, strict: StrictProvider, lie: str
) -> None:
    strict.lie = lie
    assert trouble(await go()) == "log_in_refused"
    assert (await person.get(CURRENT)).status_code == 401


async def test_audience_of_several_names_us_as_the_one_that_asked(go: Go, strict: StrictProvider) -> None:
    strict.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert trouble(await go()) is None


async def test_provider_that_says_it_names_itself_must(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    back = await returning(person, strict)
    query = {name: value for name, value in parse_qsl(urlsplit(back).query) if name != "iss"}
    assert trouble(await person.get(f"/console/login/return?{urlencode(query)}")) == "log_in_refused"


async def test_new_key_of_the_provider_is_fetched_once_it_is_needed(go: Go, strict: StrictProvider) -> None:
    assert trouble(await go()) is None
    strict.new_key("two")
    assert trouble(await go()) is None
    assert trouble(await go()) is None
    served = [path.rsplit("/", 1)[1] for path in strict.asked]
    assert (served.count("openid-configuration"), served.count("jwks")) == (1, 2)


async def test_return_counts_once(person: httpx2.AsyncClient, strict: StrictProvider) -> None:
    back = await returning(person, strict)
    assert trouble(await person.get(back)) is None
    assert trouble(await person.get(back)) == "log_in_stale"


async def test_return_in_another_browser_is_refused(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    back = await returning(person, strict)
    async with httpx2.AsyncClient(transport=person._transport, base_url="https://hub") as other:
        await other.get("/console/login/start")
        assert trouble(await other.get(back)) == "log_in_stale"
        assert (await other.get(CURRENT)).status_code == 401


@pytest.mark.parametrize("query", ["", "?code=x", "?state=made-up&code=x", "?state=&error=access_denied"])
async def test_made_up_return_is_refused(person: httpx2.AsyncClient, query: str) -> None:
    assert trouble(await person.get(f"/console/login/return{query}")) == "log_in_stale"


async def test_two_windows_of_one_browser_do_not_spoil_each_other(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    first = await returning(person, strict, page="/console/statistics")
    await returning(person, strict)
    assert trouble(await person.get(first)) is None


async def test_who_stops_at_the_provider_reads_that_and_may_try_again(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    back = dict(parse_qsl(urlsplit(await returning(person, strict, page="/console/statistics")).query))
    stopped = {"state": back["state"], "iss": ISSUER, "error": "access_denied"}
    answer = await person.get("/console/login/return", params=stopped)
    assert trouble(answer) == "log_in_refused"
    assert "next=%2Fconsole%2Fstatistics" in answer.headers["location"]


@pytest.mark.parametrize("subject", ["nobody-of-ours", "DEMO-BAKKER"])
async def test_person_who_is_not_in_the_table_is_refused(
    go: Go, person: httpx2.AsyncClient, subject: str
) -> None:
    assert trouble(await go(subject)) == "unknown_officer"
    assert (await person.get(CURRENT)).status_code == 401


async def test_person_who_left_is_refused(go: Go, database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute(update(tables.Officer).where(tables.Officer.subject == BAKKER).values(active=False))
    assert trouble(await go()) == "unknown_officer"


async def test_assurance_level_and_time_are_kept_with_the_session_and_on_record(
    go: Go, person: httpx2.AsyncClient, strict: StrictProvider, *, hub: Hub, database: Database
) -> None:
    strict.claims = {"acr": "urn:etoegang:core:assurance-class:loa3", "auth_time": 1_800_000_000}
    await go()
    session = await OfficerSessions(hub.live, hub.settings).session(person.cookies[COOKIE])
    assert session is not None
    assert session.acr == "urn:etoegang:core:assurance-class:loa3"
    async with database.transaction() as tx:
        (record,) = (await tx.execute(select(tables.OfficerLogIn))).scalars()
    assert (record.officer_id, record.issuer, record.acr) == (session.officer_id, ISSUER, session.acr)
    assert record.authenticated_at is not None
    assert record.authenticated_at.timestamp() == 1_800_000_000
    assert abs((record.at - session.since).total_seconds()) < 10


async def test_wanted_assurance_level_is_asked_for_and_a_lower_one_is_refused(
    change: Change, person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    change(oidc_acr_values="high higher")
    started = await person.get("/console/login/start")
    assert dict(parse_qsl(urlsplit(started.headers["location"]).query))["acr_values"] == "high higher"
    for acr, told in (("low", "log_in_too_weak"), (None, "log_in_too_weak"), ("higher", None)):
        strict.claims = {"acr": acr}
        assert trouble(await person.get(await returning(person, strict))) == told


async def test_session_is_new_at_each_log_in_and_the_old_one_is_over(
    go: Go, person: httpx2.AsyncClient
) -> None:
    await go()
    before = person.cookies[COOKIE]
    await go()
    assert person.cookies[COOKIE] != before
    person.cookies.clear()
    assert (await person.get(CURRENT, headers={"Cookie": f"{COOKIE}={before}"})).status_code == 401


async def test_cookie_of_an_attempt_is_for_this_host_and_short(
    person: httpx2.AsyncClient, log_in_settings: Settings
) -> None:
    cookie = (await person.get("/console/login/start")).headers["set-cookie"]
    assert cookie.startswith(f"{BROWSER}=")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {
        "secure",
        "httponly",
        "samesite=lax",
        "path=/",
        f"max-age={log_in_settings.log_in_s}",
    } <= attributes


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/console",
        "//evil.example/console",
        "/\\evil.example",
        "/console//evil.example",
        "/console/../kiosk",
        "/console?next=//evil.example",
        "javascript:alert(1)",
        "/kiosk",
        "/console\r\nSet-Cookie: a=b",
    ],
)
async def test_log_in_never_leads_to_another_page_than_our_own(
    person: httpx2.AsyncClient, strict: StrictProvider, page: str
) -> None:
    answer = await person.get(await returning(person, strict, page=page))
    assert trouble(answer) is None
    assert "next=" not in answer.headers["location"]


@pytest.mark.parametrize(
    "page", ["/console", "/console/statistics?from=2026-11-01&to=2026-11-26", "/console/me"]
)
def test_pages_of_the_console_are_our_own(page: str) -> None:
    assert own_page(page) == page


async def test_provider_that_is_away_is_one_sentence_and_comes_back_by_itself(
    person: httpx2.AsyncClient, strict: StrictProvider, hours: Hours
) -> None:
    strict.away = True
    started = await person.get("/console/login/start", params={"next": "/console/statistics"})
    assert trouble(started) == "provider_away"
    assert "next=%2Fconsole%2Fstatistics" in started.headers["location"]
    assert (await person.get("/v1/log-in-ways")).json()["provider"] == "away"
    assert len(strict.asked) == 1, "a provider in trouble is left alone for a moment"
    strict.away = False
    hours.passed_s += AWAY_S
    assert trouble(await person.get(await returning(person, strict))) is None
    assert (await person.get("/v1/log-in-ways")).json()["provider"] == "ready"


async def test_what_the_provider_publishes_is_asked_for_again_when_it_is_old(
    go: Go, strict: StrictProvider, hours: Hours, log_in_settings: Settings
) -> None:
    await go()
    before = list(strict.asked)
    await go()
    assert len(strict.asked) == len(before) + 1, "only the code is changed for a token"
    hours.passed_s += log_in_settings.oidc_cache_s + 1
    await go()
    assert strict.asked[len(before) + 1 :] == before


async def test_provider_that_goes_away_half_way_is_one_sentence(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    back = await returning(person, strict)
    strict.away = True
    assert trouble(await person.get(back)) == "provider_away"


@pytest.mark.parametrize("metadata", [{"issuer": "https://evil.example"}, {"jwks_uri": None}])
async def test_discovery_of_another_issuer_or_a_half_one_is_not_used(
    person: httpx2.AsyncClient, strict: StrictProvider, metadata: dict[str, Any]
) -> None:
    strict.metadata = metadata
    assert trouble(await person.get("/console/login/start")) == "provider_away"


async def test_plain_http_at_the_provider_is_not_used_outside_development(
    change: Change, person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    change(environment="production")
    strict.metadata = {"token_endpoint": "http://login.example/token"}
    assert trouble(await person.get("/console/login/start")) == "provider_away"


async def test_log_out_at_the_provider_is_offered_when_it_has_that(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    assert (await person.get("/v1/log-in-ways")).json() == {
        "provider": "ready",
        "demonstration": True,
        "logOutAtProvider": True,
    }
    where = urlsplit((await person.get("/console/login/end")).headers["location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == f"{ISSUER}/logout"
    asked = dict(parse_qsl(where.query))
    assert asked["client_id"] == CLIENT
    assert urlsplit(asked["post_logout_redirect_uri"]).path == "/console/login"


async def test_provider_without_log_out_does_not_offer_it(
    person: httpx2.AsyncClient, strict: StrictProvider
) -> None:
    strict.metadata = {"end_session_endpoint": None}
    assert (await person.get("/v1/log-in-ways")).json()["logOutAtProvider"] is False
    assert trouble(await person.get("/console/login/end")) == "provider_away"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1"])
async def test_address_to_come_back_to_is_never_what_a_stranger_sent(
    person: httpx2.AsyncClient, log_in_settings: Settings, host: str
) -> None:
    started = await person.get("/console/login/start", headers={"Host": host})
    asked = dict(parse_qsl(urlsplit(started.headers["location"]).query))
    assert asked["redirect_uri"] == f"{min(log_in_settings.origins)}/console/login/return"


async def test_hub_without_a_provider_says_so(
    force_app: FastAPI, hub: Hub, browser: httpx2.AsyncClient
) -> None:
    force_app.state.provider = Provider(hub.settings)
    assert (await browser.get("/v1/log-in-ways")).json()["provider"] == "none"
    assert trouble(await browser.get("/console/login/start")) == "provider_away"
