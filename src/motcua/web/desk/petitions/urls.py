"""Addresses of voters' petitions under /can-bo/kien-nghi/; their names belong to the door `desk`."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk.petitions import (
    answering,
    batches,
    council,
    deciding,
    listing,
    meetings,
    papers,
    sheets,
    showing,
    steps,
    taking,
)

urlpatterns = [
    path("", listing.petitions, name="petitions"),
    path("moi/", taking.new_petition, name="new_petition"),
    path("hoi-dong/", council.sessions, name="sessions"),
    path("tiep-xuc/", meetings.meetings, name="meetings"),
    path("tiep-xuc/moi/", meetings.new_meeting, name="new_meeting"),
    path("tiep-xuc/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("tiep-xuc/<int:meeting_id>/bien-ban/", papers.minutes, name="meeting_minutes"),
    path("tiep-xuc/<int:meeting_id>/bien-ban/nop/", papers.hand_in_minutes, name="hand_in_minutes"),
    path("tiep-xuc/<int:meeting_id>/y-kien/<int:number>/tra-loi/", meetings.answer_opinion, name="answer_opinion"),
    path("tiep-xuc/<int:meeting_id>/y-kien/<int:number>/kien-nghi/", meetings.take_opinion, name="take_opinion"),
    path("dot/", batches.batches, name="batches"),
    path("dot/moi/", batches.new_batch, name="new_batch"),
    path("dot/<int:batch_id>/", batches.batch, name="batch"),
    path("bang/", sheets.sheets, name="petition_sheets"),
    path("bang/<int:sheet_id>/", sheets.sheet, name="petition_sheet"),
    path("bang/<int:sheet_id>/dua-vao/", sheets.take_sheet, name="take_petition_sheet"),
    path("viec/<int:task_id>/<str:outcome>/", steps.step, name="petition_step"),
    path("loi-hua/<int:commitment_id>/", answering.keep, name="keep_commitment"),
    path("loi-hua/<int:commitment_id>/tai-lieu/", answering.proof, name="commitment_proof"),
    path("giay-to/<int:attachment_id>/", papers.paper, name="petition_paper"),
    path("giay-to/<int:attachment_id>/cho-xem/", papers.pass_on, name="pass_paper_on"),
    path("giay-to/<int:attachment_id>/bo/", papers.detach, name="detach_paper"),
    path("<int:petition_id>/", showing.petition, name="petition"),
    path("<int:petition_id>/giay-to/", papers.attach, name="attach_paper"),
    path("<int:petition_id>/tach-y/", deciding.split, name="split_petition"),
    path("<int:petition_id>/khong-phai-to-cao/", deciding.clear, name="clear_petition"),
    path("<int:petition_id>/to-cao/", deciding.seal, name="seal_petition"),
    path("<int:petition_id>/nhac/", deciding.remind, name="remind_petition"),
    path("<int:petition_id>/ky-hop-sau/", deciding.carry_over, name="carry_petition"),
    path("<int:petition_id>/tra-loi-lai/", deciding.owe_again, name="owe_again"),
    path("<int:petition_id>/cong-khai/", deciding.publish, name="publish_petition"),
    path("<int:petition_id>/khong-cong-khai/", deciding.keep_private, name="keep_petition_private"),
    path("<int:petition_id>/ten-cu-tri/", deciding.name, name="name_voter"),
    path("<int:petition_id>/tham-tra/", deciding.judge, name="judge_petition"),
    path("<int:petition_id>/tra-loi/<int:point>/", answering.draft, name="draft_answer"),
    path("<int:petition_id>/van-ban/", answering.on_paper, name="answered_on_paper"),
    path("<int:petition_id>/moc/<int:point>/", answering.commit, name="commit"),
]
