"""What another system sends: a report like any other, once, and never fetched from an address nobody trusts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.channels import actions, queries
from motcua.domain.channels.actions import NewSubmission
from motcua.domain.channels.models import Fetching
from motcua.domain.documents import queries as files
from motcua.domain.feedback.models import Category, Photo, Report, SealedLetter
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import Channel, State
from motcua.domain.journal.models import Entry
from motcua.jobs import channels as jobs
from motcua.kernel.errors import NotFound, Refused
from tests.build.jobs import waiting
from tests.build.people import DAK_NHAU, NURSE
from tests.build.published import a_key, revoke
from tests.build.reports import MONDAY, Offices, a_photo, press, walk

pytestmark = pytest.mark.django_db
TODAY = date(2024, 10, 14)
BRIDGE = NewSubmission(
    service_code="GT-MATDUONG",
    description="Cầu dân sinh thôn Đak Xuyên gãy một nhịp.",
    address="thôn Đak Xuyên, xã Đak Nhau, Bù Đăng",
    latitude=12.0312,
    longitude=107.1245,
    first_name="An",
    last_name="Điểu Thị",
    email="an@example.vn",
    attributes={"MUC_DO": ["KHONG_QUA"], "PHUONG_TIEN": ["XE_MAY", "O_TO"]},
)


def send(new: NewSubmission = BRIDGE, key_id: int | None = None, **changed: Any) -> actions.Submitted:
    return actions.submit(replace(new, **changed), key_id or a_key().key.pk, now=MONDAY)


def the_report() -> Report:
    return Report.objects.select_related("matter__event_area", "matter__lead_agency").get()


def test_it_becomes_a_report_at_the_unit_of_its_place() -> None:
    done = send()
    report = the_report()
    assert (report.matter.code, report.channel) == (done.code, Channel.OPEN311)
    assert report.matter.event_area is not None
    assert report.matter.event_area.code == DAK_NHAU
    assert report.matter.lead_agency.kind == "phong-ha-tang"
    assert (report.sender_name, report.sender_email) == ("Điểu Thị An", "an@example.vn")
    assert report.place_detail == "thôn Đak Xuyên, xã Đak Nhau, Bù Đăng"


def test_what_the_service_asks_stands_below_the_words() -> None:
    send()
    assert the_report().content.splitlines()[1:] == [
        "Người và xe còn đi qua được không? Không qua được",
        "Phương tiện nào bị ảnh hưởng? Xe máy, Ô tô",
    ]


def test_with_coordinates_alone_the_dispatcher_finds_the_unit() -> None:
    send(address="")
    report = the_report()
    assert report.matter.event_area is not None
    assert report.matter.event_area.parent_id is None
    assert report.matter.lead_agency_id == report.matter.one_stop_id


def test_nine_times_the_same_is_one_report_and_tomorrow_it_is_another() -> None:
    key = a_key().key.pk
    assert len({send(key_id=key).code for _time in range(9)}) == 1
    assert Report.objects.count() == 1
    actions.submit(BRIDGE, key, now=MONDAY + timedelta(days=2))
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"attributes": {}}, "attribute_missing"),
        ({"attributes": {"MUC_DO": ["GI_DO"]}}, "attribute_wrong"),
        ({"attributes": {"MUC_DO": ["QUA_DUOC", "KHO_QUA"]}}, "attribute_wrong"),
        ({"description": "d" * 4001}, "description_too_long"),
        ({"address_id": "99999"}, "address_unknown"),
        ({"address": "", "latitude": None}, "report_needs_a_place"),
        ({"email": ""}, "report_needs_a_contact"),
        ({"phone": "911"}, "phone_wrong"),
        ({"media_url": "https://nowhere.example/a.jpg"}, "media_not_trusted"),
        ({"files": [("a.exe", b"MZ")]}, "file_type_unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_and_nothing_is_kept(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        send(**changed)
    assert refused.value.code == code
    assert not Report.objects.exists()


def test_there_is_no_such_service_nor_one_that_goes_under_seal() -> None:
    for code in ("KHONG-CO", "", "to-cao"):
        with pytest.raises(NotFound):
            send(service_code=code)
    Category.objects.filter(code="to-cao").update(open311="TO-CAO")
    with pytest.raises(NotFound):
        queries.service("TO-CAO", TODAY)
    assert "TO-CAO" not in {service.code for service in queries.services(TODAY)}


def test_a_revoked_key_files_nothing() -> None:
    key = a_key().key
    revoke(key)
    with pytest.raises(Refused) as refused:
        send(key_id=key.pk)
    assert refused.value.code == "key_revoked_before"


def test_a_denunciation_goes_under_seal_and_is_told_a_code_like_any_other() -> None:
    key = a_key().key.pk
    done = send(key_id=key, description="Tôi tố cáo cán bộ nhận hối lộ khi làm cầu.")
    assert not Report.objects.exists()
    assert SealedLetter.objects.get().code == done.code
    assert queries.code_behind(done.token) == done.code
    assert send(key_id=key, description="Tôi tố cáo cán bộ nhận hối lộ khi làm cầu.").code == done.code
    assert SealedLetter.objects.count() == 1


def test_a_dossier_that_does_not_exist_is_no_news_to_anybody() -> None:
    late = NewSubmission(
        service_code="TTHC-TREHEN",
        description="Hồ sơ đã quá hẹn hai tuần.",
        address_id=DAK_NHAU,
        email="an@example.vn",
        attributes={"MA_HO_SO": ["H10.99.99-241001-0001"]},
    )
    send(late)
    assert "H10.99.99-241001-0001" in the_report().content
    assert the_report().about_matter_id is None


def test_the_journal_holds_no_word_of_it() -> None:
    send(files=[("cau.jpg", a_photo())])
    facts = Entry.objects.get(verb="channels.submitted").facts
    assert facts["category"] == "gt-mat-duong"
    assert facts["pictures"] == 1
    assert "Đak" not in str(facts)


def test_a_service_of_batches_tells_a_token_and_a_black_box_nothing() -> None:
    for kind in ("batch", "blackbox"):
        category = Category.objects.get(code="gt-mat-duong")
        category.body = {**category.body, "open311_type": kind}
        category.digest = kind
        category.save()
        done = send(description=f"Cầu gãy, gửi kiểu {kind}.")
        assert done.type == kind
        if kind == "batch":
            assert queries.code_behind(done.token) == done.code
        else:
            with pytest.raises(NotFound):
                queries.code_behind(done.token)


@pytest.fixture
def trusted(settings: Any) -> None:
    settings.MOTCUA_MEDIA_HOSTS = ("photos.example.vn",)
    settings.MOTCUA_PICTURE_GATEWAY = "tests.domain.channels.test_submit.Shelf"


class Shelf:
    """Pictures that lie elsewhere, as this test has put them there."""

    def fetch(self, address: str) -> bytes:
        """Three addresses: a picture, a page, and nothing."""
        if address.endswith("anh.jpg"):
            return a_photo(where=True)
        if address.endswith("trang.html"):
            return b"<html>"
        raise jobs.NotFetched("HTTP 404", final=True)


def fetch_all() -> None:
    for each in waiting("channels.fetch_picture"):
        jobs.fetch_picture(**each)


@pytest.mark.usefixtures("trusted")
def test_a_picture_at_a_trusted_host_is_fetched_once() -> None:
    assert queries.media_hosts() == ("photos.example.vn",)
    send(media_url="https://photos.example.vn/anh.jpg")
    fetch_all()
    fetch_all()
    photo = Photo.objects.get()
    assert files.content_of(photo.file) == a_photo(where=True)
    assert Fetching.objects.get().address == ""
    assert waiting("reports.make_public_copies") == [{"report_id": photo.report_id}]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("name", ["trang.html", "gone"])
def test_what_is_no_picture_or_is_gone_is_given_up(name: str) -> None:
    send(media_url=f"https://photos.example.vn/{name}")
    fetch_all()
    assert not Photo.objects.exists()
    assert Fetching.objects.get().state == "given_up"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    "address",
    [
        "http://photos.example.vn/anh.jpg",
        "https://photos.example.vn.evil.example/anh.jpg",
        "https://photos.example.vn@evil.example/anh.jpg",
        "https://photos.example.vn:8443/anh.jpg",
        "https://127.0.0.1/anh.jpg",
        "file:///etc/passwd",
        "https://[::1/anh.jpg",
        "https://photos.example.vn/\nanh.jpg",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(address: str) -> None:
    with pytest.raises(Refused) as refused:
        send(media_url=address)
    assert refused.value.code == "media_not_trusted"
    assert waiting("channels.fetch_picture") == []


@pytest.mark.usefixtures("trusted")
def test_a_picture_of_a_report_that_was_sealed_meanwhile_is_not_fetched() -> None:
    send(media_url="https://photos.example.vn/anh.jpg")
    Report.objects.update(state=State.SEALED, closed_at=MONDAY)
    wanted = Fetching.objects.get()
    assert actions.to_fetch(wanted.pk) is None
    assert actions.fetched(wanted.pk, a_photo(), by=NURSE, now=MONDAY) is None
    assert not actions.fetch_failed(wanted.pk, "late", final=False, by=NURSE, now=MONDAY)


@pytest.mark.usefixtures("trusted")
def test_after_some_tries_it_is_given_up() -> None:
    send(media_url="https://photos.example.vn/anh.jpg")
    wanted = Fetching.objects.get()
    tries = [actions.fetch_failed(wanted.pk, "timeout", final=False, by=NURSE, now=MONDAY) for _try in range(5)]
    assert tries == [True, True, True, False, False]


def test_a_reply_by_the_same_key_answers_what_the_unit_asked() -> None:
    key, offices = a_key().key.pk, Offices.of()
    code = send(key_id=key).code
    report = walk(the_report(), offices, "accepted")
    press(report, "ask", offices.handler.official, said=Said(question="Nhịp nào bị gãy, phía nào?"))
    number = actions.add_update(code, "Nhịp phía đông, gần chợ.", key, closed=None, now=MONDAY)
    report.refresh_from_db()
    assert report.state == State.ACCEPTED
    assert Entry.objects.get(pk=number).verb == "feedback.replied"
    assert report.questions.get().answer == "Nhịp phía đông, gần chợ."


@pytest.mark.parametrize(("closed", "state"), [(True, "confirmed"), (False, "reopened")])
def test_it_says_whether_an_answer_holds(closed: bool, state: str) -> None:
    key, offices = a_key().key.pk, Offices.of()
    code = send(key_id=key).code
    report = walk(the_report(), offices, "answered")
    later = MONDAY + timedelta(hours=5)
    actions.add_update(code, "Đã xem tận nơi.", key, closed=closed, now=later)
    report.refresh_from_db()
    assert report.state == state


def test_nobody_speaks_about_a_report_sent_with_another_key_or_unasked() -> None:
    key = a_key().key.pk
    code = send(key_id=key).code
    with pytest.raises(NotFound):
        actions.add_update(code, "xin chào", a_key("Khác").key.pk, closed=None, now=MONDAY)
    with pytest.raises(NotFound):
        actions.add_update("BP-1", "xin chào", key, closed=None, now=MONDAY)
    with pytest.raises(Refused) as refused:
        actions.add_update(code, "xin chào", key, closed=None, now=MONDAY)
    assert refused.value.code == "update_not_wanted"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gần chợ xã Đak Nhau", "Xã Đak Nhau"),
        ("dak nhau, bu dang", "Xã Đak Nhau"),
        ("huyện Bù Đăng", "Huyện Bù Đăng"),
        ("Sao Hỏa", None),
        ("", None),
    ],
)
def test_a_place_is_found_by_its_name(text: str, name: str | None) -> None:
    found = queries.place_in(text, TODAY)
    assert (found.name if found is not None else None) == name


def test_the_province_holds_everything() -> None:
    found = queries.province(TODAY)
    assert found is not None
    assert found.parent_id is None
