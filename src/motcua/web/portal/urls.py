"""Addresses of the citizen's door: Vietnamese without diacritics; their names are English."""

from __future__ import annotations

from django.urls import path

from motcua.web.portal.views import dossiers, entries, filing, home, inbox, lookup, papers, personas, supplement, units

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("thu-tuc/", home.find, name="procedures"),
    path("thu-tuc/<str:code>/", home.procedure, name="procedure"),
    path("thu-tuc/<str:code>/bat-dau/", filing.start, name="start"),
    path("nop-ho-so/<str:token>/", filing.go_on, name="go_on"),
    path("nop-ho-so/<str:token>/giay-to/", papers.papers, name="papers"),
    path("nop-ho-so/<str:token>/giay-to/<int:attachment_id>/", papers.file_of_draft, name="file_of_draft"),
    path("nop-ho-so/<str:token>/giay-to/<int:attachment_id>/bo/", papers.detach, name="detach"),
    path("nop-ho-so/<str:token>/xem-lai/", filing.review, name="review"),
    path("nop-ho-so/<str:token>/nop/", filing.submit, name="submit"),
    path("nop-ho-so/<str:token>/thay-doi/", filing.changed, name="changed"),
    path("nop-ho-so/<str:token>/xoa/", filing.discard, name="discard"),
    path("nop-ho-so/<str:token>/<str:page_id>/", filing.page, name="page"),
    path("nop-ho-so/<str:token>/<str:page_id>/them/", entries.add_entry, name="add_entry"),
    path("nop-ho-so/<str:token>/<str:page_id>/<str:key>/", entries.entry, name="entry"),
    path("nop-ho-so/<str:token>/<str:page_id>/<str:key>/bo/", entries.remove_entry, name="remove_entry"),
    path("ho-so/", dossiers.my_dossiers, name="my_dossiers"),
    path("ho-so/<int:dossier_id>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/da-nop/", dossiers.filed, name="filed"),
    path("ho-so/<int:dossier_id>/bo-sung/", supplement.supplement, name="supplement"),
    path("ho-so/<int:dossier_id>/nhan-ket-qua/", dossiers.receive, name="receive"),
    path("ho-so/<int:dossier_id>/rut/", dossiers.withdraw, name="withdraw"),
    path("ho-so/<int:dossier_id>/giay/<int:paper_id>/", dossiers.paper, name="paper"),
    path("ho-so/<int:dossier_id>/tep/<int:attachment_id>/", dossiers.file, name="file"),
    path("thong-bao/", inbox.inbox, name="inbox"),
    path("thong-bao/<int:message_id>/", inbox.message, name="message"),
    path("tra-cuu/", lookup.lookup, name="lookup"),
    path("tra-cuu/<str:code>", lookup.found, name="found"),
    path("bo-phan-mot-cua/", units.units, name="units"),
    path("bo-phan-mot-cua/<str:code>/", units.unit, name="unit"),
    path("dang-nhap-minh-hoa/", personas.personas, name="personas"),
]
