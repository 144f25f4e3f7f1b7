"""S1, S2: a case exists for the people named on it, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from merits import casework
from merits.base.errors import UserError
from merits.workspace import clock
from merits.workspace.accounts import actions as accounts
from merits.workspace.accounts import queries as account_queries
from merits.workspace.accounts.models import Membership, Organisation, Role, User
from merits.workspace.adverse import queries as adverse
from merits.workspace.cases import actions, queries
from merits.workspace.cases.models import Case, CaseAccess, Level
from merits.workspace.cases.sight import SIGHTS, Sight, may_be_named
from merits.workspace.challenges import actions as challenge_actions
from merits.workspace.challenges import queries as challenges
from merits.workspace.challenges.models import Challenge
from merits.workspace.coding import queries as coding
from merits.workspace.coding.models import LetterAssignment
from merits.workspace.jobs import queries as jobs

People = dict[str, User]
OUTSIDERS = ("coder", "analyst", "administrator")


def _reference(organisation: str) -> str:
    return str(Case.objects.filter(organisation__key=organisation).order_by("reference")[0].reference)


def _challenge() -> str:
    return str(Challenge.objects.get().reference)


def _stranger() -> User:
    """An account with a role in an organisation, named on nothing."""
    user = accounts.add_person(
        email="stranger@example.org", name="A Stranger", password="unknown lantern quay", by=None
    )
    where = accounts.add_organisation(key="elsewhere", name="Elsewhere", by=None)
    accounts.add_membership(user=user, organisation=where, role=Role.SOLICITOR, by=None)
    return user


@pytest.mark.parametrize("who", [*OUTSIDERS, "stranger"])
def test_outsider_gets_404_for_a_case_that_exists_and_for_one_that_does_not(people: People, who: str) -> None:
    user = _stranger() if who == "stranger" else people[who]
    for reference in (*Case.objects.values_list("reference", flat=True), "0000"):
        with pytest.raises(Http404):
            queries.case_for(user, reference)


@pytest.mark.parametrize("who", [*OUTSIDERS, "stranger"])
def test_outsider_sees_empty_lists_and_404_everywhere(people: People, who: str) -> None:
    user = _stranger() if who == "stranger" else people[who]
    today = clock.today()
    assert queries.cases_of(user, on=today) == ()
    assert queries.visible_ids(user) == frozenset()
    ids = set(Case.objects.values_list("id", flat=True))
    from merits.workspace.audit.actions import Action

    assert queries.open_cases(user, ids, action=Action.CASE_READ) == ()
    assert challenges.challenges_of(user) == ()
    assert jobs.jobs_of(user) == ()
    refused: list[Callable[[], Any]] = [
        lambda: challenges.challenge_for(user, _challenge()),
        lambda: jobs.job_for(user, "00000000"),
        lambda: coding.letter_for(user, uuid4()),
    ]
    if who != "coder":
        assert coding.letters_of(user) == ()
        refused += [lambda row=row: coding.letter_for(user, row.id) for row in LetterAssignment.objects.all()]
    for ask in refused:
        with pytest.raises(Http404):
            ask()


@pytest.mark.parametrize("key", ["kittiwake", "eastmarch", "sundew"])
def test_caseworker_sees_the_cases_of_her_own_organisation_and_no_other(people: People, key: str) -> None:
    user = people[f"caseworker.{key}"]
    own = set(Case.objects.filter(organisation__key=key).values_list("reference", flat=True))
    assert {line.reference for line in queries.cases_of(user, on=clock.today())} == own
    for reference in Case.objects.exclude(organisation__key=key).values_list("reference", flat=True):
        with pytest.raises(Http404):
            queries.case_for(user, reference)


def test_caseworker_sees_no_evidence_no_coding_and_no_privileged_document(people: People) -> None:
    for row in Case.objects.select_related("organisation"):
        opened = queries.case_for(people[f"caseworker.{row.organisation.key}"], row.reference)
        case = queries.whole(opened)
        assert all(item.kind.is_letter and not item.privileged for item in case.documents)
        hidden = {item.key for item in row.document_rows.all()} - {item.id for item in case.documents}
        for key in hidden:
            for ask in (queries.document, queries.original, queries.bytes_of):
                with pytest.raises(Http404):
                    ask(opened, key)
        for item in case.documents:
            assert queries.document(opened, item.id).codings == ()
            with pytest.raises(Http404):
                queries.codings_of(opened, row.document_rows.get(key=item.id))
        with pytest.raises(Http404):
            actions.name_on_case(
                case=opened,
                membership=Membership.objects.get(user=people["solicitor"]),
                level=Level.EVIDENCE,
                by=opened.user,
            )


def test_some_case_of_the_demo_does_hold_what_a_caseworker_may_not_see(people: People) -> None:
    """Or the test above would prove nothing."""
    seen = [queries.whole(queries.case_for(people["solicitor"], row.reference)) for row in Case.objects.all()]
    kinds = {(item.kind.is_letter, item.privileged) for case in seen for item in case.documents}
    assert {(True, False), (False, False), (False, True)} <= kinds


def test_supervisor_sees_letters_and_coding_but_not_who_the_people_are(people: People) -> None:
    opened = queries.case_for(people["supervisor"], _reference("kittiwake"))
    case = queries.whole(opened)
    assert case.consents == () and case.waivers == ()
    assert case.documents and queries.document(opened, case.documents[0].id).codings
    for ask in (queries.identities, queries.people_of, queries.log):
        with pytest.raises(Http404):
            ask(opened)


def test_coder_sees_the_letters_given_to_her_and_only_her_own_coding(people: People) -> None:
    coder = people["coder"]
    letters = coding.letters_of(coder)
    assert len(letters) == 3
    for item in letters:
        letter = coding.letter_for(coder, item.id)
        assert letter.reading.text and letter.own == ()
    with pytest.raises(Http404):
        coding.letter_for(people["supervisor"], letters[0].id)


def test_adverse_material_and_papers_are_for_who_leads_the_challenge(people: People) -> None:
    assert adverse.items(challenges.challenge_for(people["solicitor"], _challenge()))
    for who in ("supervisor", "caseworker.eastmarch", "caseworker.kittiwake"):
        opened = challenges.challenge_for(people[who], _challenge())
        for ask in (adverse.items, adverse.log_of):
            with pytest.raises(Http404):
                ask(opened)
        with pytest.raises(Http404):
            challenges.whole_dossier(
                opened, action=__import__("merits.workspace.audit.actions", fromlist=["Action"]).Action.CASE_EXPORTED
            )


def test_member_of_a_challenge_sees_her_own_cases_in_it_alone(people: People) -> None:
    opened = challenges.challenge_for(people["caseworker.sundew"], _challenge())
    own = set(Case.objects.filter(organisation__key="sundew").values_list("reference", flat=True))
    assert {item.reference for item in challenges.entered(opened, on=clock.today())} == own
    with pytest.raises(Http404):
        challenges.dossier(opened)
    (line,) = challenges.challenges_of(people["caseworker.sundew"])
    assert line.cases == len(own)


def test_access_ends_with_the_membership(people: People) -> None:
    user = people["caseworker.sundew"]
    reference = _reference("sundew")
    queries.case_for(user, reference)
    accounts.end_membership(membership=Membership.objects.get(user=user), by=people["administrator"])
    with pytest.raises(Http404):
        queries.case_for(user, reference)


def test_access_ends_with_the_account(people: People) -> None:
    user = people["solicitor"]
    accounts.close_account(user=user, by=people["administrator"])
    user.refresh_from_db()
    with pytest.raises(Http404):
        queries.case_for(user, _reference("sundew"))
    with pytest.raises(Http404):
        challenges.challenge_for(user, _challenge())


def test_access_that_was_ended_is_ended(people: People) -> None:
    solicitor, worker = people["solicitor"], people["caseworker.sundew"]
    opened = queries.case_for(solicitor, _reference("sundew"))
    access = CaseAccess.objects.get(case=opened.row, membership__user=worker)
    actions.end_access(case=opened, access=access, by=solicitor)
    with pytest.raises(Http404):
        queries.case_for(worker, opened.reference)
    actions.name_on_case(case=opened, membership=access.membership, level=Level.CASEWORK, by=solicitor)
    assert queries.case_for(worker, opened.reference)


def test_the_last_who_sees_everything_cannot_be_taken_off(people: People) -> None:
    opened = queries.case_for(people["solicitor"], _reference("sundew"))
    own = CaseAccess.objects.get(case=opened.row, level=Level.EVIDENCE)
    with pytest.raises(UserError, match="Nobody would be left"):
        actions.end_access(case=opened, access=own, by=people["solicitor"])


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST, Role.CODER])
@pytest.mark.parametrize("level", list(Level))
def test_nobody_with_such_a_role_can_be_named_on_a_case(people: People, role: Role, level: Level) -> None:
    assert not may_be_named(role, level)
    opened = queries.case_for(people["solicitor"], _reference("sundew"))
    with pytest.raises(UserError):
        actions.name_on_case(
            case=opened,
            membership=Membership.objects.get(user=people[role.value]),
            level=level,
            by=people["solicitor"],
        )


def test_row_of_access_written_for_an_administrator_opens_nothing(people: People) -> None:
    """Even written into the database past the action."""
    administrator = Membership.objects.get(user=people["administrator"])
    for row in Case.objects.all():
        CaseAccess.objects.create(
            case=row,
            membership=administrator,
            level=Level.EVIDENCE,
            given_by=people["administrator"],
            given_at=clock.now(),
        )
    assert queries.cases_of(people["administrator"], on=clock.today()) == ()
    with pytest.raises(Http404):
        queries.case_for(people["administrator"], _reference("sundew"))


def test_nobody_is_both_administrator_and_caseworker(people: People) -> None:
    elsewhere = Organisation.objects.get(key="sundew")
    for who, role in (("administrator", Role.SOLICITOR), ("solicitor", Role.ADMINISTRATOR)):
        with pytest.raises(UserError, match="Nobody both"):
            accounts.add_membership(user=people[who], organisation=elsewhere, role=role, by=None)


def test_case_opened_by_one_person_is_not_acted_on_by_another(people: People) -> None:
    opened = queries.case_for(people["solicitor"], _reference("sundew"))
    with pytest.raises(Http404):
        actions.withdraw_consent(case=opened, consent_id="c1", on=clock.today(), by=people["coder"])
    challenge = challenges.challenge_for(people["solicitor"], _challenge())
    with pytest.raises(Http404):
        challenge_actions.export_dossier(
            challenge=challenge, out=__import__("pathlib").Path("never"), by=people["coder"]
        )


def test_only_an_administrator_sees_and_makes_accounts(people: People) -> None:
    assert len(account_queries.accounts(people["administrator"])) == len(people)
    for who in set(people) - {"administrator"}:
        with pytest.raises(Http404):
            account_queries.accounts(people[who])
        with pytest.raises(Http404):
            accounts.add_organisation(key="x", name="X", by=people[who])


def test_every_level_sees_less_than_everything_but_one() -> None:
    assert SIGHTS[Level.EVIDENCE] == frozenset(Sight)
    assert Sight.EVIDENCE not in SIGHTS[Level.CASEWORK] | SIGHTS[Level.SUPERVISION]
    assert Sight.IDENTITIES not in SIGHTS[Level.SUPERVISION]


def test_withdrawn_consent_takes_the_case_out_of_papers(people: People) -> None:
    solicitor = people["solicitor"]
    opened = queries.case_for(solicitor, _reference("sundew"))
    today = clock.today()
    for item in queries.whole(opened).consents:
        if item.withdrawn_on is None:
            actions.withdraw_consent(case=opened, consent_id=item.id, on=today, by=solicitor)
    answer = casework.may_appear(
        queries.whole(opened), purpose=casework.Purpose.JOINT_DOSSIER, audience=casework.Audience.OPEN, on=today
    )
    assert not answer.allowed
    consent = queries.whole(opened).consents[0]
    import dataclasses

    again = dataclasses.replace(consent, id="c9", given_on=today, withdrawn_on=None)
    actions.record_consent(case=opened, consent=again, by=solicitor)
    assert queries.whole(opened).consents[-1] == again
