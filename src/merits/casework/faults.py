"""Every fault a dossier folder can have, in one table; the reference page lists the same."""

from __future__ import annotations

from merits.base.errors import Problem

#: code -> what it means. ``W-`` codes do not stop the work.
FAULTS = {
    "E-SYNTAX": "The file is not well-formed TOML, CSV or JSON in UTF-8.",
    "E-KEY": "A key the format does not have.",
    "E-TYPE": "A value of the wrong type or form.",
    "E-MISSING": "A file or key that must be there is absent or blank.",
    "E-HASH": "The bytes are not those that were recorded.",
    "E-EXTRA": "A file that nothing lists.",
    "E-PATH": "A link, or a path that leaves its folder.",
    "E-DATE": "A date that cannot be, or two in the wrong order.",
    "E-DUPLICATE": "The same id, key, file or row twice.",
    "E-REF": "It refers to something that is not there.",
    "E-CONFLICT": "Two statements that cannot both be true.",
    "E-QUOTE": "The quotation is not in the reading at its place, or there is no reading to check it in.",
    "E-CODE": "A code or stance the codebook does not have.",
    "E-WAIVER": "A waiver that is none: not dated, or the person was under 16.",
    "E-CIPHER": "What stands for a person or identifier could give it away.",
    "W-ADJUDICATION": "A letter without an adjudicated coding; papers say so and quote no reason from it.",
    "W-ADVERSE": "No adverse material log.",
    "W-BLANK": "Left blank; a letter shows it as blank.",
    "W-BLIND": "A coder also adjudicated, so nobody else looked.",
    "W-CODERS": "A letter not read by exactly two coders; it is left out of the agreement statistics.",
    "W-CONSENT": "No consent is recorded; the case appears in no paper.",
    "W-CUT-OFF": "A case that came in after the cut-off.",
    "W-LETTER": "Told in writing, but the letter is not held.",
    "W-READING": "No carried reading; its words can be neither quoted nor checked.",
    "W-SAMPLING": "No sampling statement; no paper may use wording of proportion (E6).",
    "W-SEAL": "Not sealed; a changed or lost file would go unnoticed.",
    "W-SOURCE": "Coded, but not a letter; it is not counted with the letters (L24).",
}


class Findings:
    """Collects problems, so that all are told together."""

    def __init__(self) -> None:
        self._problems: set[Problem] = set()

    def add(self, code: str, file: str, place: str, message: str, remedy: str) -> None:
        """Note one problem.

        Args:
            code: one of ``FAULTS``.
            file: relative to the dossier folder.
            place: key path or row.
            message: what is wrong; never a name or narrative.
            remedy: what to do.
        """
        assert code in FAULTS, code
        self._problems.add(Problem(file=file, place=place, message=message, remedy=remedy, code=code))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the work, in order."""
        return tuple(sorted(problem for problem in self._problems if not problem.is_warning))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What does not, in order."""
        return tuple(sorted(problem for problem in self._problems if problem.is_warning))
