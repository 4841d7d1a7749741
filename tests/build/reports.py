"""Reports as people send them, and the offices that answer: a broken bridge in Đak Nhau, and what becomes of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PIL import Image

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report, Terms
from motcua.domain.feedback.rules import AnswerSaid, NewReport, Place, Said, Sender
from motcua.domain.feedback.states import Channel, Remedy
from motcua.kernel.actors import Actor, Citizen, Official
from tests.build import people
from tests.build.people import BU_DANG, DAK_NHAU, Somebody

MONDAY = datetime(2024, 10, 14, 1, 0, tzinfo=UTC)  # 08:00 in Hà Nội
BRIDGE, RUBBISH, FIRE, LETTER, RULE = "gt-mat-duong", "mt-rac", "nn-chay-rung", "to-cao", "quy-dinh-vuong-mac"
AN_AS_SENDER = Sender("Điểu Thị An", "0912345678", "an@example.vn", "thôn Đak Xuyên")
AT_THE_BRIDGE = Place(DAK_NHAU, "cầu dân sinh thôn Đak Xuyên", 12.0312, 107.1245)
WORDS = "Cầu dân sinh thôn Đak Xuyên gãy một nhịp, học sinh không qua được."


def a_photo(*, where: bool = False) -> bytes:
    """A real JPEG; with `where` it carries the place it was taken at, as telephones write it."""
    kept = io.BytesIO()
    picture = Image.new("RGB", (64, 48), (120, 90, 60))
    exif = Image.Exif()
    if where:
        exif[0x010F] = "May anh"
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (12.0, 1.0, 52.3), "E", (107.0, 7.0, 28.2)
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def sent(category: str = BRIDGE, content: str = WORDS, **changed: Any) -> NewReport:
    """What An sends, with something changed."""
    fields: dict[str, Any] = {
        "category": category,
        "content": content,
        "channel": Channel.WEB,
        "sender": AN_AS_SENDER,
        "place": AT_THE_BRIDGE,
    }
    return NewReport(**(fields | changed))


@dataclass(frozen=True)
class Offices:
    """The 1022 desk that classifies, and the district's infrastructure office that acts."""

    dispatcher: Somebody
    handler: Somebody
    head: Somebody

    @classmethod
    def of(cls, kind: str = "phong-ha-tang", area: str = BU_DANG) -> Offices:
        """Somebody at each of the three desks."""
        unit = people.agency_of(kind, area)
        centre = Agency.objects.get(code="H10.12.01")
        return cls(
            people.an_official("Phan Thị Điều", centre, Duty.DISPATCHER),
            people.an_official("Võ Văn Đường", unit, Duty.SPECIALIST),
            people.an_official("Mai Văn Trưởng", unit, Duty.LEADER, position="Trưởng phòng"),
        )


def a_report(by: Actor | None = None, *, now: datetime = MONDAY, **changed: Any) -> Report:
    """A report that was filed."""
    filed = actions.file_report(sent(**changed), by=by or people.an(), now=now)
    assert filed.report is not None
    return filed.report


ANSWER = AnswerSaid(
    remedy=Remedy.DONE,
    what="Đã thay nhịp cầu gãy, cầu thông xe.",
    who="Phòng Kinh tế và Hạ tầng huyện Bù Đăng",
    done_on=date(2024, 10, 14),
    evidence=[("cau.jpg", a_photo())],
)
DONE = Said(answer=ANSWER)
"""An answer that says what was done, by whom and when, with a picture from the place."""


def decided(**changed: Any) -> None:
    """The province decides something else about all its reports."""
    terms = Terms.objects.get(pk=1)
    terms.body = {**terms.body, **changed}
    terms.digest = f"{terms.digest[:40]}-{sorted(changed.items())}"
    terms.save()


def press(report: Report, move: str, by: Actor, *, said: Said | None = None, now: datetime = MONDAY) -> Report:
    """Make a move through the open step that offers it."""
    found = queries.task_for(report.pk, move)
    assert found is not None, f"{move} is not offered: {[task.step for task in queries.open_tasks(report.pk)]}"
    return actions.complete_task(found[0], found[1], by=by, now=now, said=said or Said())


def walk(report: Report, offices: Offices, until: str, *, now: datetime = MONDAY) -> Report:
    """The usual way of a report, each move half an hour after the last, until it is in this state."""
    way: tuple[tuple[str, str, Official | Citizen, Said], ...] = (
        ("forwarded", "forward", offices.dispatcher.official, Said()),
        ("accepted", "accept", offices.handler.official, Said()),
        ("answer_drafted", "draft_answer", offices.handler.official, DONE),
        ("answered", "answer", offices.head.official, Said()),
    )
    for number, (state, move, by, said) in enumerate(way, start=1):
        report = press(report, move, by, said=said, now=now + timedelta(minutes=30 * number))
        if state == until:
            return report
    verdict = report.verdicts.get(given_at__isnull=True)
    later = now + timedelta(hours=3)
    report = actions.give_verdict(verdict.token, fixed=until != "reopened", words="Vẫn gãy", now=later)
    if until in {"reopened", "confirmed"}:
        return report
    return press(report, "close", offices.dispatcher.official, now=now + timedelta(hours=4))
