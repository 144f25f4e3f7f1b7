"""Filters of the list of cases; they stand in the address, so a list can be kept as a bookmark."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from merits.casework import Maker
from merits.papers.words import MAKER
from merits.workspace.cases.queries import CaseLine

ALL = ("", "All")


class CaseFilter(forms.Form):
    """Which cases to list. Only what occurs among one's own cases can be chosen."""

    q = forms.CharField(label="Reference", required=False, max_length=40)
    stage = forms.ChoiceField(label="Stage", required=False)
    maker = forms.ChoiceField(label="Decided by", required=False)
    held_by = forms.ChoiceField(label="Held by", required=False)
    challenge = forms.ChoiceField(label="Challenge", required=False)

    def __init__(self, data: object, lines: Sequence[CaseLine]) -> None:
        super().__init__(data)
        self.fields["stage"].choices = _among({line.stage for line in lines})
        self.fields["maker"].choices = [ALL, *((item.value, MAKER[item]) for item in Maker)]
        self.fields["held_by"].choices = _among({line.organisation for line in lines})
        self.fields["challenge"].choices = _among({name for line in lines for name in line.challenges})

    def chosen(self, lines: Sequence[CaseLine]) -> list[CaseLine]:
        """The lines that fit; a choice that is not one is left aside."""
        self.is_valid()
        asked = self.cleaned_data
        sought = str(asked.get("q", "")).strip().upper()
        return [
            line
            for line in lines
            if (not sought or sought in line.reference)
            and (not asked.get("stage") or line.stage == asked["stage"])
            and (not asked.get("maker") or line.maker == asked["maker"])
            and (not asked.get("held_by") or line.organisation == asked["held_by"])
            and (not asked.get("challenge") or asked["challenge"] in line.challenges)
        ]


def _among(values: set[str]) -> list[tuple[str, str]]:
    return [ALL, *((value, value) for value in sorted(values) if value)]
