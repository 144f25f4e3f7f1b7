"""The same without a mouse."""

from __future__ import annotations

from typing import Any

from browser_site import SECRETS, Visitor, totp


def press(page: Any, *keys: str) -> None:
    """One key after another, wherever the focus is."""
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Any, words: str) -> None:
    """Press Tab until an element with these words has the focus, which must be visible."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''")
        if focused.strip().startswith(words):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", words
            return
    raise AssertionError(f"{words!r} was not reached")


def test_a_caseworker_finds_and_reads_her_case_by_keyboard_and_leaves_with_escape(visitor: Visitor) -> None:
    page = visitor.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Go to the content"
    page.keyboard.press("Enter")
    press(page, "Tab")
    page.keyboard.type("caseworker.kittiwake@example.org")
    press(page, "Tab")
    page.keyboard.type(visitor.site.password)
    press(page, "Enter")
    page.wait_for_url("**/second-factor/authenticate/**")
    tab_to_code = page.locator("input[name=code]")
    tab_to_code.focus()
    page.keyboard.type(totp(SECRETS["caseworker.kittiwake"]))
    press(page, "Enter")
    page.wait_for_url("**/today/")
    visitor.look()

    press(page, "g", "c")
    page.wait_for_url("**/cases/")
    visitor.look()
    press(page, "/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("f24r")
    press(page, "Enter")
    page.wait_for_url("**/cases/F24R/")
    tab_to(page, "Decision letter and its reasons")
    press(page, "Enter")
    page.wait_for_url("**/documents/letter-1/")
    tab_to(page, "Open the text")
    press(page, "Enter")
    assert page.locator("details.fold").get_attribute("open") is not None
    visitor.look()
    assert page.locator(".code-card").count() == 0  # a caseworker sees letters, not coding

    press(page, "?")
    page.wait_for_url("**/help/")
    visitor.look()
    press(page, "Escape", "Escape", "Escape")
    page.wait_for_url("**/away/")
    visitor.look()
    page.goto(f"{visitor.site.origin}/cases/F24R/")
    assert "/sign-in/" in page.url


def test_shortcuts_can_be_switched_off_and_escape_still_leaves(visitor: Visitor) -> None:
    visitor.sign_in("administrator")
    page = visitor.page
    visitor.look()
    assert page.get_by_role("heading", name="Administration").is_visible()
    visitor.go("/preferences/")
    page.get_by_label("Use single-key shortcuts").uncheck()
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Keep these").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    press(page, "?")
    page.wait_for_timeout(300)
    assert page.url.endswith("/preferences/")
    press(page, "Escape", "Escape", "Escape")
    page.wait_for_url("**/away/")
