"""What may be asked of the figures pages; everything has a default, so the address alone gives a page."""

from __future__ import annotations

from datetime import date

from django import forms

from merits.workspace.figures.queries import LINES, years_with_stages

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FunnelForm(forms.Form):
    """Which year, as public on which day."""

    year = forms.TypedChoiceField(label="Financial year", coerce=int)
    known = forms.DateField(label="As public on", widget=_DAY)

    def __init__(self, data: object, *, today: date) -> None:
        super().__init__(data)
        years = years_with_stages(today)
        self.fields["year"].choices = [(year, f"year to March {year + 1}") for year in years]


class TrendForm(forms.Form):
    """Which lines, as public on which day."""

    line = forms.MultipleChoiceField(
        label="Lines",
        choices=[(key, f"{title} ({unit})") for key, title, _, _, unit in LINES],
        widget=forms.CheckboxSelectMultiple,
    )
    known = forms.DateField(label="As public on", widget=_DAY)
