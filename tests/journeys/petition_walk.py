"""What council, executive and departments do with a petition, each on their own pages.

How those pages look is `test_petition_pages`' to say; here they are looked at where the story made them what they are.
"""

from __future__ import annotations

from datetime import date

from playwright.sync_api import FilePayload

from motcua.domain.petitions import queries
from motcua.domain.petitions.actions import AnswerSaid
from motcua.domain.petitions.models import Commitment, Meeting, Petition
from tests.build.dossiers import PDF
from tests.build.people import DAK_NHAU
from tests.build.petitions import DUE, FIELD, HELPS, LEAD, LETTER_4102, LEVEL, POINTS, WORDS
from tests.journeys.visitor import Visitor

SPEAKER, HAMLET, NUMBER = "Nguyễn Quyết Thắng", "thôn Đak Xuyên", "0912345670"
PROOF: FilePayload = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF}


def on(name: str, day: date) -> dict[str, list[str]]:
    """A day as its three boxes are filled."""
    return {f"{name}-day": [str(day.day)], f"{name}-month": [str(day.month)], f"{name}-year": [str(day.year)]}


def voters_are_met(secretary: Visitor) -> Petition:
    """The meeting after session 15 is noted, what one voter said, and the petition with two points that it becomes."""
    secretary.open("/can-bo/kien-nghi/tiep-xuc/moi/")
    secretary.fill(
        {
            "session": [str(queries.session_numbered("X", 15).pk)],
            "period": ["after"],
            **on("day", date(2024, 7, 15)),
            "area": [DAK_NHAU],
            "place": ["Nhà văn hóa thôn Đak Xuyên"],
            "organiser": ["Ủy ban Mặt trận Tổ quốc huyện"],
            "attendance": ["86"],
        }
    )
    secretary.press("Ghi buổi tiếp xúc")
    meeting = Meeting.objects.get()
    secretary.fill({"words": [WORDS], "name": [SPEAKER], "hamlet": [HAMLET], "phone": [NUMBER]})
    secretary.press("Ghi ý kiến")
    secretary.open(f"/can-bo/kien-nghi/tiep-xuc/{meeting.pk}/y-kien/1/kien-nghi/")
    secretary.fill({"points": ["\n".join(POINTS)], "named": ["on"]})
    secretary.press("Ghi nhận kiến nghị")
    petition = Petition.objects.select_related("matter").get()
    assert secretary.path == page_of(petition)
    return petition


def sent_on(secretary: Visitor, petition: Petition) -> None:
    """Sorted, and sent to the executive with the letter of the council's office."""
    secretary.follow("Phân loại, xác định thẩm quyền…")
    secretary.fill({"field": [FIELD], "level": [LEVEL], "competent": [LEAD]})
    secretary.press("Phân loại, xác định thẩm quyền")
    secretary.open("/can-bo/kien-nghi/dot/moi/")
    secretary.fill({"symbol": ["45/HĐND-VP"], **on("signed_on", date(2024, 8, 12))})
    secretary.press("Chuyển theo công văn")
    secretary.sees(str(petition.matter.code))


def assigned(assigner: Visitor, petition: Petition) -> None:
    """By công văn 4102/UBND-TH: one department leads, another helps, and a day by which the voter is answered."""
    assigner.open("/can-bo/kien-nghi/dot/")
    assigner.follow("45/HĐND-VP")
    assigner.fill(
        {
            "chosen": ["on"],
            "symbol": [LETTER_4102.symbol],
            **on("signed_on", date(2024, 10, 8)),
            "lead": [LEAD],
            "help1": [HELPS],
            **on("due_on", DUE),
        }
    )
    assigner.press("Giao theo công văn")
    assigner.sees("Đã giao 1 kiến nghị.")


def answers_drafted(lead: Visitor, petition: Petition, *answers: AnswerSaid) -> None:
    """The department takes it, and drafts its answer point by point, with what it promises."""
    lead.open(page_of(petition))
    lead.press("Nhận trả lời")
    for number, answer in enumerate(answers, start=1):
        lead.open(f"{page_of(petition)}tra-loi/{number}/")
        typed = {"result": [str(answer.result)], "detail": [str(answer.detail or "")], "text": [answer.text]}
        typed |= on("done_on", answer.done_on) if answer.done_on else {}
        for row, promise in enumerate(answer.promises, start=1):
            typed |= {f"what{row}": [promise.what], f"unit{row}": [promise.unit], **on(f"due{row}", promise.due_on)}
        lead.fill(typed)
        lead.press("Lưu dự thảo trả lời")
    lead.looks_in_both_sizes("drafted")


def reviewed(secretary: Visitor, petition: Petition) -> None:
    """The committee finds the answer enough, and what it promises is followed; everybody may read it now."""
    secretary.open(page_of(petition))
    secretary.looks_in_both_sizes("to-review")
    secretary.follow("Đạt, theo dõi lời hứa…")
    secretary.press("Đạt, theo dõi lời hứa")
    secretary.open(f"{page_of(petition)}cong-khai/")
    secretary.fill({"text": [WORDS]})
    secretary.press("Công khai")
    secretary.looks_in_both_sizes("followed")


def kept(who: Visitor, milestone: Commitment, day: date, how: str) -> None:
    """The unit that promised says since when it is done, and proves it."""
    who.open(f"/can-bo/kien-nghi/loi-hua/{milestone.pk}/")
    who.fill({**on("done_on", day), "how": [how]})
    who.page.locator('input[type="file"][name="proof"]').set_input_files([PROOF])
    who.looks_in_both_sizes(f"keep-{milestone.pk}")
    who.press("Ghi đã thực hiện")


def page_of(petition: Petition) -> str:
    """The petition at the desk."""
    return f"/can-bo/kien-nghi/{petition.pk}/"
