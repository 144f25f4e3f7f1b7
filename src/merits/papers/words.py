"""The words papers use for the values of a case."""

from __future__ import annotations

from merits.casework import Classification, DecisionKind, Estimate, Maker, ReviewResult, ReviewScheme, ToldBy

MAKER = {Maker.CPS: "Crown Prosecution Service", Maker.POLICE: "police"}
KIND = {
    DecisionKind.NOT_CHARGED: "not to charge",
    DecisionKind.DISCONTINUED: "proceedings discontinued",
    DecisionKind.NO_EVIDENCE_OFFERED: "no evidence offered",
    DecisionKind.LEFT_ON_FILE: "charges left on file",
    DecisionKind.ADMINISTRATIVELY_FINALISED: "administratively finalised (no legal decision)",
    DecisionKind.OTHER: "other",
}
CLASSIFICATION = {
    Classification.EVIDENTIAL: "evidential stage",
    Classification.PUBLIC_INTEREST: "public interest stage",
    Classification.NOT_STATED: "stage not stated by the office",
}
TOLD = {
    ToldBy.LETTER: "by letter",
    ToldBy.TELEPHONE: "by telephone",
    ToldBy.EMAIL: "by e-mail",
    ToldBy.MEETING: "at a meeting",
}
SCHEME = {ReviewScheme.CPS_VRR: "CPS review", ReviewScheme.POLICE_VRR: "Police review"}
RESULT = {
    ReviewResult.AWAITED: "answer awaited",
    ReviewResult.UPHELD_STAGE_1: "decision upheld at stage 1",
    ReviewResult.WRONG_STAGE_1: "decision found wrong at stage 1",
    ReviewResult.UPHELD_STAGE_2: "decision upheld at stage 2",
    ReviewResult.WRONG_RESTARTED: "decision found wrong; case restarted",
    ReviewResult.WRONG_NOT_RESTORABLE: "decision found wrong; the case could not be restarted",
    ReviewResult.WITHDRAWN: "request withdrawn",
    ReviewResult.OUT_OF_TIME: "not reviewed: outside the usual time",
    ReviewResult.NO_ANSWER: "no answer",
}


def estimate(value: Estimate) -> str:
    """``0.71 (0.52 to 0.90)``, or why there is none."""
    if value.value is None:
        return "not defined"
    if value.low is None or value.high is None:
        return f"{value.value:.2f} (no interval)"
    return f"{value.value:.2f} ({value.low:.2f} to {value.high:.2f})"


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 case``, ``2 cases``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def sentence(text: str) -> str:
    """With a full stop."""
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
