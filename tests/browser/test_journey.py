"""The whole way: sign in with a second factor, read a case, make papers, download them, leave."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from browser_site import Site, visiting

CASE = "0ST0"


def test_a_solicitor_signs_in_reads_a_case_makes_papers_downloads_them_and_leaves(
    chromium: Any, either_site: Site, tmp_path: Path
) -> None:
    with visiting(chromium, either_site) as visitor:
        page = visitor.page
        visitor.look()
        visitor.sign_in("solicitor")
        visitor.look()
        assert page.title() == "Today"
        assert page.get_by_role("link", name="HN5B").count() == 2

        page.get_by_role("link", name="Cases", exact=True).click()
        visitor.look()
        page.get_by_role("link", name=CASE).click()
        visitor.look()
        assert page.title() == f"Case {CASE} - file"
        page.get_by_role("link", name="Decision letter and its reasons").click()
        visitor.look()
        words = page.get_by_text("There are no witnesses").first
        assert not words.is_visible()  # folded until she opens it
        page.get_by_text("Open the text").click()
        assert words.is_visible()
        visitor.look()

        page.get_by_role("link", name="Challenges", exact=True).click()
        visitor.look()
        page.locator("main a.ref").first.click()
        visitor.look()
        page.get_by_role("link", name="Reasons and agreement").click()
        visitor.look()
        page.get_by_role("link", name="Papers", exact=True).click()
        visitor.look()
        page.fill("input[name=on_day]", "31")
        page.fill("input[name=on_month]", "2")
        page.get_by_role("button", name="Make the papers").click()
        visitor.look()
        assert page.locator(".error-summary").inner_text().count("There is no such day") == 1
        page.fill("input[name=on_day]", "10")
        page.fill("input[name=on_month]", "6")
        page.get_by_role("button", name="Make the papers").click()
        page.get_by_role("progressbar").wait_for()
        page.get_by_role("heading", name="The papers are ready").wait_for(timeout=240_000)
        visitor.look()
        assert page.get_by_text("clean", exact=True).count() == 2
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the papers (zip)").click()
        archive = tmp_path / "papers.zip"
        download.value.save_as(archive)
        assert download.value.suggested_filename.startswith("papers-")
        with zipfile.ZipFile(archive) as papers:
            assert {"open/letter-before-action.pdf", "open/leak-check.json"} <= set(papers.namelist())

        page.get_by_role("link", name="Today", exact=True).click()
        visitor.look()
        assert page.get_by_text("ready", exact=True).is_visible()
        page.get_by_role("link", name="HN5B").first.click()
        was = page.url
        page.get_by_role("button", name="Leave this page").click()
        page.wait_for_url("**/away/")
        assert page.title() == "Calendar"
        page.go_back()
        page.wait_for_url("**/sign-in/**")  # leaving signed her out, and the case is not in the way back
        page.goto(was)
        assert "/sign-in/" in page.url
    assert "Traceback" not in either_site.log.read_text()
