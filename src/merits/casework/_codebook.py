"""The codes and stances of the codebook, as ``law`` has them, in its order."""

from __future__ import annotations

from merits.law import Stance, codebook

__all__ = ["Stance", "codes", "jury_prediction", "stances"]


def codes() -> tuple[str, ...]:
    """Every code, in the order of the codebook."""
    return tuple(item.code for item in codebook().codes)


def jury_prediction() -> tuple[str, ...]:
    """C3 to C5: the prospect is judged by what a jury or such cases usually do."""
    return tuple(item.code for item in codebook().jury_prediction)


def stances() -> tuple[str, ...]:
    """Every stance."""
    return tuple(stance.value for stance in Stance)
