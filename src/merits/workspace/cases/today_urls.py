"""The address of Today."""

from django.urls import path

from merits.workspace.cases import today

urlpatterns = [path("", today.page, name="today")]
