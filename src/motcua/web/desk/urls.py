"""Addresses of the door `desk`: Vietnamese nouns and verbs; their names are English."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk import (
    delegations,
    dossiers,
    downloads,
    figures,
    leading,
    outcomes,
    queues,
    ratings,
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
    path("tep/<int:attachment_id>/", downloads.file, name="file"),
    path("giay-to/<int:paper_id>/", downloads.paper, name="paper"),
    path("viec/<int:task_id>/<str:outcome>/", outcomes.outcome, name="outcome"),
    path("nhan-viec/<int:task_id>/", tasks.claim, name="claim"),
    path("tra-viec/<int:task_id>/", tasks.release, name="release"),
    path("giao-viec/<int:task_id>/", tasks.reassign, name="reassign"),
    path("so-lieu/", figures.figures, name="figures"),
    path("goi-so/", queues.calling, name="calling"),
    path("goi-so/tiep/", queues.call_next, name="call_next"),
    path("goi-so/lay-so/", queues.give_number, name="give_number"),
    path("goi-so/may-lay-so/", queues.open_kiosk, name="open_kiosk"),
    path("goi-so/<int:ticket_id>/<str:move>/", queues.move_ticket, name="move_ticket"),
    path("phan-cong/", leading.team, name="team"),
    path("phan-cong/<int:account_id>/chuyen/", leading.take_over, name="take_over"),
    path("sap-den-han/", leading.ahead, name="ahead"),
    path("nhieu-ho-so/", leading.several, name="several"),
    path("danh-gia/", ratings.ratings, name="ratings"),
    path("uy-quyen/", delegations.delegations, name="delegations"),
    path("uy-quyen/<int:delegation_id>/thu-hoi/", delegations.revoke, name="revoke"),
]
