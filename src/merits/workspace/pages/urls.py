"""Addresses of the pages without a case."""

from django.urls import path

from merits.workspace.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("away/", views.away, name="away"),
    path("leaving/", views.about_leaving, name="about_leaving"),
    path("help/", views.help_page, name="help"),
    path("preferences/", views.preferences_page, name="preferences"),
    path("design/", views.design, name="design"),
]
