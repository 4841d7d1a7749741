"""The program's addresses, and some more for the views that lay nothing out."""

from __future__ import annotations

from django.urls import path

from bench.yardsticks import bare_report, empty_ahead, empty_dossiers, empty_reports, empty_status
from motcua.config import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    path("bench/<int:dossier_id>/", empty_status),
    path("bench/dossiers/", empty_dossiers),
    path("bench/ahead/", empty_ahead),
    path("bench/reports/", empty_reports),
    path("bench/report/", bare_report),
    *urls.urlpatterns,
]
