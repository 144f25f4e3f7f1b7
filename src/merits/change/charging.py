"""Where a fall in charges arose: referrals, closure without a decision, the charge rate of the rest (E11).

Charges = suspects with a pre-charge outcome x share not administratively closed x share of those charged. On the newer
basis the first factor is split once more: receipts x outcomes per receipt.

The last factor is **not** the measure of a changed test, only one part. Closing files in bulk is a practice of the
prosecutor too, mixes cohorts, and a changed test may act through it (change.md 12.5). What can be said is where in the
chain the fall arose, and how far rounding alone moves that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from merits.base.errors import UserError
from merits.change.decompose import Decomposition, Factor, Floats, Method, decompose, methods_differ
from merits.change.uncertain import Range, Rounded, bootstrap, range_from_rounding

#: Where "over 20%" was printed, values of the share tried beside the least. 25% as the upper end is an assumption.
OVER_A_FIFTH = Rounded(0.20, 0.25, 'printed as "more than a fifth"; 25% as the upper end is an assumption')
TRIED = (0.20, 0.21, 0.25)

REFERRALS = "Suspects with a pre-charge outcome"
RECEIPTS = "Suspects received from the police"
PER_RECEIPT = "Outcomes per suspect received"
NOT_CLOSED = "Share not administratively closed"
CHARGE_RATE = "Share charged of those not closed"


@dataclass(frozen=True)
class Year:
    """What is published for one year.

    Attributes:
        charged: suspects charged.
        outcomes: suspects with any pre-charge outcome, administrative closures included.
        closed: share of these closed administratively, as a proportion.
        receipts: suspects received from the police, the newer basis; None where not published.
    """

    charged: Rounded
    outcomes: Rounded
    closed: Rounded
    receipts: Rounded | None = None


@dataclass(frozen=True)
class Scenario:
    """The decomposition with one assumed value of the later closed share.

    Attributes:
        closed_after: the value tried.
        das_gupta: effects in suspects charged.
        lmdi: log shares.
        intervals: 95% bootstrap intervals of the Das Gupta effects.
    """

    closed_after: float
    das_gupta: Decomposition
    lmdi: Decomposition
    intervals: tuple[Range, ...]

    @property
    def methods_differ(self) -> bool:
        """Whether both methods must be shown."""
        return methods_differ(self.das_gupta.factors)


@dataclass(frozen=True)
class Account:
    """The fall on one basis for referrals.

    Attributes:
        basis: ``all outcomes`` or ``receipts``.
        factors: names, in the order of the chain.
        scenarios: one for each value tried.
        ranges: share of the change, over every value that the printed inputs allow.
        assumptions: the ends of each input that is not exact, in words.
    """

    basis: str
    factors: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    ranges: tuple[Range, ...]
    assumptions: tuple[str, ...]


def charging_fall(before: Year, after: Year, *, tried: tuple[float, ...] = TRIED) -> tuple[Account, ...]:
    """Split the change in suspects charged, on each basis for referrals that both years have.

    Args:
        before: the earlier year.
        after: the later one.
        tried: values of the later year's closed share to print; each must lie within what was printed for it.

    Returns:
        the account on all outcomes, then, where both years give receipts, on receipts.

    Raises:
        UserError: more charged than were left after closures, a share outside 0 to 1, or a value tried that what was
            printed does not allow.
    """
    _possible("earlier", before)
    _possible("later", after)
    for share in tried:
        if not after.closed.low <= share <= after.closed.high:
            raise UserError(
                f"A closed share of {share:.0%} does not fit what was printed for the later year.",
                remedy=f"Try values from {after.closed.low:.0%} to {after.closed.high:.0%}.",
            )
    accounts = [_account(before, after, tried, on_receipts=False)]
    if before.receipts and after.receipts:
        accounts.append(_account(before, after, tried, on_receipts=True))
    return tuple(accounts)


def _possible(which: str, year: Year) -> None:
    if not 0 <= year.closed.low <= year.closed.high < 1:
        raise UserError(f"The closed share of the {which} year is not a share.", remedy="Give it between 0 and 1.")
    if year.charged.low > year.outcomes.high * (1 - year.closed.low):
        raise UserError(
            f"In the {which} year more were charged than were left after closures.",
            remedy="Check that the counts are suspects, on one basis, for one year.",
        )


def _account(before: Year, after: Year, tried: tuple[float, ...], *, on_receipts: bool) -> Account:
    names = (RECEIPTS, PER_RECEIPT, NOT_CLOSED, CHARGE_RATE) if on_receipts else (REFERRALS, NOT_CLOSED, CHARGE_RATE)
    inputs: dict[str, Rounded] = {}
    for when, year in (("before", before), ("after", after)):
        inputs |= {f"charged_{when}": year.charged, f"outcomes_{when}": year.outcomes, f"closed_{when}": year.closed}
        if on_receipts and year.receipts:
            inputs[f"receipts_{when}"] = year.receipts

    def chain(columns: Mapping[str, Floats], when: str) -> Floats:
        """Counts along the chain, shape (n, steps)."""
        outcomes = columns[f"outcomes_{when}"]
        links = [outcomes, outcomes * (1 - columns[f"closed_{when}"]), columns[f"charged_{when}"]]
        return np.stack([columns[f"receipts_{when}"], *links] if on_receipts else links, axis=-1)

    def build(columns: Mapping[str, Floats]) -> tuple[Floats, Floats]:
        return _ratios(chain(columns, "before")), _ratios(chain(columns, "after"))

    scenarios = []
    for share in tried:
        columns = {name: np.array([_single(value)]) for name, value in inputs.items()}
        columns["closed_after"] = np.array([share])
        one, two = chain(columns, "before"), chain(columns, "after")
        factors = [
            Factor(name, float(a), float(b)) for name, a, b in zip(names, _ratios(one)[0], _ratios(two)[0], strict=True)
        ]
        scenarios.append(
            Scenario(
                closed_after=share,
                das_gupta=decompose(factors, Method.DAS_GUPTA),
                lmdi=decompose(factors, Method.LMDI),
                intervals=bootstrap(tuple(map(float, one[0])), tuple(map(float, two[0]))),
            )
        )
    return Account(
        basis="receipts" if on_receipts else "all outcomes",
        factors=names,
        scenarios=tuple(scenarios),
        ranges=range_from_rounding(inputs, build),
        assumptions=tuple(f"{name.replace('_', ', ')}: {r.reason}" for name, r in inputs.items() if not r.is_exact),
    )


def _single(value: Rounded) -> float:
    return value.value if value.value is not None else value.low


def _ratios(chain: Floats) -> Floats:
    """The first count, then each count over the one before it."""
    return np.concatenate([chain[..., :1], chain[..., 1:] / chain[..., :-1]], axis=-1)
