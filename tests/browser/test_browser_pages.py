"""Pages that the journey does not pass, without JavaScript, and the first sign-in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_site import Site, Visitor, totp, visiting


def test_a_coder_sets_up_her_second_factor_and_reads_her_letter_blind(visitor: Visitor) -> None:
    page = visitor.page
    page.fill("input[name=login]", "coder@example.org")
    page.fill("input[name=password]", visitor.site.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/second-factor/")
    visitor.look()
    page.goto(f"{visitor.site.origin}/today/")
    assert page.url.endswith("/second-factor/")  # nothing opens before it is set up
    page.get_by_role("link", name="Set up an authenticator app").click()
    if "/confirm/" in page.url:
        page.fill("input[name=password]", visitor.site.password)
        page.get_by_role("button", name="Confirm").click()
    visitor.look()
    page.fill("input[name=code]", totp(page.input_value("#authenticator_secret")))
    page.get_by_role("button", name="Switch it on").click()
    page.wait_for_load_state()
    visitor.go("/today/")
    page.locator("main table a").first.click()
    visitor.look()
    assert page.title() == "Letter"
    assert "Case" not in page.locator("h1").inner_text()


@pytest.fixture(scope="module")
def signed_in(chromium: Any, site: Site) -> Any:
    """Cookies of a signed-in caseworker; a code opens an account once."""
    with visiting(chromium, site) as visitor:
        visitor.sign_in("caseworker.sundew")
        return visitor.page.context.storage_state()


def test_figures_help_and_missing_pages_are_accessible(chromium: Any, site: Site, signed_in: Any) -> None:
    with visiting(chromium, site, storage_state=signed_in) as visitor:
        for path in (
            "/figures/",
            "/figures/stages/",
            "/figures/stages/?year=2017&known=2026-11-01",
            "/figures/years/",
            "/figures/years/?line=recorded&line=completed&known=2026-11-01",
            "/figures/years/?line=nothing&known=never",
            "/design/",
            "/leaving/",
            "/password/",
            "/sign-out/",
            "/cases/?stage=Decided&sort=-reference",
            "/cases/?q=QQQQ",
            "/cases/QQQQ/",
        ):
            visitor.go(path)
        for tab in ("", "timeline/", "documents/", "consent/", "log/"):
            visitor.go(f"/cases/0Z91/{tab}")


def test_a_chart_answers_to_the_pointer_and_has_its_table_and_csv(chromium: Any, site: Site, signed_in: Any) -> None:
    with visiting(chromium, site, storage_state=signed_in) as visitor:
        page = visitor.page
        page.goto(f"{site.origin}/figures/stages/?year=2017&known=2026-11-01")
        page.locator("figure.chart .vega-embed svg").wait_for()
        assert not page.locator("figure.chart .picture").is_visible()
        number = page.locator("main table tbody td.num").first.inner_text()
        assert number in page.locator("figure.chart svg:visible").text_content()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the table (CSV)").click()
        rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
        assert len(rows) == 1 + page.locator("main table tbody tr").count()


def test_everything_is_there_without_javascript(chromium: Any, site: Site, signed_in: Any) -> None:
    with visiting(chromium, site, storage_state=signed_in, java_script_enabled=False) as visitor:
        page = visitor.page
        page.goto(f"{site.origin}/cases/")
        page.fill("#search", "0z91")
        page.get_by_role("button", name="Find").click()
        assert page.url.endswith("/cases/0Z91/")
        page.get_by_text("How this date was counted").first.click()
        assert page.locator(".working li").first.is_visible()
        page.goto(f"{site.origin}/figures/stages/")
        assert page.locator("figure.chart .picture svg").is_visible()
        page.goto(f"{site.origin}/cases/0Z91/")
        page.get_by_role("button", name="Leave this page").click()
        assert page.url.endswith("/away/")
        page.go_back()
        assert "/sign-in/" in page.url
