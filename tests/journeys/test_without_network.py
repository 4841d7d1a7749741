"""A telephone without network: a voice note, and a dossier form, locked on it and handed over with a line again."""

from __future__ import annotations

import re

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers.models import Draft
from motcua.domain.feedback.models import Photo, Report
from tests.build import people
from tests.build.people import DAK_NHAU
from tests.build.reports import BRIDGE, WORDS, Offices, press
from tests.journeys.conftest import Visit
from tests.journeys.running import Site
from tests.journeys.stories import sit_down
from tests.journeys.test_app import with_the_worker
from tests.journeys.test_broken_bridge import BUDGET, now, weight
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser
FORM = "/ung-dung/ho-so/1.001193/"
PLAYS = """sound => new Promise((resolve) => {
  sound.addEventListener('loadedmetadata', () => resolve(true))
  sound.addEventListener('error', () => resolve(false))
  sound.load()
})"""
LISTEN = """() => {
  self.changed = new Promise((done) => { new BroadcastChannel('motcua-reports').onmessage = () => done(true) })
}"""
HEARD = "sound => sound.src.startsWith('blob:')"


def record(who: Visitor) -> None:
    who.context.grant_permissions(["microphone"])
    who.page.get_by_role("button", name="Bắt đầu ghi âm").click()
    who.page.get_by_text("Đang ghi: 1 giây").wait_for()
    who.page.get_by_role("button", name="Dừng ghi âm").click()
    who.page.locator("[data-heard]:not([hidden])").wait_for()
    assert who.page.locator("[data-heard]").evaluate(HEARD)
    assert who.page.locator("[data-heard]").evaluate(PLAYS)


def test_a_voice_note_is_recorded_without_network_and_heard_by_the_unit(visit: Visit, site: Site) -> None:
    offices = Offices.of()
    Account.objects.update(persona=True)
    krai = visit("Krai")
    with_the_worker(krai, "/ung-dung/viet/")
    krai.context.set_offline(True)
    krai.open("/ung-dung/viet/")
    krai.page.locator("#category").select_option(BRIDGE)
    krai.page.locator("#area").select_option(DAK_NHAU)
    krai.page.locator("#content").fill(WORDS)
    krai.page.locator("#phone").fill("0912 345 679")
    record(krai)
    krai.page.get_by_text("Đã giữ trên máy này").wait_for()
    krai.open("/ung-dung/viet/")  # closed and opened again: still without network
    krai.page.locator("[data-heard]:not([hidden])").wait_for()
    krai.takes_a_picture("recorded")
    krai.page.get_by_role("button", name="Gửi phản ánh", exact=True).click()
    krai.page.get_by_text("Đang chờ có mạng để gửi").wait_for()
    assert krai.page.locator("#sound").evaluate("box => box.files.length") == 0
    krai.context.set_offline(False)
    krai.page.get_by_role("link", name=re.compile("Đã gửi, bấm để theo dõi")).click()
    krai.page.wait_for_url("**/phan-anh/*/")
    assert krai.page.locator("main audio").evaluate(PLAYS)
    krai.looks_in_both_sizes("followed")
    report = Report.objects.get()
    voice = report.photos.get()
    assert (voice.role, voice.file.media_type) == (Photo.Role.VOICE, "audio/webm")
    press(report, "forward", offices.dispatcher.official, now=now())
    duong = visit("Đường", size=DESK)
    sit_down(duong, offices.handler.account)
    duong.open(f"/can-bo/phan-anh/{report.pk}/")
    assert duong.page.locator("main audio").evaluate(PLAYS)
    duong.looks_in_both_sizes("report")


