"""Letters that wait on a telephone: one that fails stops none behind it, says why, and is its owner's to decide on."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest

from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Piece, Report
from tests.build.envelopes import SAID, a_key, a_large_photo
from tests.build.people import NURSE
from tests.build.reports import MONDAY, WORDS, Offices, decided
from tests.journeys.conftest import Visit
from tests.journeys.running import Site
from tests.journeys.test_app import with_the_worker

pytestmark = pytest.mark.browser
HERE, LARGEST = "127.0.0.1", 128 * 1024
ROOM = 50 * 1024
"""What is left: a piece of the large letter, and a small letter behind it."""
SMALL_BEHIND_LARGE = """async ([large, small]) => {
  const { key, root } = document.querySelector('form[data-offline-report]').dataset
  const first = await motcuaQueue.enqueue(large, key, 'Thư nặng', root)
  for (;;) {
    const next = await motcuaQueue.enqueue(small, key, 'Thư nhẹ', root)
    if (next > first) return
    await motcuaQueue.drop('outbox', next)
  }
}"""
SHORT_ONE = """async (said) => {
  const { key, root } = document.querySelector('form[data-offline-report]').dataset
  await motcuaQueue.enqueue(said, key, 'Thư thiếu', root)
}"""

PAUSE = "motcuaQueue.all('outbox').then(([letter]) => letter.tries && letter.nextAt - Date.now())"


def nearly_full() -> None:
    """Somebody at the same address left so much unfinished that a large letter does not go through."""
    decided(unfinished={"days": 14, "address_megabytes": 1, "house_megabytes": 50})
    left, key = 1024 * 1024 - ROOM, a_key()
    for number, start in enumerate(range(0, left, LARGEST)):
        content = b"x" * min(LARGEST, left - start)
        actions.take_piece(key, number, content, address=HERE, by=NURSE, now=MONDAY)


def test_a_letter_that_fails_stops_none_behind_it_and_is_sent_again_or_thrown_away(visit: Visit, site: Site) -> None:
    Offices.of()
    nearly_full()
    krai = visit("Krai")
    with_the_worker(krai, "/ung-dung/viet/")
    photo = {"name": "cau.jpg", "content": b64encode(a_large_photo() * 2).decode()}
    large = {**SAID, "photos": [photo], "sounds": [], "shows": False}
    small = {**SAID, "photos": [], "sounds": [], "shows": False}
    krai.context.set_offline(True)
    krai.page.evaluate(SMALL_BEHIND_LARGE, [large, small])
    krai.context.set_offline(False)
    krai.page.get_by_role("link", name=re.compile("Đã gửi, bấm để theo dõi")).wait_for()
    assert Report.objects.count() == 1
    krai.page.get_by_text("Từ mạng bạn đang dùng có quá nhiều phản ánh đang gửi dở").wait_for()
    assert krai.page.get_by_text(re.compile("Máy tự gửi lại lúc [0-9]{2}:[0-9]{2}")).is_visible()
    krai.looks_in_both_sizes("one-failed")
    krai.open("/ung-dung/viet/")
    krai.page.get_by_role("button", name="Gửi lại ngay").wait_for()
    assert Report.objects.count() == 1, "it rests, whatever page is opened"
    waiting = krai.page.evaluate(
        "motcuaQueue.all('outbox').then(([letter]) => [letter.tries, letter.nextAt - Date.now()])"
    )
    assert waiting[0] >= 1
    assert waiting[1] > 60_000, "the server said when to come again"
    Piece.objects.exclude(number=0).delete()
    krai.page.get_by_role("button", name="Gửi lại ngay").click()
    krai.page.get_by_role("link", name=re.compile("Đã gửi, bấm để theo dõi")).nth(1).wait_for()
    assert Report.objects.count() == 2


def test_a_letter_that_was_refused_is_opened_again_mended_and_sent(visit: Visit, site: Site) -> None:
    Offices.of()
    krai = visit("Krai")
    with_the_worker(krai, "/ung-dung/viet/")
    photo = {"name": "cau.jpg", "content": b64encode(a_large_photo()).decode()}
    short = {**SAID, "content": "hỏng", "photos": [photo], "sounds": [], "shows": True}
    krai.page.evaluate(SHORT_ONE, short)
    krai.open("/ung-dung/viet/")
    krai.page.get_by_text("Chưa gửi được: Hãy viết rõ việc cần phản ánh").wait_for()
    krai.looks_in_both_sizes("refused")
    krai.page.locator("#content").fill("Một việc khác đang viết dở")
    krai.page.get_by_text("Đã giữ trên máy này").wait_for()
    krai.page.get_by_role("button", name="Mở lại để sửa").click()
    krai.page.get_by_text("đang có phản ánh viết dở").wait_for()
    krai.page.locator("#content").fill("")
    krai.page.wait_for_function("async () => (await motcuaQueue.get('drafts', 'report')).content === ''")
    krai.page.get_by_role("button", name="Mở lại để sửa").click()
    krai.page.wait_for_function("() => document.querySelector('#content').value === 'hỏng'")
    krai.page.locator("[data-photos] li").wait_for()
    assert krai.page.locator("#phone").input_value() == SAID["phone"]
    assert krai.page.evaluate("motcuaQueue.all('outbox')") == []
    krai.page.locator("#content").fill(WORDS)
    krai.page.get_by_role("button", name="Gửi phản ánh", exact=True).click()
    krai.page.get_by_role("link", name=re.compile("Đã gửi, bấm để theo dõi")).wait_for()
    report = Report.objects.get()
    assert (report.content, report.photos.count()) == (WORDS, 1)
