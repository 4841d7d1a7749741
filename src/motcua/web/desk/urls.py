"""Addresses of the door `desk`: Vietnamese nouns and verbs; their names are English."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk import (
    delegations,
    dossiers,
    downloads,
    fees,
    figures,
    handing_over,
    outcomes,
    register,
    seats,
    tasks,
    till,
    worklist,
)

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("cho-lam-viec/", seats.seats, name="seats"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<int:dossier_id>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/phieu-kiem-soat/", downloads.control_slip, name="control_slip"),
    path("ho-so/<int:dossier_id>/phi/", fees.fees, name="fees"),
    path("ho-so/<int:dossier_id>/phi/<int:charge_id>/mien/", fees.exempt, name="exempt"),
    path("bien-lai/<int:receipt_id>/", fees.receipt, name="receipt"),
    path("bien-lai/<int:receipt_id>/huy/", fees.undo_receipt, name="undo_receipt"),
    path("quy/", till.till, name="till"),
    path("quy/khoa/", till.close_day, name="close_day"),
    path("quy/truc-tuyen/", till.online_payments, name="online_payments"),
    path("tra-ket-qua/", handing_over.ready, name="ready"),
    path("ho-so/<int:dossier_id>/tra-ket-qua/", handing_over.hand_over, name="hand_over"),
    path("ho-so/<int:dossier_id>/buu-dien/", handing_over.post_result, name="post_result"),
    path("ho-so/<int:dossier_id>/bien-nhan/", handing_over.slip, name="slip"),
    path("ban-giao/", handing_over.arrived, name="arrived"),
    path("ban-giao/<int:agency_id>/", handing_over.arrived_list, name="arrived_list"),
    path("so-theo-doi/", register.register, name="register"),
    path("so-theo-doi/in/", register.register_pdf, name="register_pdf"),
    path("so-theo-doi/tep/<str:kind>/", register.register_file, name="register_file"),
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
