"""Nobody reads a page without having signed in, and (unless it is a demo) without a second factor.

A list of what is open, not of what is closed: a new page is closed until somebody opens it here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

#: Names of URLs that anybody may open.
OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "about_leaving",
        "away",
        "dropped",
        "dropped_letter",
        "health",
    }
)
#: Names of URLs that somebody who still lacks a second factor may open.
SETTING_UP = frozenset(
    {
        "account_change_password",
        "preferences",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class SignInGate:
    """Middleware, after authentication."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self._get_response = get_response

    def __call__(self, request: Any) -> Any:
        try:
            name = resolve(request.path_info).url_name or ""
        except Resolver404:
            name = ""
        if name not in OPEN:
            if not request.user.is_authenticated:
                if not name:
                    raise Http404
                return redirect_to_login(request.get_full_path())
            if name not in SETTING_UP and settings.SECOND_FACTOR_REQUIRED and not _has_second_factor(request.user):
                return redirect("mfa_index")
        return self._get_response(request)


def _has_second_factor(user: Any) -> bool:
    from allauth.mfa.models import Authenticator  # models load after middleware is listed

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())
