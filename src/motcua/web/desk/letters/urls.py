"""Addresses of official letters under /can-bo/van-ban/; their names belong to the door `desk`."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk.letters import batches, checking, incoming, registers, showing, word, writing

urlpatterns = [
    path("", showing.mine, name="letters"),
    path("moi/", writing.begin, name="new_letter"),
    path("co-quan/", showing.of_agency, name="agency_letters"),
    path("ky/", batches.signing, name="sign_letters"),
    path("ban-hanh/", batches.issuing, name="issue_letters"),
    path("so/", registers.books, name="letter_books"),
    path("so/<str:register>/<int:year>/", registers.book, name="letter_book"),
    path("so/<str:register>/<int:year>/in/", registers.book_pdf, name="letter_book_pdf"),
    path("so/<str:register>/<int:year>/bang-tinh/", registers.book_sheet, name="letter_book_sheet"),
    path("so/<str:register>/<int:year>/khoa/", registers.close_book, name="close_letter_book"),
    path("den/", incoming.arrivals, name="incoming_letters"),
    path("den/vao-so/", incoming.register, name="register_incoming"),
    path("den/<int:incoming_id>/", incoming.show, name="incoming_letter"),
    path("den/<int:incoming_id>/phan-cong/", incoming.assign, name="assign_incoming"),
    path("den/<int:incoming_id>/ket-qua/", incoming.handle, name="handle_incoming"),
    path("den/<int:incoming_id>/tep/", incoming.file, name="incoming_file"),
    path("gui/<int:delivery_id>/nhan/", incoming.receive, name="receive_letter"),
    path("gui/<int:delivery_id>/tra-lai/", incoming.give_back, name="give_letter_back"),
    path("gui/<int:delivery_id>/da-nhan/", incoming.confirm, name="confirm_letter"),
    path("gop-y/<int:comment_id>/xong/", showing.resolve, name="resolve_comment"),
    path("<int:letter_id>/", showing.letter, name="letter"),
    path("<int:letter_id>/soan/", writing.write, name="write_letter"),
    path("<int:letter_id>/the-thuc/", writing.boxes, name="letter_boxes"),
    path("<int:letter_id>/dan-chung/", writing.fact, name="letter_fact"),
    path("<int:letter_id>/doan-mau/", writing.clause, name="letter_clause"),
    path("<int:letter_id>/xem-truoc/", showing.preview, name="letter_preview"),
    path("<int:letter_id>/docx/", word.docx, name="letter_docx"),
    path("<int:letter_id>/dua-len/", word.upload, name="upload_docx"),
    path("<int:letter_id>/dua-len/giu/", word.take_over, name="take_over_docx"),
    path("<int:letter_id>/bo/", writing.discard, name="discard_letter"),
    path("<int:letter_id>/ban-ky/", showing.signed, name="signed_letter"),
    path("<int:letter_id>/ban/<int:number>/", showing.version, name="letter_version"),
    path("<int:letter_id>/ban/<int:number>/lay-lai/", writing.restore, name="restore_letter"),
    path("<int:letter_id>/gop-y/", showing.comment, name="comment_letter"),
    path("<int:letter_id>/trinh/", checking.submit, name="submit_letter"),
    path("<int:letter_id>/kiem-tra/", checking.check, name="check_letter"),
    path("<int:letter_id>/thay-the/", batches.replace, name="replace_letter"),
    path("<int:letter_id>/dinh-chinh/", batches.correct, name="correct_letter"),
    path("<int:letter_id>/thu-hoi/", batches.recall, name="recall_letter"),
]
