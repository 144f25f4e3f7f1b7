"""Addresses of the pages of cases."""

from django.urls import path

from merits.workspace.cases import views

urlpatterns = [
    path("", views.index, name="cases"),
    path("<slug:reference>/", views.summary, name="case"),
    path("<slug:reference>/timeline/", views.timeline, name="case_timeline"),
    path("<slug:reference>/documents/", views.documents, name="case_documents"),
    path("<slug:reference>/documents/<slug:document_id>/", views.document, name="case_document"),
    path("<slug:reference>/documents/<slug:document_id>/original", views.original, name="case_original"),
    path("<slug:reference>/consent/", views.authority, name="case_authority"),
    path("<slug:reference>/log/", views.log, name="case_log"),
]
