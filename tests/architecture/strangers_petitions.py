"""A petition of An's, for `test_strangers`: whose each address is, and what a stranger would change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import (
    Answer,
    Assignment,
    Attachment,
    Batch,
    Carrying,
    Commitment,
    Meeting,
    Opinion,
    Petition,
    Point,
    Reminder,
    Session,
    Sheet,
)
from motcua.domain.petitions.states import Period
from tests.build import people
from tests.build.dossiers import PDF
from tests.build.people import DAK_NHAU, NURSE
from tests.build.petitions import ANSWERED, DONE, TOLD, Council, a_petition, a_sheet, walk

OF_THE_COUNCIL = ("sessions", "meetings", "new_meeting", "new_batch", "petition_sheets", "batches")
OF_A_MEETING = ("meeting", "meeting_minutes", "hand_in_minutes", "answer_opinion", "take_opinion")
OF_A_SHEET = ("petition_sheet", "take_petition_sheet")
OF_THE_COLLECTED = (
    "petition",
    "split_petition",
    "clear_petition",
    "seal_petition",
    "publish_petition",
    "attach_paper",
    "name_voter",
)
OF_A_PAPER = ("petition_paper", "pass_paper_on", "detach_paper")
OF_THE_ACCEPTED = ("remind_petition", "carry_petition", "keep_petition_private")
TO_ANSWER = ("draft_answer", "answered_on_paper")
OF_A_PROMISE = ("keep_commitment", "commitment_proof")
RECALLED = 5_001
"""The letter that answered a settled petition."""
ASKED = "Đề nghị khắc phục việc làm thủ tục hành chính khó khăn ở thôn xa."


class Things:
    """What she asked of the council: at a meeting, and in writing, answered with a promise."""

    def __init__(self, now: datetime) -> None:
        council = Council.of()
        by = council.secretary.official
        self.meeting = actions.hold_meeting(
            actions.NewMeeting(
                queries.session_numbered("X", 15).pk,
                Period.AFTER,
                date(2024, 7, 15),
                DAK_NHAU,
                "Nhà văn hóa thôn",
                "Mặt trận Tổ quốc huyện",
                86,
                minutes=("bb.pdf", PDF),
            ),
            by=by,
            now=now,
        )
        speaker = actions.Speaker("Điểu Thị An", "thôn Đak Xuyên", "0912345678")
        actions.note_opinion(self.meeting.pk, ASKED, speaker, by=by, now=now)
        voter = actions.Voter("Điểu Thị An", "0912345678", "an@example.vn")
        self.collected, accepted, answered, settled = (
            a_petition(council, content=f"{ASKED} Lần {n}.", voter=voter) for n in (1, 2, 3, 4)
        )
        self.accepted = walk(accepted, council, "accepted")
        self.answered = walk(answered, council, "answered")
        self.recalled = walk(settled, council, "reviewed", answers=(DONE, TOLD), letter_id=RECALLED)
        actions.letter_recalled([RECALLED], by=NURSE, now=ANSWERED)
        self.promise = queries.commitments_of(self.answered.pk)[0]
        proof, day = ("bb.pdf", PDF), ANSWERED.date()
        actions.keep_commitment(
            self.promise.pk, day, "Đã làm xong việc đã hứa.", proof, by=council.lead.official, now=ANSWERED
        )
        self.paper = actions.attach(self.collected.pk, ("don.pdf", PDF), by=by, now=now)
        line = (1, "Điểu Thị An", "thôn 5", "", ASKED, "", "")
        self.sheet = actions.read_in("bang.xlsx", a_sheet(line), by=by, now=now)
        self.secretary, self.lead = council.secretary, council.lead
        self.committee = people.an_official("Đỗ Thị Thẩm", Agency.objects.get(code="H10.73"), Duty.COUNCIL)

    @property
    def step(self) -> dict[str, Any]:
        """A step of the petition that was collected."""
        found = queries.task_for(self.collected.pk, "classify")
        assert found is not None
        return {"task_id": found[0], "outcome": found[1]}


def state() -> list[QuerySet[Any, Any]]:
    """What a stranger would have changed."""
    whole = (Petition, Point, Answer, Assignment, Commitment, Opinion)
    counted = (Batch, Carrying, Meeting, Reminder, Session)
    return [
        *(model.objects.order_by("pk").values() for model in whole),
        *(model.objects.order_by("pk").values("pk") for model in counted),
        Attachment.objects.order_by("pk").values("pk", "passed_on"),
        Sheet.objects.order_by("pk").values("pk", "taken_at"),
    ]


def rows(row: Callable[..., Any]) -> dict[str, Any]:
    """Whose each address is, made by `row`."""

    def each(names: tuple[str, ...], **options: Any) -> dict[str, Any]:
        made = row("petitions", **{"seat": "secretary", **options})
        return {f"desk:{name}": made for name in names}

    def of(which: str, **more: Any) -> Callable[[Any], dict[str, Any]]:
        return lambda ground: {"petition_id": getattr(ground.petitions, which).pk, **more}

    return {
        "desk:petitions": row("desk", of_an=False),
        # Whoever receives people writes petitions down too; nothing of anybody stands there.
        "desk:new_petition": row("counter", of_an=False),
        **each(OF_THE_COUNCIL),
        **each(OF_A_MEETING, arguments=lambda ground: {"meeting_id": ground.petitions.meeting.pk, "number": 1}),
        **each(OF_A_SHEET, arguments=lambda ground: {"sheet_id": ground.petitions.sheet.pk}),
        **each(OF_THE_COLLECTED, arguments=of("collected")),
        **each(OF_A_PAPER, arguments=lambda ground: {"attachment_id": ground.petitions.paper.pk}),
        **each(("petition_step",), arguments=lambda ground: ground.petitions.step),
        **each(OF_THE_ACCEPTED, arguments=of("accepted")),
        **each(("batch",), arguments=lambda ground: {"batch_id": ground.petitions.accepted.batch_id}),
        **each(TO_ANSWER, arguments=of("accepted", point=1), seat="lead"),
        **each(("commit",), arguments=of("answered", point=2), seat="lead"),
        **each(("owe_again",), arguments=of("recalled")),
        **each(("judge_petition",), arguments=of("answered"), seat="committee"),
        **each(OF_A_PROMISE, arguments=lambda ground: {"commitment_id": ground.petitions.promise.pk}, seat="lead"),
    }
