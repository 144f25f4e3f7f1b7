"""The main job: from a dossier folder and the official figures to the papers of one challenge.

``open/`` holds what anybody may see, ``privileged/`` what stays with the solicitor, ``service/KEY/`` what one recipient
may have on a recorded instruction. Each folder is read back by the leak check, a separate code path, against the
identities allowed there (S4); one hit, or one part that could not be read, and nothing is written at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from merits import law
from merits.base.errors import ExitCode, MeritsError, Stopped, UserError
from merits.base.files import new_folder
from merits.base.progress import Progress, silent
from merits.bundle import Built, Bundle, Item, Section, build
from merits.casework import Audience, Dossier, Instruction, Permission, Recipient, claim_bundle_allowed, read_dossier
from merits.documents import Document, to_docx, to_pdf
from merits.figures import load
from merits.papers import exhibits as exhibits_module
from merits.papers.annex import Annex, statistical_annex
from merits.papers.examine import BUNDLE_NAME, PROFILE, examine
from merits.papers.exhibits import Exhibit, LeftOut, exhibits, reflow
from merits.papers.letter import LetterFacts, letter_before_action
from merits.papers.manifest import manifest, to_json
from merits.papers.privileged import Readiness, adverse_log, checklist, cipher_key, request_lists
from merits.papers.protection import OpenTexts, allowed_identities, covered_cases, protected_identifiers
from merits.papers.schedule import schedule, schedule_csv, schedule_facts
from merits.papers.selection import Selection, select
from merits.privacy import LeakReport, Protected, unlisted_names


@dataclass(frozen=True)
class Folder:
    """One finished folder of a pack.

    Attributes:
        name: ``open``, ``privileged`` or ``service/KEY``.
        files: relative paths, in order.
        leaks: what the leak check read and found; always clean, or the folder would not be there.
        bundle: the bundle in it, if one was made.
    """

    name: str
    files: tuple[str, ...]
    leaks: LeakReport
    bundle: Built | None


@dataclass(frozen=True)
class Pack:
    """What was written.

    Attributes:
        out: the folder.
        folders: its parts.
        selection: the cases shown and left out of the open copy.
        bundle: whether a claim bundle was allowed, and why.
        warnings: what the person should know.
    """

    out: Path
    folders: tuple[Folder, ...]
    selection: Selection
    bundle: Permission
    warnings: tuple[str, ...]

    @property
    def exit_code(self) -> ExitCode:
        """``STOPPED`` when the bundle was held back; everything else was written."""
        return ExitCode.OK if self.bundle.allowed else ExitCode.STOPPED


def make_pack(
    folder: Path, out: Path, *, on: date, service_copies: Sequence[str] = (), progress: Progress = silent
) -> Pack:
    """Write the papers of a dossier.

    Args:
        folder: the dossier folder.
        out: must not exist, or be empty. It takes its name only when everything is written and checked.
        on: the day of the papers. Same dossier, same day, same versions: same bytes, ``.age`` files apart.
        service_copies: keys of recipients to make a service copy for; each needs a recorded instruction.
        progress: told of each step.

    Raises:
        ProblemsError: the dossier is not whole; every problem is listed.
        Stopped: no case may appear, a service copy has no instruction, or an identity would have leaked.
        CannotWrite: ``out`` is in use, or the disk is full.
    """
    with new_folder(out) as work:
        progress("Reading the dossier", 0, 6)
        dossier = read_dossier(folder)
        copies = [(key, *_instruction(dossier, key, on)) for key in dict.fromkeys(service_copies)]
        progress("Working out the figures", 1, 6)
        with load() as store:
            annex = statistical_annex(store, on=on)
        job = _Job(dossier, annex, on, claim_bundle_allowed(dossier))
        progress("Writing the open copy", 2, 6)
        shown = select(dossier, audience=Audience.OPEN, on=on)
        opened = job.copy(work / "open", "open", shown, OpenTexts(dossier))
        folders = [opened]
        served = {}
        for key, recipient, instruction in copies:
            progress(f"Writing the service copy for {key}", 3, 6)
            served[key] = job.service_copy(work, key, recipient, instruction)
        folders += served.values()
        progress("Writing the privileged papers", 4, 6)
        folders.append(job.privileged(work, opened, served))
        progress("Checking every file for identities", 5, 6)
        finished = job.finish(work, folders)
        progress("Done", 6, 6)
        warnings = [*(str(item) for item in dossier.warnings), *annex.warnings]
        if opened.unlisted:
            warnings.append(
                f"{len(opened.unlisted)} words of the open exhibits look like names and are in no identity store; "
                "privileged/checklist.pdf, section 7, lists them."
            )
    return Pack(out, finished, shown, job.bundle, tuple(warnings))


def _instruction(dossier: Dossier, key: str, on: date) -> tuple[Recipient, Instruction]:
    recipient = next((item for item in dossier.recipients if item.key == key), None)
    known = ", ".join(item.key for item in dossier.recipients) or "none"
    if recipient is None:
        raise UserError(
            f"dossier.toml has no recipient {key!r}; it has: {known}.",
            remedy="Add a [[recipient]], or correct the key.",
        )
    live = [item for item in dossier.instructions if item.recipient == key and item.given_on <= on]
    if not live:
        raise Stopped(
            f"No service copy was made for {key!r}: no instruction is recorded by {on.isoformat()}.",
            remedy="The solicitor records one in dossier.toml, [[instruction]]: by whom, when, in what words, which roles.",
        )
    return recipient, max(live, key=lambda item: item.given_on)


@dataclass(frozen=True)
class _Draft:
    """A folder that is written and not yet checked."""

    name: str
    selection: Selection
    allowed: frozenset[str]
    notes: tuple[str, ...]
    facts: LetterFacts
    left_out: tuple[LeftOut, ...]
    built: Built | None
    unlisted: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass
class _Job:
    dossier: Dossier
    annex: Annex
    on: date
    bundle: Permission

    def __post_init__(self) -> None:
        self.protected: tuple[Protected, ...] = protected_identifiers(self.dossier)
        self.annex_pdf = to_pdf(self.annex.document, on=self.on)

    def copy(
        self,
        folder: Path,
        name: str,
        selection: Selection,
        texts: OpenTexts,
        *,
        recipient: Recipient | None = None,
        allowed: frozenset[str] = frozenset(),
    ) -> _Draft:
        """Letter, schedule, annex and bundle for one audience."""
        folder.mkdir(parents=True)
        shown, left_out = exhibits(self.dossier, selection.cases, texts, originals=recipient is not None)
        by_id = {item.id: item for item in shown}
        for item in shown:
            if item.apart:
                original = self.dossier.path_of(item.case, item.document)
                (folder / "originals").mkdir(exist_ok=True)
                (folder / "originals" / item.apart).write_bytes(original.read_bytes())
        sources = _together(shown, self._source)
        pages: dict[str, int] = {}
        built: Built | None = None
        for _ in range(4):
            facts = schedule_facts(self.dossier, selection, by_id, pages, whole_dates=recipient is not None)
            letter = LetterFacts(facts, self.annex.summary, self.on, recipient, self.bundle.allowed)
            papers = {
                "letter-before-action": letter_before_action(letter),
                "schedule-of-cases": schedule(facts),
                "statistical-annex": self.annex.document,
            }
            pdfs = {
                "letter-before-action": to_pdf(papers["letter-before-action"], on=self.on),
                "schedule-of-cases": to_pdf(papers["schedule-of-cases"], on=self.on),
                "statistical-annex": self.annex_pdf,
            }
            if not self.bundle.allowed:
                break
            built = self._bundle(folder / BUNDLE_NAME, pdfs, papers, shown, sources)
            found = {place.id: place.first for place in built.placed}
            if found == pages:
                break
            pages = found
        else:
            raise MeritsError("The page numbers that the schedule quotes do not settle.")
        for stem, data in pdfs.items():
            (folder / f"{stem}.pdf").write_bytes(data)
        (folder / "letter-before-action.docx").write_bytes(to_docx(papers["letter-before-action"], on=self.on))
        (folder / "schedule-of-cases.csv").write_bytes(schedule_csv(facts))
        for path, data in self.annex.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        notes = () if self.bundle.allowed else (f"No bundle was made. {_outward(self.bundle)}",)
        return _Draft(name, selection, allowed, notes, letter, left_out, built, _unlisted(self.dossier, shown))

    def _source(self, exhibit: Exhibit) -> Path | bytes:
        if exhibit.original:
            return self.dossier.path_of(exhibit.case, exhibit.document)
        return reflow(exhibit, on=self.on)

    def _bundle(
        self,
        path: Path,
        pdfs: dict[str, bytes],
        papers: dict[str, Document],
        shown: Sequence[Exhibit],
        sources: Sequence[Path | bytes],
    ) -> Built:
        challenge = self.dossier.challenge
        first = tuple(
            Item(stem, papers[stem].title, self.on.isoformat(), pdfs[stem], f"{stem}.pdf")
            for stem in ("letter-before-action", "schedule-of-cases", "statistical-annex")
        )
        sections = [Section("A", "Letter, schedule and annex", first)]
        source_of = {item.id: source for item, source in zip(shown, sources, strict=True)}
        for title, kinds in exhibits_module.SECTIONS:
            items = tuple(
                Item(item.id, item.title, item.dated, source_of[item.id], f"{item.id}")
                for item in shown
                if item.document.kind in kinds
            )
            if items:
                sections.append(Section(chr(ord("A") + len(sections)), title, items))
        bundle = Bundle("Bundle", challenge.name or self.dossier.title, "1", None, tuple(sections), PROFILE)
        return build(bundle, path, on=self.on)

    def service_copy(self, work: Path, key: str, recipient: Recipient, instruction: Instruction) -> _Draft:
        """The copy for one recipient: only the cases and the identities instructed."""
        covered = covered_cases(self.dossier, instruction)
        chosen = select(self.dossier, audience=recipient.audience, on=self.on)
        cases = tuple(case for case in chosen.cases if case.reference in covered)
        if not cases:
            raise Stopped(
                f"No service copy was made for {key!r}: no case instructed has live consent for it.",
                remedy="Check the consents, or the cases of the instruction.",
            )
        consents = {case.reference: chosen.consents[case.reference] for case in cases}
        allowed = allowed_identities(self.dossier, instruction, [case.reference for case in cases])
        texts = OpenTexts(self.dossier, allowed, whole_dates=True)
        selection = Selection(cases, chosen.not_included, consents)
        return self.copy(
            work / "service" / key, f"service/{key}", selection, texts, recipient=recipient, allowed=allowed
        )

    def privileged(self, work: Path, opened: _Draft, served: Mapping[str, _Draft]) -> _Draft:
        """What stays with the solicitor."""
        folder = work / "privileged"
        folder.mkdir()
        key_words = self._keys(folder, served)
        ready = Readiness(
            opened.selection.not_included,
            opened.left_out,
            self.bundle,
            self.dossier.warnings,
            self.annex.warnings,
            key_words,
            opened.unlisted,
        )
        texts = OpenTexts(self.dossier)
        papers = {
            "adverse-material-log": adverse_log(self.dossier, texts, self.bundle, self.on),
            "request-lists": request_lists(self.dossier, opened.selection.cases, self.on),
            "checklist": checklist(opened.facts, ready),
        }
        for stem, paper in papers.items():
            (folder / f"{stem}.pdf").write_bytes(to_pdf(paper, on=self.on))
            (folder / f"{stem}.docx").write_bytes(to_docx(paper, on=self.on))
        return _Draft("privileged", opened.selection, frozenset(), (key_words,), opened.facts, (), None)

    def _keys(self, folder: Path, served: Mapping[str, _Draft]) -> str:
        if not self.dossier.solicitor.cipher_key_recipient:
            return "The cipher key was not written: no public age key of the solicitor is recorded in dossier.toml."
        (folder / "cipher-key.age").write_bytes(cipher_key(self.dossier, ids=None, on=self.on))
        for key, copy in served.items():
            data = cipher_key(self.dossier, ids=copy.allowed, on=self.on)
            (folder / f"cipher-key-{key}.age").write_bytes(data)
        return (
            "The cipher key is in cipher-key.age, encrypted to the solicitor's own key. Send a recipient's key apart."
        )

    def finish(self, work: Path, drafts: Sequence[_Draft]) -> tuple[Folder, ...]:
        """Check each folder against the identities allowed there; write its manifest and the result of the check.

        Raises:
            Stopped: an identity was found, or a part could not be read.
            ProblemsError: a bundle is not one a court would take.
        """
        if not self.protected:
            raise Stopped(
                "The identity store is empty, so nobody can say whether these papers name anybody.",
                remedy="Record the people of each case in identities/CASE.toml.",
            )
        for draft in drafts:
            (work / draft.name / "manifest.json").write_bytes(self._manifest(work / draft.name, draft))
        leaks = [
            examine(
                work / draft.name,
                self.protected,
                allowed=draft.allowed,
                placed=draft.built.placed if draft.built else (),
            )
            for draft in drafts
        ]
        finished = []
        for draft, found in zip(drafts, leaks, strict=True):
            if not found.clean:
                raise Stopped(_leak_words(draft.name, found), remedy=_LEAK_REMEDY)
            folder = work / draft.name
            record = _leak_record(found, len(self.protected), len(draft.allowed))
            (folder / "leak-check.json").write_bytes(to_json(record))
            files = tuple(path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
            finished.append(Folder(draft.name, files, found, draft.built))
        return tuple(finished)

    def _manifest(self, folder: Path, draft: _Draft) -> bytes:
        return manifest(
            folder,
            audience=draft.name,
            dossier=self.dossier,
            selection=draft.selection,
            rules=_rules(self.on),
            notes=draft.notes,
            on=self.on,
            inputs=draft.name == "privileged",
        )


_LEAK_REMEDY = (
    "Add the spelling to the identity store (identities/CASE.toml) or correct the document's reading, then run it again. "
    "Nothing was written."
)


def _outward(permission: Permission) -> str:
    """Why there is no bundle, without saying that adverse material exists (L140)."""
    return "" if permission.allowed else "The solicitor has not released it."


_RULES = ("L3", "L4", "L6", "L49", "L50", "L51", "L52", "L53", "L57", "L59", "L71", "L72", "L82", "L87", "L89")


def _rules(on: date) -> tuple[law.Rule, ...]:
    """The rules the papers rest on that are in the book and in force that day."""
    return tuple(rule for rule in law.rule_book() if rule.id in _RULES and not rule.part and rule.in_force(on))


def _leak_words(name: str, leaks: LeakReport) -> str:
    lines = [f"An identity would have left in {name}, or a part could not be checked; the pack was stopped."]
    lines += [f"  {hit.file}, {hit.place}: identifier {hit.identifier_id} ({hit.method})" for hit in leaks.hits[:20]]
    lines += [f"  {item.file}, {item.place}: not read: {item.why}" for item in leaks.unread[:20]]
    hidden = len(leaks.hits) + len(leaks.unread) - len(lines) + 1
    return "\n".join(lines + ([f"  and {hidden} more"] if hidden > 0 else []))


def _leak_record(leaks: LeakReport, looked_for: int, allowed: int) -> dict[str, object]:
    return {
        "format": "merits-leak-check/1",
        "clean": leaks.clean,
        "files_read": leaks.files,
        "identifiers_looked_for": looked_for,
        "identifiers_allowed": allowed,
        "found": [],
        "not_read": [],
    }


def _unlisted(dossier: Dossier, shown: Sequence[Exhibit]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words of the exhibits that may be names nobody listed, each with the exhibits it stands in."""
    public = [item.name for item in dossier.organisations]
    for case in dossier.cases:
        public += [f"{item.unit} {item.area}" for item in case.decisions]
        public += [item.reviewer_unit for item in case.reviews]
    for people in dossier.identities.values():
        public += [person.shown_as for person in people.people]
        public += [item.shown_as for item in people.identifiers]
    found: dict[str, list[str]] = {}
    for exhibit in shown:
        for word in unlisted_names(exhibit.text.text, public):
            found.setdefault(word, []).append(exhibit.id)
    return tuple((word, tuple(places)) for word, places in sorted(found.items()))


def _together(items: Sequence[Exhibit], work: Callable[[Exhibit], Path | bytes]) -> list[Path | bytes]:
    """Typesetting runs outside the interpreter's lock, so two pages can be set at once."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(work, items))
