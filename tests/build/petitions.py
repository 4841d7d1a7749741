"""Voters and their council: a meeting in Đak Nhau, the petition of the seed letter, and the offices that answer it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from openpyxl import Workbook

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.letters.models import Letter as OfficialLetter
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, Assigning, Letter, NewPetition, Promise, Voter
from motcua.domain.petitions.models import Meeting, Petition
from motcua.domain.petitions.states import Detail, Period, Result, Source
from tests.build import people
from tests.build.dossiers import PDF
from tests.build.people import DAK_NHAU, Somebody

LEAD, HELPS = "H10.12", "H10.02"
FIELD, LEVEL = "cai-cach-hanh-chinh", "tinh"
MET = datetime(2024, 7, 15, 2, 0, tzinfo=UTC)
"""After session 15, which opened on 3 July 2024."""
BEFORE_15 = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
"""While petitions still came to session 14."""
CLASSIFIED = datetime(2024, 7, 22, 2, 0, tzinfo=UTC)
SENT = datetime(2024, 8, 12, 2, 0, tzinfo=UTC)
ASSIGNED = datetime(2024, 10, 8, 3, 0, tzinfo=UTC)
ACCEPTED = datetime(2024, 10, 9, 2, 0, tzinfo=UTC)
ANSWERED = datetime(2024, 10, 25, 2, 0, tzinfo=UTC)
DUE = date(2024, 10, 30)
LETTER_4102 = Letter("4102/UBND-TH", date(2024, 10, 8))
LETTER_ID = 77
WORDS = (
    "việc triển khai thực hiện công tác chuyển đổi số trên địa bàn tỉnh còn một số hạn chế, gây khó khăn cho người dân "
    "khi thực hiện một số thủ tục hành chính. Đề nghị cơ quan chức năng kiểm tra, có biện pháp khắc phục, tạo "
    "điều kiện thuận lợi cho người dân khi liên hệ công việc"
)
POINTS = (
    "Kiểm tra, khắc phục hạn chế gây khó khăn cho người dân khi thực hiện một số thủ tục hành chính.",
    "Tạo điều kiện thuận lợi cho người dân khi liên hệ công việc.",
)
VOTER = Voter("Nguyễn Quyết Thắng", "0912345670", "thang@example.vn", "thôn Đak Xuyên")
WHY = "Trả lời chưa nêu việc đã làm cho cử tri này."
DONE = AnswerSaid(
    Result.DONE,
    "Đoàn kiểm tra đã kiểm tra bộ phận một cửa huyện và các xã từ ngày 02/10 đến ngày 13/10/2023.",
    Detail.INSPECTED,
    done_on=date(2023, 10, 13),
)
MILESTONE = Promise("Công khai số điện thoại và thư điện tử tại mọi bộ phận một cửa", LEAD, date(2024, 11, 30))
TRAINING = Promise("Tập huấn cán bộ một cửa và tổ công nghệ số cộng đồng xã Đak Nhau", HELPS, date(2024, 12, 20))
SOLVING = AnswerSaid(
    Result.ONGOING,
    "Sở phối hợp với các huyện, xã tập huấn và công khai nơi liên hệ.",
    Detail.ROADMAP,
    promises=(MILESTONE, TRAINING),
)
NO_DAY = AnswerSaid(Result.PLANNED, "Sẽ nghiên cứu, đề xuất trong thời gian tới.", Detail.NO_ROADMAP)
TOLD = AnswerSaid(Result.EXPLAINED, "Việc này đã có quy định tại Nghị định, đề nghị cử tri xem.")
PROOF = ("bien-ban.pdf", PDF)


@dataclass(frozen=True)
class Council:
    """The council's secretary, who assigns, who leads, who helps, and the lead agency's director."""

    secretary: Somebody
    assigner: Somebody
    lead: Somebody
    helper: Somebody
    director: Somebody

    @classmethod
    def of(cls, lead: str = LEAD, helps: str = HELPS) -> Council:
        """Somebody at each desk."""
        agencies = {code: Agency.objects.get(code=code) for code in ("H10.72", "H10.01", lead, helps)}
        return cls(
            people.an_official("Trần Thị Thư", agencies["H10.72"], Duty.COUNCIL),
            people.an_official("Lê Văn Giao", agencies["H10.01"], Duty.SPECIALIST),
            people.an_official("Phạm Văn Mạng", agencies[lead], Duty.SPECIALIST),
            people.an_official("Hồ Thị Nội", agencies[helps], Duty.SPECIALIST),
            people.an_official("Vũ Văn Giám", agencies[lead], Duty.LEADER, position="Phó Giám đốc"),
        )


def a_meeting(council: Council, **changed: Any) -> Meeting:
    """Voters of Đak Nhau met their delegates after session 15."""
    fields: dict[str, Any] = {
        "session": queries.session_numbered("X", 15).pk,
        "period": Period.AFTER,
        "day": date(2024, 7, 15),
        "area": DAK_NHAU,
        "place": "Nhà văn hóa thôn Đak Xuyên",
        "organiser": "Ủy ban Mặt trận Tổ quốc huyện",
        "attendance": 86,
    }
    return actions.hold_meeting(actions.NewMeeting(**(fields | changed)), by=council.secretary.official, now=MET)


def a_petition(council: Council, *, now: datetime | None = None, **changed: Any) -> Petition:
    """A petition that was collected, with two points, while its session still took some."""
    fields: dict[str, Any] = {
        "content": WORDS,
        "source": Source.WRITTEN,
        "voter": VOTER,
        "area": DAK_NHAU,
        "session": queries.session_numbered("X", 15).pk,
        "points": POINTS,
    }
    new = NewPetition(**(fields | changed))
    if now is None:
        now = BEFORE_15 if new.session == queries.session_numbered("X", 14).pk else MET
    return actions.take_petition(new, by=council.secretary.official, now=now)


def assigning(due_on: date = DUE, lead: str = LEAD, *helps: str, letter: Letter = LETTER_4102) -> Assigning:
    """What the assigning letter says."""
    return Assigning(letter, lead, due_on, helps or (HELPS,))


def walk(
    petition: Petition,
    council: Council,
    until: str,
    *,
    answers: Sequence[AnswerSaid] = (DONE, SOLVING),
    due_on: date = DUE,
    answered: datetime = ANSWERED,
    field: str = FIELD,
    lead: str = LEAD,
    letter_id: int | None = None,
) -> Petition:
    """The usual way of a petition, on the days of the seed letter, until it is in this state."""
    secretary, pk = council.secretary.official, petition.pk
    session = queries.session_numbered("X", 15).pk
    helps = HELPS if lead != HELPS else LEAD
    steps = {
        "classified": lambda: actions.classify(pk, field, LEVEL, lead, by=secretary, now=CLASSIFIED),
        "sent": lambda: actions.send_batch(
            session, [pk], Letter(f"{pk}/HĐND-VP", date(2024, 8, 12)), by=secretary, now=SENT
        ),
        "assigned": lambda: actions.assign(
            pk, assigning(due_on, lead, helps), by=council.assigner.official, now=ASSIGNED
        ),
        "accepted": lambda: actions.accept(pk, by=council.lead.official, now=ACCEPTED),
        "answered": lambda: issue(petition, council, answers, now=answered, letter_id=letter_id or 1_000 + pk),
        "reviewed": lambda: actions.review(pk, by=secretary, now=answered + timedelta(days=2)),
    }
    for state, step in steps.items():
        step()
        petition.refresh_from_db()
        if state == until:
            return petition
    return petition


def a_letter(letter_id: int, writer: Somebody, **changed: object) -> OfficialLetter:
    """The draft of a letter of the writer's agency, under this id."""
    fields: dict[str, object] = {
        "agency_id": writer.official.agency_id,
        "kind": "cong_van",
        "symbol": "STTTT",
        "drafted_by": writer.account,
        "drafted_at": ACCEPTED,
        "check_code": f"VB-{letter_id}",
        "press": f"press-{letter_id}",
    }
    return OfficialLetter.objects.get_or_create(pk=letter_id, defaults=fields | changed)[0]


