"""A department with everybody a letter needs, and letters walked to where a test wants them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.letters import actions
from motcua.domain.letters.models import Comment, Delivery, Incoming, Letter
from tests.build.dossiers import PDF, Commune
from tests.build.pens import PIN, a_pen
from tests.build.people import Somebody, an_official

NOW = datetime(2024, 10, 15, 2, 0, tzinfo=UTC)
BODY = "Thực hiện Công văn số 4102/UBND-TH của UBND tỉnh.\n\n1. Về việc kiểm tra: đã xong.\n\nTrân trọng./."
DEPARTMENT, COMMITTEE = "H10.12", "H10"
_presses = count(1)


def press() -> str:
    """A press of a button that nobody pressed before."""
    return f"press-{next(_presses)}"


@dataclass(frozen=True)
class House:
    """An agency with who drafts, who checks, who signs and who keeps the registers."""

    agency: Agency
    writer: Somebody
    colleague: Somebody
    head: Somebody
    signer: Somebody
    clerk: Somebody

    @classmethod
    def of(cls, code: str = DEPARTMENT, position: str = "Phó Giám đốc") -> House:
        """Everybody at work at this agency."""
        agency = Agency.objects.get(code=code)
        return cls(
            agency,
            an_official("Trần Thị Soạn", agency, Duty.SPECIALIST, position="Chuyên viên"),
            an_official("Lý Văn Cùng", agency, Duty.SPECIALIST, position="Chuyên viên"),
            an_official("Bùi Văn Phòng", agency, Duty.SPECIALIST, position="Trưởng phòng"),
            an_official("Mai Thị Ký", agency, Duty.LEADER, position=position),
            an_official("Đào Văn Dấu", agency, Duty.CLERK, position="Văn thư"),
        )


@dataclass
class Desk:
    """Letters of a house, each step a minute after the one before."""

    house: House
    now: datetime = field(default=NOW)

    def boxes(self, **other: object) -> actions.Boxes:
        """What a reply to voters says beside its text."""
        given: dict[str, object] = {
            "kind": "cong_van",
            "subject": "trả lời ý kiến, kiến nghị của cử tri",
            "unit": "bcvtcntt",
            "to": ("Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
            "copies": ("Như trên", "BGĐ Sở", "Lưu: VT"),
            "signer": self.house.signer.account.pk,
        }
        return actions.Boxes(**{**given, **other})  # type: ignore[arg-type]  # as the test wants it

    def with_keys(self) -> Desk:
        """Signer and agency have their keys; they must be of use here (`pens.in_memory`)."""
        a_pen("Mai Thị Ký", account_id=self.house.signer.account.pk)
        a_pen("Trần Thị Soạn", account_id=self.house.writer.account.pk)
        a_pen(self.house.agency.short_name.upper(), agency_id=self.house.agency.pk)
        return self

    def later(self) -> datetime:
        """A minute later."""
        self.now += timedelta(minutes=1)
        return self.now

    def draft(self, body: str = BODY, **other: object) -> Letter:
        """A draft with a text."""
        return actions.draft(
            self.boxes(**other), press=press(), body=body, by=self.house.writer.official, now=self.later()
        )

    def to_content_check(self, **other: object) -> Letter:
        """A letter that waits for the head of the unit."""
        letter = self.draft(**other)
        return actions.ask_check(letter.pk, self.house.head.account.pk, by=self.house.writer.official, now=self.later())

    def to_form_check(self, **other: object) -> Letter:
        """A letter that waits for the clerk's look at its form."""
        letter = self.to_content_check(**other)
        return actions.check_content(letter.pk, by=self.house.head.official, now=self.later())

    def to_sign(self, **other: object) -> Letter:
        """A letter that waits for the signer."""
        letter = self.to_form_check(**other)
        return actions.check_form(letter.pk, by=self.house.clerk.official, now=self.later())

    def minutes_to_sign(self) -> Letter:
        """Minutes that wait for their secretary, who is the writer."""
        return self.to_sign(
            kind="bien_ban", to=(), copies=("UBND tỉnh", "Lưu: VT"), secretary=self.house.writer.account.pk
        )

    def to_issue(self, **other: object) -> Letter:
        """A signed letter."""
        letter = self.to_sign(**other)
        batch = actions.sign([letter.pk], PIN, by=self.house.signer.official, now=self.later())
        assert batch.left == ()
        return Letter.objects.get(pk=letter.pk)

    def issued(self, **other: object) -> Letter:
        """An issued letter."""
        letter = self.to_issue(**other)
        self.issue(letter)
        return Letter.objects.get(pk=letter.pk)

    def issue(self, *letters: Letter) -> actions.Batch:
        """The clerk issues these."""
        return actions.issue([letter.pk for letter in letters], PIN, by=self.house.clerk.official, now=self.later())


def received(letter: Letter, house: House, now: datetime = NOW) -> Incoming:
    """The letter in the register of the house that it was sent to."""
    delivery = Delivery.objects.get(letter=letter, agency=house.agency)
    return actions.receive(delivery.pk, by=house.clerk.official, now=now + timedelta(hours=2))


def letters_about(commune: Commune, now: datetime) -> tuple[Letter, Letter, Comment, Incoming]:
    """What a commune writes about An: an issued letter, a draft with a comment, and what came in about her.

    Keys must be of use (`pens.in_memory`).
    """
    writer, leader, clerk = commune.registrar, commune.leader, commune.clerk
    a_pen("Phạm Thị Chi", account_id=leader.account.pk)
    a_pen("UBND XÃ", agency_id=leader.official.agency_id)
    boxes = actions.Boxes(
        "cong_van",
        "trả lời bà Điểu Thị An",
        to=("Bà Điểu Thị An",),
        copies=("Như trên", "Lưu: VT"),
        signer=leader.account.pk,
    )
    by = writer.official
    issued = actions.draft(boxes, press=press(), body=BODY, by=by, now=now)
    actions.ask_check(issued.pk, leader.account.pk, by=by, now=now)
    actions.check_content(issued.pk, by=leader.official, now=now)
    actions.check_form(issued.pk, by=clerk.official, now=now)
    assert actions.sign([issued.pk], PIN, by=leader.official, now=now).left == ()
    assert actions.issue([issued.pk], PIN, by=clerk.official, now=now).left == ()
    drafted = actions.draft(boxes, press=press(), body=BODY, by=by, now=now)
    assert drafted.current is not None
    said = actions.comment(drafted.current.pk, "Bà Điểu Thị An ở thôn nào?", by=leader.official, now=now)
    mail = actions.NewIncoming("Bà Điểu Thị An", "Đơn của bà Điểu Thị An", file=("don.pdf", PDF))
    incoming = actions.register_incoming(mail, press=press(), by=clerk.official, now=now)
    incoming = actions.assign_incoming(incoming.pk, writer.account.pk, by=leader.official, now=now)
    return Letter.objects.get(pk=issued.pk), drafted, said, incoming
