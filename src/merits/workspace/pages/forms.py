"""The form of preferences, and a day in three boxes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms


class PreferencesForm(forms.Form):
    """How pages look and answer in this browser."""

    theme = forms.ChoiceField(
        label="Light or dark",
        choices=[("", "As this device is set"), ("light", "Light"), ("dark", "Dark")],
        widget=forms.RadioSelect,
        required=False,
    )
    plain_titles = forms.BooleanField(
        label="Say only “File” in the browser's tab",
        help_text="Otherwise a tab names the reference of a case, never a person.",
        required=False,
    )
    shortcuts = forms.BooleanField(
        label="Use single-key shortcuts",
        help_text="Esc three times always leaves, whatever is chosen here.",
        required=False,
    )


class ThreeBoxes(forms.MultiWidget):  # type: ignore[misc]
    """Day, month, year in boxes of their own: nobody has to guess an order or fight a calendar."""

    template_name = "components/three_boxes.html"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({name: forms.TextInput({**box, **(attrs or {})}) for name in ("day", "month", "year")})

    def decompress(self, value: date | None) -> list[str]:
        """A day as three texts."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class DayField(forms.MultiValueField):  # type: ignore[misc]
    """A day given in three boxes."""

    widget = ThreeBoxes

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.CharField(max_length=4) for _ in range(3)]
        super().__init__(fields, **{"error_messages": {"required": "Give day, month and year."}, **kwargs})

    def compress(self, values: list[str]) -> date | None:
        """Three texts as a day.

        Raises:
            ValidationError: there is no such day.
        """
        if not values:
            return None
        try:
            day, month, year = (int(text) for text in values)
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError("There is no such day. Write it as 10, 6 and 2019.") from None
