"""An operator takes a call that rings, looks an answer up, and files a report for the caller, read back first."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from motcua.cli import serve
from motcua.domain.feedback.models import Report
from motcua.domain.hotline import actions
from motcua.domain.hotline.models import Call
from tests.build.hotline import DESK as TELEPHONES
from tests.build.hotline import Line, an_operator
from tests.build.listening import until
from tests.build.people import DAK_NHAU
from tests.build.reports import BRIDGE, WORDS
from tests.journeys.conftest import Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK
from tests.web.desk.visits import now

pytestmark = pytest.mark.browser
SCRIPT = 'calls: [{name: an, number: "0912345678", keys: "2", think: 1, patience: 300, talk: 600}]\n'
SOON, A_LOOK = 60_000, 800
"""Milliseconds: a loaded machine may take its time to start the listener; how often a page looks that is not told."""


def test_a_call_rings_and_becomes_a_report(visit: Visit, cast: Cast, site: Site, tmp_path: Path) -> None:
    somebody = an_operator(signed_on=False)
    somebody.account.persona = True
    somebody.account.save(update_fields=["persona"])
    nghe = visit("Nghe", size=DESK)
    sit_down(nghe, somebody.account)
    nghe.open("/can-bo/tong-dai/")
    nghe.looks_in_both_sizes("sign-on")
    nghe.page.locator("#may").fill("201")
    nghe.press("Vào ca")
    nghe.sees("Sẵn sàng")
    nghe.looks_in_both_sizes("ready")

    (tmp_path / "calls.yaml").write_text(SCRIPT, encoding="utf-8")
    words = ["listen", "telephony", "--scripts", str(tmp_path / "calls.yaml"), "--every", "1", "--calls", "1"]
    surroundings = {**site.surroundings, "MOTCUA_TELEPHONY": "simulated"}
    listener = subprocess.Popen([sys.executable, "-m", "motcua.cli.main", *words], env=surroundings)
    try:
        nghe.page.wait_for_url(re.compile(r"/tong-dai/\d+/$"), timeout=SOON)
        nghe.sees("Đang đổ chuông")
        nghe.does_not_see("0912345678")
        nghe.press("Nghe máy")
        expect(nghe.page.locator("h1")).to_contain_text("Đang nói chuyện", timeout=SOON)
        nghe.page.locator("#q").press_sequentially("khai sinh can giay gi")
        expect(nghe.page.locator("#huong-dan")).to_contain_text("giấy chứng sinh", timeout=SOON)
        nghe.looks_in_both_sizes("talking")

        nghe.follow("Ghi phản ánh, kiến nghị")
        nghe.page.locator('[name="category"]').select_option(BRIDGE)
        nghe.page.locator('[name="content"]').fill(WORDS)
        nghe.page.locator('[name="area"]').select_option(DAK_NHAU)
        nghe.looks_in_both_sizes("writing")
        nghe.press("Đọc lại")
        nghe.sees(WORDS)
        nghe.looks_in_both_sizes("reading-back")
        nghe.press("Người gọi đã nghe và đồng ý, ghi lại")
        nghe.sees("Xin đọc mã cho người gọi")
        report = Report.objects.get()
        nghe.sees(str(report.matter.code))

        nghe.press("Kết thúc cuộc gọi")
        expect(nghe.page.locator("h1")).to_contain_text("Đã kết thúc", timeout=SOON)
        nghe.page.locator("#ket-qua").select_option("reported")
        nghe.looks_in_both_sizes("wrapping-up")
        nghe.press("Ghi và sẵn sàng nghe máy")
        nghe.sees("Sẵn sàng")
        nghe.follow("Ca trực")
        nghe.looks_in_both_sizes("board")
    finally:
        listener.terminate()
        listener.wait(timeout=30)
    call = Call.objects.get()
    assert (call.wrap_code, call.ending, report.channel) == ("reported", "answered", "phone")


def answers(address: str) -> bool:
    try:
        return bool(urlopen(address, timeout=5).status == HTTPStatus.OK)
    except OSError:
        return False


def test_a_page_that_is_told_opens_the_call_without_asking_and_asks_when_nobody_tells(
    visit: Visit, cast: Cast, site: Site
) -> None:
    somebody = an_operator(signed_on=False)
    somebody.account.persona = True
    somebody.account.save(update_fields=["persona"])
    port = serve.free_port("127.0.0.1", 0)
    site.surroundings["MOTCUA_LIVE"] = f":{port}"
    site.restart()
    words = [sys.executable, "-m", "motcua.cli.main", "listen", "live", "--port", str(port)]
    live = subprocess.Popen(words, env=site.surroundings)
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
        nghe = visit("Nghe", size=DESK)
        sit_down(nghe, somebody.account)
        nghe.open("/can-bo/tong-dai/")
        nghe.page.locator("#may").fill("201")
        clock = nghe.page.clock
        clock.install()
        clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))  # so that it asks when it is told, and only then
        with (
            nghe.page.expect_request(lambda request: "/nhip/" in request.url),
            nghe.page.expect_response(lambda answer: "/truc-tiep/hotline/" in answer.url) as stream,
        ):
            nghe.press("Vào ca")
        assert stream.value.status == HTTPStatus.OK
        asked: list[str] = []
        answered: list[str] = []
        for event, kept in (("request", asked), ("requestfinished", answered)):
            nghe.page.on(event, lambda each, kept=kept: kept.append(each.url) if "/nhip/" in each.url else None)
        for _look in range(4):
            clock.run_for(A_LOOK)
            until(lambda: bool(nghe.page.evaluate("true")) and len(answered) >= len(asked))
        assert len(asked) <= 1, "the page asks although it is told"
        clock.resume()
        line = Line(clock=now()).offered().queued()
        # Whoever's page says just then that they are here is passed over, and asked again, as the listener does.
        until(lambda: bool(actions.distribute(by=TELEPHONES, now=line.clock)))
        nghe.page.wait_for_url(re.compile(r"/tong-dai/\d+/$"), timeout=SOON)
        live.terminate()
        live.wait(timeout=30)
        line.wait(1).ringing().wait(1).answered()
        expect(nghe.page.locator("h1")).to_contain_text("Đang nói chuyện", timeout=SOON)
        nghe.page.goto("about:blank")  # nobody asks while the site begins anew
    finally:
        live.kill()
        live.wait(timeout=30)
        del site.surroundings["MOTCUA_LIVE"]
        site.restart()
