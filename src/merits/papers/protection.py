"""Who must not be recognised in which copy (S4), and the open text of a document.

An open copy names nobody. A service copy carries only the identity that its recipient must have, by a recorded
instruction that names roles and cases (L139). Nobody's waiver is relied on here: a waiver is for a named publisher,
and a pack has none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from merits.base.dates import Precision, month_in_words
from merits.base.reading import Reading
from merits.casework import Case, Dossier, Instruction, Role
from merits.privacy import Protected, Pseudonymiser, Redacted


def protected_identifiers(dossier: Dossier) -> tuple[Protected, ...]:
    """Every identifier of every case, whether or not the case is in the paper: the list the leak check looks for."""
    return tuple(item for reference in sorted(dossier.identities) for item in _of_case(dossier, reference))


def _of_case(dossier: Dossier, reference: str) -> tuple[Protected, ...]:
    people = dossier.identities.get(reference)
    if people is None:
        return ()
    found: list[Protected] = []
    for person in people.people:
        found.append(Protected(person.id, "name", person.names, person.shown_as, person.id))
        if person.also:
            found.append(Protected(f"{person.id}.also", "nickname", person.also, person.shown_as, person.id))
        if person.date_of_birth:
            birth = (person.date_of_birth.isoformat(),)
            found.append(Protected(f"{person.id}.born", "date", birth, "[date of birth]", person.id))
    found.extend(
        Protected(item.id, item.kind.value, item.values, item.shown_as, item.person) for item in people.identifiers
    )
    return tuple(found)


def _days_of(case: Case) -> tuple[Protected, ...]:
    """The days of a case's decisions and reviews, of which an open copy gives the month."""
    known = [
        when
        for decision in case.decisions
        for when in (decision.made_on, decision.communicated_on, decision.received_on)
    ]
    known += [when for review in case.reviews for when in (review.requested_on, review.decided_on)]
    days = sorted({when.first for when in known if when is not None and when.precision is Precision.DAY})
    return tuple(
        Protected(f"{case.reference}.day{number}", "day", (day.isoformat(),), month_in_words(day))
        for number, day in enumerate(days, start=1)
    )


def allowed_identities(dossier: Dossier, instruction: Instruction, shown: Collection[str]) -> frozenset[str]:
    """Ids of the identifiers a recipient may see: people of the roles instructed, and what belongs to them.

    What belongs to nobody in particular (a police reference, a place) may be seen where the complainant may.

    Args:
        dossier: the dossier.
        instruction: to the recipient.
        shown: references of the cases in the recipient's copy. An instruction for every case names nobody whose case
            has no live consent for this recipient (S3).
    """
    allowed: set[str] = set()
    for reference in shown:
        people = dossier.identities.get(reference)
        if people is None:
            continue
        persons = {person.id for person in people.people if person.role in instruction.roles}
        allowed |= {f"{person}{suffix}" for person in persons for suffix in ("", ".also", ".born")}
        complainant_may = Role.COMPLAINANT in instruction.roles
        allowed |= {
            item.id for item in people.identifiers if item.person in persons or (not item.person and complainant_may)
        }
    return frozenset(allowed)


def covered_cases(dossier: Dossier, instruction: Instruction) -> tuple[str, ...]:
    """References of the cases an instruction covers."""
    every = tuple(case.reference for case in dossier.cases)
    return every if "*" in instruction.cases else tuple(ref for ref in every if ref in instruction.cases)


@dataclass(frozen=True)
class OpenText:
    """The text of one document without its identities."""

    reading: Reading
    redacted: Redacted

    @property
    def text(self) -> str:
        """The open text."""
        return self.redacted.text

    def quote(self, start: int, end: int) -> str:
        """The words of the open text that stand for ``reading.text[start:end]``; a name cut in half is shown whole."""
        return self.text[self.offset(start, at_end=False) : self.offset(end, at_end=True)]

    def offset(self, position: int, *, at_end: bool) -> int:
        """Where a place of the reading lies in the open text."""
        shift = 0
        for mark in self.redacted.marks:
            if position <= mark.start:
                break
            if position < mark.end:
                return mark.out_end if at_end else mark.out_start
            shift = mark.out_end - mark.end
        return position + shift


@dataclass
class OpenTexts:
    """Texts of a dossier without identities, each made once.

    Attributes:
        dossier: whose documents.
        allowed: ids of the identifiers that stay.
        whole_dates: True gives the days of decisions in full; an open copy gives the month.
    """

    dossier: Dossier
    allowed: Collection[str] = ()
    whole_dates: bool = False
    _hiders: dict[str, Pseudonymiser | None] = field(default_factory=dict)
    _made: dict[tuple[str, str], OpenText] = field(default_factory=dict)

    def of(self, case: Case, document_id: str) -> OpenText | None:
        """The open text of a document; None where the dossier carries no reading of it."""
        key = (case.reference, document_id)
        if key not in self._made:
            reading = self.dossier.readings.get(key)
            if reading is None:
                return None
            self._made[key] = OpenText(reading, self._apply(case, reading.text))
        return self._made[key]

    def words(self, case: Case, text: str) -> str:
        """Any words about a case, without its identities."""
        return self._apply(case, text).text

    def nothing_hidden(self, case: Case, document_id: str) -> bool:
        """True if the whole document may be shown as it is: its reading holds only what is allowed."""
        opened = self.of(case, document_id)
        return opened is not None and not opened.redacted.marks and not opened.reading.not_read

    def _apply(self, case: Case, text: str) -> Redacted:
        if case.reference not in self._hiders:
            hidden = [item for item in _of_case(self.dossier, case.reference) if item.id not in self.allowed]
            if not self.whole_dates:
                hidden.extend(_days_of(case))
            self._hiders[case.reference] = Pseudonymiser(hidden) if hidden else None
        hider = self._hiders[case.reference]
        return hider.apply(text) if hider else Redacted(text, ())
