"""Pages through Django's client: who gets which, what stands where, and what never does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

ROLES = (
    "solicitor",
    "supervisor",
    "coder",
    "analyst",
    "administrator",
    "caseworker.kittiwake",
)
CASE = "0ST0"  # held by Kittiwake
ELSEWHERE = "0Z91"  # held by Sundew


def signed_in(user: Any) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def text(response: Any) -> str:
    """What a page shows, without its tags."""
    words = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(words.split())


@pytest.mark.parametrize("role", ROLES)
def test_everybody_begins_in_a_section_of_her_own(people: dict[str, Any], role: str) -> None:
    client = signed_in(people[role])
    response = client.get("/", follow=True)
    assert response.status_code == 200
    begins = {"analyst": "/figures/", "administrator": "/administration/"}.get(role, "/today/")
    assert response.request["PATH_INFO"] == begins


@pytest.mark.parametrize("role", ["coder", "analyst", "administrator", "caseworker.kittiwake"])
def test_a_stranger_gets_the_page_of_a_case_that_does_not_exist(people: dict[str, Any], role: str) -> None:
    client = signed_in(people[role])
    nowhere = client.get("/cases/QQQQ/")
    for path in (
        "",
        "timeline/",
        "documents/",
        "documents/letter-1/",
        "documents/letter-1/original",
        "consent/",
        "log/",
    ):
        response = client.get(f"/cases/{ELSEWHERE}/{path}")
        assert response.status_code == 404
        assert text(response) == text(nowhere)


def test_a_supervisor_sees_no_consent_and_no_log(people: dict[str, Any]) -> None:
    client = signed_in(people["supervisor"])
    assert client.get(f"/cases/{CASE}/").status_code == 200
    for path in ("consent/", "log/"):
        assert client.get(f"/cases/{CASE}/{path}").status_code == 404
    assert "Consent and anonymity" not in text(client.get(f"/cases/{CASE}/"))


def test_a_letter_is_folded_and_its_reasons_are_for_those_who_may_see_coding(people: dict[str, Any]) -> None:
    path = f"/cases/{CASE}/documents/letter-1/"
    solicitor = signed_in(people["solicitor"]).get(path).content.decode()
    before, after = solicitor.split('<details class="fold"')
    assert "There are no witnesses" in after and "There are no witnesses" not in before
    assert solicitor.count("code-card") == 6
    caseworker = signed_in(people["caseworker.kittiwake"]).get(path).content.decode()
    assert "There are no witnesses" in caseworker and "code-card" not in caseworker


def test_titles_say_a_reference_and_no_more_and_can_say_nothing(people: dict[str, Any]) -> None:
    client = signed_in(people["solicitor"])
    titles = [
        re.search(r"<title>(.*?)</title>", client.get(f"/cases/{CASE}/{path}").content.decode())[1]  # type: ignore[index]
        for path in ("", "timeline/", "documents/", "documents/letter-1/", "consent/", "log/")
    ]
    assert set(titles) == {f"Case {CASE} - file"}
    client.post("/preferences/", {"theme": "dark", "plain_titles": "on", "shortcuts": "on"})
    page = client.get(f"/cases/{CASE}/").content.decode()
    assert "<title>File</title>" in page
    assert 'data-theme="dark"' in page


def test_leaving_signs_out_without_a_token_and_leads_to_a_page_that_says_nothing(people: dict[str, Any]) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(people["solicitor"])
    left = client.post("/away/")
    assert (left.status_code, left.headers["Location"]) == (303, "/away/")
    away = client.get("/away/")
    assert "merits" not in text(away) and "case" not in text(away).lower()
    assert client.get(f"/cases/{CASE}/").status_code == 302


def test_today_and_the_list_of_cases_hold_no_word_of_any_case(people: dict[str, Any], planted: frozenset[str]) -> None:
    client = signed_in(people["solicitor"])
    for path in (
        "/today/",
        "/cases/",
        f"/cases/{CASE}/",
        f"/cases/{CASE}/timeline/",
        f"/cases/{CASE}/log/",
        "/challenges/",
    ):
        page = text(client.get(path))
        assert [name for name in planted if name in page] == []


def test_a_date_shows_its_rule_its_inputs_and_its_working(people: dict[str, Any]) -> None:
    page = text(signed_in(people["solicitor"]).get("/cases/HN5B/"))
    assert "How this date was counted: L49, L50, L51, L113 check this" in page
    assert "3 months after Monday 11 March 2019 is Tuesday 11 June 2019" in page
    assert "Decision made on 11 March 2019" in page


def test_heat_map_shows_every_case_and_never_draws_a_mention_as_relied_on(people: dict[str, Any]) -> None:
    client = signed_in(people["solicitor"])
    (reference,) = set(re.findall(r'href="/challenges/(\w{4})/"', client.get("/challenges/").content.decode()))
    page = client.get(f"/challenges/{reference}/reasons/").content.decode()
    assert len(re.findall(r'<th scope="col"><a class="ref"', page)) == 24
    for style, words in re.findall(r'<td class="(\w)"><a [^>]*title="[^"]*: ([^"]*)"', page):
        assert (style == "r") == (words == "relied on")
    caseworker = signed_in(people["caseworker.kittiwake"])
    assert caseworker.get(f"/challenges/{reference}/").status_code == 200
    assert caseworker.get(f"/challenges/{reference}/reasons/").status_code == 404
    assert caseworker.get(f"/challenges/{reference}/papers/").status_code == 404


def test_figures_are_the_same_as_chart_table_and_csv(people: dict[str, Any]) -> None:
    client = signed_in(people["analyst"])
    page = text(client.get("/figures/stages/?year=2017&known=2026-11-01"))
    rows = client.get("/figures/stages.csv?year=2017&known=2026-11-01").content.decode("utf-8-sig").splitlines()
    assert "2,822" in page and any(",2822," in row for row in rows)
    spoilt = client.get("/figures/years/?line=nothing&known=never")
    assert spoilt.status_code == 200 and "There is a problem" in text(spoilt)


def test_only_a_solicitor_takes_a_dossier_in_and_only_from_the_folder_for_it(people: dict[str, Any]) -> None:

    client = signed_in(people["solicitor"])
    assert client.get("/challenges/take-in/").status_code == 200
    for name in ("../home", "/etc", "..", "."):
        assert client.get("/challenges/take-in/", {"folder": name}).status_code == 404
    assert signed_in(people["supervisor"]).get("/challenges/take-in/").status_code == 404


def test_no_page_has_an_inline_script_or_style(people: dict[str, Any]) -> None:
    client = signed_in(people["solicitor"])
    for path in (
        "/today/",
        "/cases/",
        f"/cases/{CASE}/documents/letter-1/",
        "/figures/stages/",
        "/figures/years/",
        "/design/",
        "/help/",
    ):
        page = client.get(path).content.decode()
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
        for attributes in re.findall(r"<script([^>]*)>", page):
            assert "src=" in attributes or 'type="application/json"' in attributes