def test_the_worker_sends_it_once_though_nobody_has_the_page_open(visit: Visit, site: Site) -> None:
    Offices.of()
    krai = visit("Krai")
    with_the_worker(krai, "/ung-dung/viet/")
    session = krai.context.new_cdp_session(krai.page)
    known: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.extend(each["registrationId"] for each in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    krai.context.set_offline(True)
    krai.open("/ung-dung/viet/")
    krai.page.locator("#category").select_option(BRIDGE)
    krai.page.locator("#area").select_option(DAK_NHAU)
    krai.page.locator("#content").fill(WORDS)
    krai.page.locator("#phone").fill("0912 345 679")
    krai.page.get_by_role("button", name="Gửi phản ánh", exact=True).click()
    krai.page.get_by_text("Đang chờ có mạng để gửi").wait_for()
    krai.context.set_offline(False)
    krai.open("/thu-tuc/")  # a page that knows nothing of what waits
    krai.page.evaluate(LISTEN)
    call = {"origin": site.address, "registrationId": known[-1], "tag": "motcua-send", "lastChance": False}
    for _twice in range(2):
        session.send("ServiceWorker.dispatchSyncEvent", call)
    krai.page.evaluate("changed")
    report = Report.objects.get()
    assert (report.content, report.channel) == (WORDS, "app")
    assert report.written_at is not None


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_page_of_pictures_takes_a_voice_note_too(visit: Visit, site: Site, scripts: bool) -> None:
    krai = visit("Krai", scripts=scripts)
    krai.open("/phan-anh/gui/")
    krai.page.get_by_role("button", name=re.compile("Đường, cầu")).first.click()
    krai.open("/phan-anh/gui/anh/")
    krai.looks_in_both_sizes("photos")
    if not scripts:
        assert krai.page.locator("#sound").is_visible()
        return
    record(krai)
    krai.press("Thêm ảnh, ghi âm")
    krai.sees("ghi-am.webm")
    krai.looks_in_both_sizes("with-a-recording")


def test_a_form_filled_in_without_network_is_a_draft_of_who_signs_in(visit: Visit, site: Site) -> None:
    an = people.an()
    Account.objects.update(persona=True)
    who = visit("An")
    with_the_worker(who, "/ung-dung/ho-so/")
    who.looks_in_both_sizes("forms")
    assert weight(who, lambda: who.open(FORM)) <= BUDGET
    who.page.wait_for_function("async () => Boolean(await caches.match(location.pathname))")
    who.looks_in_both_sizes("form")
    who.context.set_offline(True)
    who.open(FORM)
    assert who.page.locator('[name="grantor_is_kin"]').first.is_hidden(), "nothing has brought it up"
    who.page.locator('[name="relationship"][value="agent"]').check()
    assert who.page.locator('[name="grantor_is_kin"]').first.is_visible()
    who.page.locator('[name="relationship"][value="mother"]').check()
    who.page.locator('[name="child_name"]').fill("Điểu Minh Khôi")
    who.page.get_by_text("Đã giữ trên máy này").wait_for()
    who.open(FORM)
    assert who.value_of("child_name") == "Điểu Minh Khôi"
    who.page.get_by_role("button", name="Viết xong, khóa lại").click()
    who.page.get_by_text("đang khóa trên máy").wait_for()
    assert "Điểu Minh Khôi" not in str(who.page.evaluate("motcuaQueue.all('drafts')"))
    who.takes_a_picture("locked")

    who.context.set_offline(False)
    who.open("/ung-dung/")
    who.looks_in_both_sizes("waiting")
    assert not Draft.objects.exists(), "nobody's yet"
    with who.page.expect_navigation():
        who.page.get_by_role("button", name="Đăng nhập và chuyển vào hồ sơ nháp của tôi").click()
    who.come_in_as(Account.objects.get(pk=an.account_id).full_name)
    who.page.get_by_role("link", name="Đã chuyển vào hồ sơ nháp").wait_for()
    draft = Draft.objects.get()
    assert (draft.account_id, draft.answers["child_name"]) == (an.account_id, "Điểu Minh Khôi")
    assert draft.written_at is not None
    who.open("/ung-dung/")
    who.page.get_by_role("link", name="Đã chuyển vào hồ sơ nháp").click()
    who.page.wait_for_url("**/nop-ho-so/**")
    assert Draft.objects.count() == 1
    who.open("/ho-so/")
    who.sees("khi chưa có mạng")
    who.looks_in_both_sizes("drafts")
