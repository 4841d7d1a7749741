"""A letter becomes one report, whatever is delivered twice, quoted, mis-encoded or written by a machine; over SMTP."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from motcua.adapters import mail_smtp
from motcua.domain.channels import actions, queries
from motcua.domain.channels.models import AutoReply, Letter, Outgoing, Thread
from motcua.domain.channels.rules.charsets import decoded
from motcua.domain.channels.rules.mail import what_is_new
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.rules.sealing import open_letter
from motcua.domain.feedback.states import Channel, Event, State
from motcua.domain.notices.models import Message
from motcua.kernel.secrecy import unseal_bytes
from tests.build.mail import AN, NOW, OURS, a_letter, sent_back, take
from tests.build.people import DAK_NHAU, NURSE
from tests.build.reports import Offices, a_photo, press, walk


@pytest.mark.django_db
def test_a_letter_becomes_a_report_where_its_words_say() -> None:
    letter = a_letter()
    letter.add_attachment(a_photo(where=True), "image", "jpeg", filename="cầu.jpg")
    taken = take(letter)
    report = Report.objects.select_related("matter__event_area", "category").get()
    assert (taken.outcome, taken.report_id, report.channel) == ("filed", report.pk, Channel.EMAIL)
    assert report.matter.event_area is not None
    assert (report.matter.event_area.code, report.category.code) == (DAK_NHAU, "gt-mat-duong")
    assert (report.sender_name, report.sender_email) == ("Điểu Thị An", AN)
    assert report.content == "Cầu hỏng\nCầu dân sinh ở xã Đak Nhau gãy một nhịp."
    assert report.photos.count() == 1
    assert taken.raw is not None
    assert b"Message-ID" in unseal_bytes(bytes(taken.raw))
    take(a_letter("Xin hỏi chuyện nhà tôi ở Đak Nhau.", Subject="Hỏi", Message_ID="<2@x>"))
    assert Report.objects.select_related("category").latest("pk").category.code == "khac"


@pytest.mark.django_db
def test_the_same_letter_delivered_again_is_the_same_report() -> None:
    first = take(a_letter())
    assert take(a_letter()).pk == first.pk
    without = [take(a_letter("Rác ở chợ xã Bom Bo nhiều quá.", Message_ID="")).pk for _time in range(3)]
    assert len(set(without)) == 1
    assert Report.objects.count() == 2


@pytest.mark.django_db
def test_the_sender_is_told_the_code_and_an_address_to_answer_to() -> None:
    take(a_letter())
    (reply,) = sent_back()
    code, thread = Report.objects.get().matter.code, Thread.objects.get()
    assert code in reply.subject
    assert reply.to == [AN]
    assert reply.extra_headers["Reply-To"] == f"tiep-nhan+{thread.token}@motcua.local"
    assert reply.extra_headers["Auto-Submitted"] == "auto-replied"
    assert reply.extra_headers["In-Reply-To"] == "<1@x>"
    gone = Outgoing.objects.get()
    assert (gone.state, gone.address, gone.body) == ("done", "", "")
    assert sent_back() == []


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["token", "header", "references", "tag"])
def test_an_answer_reaches_its_report(way: str) -> None:
    offices = Offices.of()
    take(a_letter())
    (reply,) = sent_back()
    thread, report = Thread.objects.get(), Report.objects.get()
    headers, to = {"Message_ID": "<2@x>"}, OURS
    if way == "token":
        to = reply.extra_headers["Reply-To"]
    elif way == "header":
        headers["In_Reply_To"] = reply.extra_headers["Message-ID"]
    elif way == "references":
        headers["References"] = f"<other@x> {reply.extra_headers['Message-ID']}"
    else:
        headers["Subject"] = f"Re: {reply.subject}"
    taken = take(a_letter("Cầu gãy thêm nhịp nữa.\n\nVào T2, 14 thg 10, 2024 An đã viết:\n> cũ", **headers), to=to)
    assert (taken.outcome, taken.report_id, taken.text) == ("added", report.pk, "Cầu gãy thêm nhịp nữa.")
    assert thread.report_id == report.pk
    told = Message.objects.filter(account=offices.dispatcher.account)
    assert "thư bổ sung" in told.get().subject
    assert [each.text for each in queries.letters_of(report.pk, offices.dispatcher.official)][1:] == [taken.text]
    assert not queries.letters_of(report.pk, offices.handler.official).exists()


@pytest.mark.django_db
def test_the_code_alone_opens_nothing_to_somebody_else() -> None:
    take(a_letter())
    code = Report.objects.get().matter.code
    other = take(a_letter("Việc khác ở xã Bom Bo ạ.", Message_ID="<2@x>", From="la@example.vn", Subject=f"[{code}]"))
    assert (other.outcome, Report.objects.count()) == ("filed", 2)


@pytest.mark.django_db
def test_what_the_unit_asked_is_answered_by_letter_and_the_sender_told_each_step() -> None:
    offices = Offices.of("phong-ha-tang")
    take(a_letter("Ổ gà lớn ở xã Đak Nhau, xe máy ngã."))
    sent_back()
    report = walk(Report.objects.get(), offices, "accepted", now=NOW)
    press(report, "ask", offices.handler.official, said=Said(question="Đoạn đường nào, gần nhà ai?"), now=NOW)
    assert len(actions.tell_thread(report.pk, Event.ASKED, by=NURSE, now=NOW)) == 1
    assert actions.tell_thread(report.pk, Event.ASKED, by=NURSE, now=NOW) == []
    (letter,) = sent_back()
    assert "Đoạn đường nào" in letter.body
    taken = take(a_letter("Đoạn trước trường học.", Message_ID="<3@x>"), to=letter.extra_headers["Reply-To"])
    report.refresh_from_db()
    assert (taken.outcome, report.state) == ("answered", State.ACCEPTED)
    assert report.questions.get().answer == "Đoạn trước trường học."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "sender", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, AN, "auto_submitted"),
        ({"X_Autoreply": "yes"}, AN, "auto_submitted"),
        ({"Precedence": "bulk"}, AN, "bulk"),
        ({"List_Id": "<a.b>"}, AN, "bulk"),
        ({}, "", "bounce"),
        ({"From": "MAILER-DAEMON@mx.vn"}, "x@y.vn", "bounce"),
        ({"From": "Một Cửa <khac@motcua.local>"}, "khac@motcua.local", "own_domain"),
        ({"From": "kẻ lạ"}, AN, "no_sender"),
    ],
)
def test_what_a_machine_wrote_is_not_answered(headers: dict[str, str], sender: str, why: str) -> None:
    taken = take(a_letter(**headers), sender=sender)
    assert (taken.outcome, taken.ignored, taken.raw) == ("ignored", why, None)
    assert not Report.objects.exists()
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_two_machines_do_not_write_for_ever() -> None:
    for number in range(9):
        take(a_letter(f"Rác ở chợ xã Bom Bo, lần {number}.", Message_ID=f"<{number}@x>"))
    assert Report.objects.count() == 9
    assert Outgoing.objects.count() == 5
    take(a_letter("Hôm sau rác ở chợ xã Bom Bo vẫn còn.", Message_ID="<n@x>"), now=NOW + timedelta(days=1, hours=1))
    assert (Outgoing.objects.count(), AutoReply.objects.count()) == (6, 1)


@pytest.mark.django_db
def test_a_denunciation_goes_under_seal_and_leaves_nothing_here() -> None:
    letter = a_letter("Tôi tố cáo ông Võ Văn X nhận hối lộ khi cấp sổ.", Subject="Đơn")
    taken = take(letter)
    sealed = SealedLetter.objects.get()
    assert (taken.outcome, taken.report, taken.raw, taken.text) == ("sealed", None, None, "")
    assert AN in open_letter(sealed.letter)
    assert take(letter).pk == taken.pk
    assert SealedLetter.objects.count() == 1
    assert sealed.code in sent_back()[0].subject
    assert not Thread.objects.exists()
    assert Outgoing.objects.get().address == ""


@pytest.mark.django_db
def test_a_report_that_is_sealed_later_takes_its_letters_with_it() -> None:
    offices = Offices.of()
    take(a_letter())
    report = Report.objects.get()
    feedback.seal(report.pk, by=offices.dispatcher.official, now=NOW)
    assert sent_back() == []
    assert actions.forget_sealed(by=NURSE, now=NOW) == 1
    assert actions.forget_sealed(by=NURSE, now=NOW) == 0
    kept = Letter.objects.get()
    assert (kept.outcome, kept.report, kept.raw, kept.text) == ("sealed", None, None, "")
    assert not Thread.objects.exists()
    assert '"mail": ["' in open_letter(SealedLetter.objects.get().letter)


@pytest.mark.django_db
def test_its_letters_are_shown_to_nobody_from_that_moment_though_no_job_has_run() -> None:
    offices = Offices.of()
    take(a_letter())
    report, by = Report.objects.get(), offices.dispatcher.official
    assert queries.letters_of(report.pk, by).count() == 1
    feedback.seal(report.pk, by=by, now=NOW)
    assert Letter.objects.get().raw is not None, "the job has not run"
    assert not queries.letters_of(report.pk, by).exists()
    assert actions.tell_thread(report.pk, Event.ANSWERED, by=NURSE, now=NOW) == []
    assert all(actions.ready(each.pk, now=NOW) is None for each in Outgoing.objects.order_by("pk"))


@pytest.mark.django_db
def test_more_about_what_lies_under_seal_goes_there_too() -> None:
    take(a_letter("Tôi tố cáo ông Võ Văn X nhận hối lộ khi cấp sổ.", Subject="Đơn"))
    (reply,) = sent_back()
    more = a_letter("Nhà tôi ở cạnh trụ sở, xin gọi 0912 345 678.", Message_ID="<2@x>", Subject=f"Re: {reply.subject}")
    more.add_attachment(a_photo(), "image", "jpeg", filename="so.jpg")
    taken = take(more)
    assert (taken.outcome, taken.report, taken.raw, taken.text) == ("sealed", None, None, "")
    assert not Report.objects.exists()
    inside = open_letter(SealedLetter.objects.get().letter)
    for said in ("cạnh trụ sở", "so.jpg"):
        assert said in inside
    assert "0912 345 678" not in sent_back()[0].body


@pytest.mark.django_db
def test_an_answer_to_a_thread_that_is_no_more_goes_under_seal() -> None:
    offices = Offices.of()
    take(a_letter())
    (reply,) = sent_back()
    feedback.seal(Report.objects.get().pk, by=offices.dispatcher.official, now=NOW)
    actions.forget_sealed(by=NURSE, now=NOW)
    late = take(a_letter("Tên tôi là An, nhà đầu thôn.", Message_ID="<5@x>"), to=reply.extra_headers["Reply-To"])
    assert (late.outcome, late.report, Report.objects.count()) == ("sealed", None, 1)
    assert SealedLetter.objects.count() == 2


@pytest.mark.django_db
def test_twenty_megabytes_of_text_are_answered_with_what_to_do() -> None:
    taken = take(a_letter("Cầu hỏng ở xã Đak Nhau. " * 800_000))
    assert (taken.outcome, taken.refusal) == ("refused", "report_too_long")
    assert "quá dài" in sent_back()[0].body


@pytest.mark.django_db
def test_of_thirty_pictures_ten_are_taken_and_the_others_named() -> None:
    letter = a_letter()
    for number in range(30):
        letter.add_attachment(a_photo(), "image", "jpeg", filename=f"anh-{number}.jpg")
    assert take(letter).outcome == "filed"
    assert Report.objects.get().photos.count() == 10
    assert "anh-29.jpg" in sent_back()[0].body


@pytest.mark.django_db
def test_what_says_nothing_is_answered_with_what_is_missing() -> None:
    taken = take(a_letter("hỏng", Subject=""))
    assert (taken.outcome, taken.refusal) == ("refused", "report_says_nothing")
    (reply,) = sent_back()
    assert "quá ngắn" in reply.body
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_a_file_that_cannot_be_taken_does_not_lose_the_letter() -> None:
    letter = a_letter()
    letter.add_attachment(b"MZ\x90", "application", "octet-stream", filename="virus.exe")
    assert take(letter).outcome == "filed"
    assert "virus.exe" in sent_back()[0].body


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@b.vn\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        b"From: =?x?q?=\r\n\r\n",
    ],
)
def test_what_is_no_letter_is_kept_out_without_a_fall(raw: bytes) -> None:
    assert take(raw).outcome in {"ignored", "refused"}


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("Cầu gãy ở xã Đak Nhau".encode(), "utf-8"),
        ("Cầu gãy ở xã Đak Nhau".encode(), ""),
        (b"C\xe7u g\xb7y \xeb x\xb7 \xa7ak Nhau", "x-viet-tcvn5712"),
        (b"C\xcau g\xb7y \xeb x\xb7 \xa7ak Nhau", "iso-8859-1"),
        (b"Ca\xe0u ga\xf5y \xf4\xfb xa\xf5 \xd1ak Nhau", "x-viet-vni"),
        (b"Ca\xe0u ga\xf5y \xf4\xfb xa\xf5 \xd1ak Nhau", "us-ascii"),
        (b"C\xe2\xccu ga\xdey \xf5\xd2 xa\xde \xd0ak Nhau", "windows-1258"),
    ],
)
def test_old_letter_sets_are_read(content: bytes, charset: str) -> None:
    read = decoded(content, charset)
    assert read.endswith("ak Nhau")
    assert "Đak" in read
    assert "xã" in read


@pytest.mark.parametrize(
    "quote",
    [
        "On Mon, 14 Oct 2024 at 08:00, A <a@b.vn> wrote:\n> cũ",
        "On Mon, 14 Oct 2024 at 08:00,\nA <a@b.vn> wrote:\n> cũ",
        "Vào 08:00 T2 A <a@b.vn> đã viết:\n> cũ",
        "-----Original Message-----\nFrom: a@b.vn",
        "From: A <a@b.vn>\nSent: Monday\n\ncũ",
        "Từ: A <a@b.vn>\nĐã gửi: Thứ Hai\n\ncũ",
        "________________________________\ncũ",
        "--\nNgười ký tên",
        "> cũ",
    ],
)
def test_what_is_quoted_is_left_out(quote: str) -> None:
    assert what_is_new(f"Điều mới.\n\n{quote}").strip() == "Điều mới."


@pytest.fixture
def inbox(committed_db: str, settings: Any) -> Iterator[Controller]:
    """The real mail server over a database in which commits are real."""
    settings.MOTCUA_MAIL_LARGEST = 100_000
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    listening = mail_smtp.server("127.0.0.1", port)
    listening.start()
    yield listening
    listening.stop()


def test_the_mail_server_takes_letters_for_one_address_and_once(inbox: Controller) -> None:
    with smtplib.SMTP("127.0.0.1", inbox.port) as client:
        for _time in range(2):
            client.send_message(a_letter(), AN, [OURS])
        client.send_message(
            a_letter("Ổ gà lớn ở xã Bom Bo ạ.", Message_ID="<9@x>"), AN, [OURS.replace("@", "+x@").upper()]
        )
        for stranger in ("ai-do@motcua.local", "tiep-nhan@example.vn", "x"):
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                client.sendmail(AN, [stranger], a_letter().as_bytes())
        with pytest.raises((smtplib.SMTPDataError, smtplib.SMTPSenderRefused, smtplib.SMTPServerDisconnected)) as large:
            client.sendmail(AN, [OURS], a_letter("x" * 70 + "\n" + ("y" * 70 + "\n") * 3000).as_bytes())
    assert getattr(large.value, "smtp_code", 552) == 552
    assert (Report.objects.count(), Letter.objects.count()) == (2, 2)


def test_a_letter_that_cannot_be_kept_stays_with_its_sender(inbox: Controller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object, **more: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "take_mail", broken)
    with smtplib.SMTP("127.0.0.1", inbox.port) as client, pytest.raises(smtplib.SMTPDataError) as later:
        client.send_message(a_letter(), AN, [OURS])
    assert later.value.smtp_code == 451
