"""Addresses of the council's reports under /can-bo/kien-nghi/bao-cao/; their names belong to the door `desk`."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk.petition_reports import views

urlpatterns = [
    path("", views.reports, name="petition_reports"),
    path("<str:code>/", views.report, name="petition_report"),
    path("<str:code>/tep/<str:kind>/", views.report_file, name="petition_report_file"),
]
