"""Officers log in at the provider, lose nothing when a log-in ends, and see what their role is for."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.journeys.conftest import PHONE, OpenPage, assert_accessible, assert_nothing_sideways, log_in
from tests.journeys.people import REFERENCE, ask_for_chat, close_with, officer_at_work, say

END = "fetch('/v1/officer-sessions/current', { method: 'DELETE' })"


async def log_in_at_provider(page: Page, subject: str) -> None:
    """Go to the provider, press one of its people, and come back."""
    # The provider's page looks for a style sheet elsewhere; it works without.
    await page.context.route("https://**", lambda route: route.abort())
    await page.get_by_role("link", name="Inloggen").click()
    await page.get_by_role("button", name=subject).click()
    await page.wait_for_url(lambda url: "/console" in url and "/login" not in url)


async def test_officer_logs_in_at_the_provider_and_out_again(visit: OpenPage) -> None:
    page = await visit("/console/login?next=/console/statistics%3Fperiod%3D7")
    await log_in_at_provider(page, "demo-de-wit")
    assert page.url.endswith("/console/statistics?period=7")
    await page.get_by_role("button", name="T. de Wit").click()
    await page.get_by_role("button", name="Log uit").click()
    await expect(page.get_by_text("U bent hier uitgelogd.")).to_be_visible()
    await assert_accessible(page, "the log-in page after logging out")
    await page.goto(page.url.partition("/console")[0] + "/console/statistics")
    await expect(page.get_by_role("link", name="Inloggen")).to_be_visible()


async def test_provider_on_another_site_brings_the_officer_back(visit: OpenPage) -> None:
    """To a browser localhost and 127.0.0.1 are two sites, as a hub and its provider are."""
    page = await visit("/healthz")
    await page.goto(page.url.replace("127.0.0.1", "localhost").replace("/healthz", "/console/login"))
    await log_in_at_provider(page, "demo-bakker")
    assert "//localhost:" in page.url
    await expect(page.get_by_role("button", name="S. Bakker")).to_be_visible()


async def test_person_without_a_role_reads_why_and_stays_out(visit: OpenPage) -> None:
    page = await visit("/console/login")
    await page.context.route("https://**", lambda route: route.abort())
    await page.get_by_role("link", name="Inloggen").click()
    await page.get_by_placeholder("sub").fill("iemand-anders")
    await page.get_by_role("button", name="Authorize").click()
    await expect(page.get_by_role("alert")).to_contain_text("Uw account mag hier niet inloggen.")
    await assert_accessible(page, "the log-in page with a refusal")
    await assert_nothing_sideways(page, "the log-in page with a refusal")


async def test_log_in_that_ends_half_way_loses_nothing(visit: OpenPage) -> None:
    console = await officer_at_work(visit)
    for text in ("mijn fiets is gestolen", "er is ingebroken"):
        citizen = await visit("/")
        await say(citizen, text)
        await ask_for_chat(citizen)
        await console.get_by_role("button", name="Neem de eerste chat").click()
        await expect(console.get_by_text(text).first).to_be_visible()
    await console.get_by_role("textbox", name="Bericht aan de burger").fill("Hoe laat was")
    await console.get_by_role("textbox", name="Notitie").fill("achterdeur open")
    middle = REFERENCE.search(await console.inner_text("body"))
    assert middle is not None

    await console.evaluate(END)
    again = console.get_by_role("link", name="Log opnieuw in")
    await expect(again).to_be_visible()
    await expect(console.get_by_text("er is ingebroken")).to_have_count(0)
    await assert_accessible(console, "the console without a log-in")
    await again.click()
    await log_in_at_provider(console, "demo-bakker")

    await expect(console.get_by_text("er is ingebroken").first).to_be_visible()
    await expect(console.get_by_text(middle.group())).to_be_visible()
    message = console.get_by_role("textbox", name="Bericht aan de burger")
    await expect(message).to_have_value("Hoe laat was")
    await expect(console.get_by_role("textbox", name="Notitie")).to_have_value("achterdeur open")
    for _ in range(2):
        await close_with(console, "Geen contact", "")


@pytest.mark.parametrize("viewport", [PHONE, None], ids=["320px", "desktop"])
async def test_own_page_says_what_a_role_is_for(visit: OpenPage, viewport: ViewportSize | None) -> None:
    page = await visit("/console/login", viewport) if viewport else await visit("/console/login")
    await log_in(page, "A. Kowalska")
    await expect(page.get_by_role("heading", name="A. Kowalska")).to_be_visible()
    await expect(page.get_by_text("Voor uw rol is hier nog niets te doen.")).to_be_visible()
    await assert_accessible(page, "the own page")
    await assert_nothing_sideways(page, "the own page")
    await page.goto(page.url.replace("/me", ""))
    await expect(page.get_by_text("Voor uw rol is hier nog niets te doen.")).to_be_visible()


async def test_supervisor_looks_on(visit: OpenPage) -> None:
    page = await visit("/console/login")
    await log_in(page, "T. de Wit")
    await expect(page.get_by_role("link", name="Statistiek")).to_have_attribute("aria-current", "page")
    await page.get_by_role("link", name="Console").click()
    await expect(page.get_by_role("heading", name="U kijkt mee")).to_be_visible()
    await expect(page.get_by_role("link", name="Statistiek")).to_be_visible()
    await expect(page.get_by_text("Neem iemand uit de wachtrij")).to_have_count(0)
    await expect(page.get_by_role("switch")).to_have_count(0)
    await expect(page.get_by_role("button", name="Neem de eerste chat")).to_have_count(0)


async def test_privacy_officer_is_led_to_no_page_of_another_role(visit: OpenPage) -> None:
    page = await visit("/console/login")
    await log_in(page, "N. Haddad")
    links = page.get_by_role("navigation").get_by_role("link")
    await expect(links).to_have_count(1)
    await expect(links).to_have_text("Statistiek")


async def test_officer_at_a_page_of_another_role_reads_so_and_is_led_on(visit: OpenPage) -> None:
    page = await visit("/console/login")
    await log_in(page, "E. Yilmaz")
    for path in ("kiosks", "statistics"):
        await page.goto(f"{page.url.partition('/console')[0]}/console/{path}")
        await expect(page.get_by_text("Deze pagina hoort niet bij uw rol (Agent).")).to_be_visible()
        await assert_accessible(page, f"{path} for an officer")
    await page.get_by_role("alert").get_by_role("link", name="Contact vastleggen").click()
    await expect(page.get_by_role("radio", name="Telefoon")).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE, None], ids=["320px", "desktop"])
async def test_mistyped_address_leads_on(visit: OpenPage, viewport: ViewportSize | None) -> None:
    page = await visit("/console/hours", viewport) if viewport else await visit("/console/hours")
    await expect(page.get_by_role("heading", name="Deze pagina is er niet")).to_be_visible()
    await assert_accessible(page, "an address that is not there")
    await assert_nothing_sideways(page, "an address that is not there")
    await page.get_by_role("link", name="Naar uw eerste pagina").click()
    await expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
