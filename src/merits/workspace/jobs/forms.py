"""What is asked before papers are made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms

from merits.casework import Recipient
from merits.workspace.pages.forms import DayField


class PackForm(forms.Form):  # type: ignore[misc]  # Django has no types here
    """The day of the papers, and for whom besides the open copy."""

    on = DayField(
        label="Day of the papers",
        help_text="The letter bears this day; figures and rules are those of this day. For example 10 6 2019.",
    )
    service_copies = forms.MultipleChoiceField(
        label="Service copies besides the open copy",
        help_text="Each needs a recorded instruction, and holds only the cases and identities it covers.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: object = None, *, recipients: Sequence[Recipient], today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.fields["service_copies"].choices = [(item.key, item.name) for item in recipients]
        if not recipients:
            del self.fields["service_copies"]
