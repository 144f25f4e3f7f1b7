"""The demo: three organisations, an account for each role, and the fictional dossier, in a workspace just made.

Passwords are the same for everybody and printed: nothing in it is real.
"""

from __future__ import annotations

from dataclasses import dataclass

from merits.base.progress import Progress, silent
from merits.demo import demo_dossier
from merits.workspace.accounts import actions as accounts
from merits.workspace.accounts.models import Membership, Organisation, Role, User
from merits.workspace.cases import actions as case_actions
from merits.workspace.cases.models import Case, Level
from merits.workspace.cases.queries import case_for
from merits.workspace.challenges import actions as challenge_actions
from merits.workspace.challenges.models import ChallengeLevel
from merits.workspace.challenges.queries import challenge_for
from merits.workspace.coding.actions import assign_letter

PASSWORD = "fictional lantern harbour"  # noqa: S105  # published; nothing in the demo is real

_ORGANISATIONS = (
    ("kittiwake", "Kittiwake Support Service", "support service"),
    ("eastmarch", "Eastmarch Law Centre", "law centre"),
    ("sundew", "Sundew Women's Network", "coalition member"),
)
#: (address before the @, name, organisation, role)
_PEOPLE = (
    ("solicitor", "Harriet Quillane", "eastmarch", Role.SOLICITOR),
    ("supervisor", "Ottoline Marchbank", "eastmarch", Role.SUPERVISOR),
    ("coder", "Jun Applegarth", "eastmarch", Role.CODER),
    ("analyst", "Priya Fenwright", "eastmarch", Role.ANALYST),
    ("administrator", "Tobias Ketterick", "eastmarch", Role.ADMINISTRATOR),
    ("caseworker.eastmarch", "Rowan Sallis", "eastmarch", Role.CASEWORKER),
    ("caseworker.kittiwake", "Maud Threlfall", "kittiwake", Role.CASEWORKER),
    ("caseworker.sundew", "Imani Coldwell", "sundew", Role.CASEWORKER),
)


@dataclass(frozen=True)
class DemoAccount:
    """An account to try."""

    email: str
    password: str
    organisation: str
    role: str
    sees: str


_SEES = {
    Role.SOLICITOR: "everything: all cases, the challenge, adverse material, papers",
    Role.SUPERVISOR: "letters and coding of all cases, the dossier; not who the people are",
    Role.CODER: "the letters given to this coder, and nothing else",
    Role.ANALYST: "official figures only",
    Role.ADMINISTRATOR: "accounts only, never a case",
    Role.CASEWORKER: "this organisation's own cases, without evidence or coding",
}


def fill(progress: Progress = silent) -> tuple[DemoAccount, ...]:
    """Make the organisations and accounts, take the dossier in, and name everybody on what is theirs.

    Args:
        progress: told of each step.

    Returns:
        the accounts.
    """
    organisations = {
        key: accounts.add_organisation(key=key, name=name, kind=kind, by=None) for key, name, kind in _ORGANISATIONS
    }
    members: dict[str, Membership] = {}
    shown = []
    for number, (local, name, key, role) in enumerate(_PEOPLE):
        progress("Making accounts", number, len(_PEOPLE))
        email = f"{local}@example.org"
        user = accounts.add_person(email=email, name=name, password=PASSWORD, by=None)
        organisation: Organisation = organisations[key]
        members[local] = accounts.add_membership(user=user, organisation=organisation, role=role, by=None)
        shown.append(DemoAccount(email, PASSWORD, organisation.name, role.label, _SEES[role]))
    solicitor: User = members["solicitor"].user
    reference = challenge_actions.import_dossier(folder=demo_dossier(), by=solicitor, progress=progress)
    _name_everybody(members, solicitor, reference)
    return tuple(shown)


def _name_everybody(members: dict[str, Membership], solicitor: User, reference: str) -> None:
    challenge = challenge_for(solicitor, reference)
    for local, level in (
        ("supervisor", ChallengeLevel.SUPERVISION),
        ("caseworker.eastmarch", ChallengeLevel.MEMBER),
        ("caseworker.kittiwake", ChallengeLevel.MEMBER),
        ("caseworker.sundew", ChallengeLevel.MEMBER),
    ):
        challenge_actions.name_on_challenge(challenge=challenge, membership=members[local], level=level, by=solicitor)
    given = 0
    for row in Case.objects.select_related("organisation").order_by("reference"):
        opened = case_for(solicitor, row.reference)
        holder = members[f"caseworker.{row.organisation.key}"]
        case_actions.name_on_case(case=opened, membership=holder, level=Level.CASEWORK, by=solicitor)
        case_actions.name_on_case(case=opened, membership=members["supervisor"], level=Level.SUPERVISION, by=solicitor)
        letter = row.document_rows.filter(kind="decision_letter", privileged=False).first()
        if letter is not None and given < 3:
            assign_letter(case=opened, document_id=letter.key, to=members["coder"], coder="coder-3", by=solicitor)
            given += 1
