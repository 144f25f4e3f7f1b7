"""Which sections a person finds at the top of every page, by role. What a page shows is decided by its query, not here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from merits.workspace.accounts.models import Role


@dataclass(frozen=True)
class Section:
    """One entry of the bar.

    Attributes:
        name: name of its URL.
        title: as shown.
        key: after ``g``, the key that goes there.
    """

    name: str
    title: str
    key: str


TODAY = Section("today", "Today", "t")
CASES = Section("cases", "Cases", "c")
CHALLENGES = Section("challenges", "Challenges", "h")
FIGURES = Section("figures", "Figures", "f")
ADMINISTRATION = Section("administration", "Administration", "a")
HELP = Section("help", "Help", "?")
#: In the order of the bar; the first that somebody has is where she begins.
ALL = (TODAY, CASES, CHALLENGES, ADMINISTRATION, FIGURES, HELP)

_OF_ROLE = {
    Role.CASEWORKER: (TODAY, CASES, CHALLENGES),
    Role.SOLICITOR: (TODAY, CASES, CHALLENGES),
    Role.SUPERVISOR: (TODAY, CASES, CHALLENGES),
    Role.CODER: (TODAY,),
    Role.ANALYST: (),
    Role.ADMINISTRATOR: (ADMINISTRATION,),
}


def sections(roles: frozenset[Role]) -> tuple[Section, ...]:
    """The sections of somebody with these roles, in order. Figures and help are everybody's."""
    wanted = {FIGURES, HELP, *(section for role in roles for section in _OF_ROLE[role])}
    return tuple(section for section in ALL if section in wanted)


@dataclass(frozen=True)
class Shown:
    """A section as the bar shows it; ``exact`` says whether this very page is the section's own."""

    title: str
    key: str
    address: str
    here: bool
    exact: bool


def shown(roles: frozenset[Role], path: str) -> tuple[Shown, ...]:
    """The bar for a page at this path."""
    found = []
    for section in sections(roles):
        address = reverse(section.name)
        here = path.startswith(address)
        found.append(Shown(section.title, section.key, address, here, path == address))
    return tuple(found)
