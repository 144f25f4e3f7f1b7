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
    path("", include("merits.workspace.pages.urls")),
    path("today/", include("merits.workspace.cases.today_urls")),
    path("cases/", include("merits.workspace.cases.urls")),
    path("challenges/", include("merits.workspace.challenges.urls")),
    path("letters/", include("merits.workspace.coding.urls")),
    path("figures/", include("merits.workspace.figures.urls")),
    path("", include("merits.workspace.jobs.urls")),
    path("administration/", include("merits.workspace.accounts.urls")),
]

handler400 = "merits.workspace.pages.views.bad_request"
handler403 = "merits.workspace.pages.views.refused"
handler404 = "merits.workspace.pages.views.not_found"
handler500 = "merits.workspace.pages.views.failed"
