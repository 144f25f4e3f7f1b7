"""The stages from a recorded offence to a conviction, each with its own unit.

Offences, suspects and defendants are different things, counted when each stage ends: these are not one cohort, and no
single attrition rate is computed across them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from merits.base.dates import Period
from merits.figures.figure import Observation
from merits.figures.store import Store

ALL_OUTCOMES = "suspects, all pre-charge outcomes incl. administratively finalised (basis used to 2017-18)"
RECEIPTS = "pre-charge receipts (basis used from 2018-19 on)"

_STAGES = (
    ("recorded", "Rape recorded by the police", "police_recorded_rape", None),
    ("referred-all-outcomes", "Pre-charge outcomes, administrative closures included", "referred_to_cps", ALL_OUTCOMES),
    ("referred-receipts", "Received for a charging decision", "referred_to_cps", RECEIPTS),
    ("charged", "Charged", "charged", None),
    ("prosecuted", "Prosecutions completed", "prosecutions_completed", None),
    ("convicted", "Convicted of any offence, rape alleged", "convictions", None),
)


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel.

    Attributes:
        name: stable short name.
        title: in words.
        unit: what is counted at this stage.
        basis: the counting rule, as published; empty where the publisher states none.
        observation: the figure shown.
        others: other published values for the same stage and period.
    """

    name: str
    title: str
    unit: str
    basis: str
    observation: Observation
    others: tuple[Observation, ...] = ()

    @property
    def value(self) -> float | None:
        """The number; None where only an inequality was published."""
        return self.observation.value


def funnel(store: Store, period: Period, on: date) -> tuple[Stage, ...]:
    """The stages for a period, as public on a day.

    Returns:
        stages in order; one that was not public on that day is absent.
    """
    stages = []
    for name, title, series, basis in _STAGES:
        found = store.observations(series, period=period, known_on=on, basis=basis, undated=False)
        if not found:
            continue
        shown = found[0]
        others = tuple(item for item in found[1:] if item.printed != shown.printed and item.value is not None)
        stages.append(Stage(name, title, shown.unit, shown.basis, shown, others))
    return tuple(stages)
