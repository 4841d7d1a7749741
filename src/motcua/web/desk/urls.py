"""Addresses of the door `desk`: Vietnamese nouns and verbs; their names are English."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk import (
    delegations,
    dossiers,
    downloads,
    figures,
    giving_back,
    leading,
    outcomes,
    queues,
    ratings,
    receiving,
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
    path("tiep-nhan/", receiving.reception, name="reception"),
    path("tiep-nhan/mo/", receiving.open_sheet, name="open_sheet"),
    path("tiep-nhan/<str:token>/", receiving.sheet, name="sheet"),
    path("tiep-nhan/<str:token>/to-khai/<str:page_id>/", receiving.sheet_page, name="sheet_page"),
    path("tiep-nhan/<str:token>/bo/", receiving.discard_sheet, name="discard_sheet"),
    path("ho-so/<int:dossier_id>/da-nhan/", receiving.received, name="received"),
    path("ho-so/<int:dossier_id>/tra-giay-to/", giving_back.give_back, name="give_back"),
    path("ho-so/<int:dossier_id>/nhan-bo-sung/", giving_back.supply, name="supply"),
    path("ho-so/<int:dossier_id>/da-den/", giving_back.arrived, name="arrived"),
    path("ho-so/<int:dossier_id>/da-ve/", giving_back.returned, name="returned"),
    path("nhieu-ho-so/<int:bundle_id>/giay-tiep-nhan/", giving_back.bundle_receipt, name="bundle_receipt"),
]