def issue(
    petition: Petition, council: Council, answers: Sequence[AnswerSaid], *, now: datetime, letter_id: int = LETTER_ID
) -> Petition:
    """Draft an answer to each point, put them in a letter, and let that be issued."""
    lead = council.lead.official
    drafted = [
        actions.draft_answer(petition.pk, number, said, by=lead, now=now - timedelta(days=1))
        for number, said in enumerate(answers, start=1)
    ]
    a_letter(letter_id, council.lead)
    actions.put_in_letter(letter_id, [each.pk for each in drafted], by=lead, now=now - timedelta(hours=1))
    actions.answered_by_letter(letter_id, by=people.NURSE, now=now)
    petition.refresh_from_db()
    return petition


HEADING = ("STT", "Họ và tên cử tri", "Địa chỉ", "Xã/phường/thị trấn", "Nội dung kiến nghị", "Lĩnh vực", "Ghi chú")


def a_sheet(*rows: Sequence[object], heading: Sequence[object] = HEADING, above: int = 3, merge: str = "") -> bytes:
    """A workbook as offices write them: a title above, the heading, the lines."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(above):
        sheet.append(["TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI" if number == 0 else None])
    for row in (heading, *rows):
        sheet.append(list(row))
    for each in filter(None, merge.split()):
        sheet.merge_cells(each)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


class Gateway:
    """A provider of text messages that takes everything."""

    def send(self, phone: str, text: str, reference: str) -> str:
        """The provider's own number for it."""
        assert len(text) > 10
        return f"{reference}-{phone[-2:]}"
