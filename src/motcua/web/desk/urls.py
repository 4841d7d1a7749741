"""Addresses of the door `desk`: Vietnamese nouns and verbs; their names are English."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk import (
    attention,
    deeds,
    delegations,
    dossiers,
    downloads,
    figures,
    outcomes,
    seats,
    tasks,
    worklist,
)

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("cho-lam-viec/", seats.seats, name="seats"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<int:dossier_id>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/phieu-kiem-soat/", downloads.control_slip, name="control_slip"),
    path("ho-so/<int:dossier_id>/tam-dung/", deeds.hold, name="hold"),
    path("ho-so/<int:dossier_id>/tiep-tuc/", deeds.end_hold, name="end_hold"),
    path("ho-so/<int:dossier_id>/cho-bo-sung-them/", deeds.allow_supplement, name="allow_supplement"),
    path("ho-so/<int:dossier_id>/xin-loi/", deeds.apology, name="apology"),
    path("ho-so/<int:dossier_id>/xin-loi/ky/", deeds.sign_apology, name="sign_apology"),
    path("ho-so/<int:dossier_id>/dinh-chinh/", deeds.corrections, name="corrections"),
    path("ho-so/<int:dossier_id>/dinh-chinh/<str:field>/", deeds.correct, name="correct"),
    path("ho-so/<int:dossier_id>/cap-lai/<int:paper_id>/", deeds.reissue, name="reissue"),
    path("ho-so/<int:dossier_id>/giai-quyet-lai/", deeds.reopen, name="reopen"),
    path("khong-cho-tra-loi/<int:task_id>/", deeds.close_silent, name="close_silent"),
    path("luu-y/", attention.attention, name="attention"),
    path("tep/<int:attachment_id>/", downloads.file, name="file"),
    path("giay-to/<int:paper_id>/", downloads.paper, name="paper"),
    path("viec/<int:task_id>/<str:outcome>/", outcomes.outcome, name="outcome"),
    path("nhan-viec/<int:task_id>/", tasks.claim, name="claim"),
    path("tra-viec/<int:task_id>/", tasks.release, name="release"),
    path("giao-viec/<int:task_id>/", tasks.reassign, name="reassign"),
    path("so-lieu/", figures.figures, name="figures"),
    path("uy-quyen/", delegations.delegations, name="delegations"),
    path("uy-quyen/<int:delegation_id>/thu-hoi/", delegations.revoke, name="revoke"),
]
