"""Addresses of administration."""

from django.urls import path

from merits.workspace.accounts import views

urlpatterns = [path("", views.administration, name="administration")]
