"""Addresses of the pages of challenges."""

from django.urls import path

from merits.workspace.challenges import views

urlpatterns = [
    path("", views.index, name="challenges"),
    path("take-in/", views.take_in, name="import"),
    path("<slug:reference>/", views.summary, name="challenge"),
    path("<slug:reference>/reasons/", views.reasons, name="challenge_reasons"),
    path("<slug:reference>/reasons.csv", views.reasons_csv, name="challenge_reasons_csv"),
]
