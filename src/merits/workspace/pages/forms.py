"""The form of preferences."""

from __future__ import annotations

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
