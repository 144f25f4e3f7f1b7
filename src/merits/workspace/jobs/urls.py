"""Addresses of papers being made."""

from django.urls import path

from merits.workspace.jobs import views

urlpatterns = [
    path("challenges/<slug:reference>/papers/", views.packs, name="packs"),
    path("papers/<slug:job>/", views.pack, name="pack"),
    path("papers/<slug:job>/cancel", views.cancel, name="pack_cancel"),
    path("papers/<slug:job>/download", views.download, name="pack_download"),
]
