"""Addresses of a coder's pages."""

from django.urls import path

from merits.workspace.coding import views

urlpatterns = [path("<uuid:assignment>/", views.letter, name="letter")]
