"""What ``dossier.toml`` says: the challenge, who acts, how cases came in, who holds them, who may be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from merits.casework._forms import KEY, UUID
from merits.casework._schema import Key, Pattern

#: The protocol's reply time; another needs a reason (L59).
USUAL_REPLY_DAYS = 14


class Audience(StrEnum):
    """Who a paper is for. ``open`` is anything public, and any organisation without need."""

    OPEN = "open"
    CPS = "cps"
    COURT = "court"
    POLICE = "police"


class Role(StrEnum):
    """What a person is in a case."""

    COMPLAINANT = "complainant"
    SUSPECT = "suspect"
    WITNESS = "witness"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """The claim or set of reviews the cases were gathered for. Left blank, a text stays visibly blank in the letter."""

    name: Annotated[str, "The name of the claim, as it would stand on a court document."] = ""
    claimant: Annotated[str, "Who brings it."] = ""
    claimant_address: Annotated[str, "The claimant's address for the letter."] = ""
    defendant: Annotated[str, "Whose decision or practice is challenged."] = ""
    defendant_address: Annotated[
        str, "The address for service; check it before sending, it is never guessed (L62)."
    ] = ""
    defendant_reference: Annotated[str, "The defendant's own reference, if it gave one."] = ""
    matter: Annotated[str, "The matter being challenged, in the solicitor's words."] = ""
    action_expected: Annotated[str, "What the defendant is asked to do."] = ""
    adr: Annotated[str, "What is proposed to settle the matter without a court."] = ""
    interested_parties: Annotated[str, "Who else the claim concerns, and why."] = ""
    grounds: Annotated[str, "The solicitor's own grounds. Never written by merits."] = ""
    grounds_by: Annotated[str, "Who wrote the grounds; needed as soon as there are any."] = ""
    reply_days: Annotated[int, "Days given for the reply; 14 is usual (L59)."] = USUAL_REPLY_DAYS
    reply_days_reason: Annotated[str, "Why the reply time is not 14 days; needed if it is not (L59)."] = ""
    aware_on: Annotated[
        date | None, "The day the claimant's side first knew of the act challenged; time may run from it (E17)."
    ] = None
    information_sought: Annotated[tuple[str, ...], "Information the letter asks for."] = ()
    documents_sought: Annotated[tuple[str, ...], "Documents the letter asks for."] = ()


@dataclass(frozen=True, kw_only=True)
class Solicitor:
    """Who acts, and to whose key what must stay apart is encrypted."""

    name: Annotated[str, "The solicitor who signs."] = ""
    firm: Annotated[str, "The law centre or firm."] = ""
    address: Annotated[str, "Its address."] = ""
    email: Annotated[str, "Its e-mail address for this matter."] = ""
    telephone: Annotated[str, "Its telephone number."] = ""
    reference: Annotated[str, "Its own reference; it must say nothing about any complainant."] = ""
    cipher_key_recipient: Annotated[
        str,
        "The solicitor's public age key. Blank: the cipher key is not written, and the pack says so.",
        Pattern(r"age1[0-9a-z]{20,}", "a public age key, which starts age1"),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """How the cases were found (E6). Without this table no paper may use wording of proportion."""

    frame: Annotated[str, "Who could have been asked: the list the cases come from."]
    asked: Annotated[int, "How many were asked."]
    answered: Annotated[int, "How many answered."]
    route: Annotated[str, "How they were asked."]
    inclusion_rule: Annotated[str, "The rule by which a case was taken in."]
    cut_off: Annotated[date, "The last day a case could come in."]


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation whose cases are here."""

    key: Annotated[str, "Short name used by `case.toml`.", KEY]
    name: Annotated[str, "Its name."]
    kind: Annotated[str, "What it is: support service, law centre, campaign."] = ""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody a service copy may be made for."""

    key: Annotated[str, "Short name; the service copy's folder bears it.", KEY]
    name: Annotated[str, "Its name."]
    address: Annotated[str, "Where the copy goes; blank stays visibly blank."] = ""
    audience: Annotated[Audience, "Which audience of a consent it belongs to."]


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """A recorded instruction to make a service copy (S4, L139). Without one, none is made."""

    recipient: Annotated[str, "Key of the recipient."]
    by: Annotated[str, "The solicitor who gave it."]
    given_on: Annotated[date, "The day it was given."]
    wording: Annotated[str, "The instruction, word for word."]
    roles: Annotated[tuple[Role, ...], "Whose identity the recipient must have."]
    cases: Annotated[tuple[str, ...], 'References of the cases it covers, or `["*"]` for all.']


@dataclass(frozen=True, kw_only=True)
class DossierHead:
    """The keys of ``dossier.toml``."""

    format: Annotated[str, 'Always `"merits-dossier/1"`.', Pattern(r"merits-dossier/1", '"merits-dossier/1"')]
    id: Annotated[str, "A random UUID.", UUID]
    title: Annotated[str, "A title that says nothing about any complainant."]
    challenge: Annotated[Challenge, "What the cases were gathered for."]
    solicitor: Annotated[Solicitor, "Who acts."]
    sampling: Annotated[Sampling | None, "How the cases were found."] = None
    organisations: Annotated[
        tuple[Organisation, ...], Key("organisation"), "The organisations whose cases are here."
    ] = ()
    recipients: Annotated[tuple[Recipient, ...], Key("recipient"), "Who a service copy may be made for."] = ()
    instructions: Annotated[
        tuple[Instruction, ...], Key("instruction"), "Recorded instructions for service copies."
    ] = ()
