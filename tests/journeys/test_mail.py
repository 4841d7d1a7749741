"""A letter over real mail servers: `motcua listen mail` takes it in, the worker answers, the answer is found again."""

from __future__ import annotations

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest

from motcua.domain.channels.models import Thread
from motcua.domain.feedback.models import Report
from tests import ground
from tests.journeys.running import PATIENCE, Site

OURS = "tiep-nhan@motcua.local"


@pytest.fixture
def mail_port(site: Site) -> Iterator[int]:
    """The command itself, listening until the end of the test."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    command = [sys.executable, "-m", "motcua.cli.main", "listen", "mail", "--port", str(port)]
    running = subprocess.Popen(command, cwd=ground.CHECKOUT, env=site.surroundings, stderr=subprocess.PIPE)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    running.terminate()
    _out, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, said


def a_letter(text: str, number: int, subject: str = "Phản ánh") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Điểu Krai <krai@example.vn>", OURS, subject
    letter["Message-ID"] = f"<{number}@example.vn>"
    letter.set_content(text)
    return letter


def test_a_letter_becomes_a_report_and_its_answer_finds_it_again(site: Site, mail_port: int) -> None:
    with smtplib.SMTP("127.0.0.1", mail_port) as post:
        post.send_message(a_letter("Cầu dân sinh ở xã Đak Nhau gãy một nhịp.", 1))
        post.send_message(a_letter("Cầu dân sinh ở xã Đak Nhau gãy một nhịp.", 1))
    report = Report.objects.select_related("matter").get()
    site.work()
    (reply,) = site.letters.received
    assert reply["To"] == "krai@example.vn"
    subject = str(make_header(decode_header(reply["Subject"])))
    assert str(report.matter.code) in subject
    with smtplib.SMTP("127.0.0.1", mail_port) as post:
        answer = a_letter("Nay gãy thêm nhịp nữa.", 2, f"Re: {subject}")
        post.sendmail("krai@example.vn", [str(reply["Reply-To"])], answer.as_bytes())
    letters = Thread.objects.get().report.letters.order_by("pk")
    assert [letter.outcome for letter in letters] == ["filed", "added"]
