"""Begins a dossier and adds a case to one, with guidance beside every key. The guidance is the fields' own."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from merits.base.dates import PartialDate
from merits.base.errors import UserError
from merits.base.files import new_folder
from merits.casework._case_folder import identities_file
from merits.casework._folder import ADVERSE, CODINGS, HEAD
from merits.casework._forms import REFERENCE_ALPHABET
from merits.casework._schema import TableField, fields_of
from merits.casework.adverse import AdverseLog
from merits.casework.case import Case
from merits.casework.challenge import Challenge, DossierHead, Solicitor
from merits.casework.dossier import FORMAT
from merits.casework.identity import Identities
from merits.casework.toml import to_toml
from merits.casework.write import codings_csv, plain, write_text


def new_dossier(out: Path, *, title: str) -> None:
    """Begin a dossier: a folder that reads without error, with guidance beside every key.

    Args:
        out: must not exist, or be empty.
        title: says nothing about any complainant.

    Raises:
        CannotWrite: ``out`` holds something, or cannot be written.
        UserError: the title is blank.
    """
    if not title.strip():
        raise UserError("The title is blank.", remedy='Give one: --title "Decisions of 2019".')
    with new_folder(out) as work:
        head: dict[str, object] = {
            "format": FORMAT,
            "id": str(uuid.uuid4()),
            "title": title,
            "challenge": _every_key(Challenge),
            "solicitor": _every_key(Solicitor),
        }
        text = to_toml(head, comments=guidance(DossierHead) | _AWARE)
        write_text(work / HEAD, _HEAD_WORDS + text + _left_out(DossierHead, head))
        write_text(work / ADVERSE, _ADVERSE_WORDS + _left_out(AdverseLog, {}))
        write_text(work / CODINGS, codings_csv([]))


def add_case(folder: Path, *, organisation: str, came_in_on: date) -> str:
    """Add a case with a random reference: its folder and its identity store, with guidance beside every key.

    What only a person can say (how it came in, who the complainant is) is left blank, and the check names it.

    Args:
        folder: a dossier folder.
        organisation: key of the organisation that holds the case; it need not be in ``dossier.toml`` yet.
        came_in_on: the day it came in.

    Returns:
        the reference.

    Raises:
        UserError: ``folder`` is no dossier folder, or has too many cases for a free reference to be found.
        CannotWrite: it cannot be written.
    """
    if not (folder / HEAD).is_file():
        raise UserError(
            f"{folder} holds no {HEAD}.", remedy='Name a dossier folder, or make one: "merits dossier new".'
        )
    reference = _free_reference(folder)
    case = {
        "reference": reference,
        "id": str(uuid.uuid4()),
        "organisation": organisation,
        "jurisdiction": "england-and-wales",
        "came_in": "",
        "came_in_on": came_in_on,
    }
    people = {
        "person": [{"id": f"{reference}-p1", "role": "complainant", "shown_as": _cipher(), "names": []}],
    }
    write_text(
        folder / identities_file(reference),
        _IDENTITY_WORDS + to_toml(people, comments=guidance(Identities)) + _left_out(Identities, people),
    )
    with new_folder(folder / "cases" / reference) as work:
        write_text(work / "case.toml", _CASE_WORDS + to_toml(case, comments=guidance(Case)) + _left_out(Case, case))
    return reference


def _free_reference(folder: Path) -> str:
    for _ in range(1000):
        reference = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(4))
        if not (folder / "cases" / reference).exists() and not (folder / identities_file(reference)).exists():
            return reference
    raise UserError("No free reference was found.", remedy="Split the dossier: it holds too many cases.")


def _cipher() -> str:
    """Two letters at random; the check says so if they happen to be initials (L89)."""
    return "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(2))


def guidance(table: type, path: str = "") -> dict[str, str]:
    """Key path -> what the key means, for every key of a table and the tables in it."""
    words: dict[str, str] = {}
    for item in fields_of(table):
        here = f"{path}{item.key}"
        words[here] = _meaning(item)
        if item.is_table:
            words |= guidance(item.kind, f"{here}.")
    return words


def _meaning(item: TableField) -> str:
    return item.doc if item.is_table or item.kind is str else f"{item.doc} ({item.kind_in_words})"


def _every_key(table: type) -> dict[str, object]:
    """Every key that has a form for blank, so that a person sees what there is to fill in."""
    return {item.key: plain(item.default) for item in fields_of(table)}


def _left_out(table: type, given: Mapping[str, object]) -> str:
    """The tables that may be added, as comments to copy."""
    lines: list[str] = []
    for item in fields_of(table):
        if item.is_table and item.key not in given:
            lines += ["", f"# {item.doc}", f"# [[{item.key}]]" if item.many else f"# [{item.key}]"]
            lines += [_form(key) for key in fields_of(item.kind)]
    return "".join(f"{line}\n" for line in lines)


def _form(item: TableField) -> str:
    blank = {int: "0", bool: "false", date: "2019-06-10", PartialDate: "2019-06-10"}.get(item.kind, '""')
    blank = f"[{blank}]" if item.many else blank
    need = "" if item.required else " May be left out."
    return f"# {item.key} = {blank}  # {_meaning(item)}{need}"


_HEAD_WORDS = """\
# A dossier folder. The tables and keys are explained in docs/reference/dossier-folder.md.
# "merits dossier check" says what is missing; it may be run at any time.

"""
#: A date has no form for blank, so this key cannot stand there empty.
_AWARE = {
    "challenge.information_sought": "Add when it is known (without it W-BLANK): aware_on = 2019-06-10, "
    "the day the claimant's side first knew of the act challenged.\n"
    "Information the letter asks for. (list of texts)"
}
_CASE_WORDS = """\
# One complainant's case. It holds no account of the offence, nothing about therapy, and no name.
# Documents lie beside this file. The people are in identities/, apart.

"""
_IDENTITY_WORDS = """\
# Who the people of one case are. Nothing in this file is ever printed in an open copy.
# Choose what stands for a complainant at random: two letters that are not her initials.

"""
_ADVERSE_WORDS = """\
# What speaks against the claim. Privileged: it appears in no outgoing paper.
# An undecided item holds back a claim bundle, never an urgent letter or a review request.
"""
