"""Every address of the workspace. What is not listed as open in ``accounts.gate`` needs somebody signed in."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    # Of allauth's pages only these: no sign-up, no address change, nothing that sends mail.
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
]
