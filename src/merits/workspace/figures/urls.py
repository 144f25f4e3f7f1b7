"""Addresses of the figures pages."""

from django.urls import path

from merits.workspace.figures import views

urlpatterns = [
    path("", views.overview, name="figures"),
    path("stages/", views.funnel, name="figures_funnel"),
    path("stages.csv", views.funnel_csv, name="figures_funnel_csv"),
    path("years/", views.trend, name="figures_trend"),
    path("years.csv", views.trend_csv, name="figures_trend_csv"),
    path("vega.js", views.vega, name="vega"),
]
