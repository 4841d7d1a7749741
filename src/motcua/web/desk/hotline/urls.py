"""Addresses of the hotline under /can-bo/tong-dai/; their names belong to the door `desk`."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk.hotline import callbacks, calls, console, guidance, oversight, reporting, sounds

urlpatterns = [
    path("", console.console, name="hotline"),
    path("nhip/", console.pulse, name="hotline_pulse"),
    path("vao-ca/", console.sign_on, name="hotline_sign_on"),
    path("trang-thai/", console.change_state, name="hotline_state"),
    path("huong-dan/", guidance.search, name="hotline_guidance"),
    path("huong-dan/<str:code>/", guidance.article, name="hotline_article"),
    path("goi-lai/", callbacks.callbacks, name="hotline_callbacks"),
    path("goi-lai/<int:callback_id>/loi-nhan/", sounds.message, name="hotline_message"),
    path("goi-lai/<int:callback_id>/<str:move>/", callbacks.move, name="hotline_callback"),
    path("ca-truc/", oversight.board, name="hotline_board"),
    path("khong-thay/", oversight.missed, name="hotline_missed"),
    path("cham-diem/", oversight.reviews, name="hotline_reviews"),
    path("cham-diem/<int:call_id>/", oversight.review, name="hotline_review"),
    path("<int:call_id>/", calls.call, name="hotline_call"),
    path("<int:call_id>/may/<str:act>/", calls.command, name="hotline_command"),
    path("<int:call_id>/xac-minh/", calls.prove, name="hotline_prove"),
    path("<int:call_id>/gui-ma/", calls.send_pin, name="hotline_send_pin"),
    path("<int:call_id>/ma-so/", calls.open_by_pin, name="hotline_pin"),
    path("<int:call_id>/nhan-tiep/", calls.take_over, name="hotline_take_over"),
    path("<int:call_id>/ghi-am/", sounds.recording, name="hotline_recording"),
    path("<int:call_id>/tinh-trang/", calls.tell, name="hotline_tell"),
    path("<int:call_id>/ket-qua/", calls.wrap_up, name="hotline_wrap_up"),
    path("<int:call_id>/hen/", calls.promise, name="hotline_promise"),
    path("<int:call_id>/ghi/", reporting.report, name="hotline_report"),
]
