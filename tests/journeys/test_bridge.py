"""The broken bridge, whole: written without network, answered, called unfinished, fixed, confirmed, shown to all."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.request import urlopen

import pytest
from playwright.sync_api import FilePayload

from motcua.domain.accounts.models import Account
from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import State, Visibility
from tests.build.people import DAK_NHAU, NURSE
from tests.build.reports import BRIDGE, DONE, Offices, a_photo, press
from tests.journeys.conftest import Visit
from tests.journeys.running import Site
from tests.journeys.stories import decide, sit_down
from tests.journeys.test_app import with_the_worker
from tests.journeys.test_broken_bridge import now
from tests.journeys.test_report_at_the_unit import ANSWER, PICTURE
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser
VERDICT = r"/phan-anh/danh-gia/[^/\s]+/"
WORDS = "Cầu treo thôn Đak Xuyên đứt cáp, học sinh phải lội suối."
TOLD, DONE_TOLD = "Cầu treo thôn Đak Xuyên đứt cáp.", "Cáp cầu đã được thay."
KRAI, PRIVATE = "krai@example.vn", ("Điểu Krai", "0912345679", "krai@example.vn", WORDS)
FROM_THE_PLACE: FilePayload = {"name": "cau.jpg", "mimeType": "image/jpeg", "buffer": a_photo(where=True)}


def test_a_bridge_is_reported_without_network_and_stands_again_in_the_end(visit: Visit, site: Site) -> None:
    offices = Offices.of()
    Account.objects.update(persona=True)
    krai = visit("Krai")
    report = written_without_network(krai)
    due = report.matter.due_at
    to_the_unit(visit, offices, report, site)
    site.work()
    [verdict] = links_to(site, KRAI, VERDICT)

    krai.open(verdict)
    krai.looks_in_both_sizes("verdict")
    krai.fill({"fixed": ["no"], "words": ["Cáp vẫn chùng, mới buộc tạm."]})
    krai.press("Gửi")
    krai.sees("phản ánh được mở lại")
    krai.open(verdict)
    krai.sees("Bạn đã cho biết việc chưa xong")
    krai.looks_in_both_sizes("link-is-used")
    report.refresh_from_db()
    report.matter.refresh_from_db()
    assert (report.state, report.reopened, report.matter.due_at) == (State.REOPENED, 1, due), "on its original clock"

    press(report, "draft_answer", offices.handler.official, said=DONE, now=now())
    press(report, "answer", offices.head.official, now=now())
    site.work()
    [again] = links_to(site, KRAI, VERDICT) - {verdict}
    krai.open(again)
    krai.fill({"fixed": ["yes"]})
    krai.press("Gửi")
    closed_by_the_dispatcher(visit, offices, report)
    everybody_reads_it(visit, site, report)


def written_without_network(krai: Visitor) -> Report:
    """On a hill without signal; the telephone sends it once, when there is a line again."""
    with_the_worker(krai, "/ung-dung/viet/")
    krai.open("/ung-dung/viet/")
    krai.context.grant_permissions(["geolocation"])
    krai.context.set_geolocation({"latitude": 12.0312, "longitude": 107.1245, "accuracy": 20})
    krai.context.set_offline(True)
    krai.open("/ung-dung/viet/")
    page = krai.page
    page.locator("#category").select_option(BRIDGE)
    page.locator("#area").select_option(DAK_NHAU)
    page.get_by_role("button", name="Thêm vị trí tôi đang đứng").click()
    page.get_by_text("sai số khoảng 20 mét").wait_for()
    page.locator("#content").fill(WORDS)
    page.locator("#photos").set_input_files(FROM_THE_PLACE)
    page.locator("[data-photos] li").wait_for()
    page.locator("#name").fill("Điểu Krai")
    page.locator("#email").fill(KRAI)
    krai.takes_a_picture("written")
    before = now()
    page.get_by_role("button", name="Gửi phản ánh", exact=True).click()
    page.get_by_text("Đang chờ có mạng để gửi").wait_for()
    krai.takes_a_picture("waiting")
    assert not Report.objects.exists()
    krai.context.set_offline(False)
    page.get_by_text(re.compile("Đã gửi, bấm để theo dõi")).wait_for()
    krai.open("/ung-dung/")  # opened again: it is not sent again
    page.get_by_text(re.compile("Đã gửi, bấm để theo dõi")).wait_for()
    krai.looks_in_both_sizes("sent")
    report = Report.objects.get()
    assert (report.content, report.latitude, report.photos.count()) == (WORDS, 12.0312, 1)
    assert report.written_at is not None
    assert before - timedelta(seconds=2) <= report.written_at <= now()
    return report


def to_the_unit(visit: Visit, offices: Offices, report: Report, site: Site) -> None:
    """Classified, taken, answered with a picture from the place, approved."""
    site.work()
    code = str(report.matter.code)
    dieu = visit("Điều", size=DESK)
    sit_down(dieu, offices.dispatcher.account)
    dieu.follow(code)
    dieu.sees(WORDS)
    decide(dieu, "Chuyển đơn vị giải quyết")
    duong = visit("Đường", size=DESK)
    sit_down(duong, offices.handler.account)
    duong.follow(code)
    duong.does_not_see(*PRIVATE[:3])
    duong.looks_in_both_sizes("report")
    decide(duong, "Nhận giải quyết")
    duong.follow("Trình duyệt trả lời…")
    duong.fill(ANSWER)
    duong.page.locator("input[type=file]").set_input_files(PICTURE)
    duong.press("Trình duyệt trả lời")
    truong = visit("Trưởng", size=DESK)
    sit_down(truong, offices.head.account)
    truong.follow(code)
    decide(truong, "Duyệt và gửi trả lời")


def closed_by_the_dispatcher(visit: Visit, offices: Offices, report: Report) -> None:
    """With words for everybody."""
    dieu = visit("Điều", size=DESK)
    sit_down(dieu, offices.dispatcher.account)
    dieu.open(f"/can-bo/phan-anh/{report.pk}/")
    dieu.follow("Kết thúc…")
    dieu.page.get_by_label("Công khai", exact=True).check()
    dieu.page.locator('main [name="public_text"]').fill(TOLD)
    dieu.page.locator('main [name="public_answer"]').fill(DONE_TOLD)
    dieu.press("Kết thúc")
    report.refresh_from_db()
    assert (report.state, report.visibility) == (State.CLOSED, Visibility.PUBLIC)
    actions.make_public_copies(report.pk, by=NURSE, now=now())


def everybody_reads_it(visit: Visit, site: Site, report: Report) -> None:
    """On the list, on the map and by Open311, and nobody learns from whom it came."""
    reader = visit("Somebody")
    reader.open("/phan-anh/")
    reader.sees(TOLD)
    reader.does_not_see(*PRIVATE)
    reader.follow("Xem trên bản đồ")
    reader.page.get_by_role("button", name=re.compile("Phản ánh số 1")).press("Enter")
    reader.page.locator(".leaflet-popup a", has_text=TOLD).wait_for()
    reader.looks_in_both_sizes("on-the-map")
    reader.does_not_see(*PRIVATE)
    reader.page.locator(".leaflet-popup a", has_text=TOLD).press("Enter")
    reader.page.wait_for_url("**/phan-anh/cong-khai/**")
    reader.sees(DONE_TOLD)
    reader.does_not_see(*PRIVATE)
    with urlopen(f"{site.address}/open311/v2/requests/{report.matter.code}.json") as answer:
        text = answer.read().decode()
    assert (json.loads(text)[0]["status"], json.loads(text)[0]["description"]) == ("closed", TOLD)
    assert [each for each in PRIVATE if each in text] == []


def links_to(site: Site, address: str, shape: str) -> set[str]:
    """The paths of this shape in the letters to somebody; what was told at one moment came in no order."""
    bodies = [letter.get_payload(decode=True) for letter in site.letters.received if letter["To"] == address]
    assert bodies, f"no letter came to {address}"
    return {found for body in bodies if isinstance(body, bytes) for found in re.findall(shape, body.decode())}
