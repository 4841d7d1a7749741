"""Everybody a dossier needs on its way through the offices, each doing what a step asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Notice, Receipt, Said
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import queries as matters
from motcua.kernel.actors import Citizen, Official
from tests.build import people
from tests.build.dossiers import CHILD_NUMBER, PDF, Commune, open_task
from tests.build.people import DAK_NHAU, Somebody

REASON = "Giấy chứng sinh chụp mờ, không đọc được số."
ITEMS = ({"code": "giay-chung-sinh", "name": "Giấy chứng sinh", "note": "Chụp lại cho rõ cả bốn góc."},)
ENTRIES = {
    "child_id_number": CHILD_NUMBER,
    "residence_confirmation_number": "TT-2024/0456",
    "residence_refusal": "Chủ hộ chưa xác nhận đồng ý trên ứng dụng.",
    "health_card_number": "TE1707012345678",
    "health_card_valid_from": "2024-10-01",
    "health_card_refusal": "Bé đã có thẻ còn hạn ở tỉnh khác.",
}
NOTICE = Notice(
    number="TB-0456/TB-CCT",
    issued_on=date(2024, 10, 14),
    issuer="Chi cục Thuế khu vực Bù Đăng",
    amount=1_250_000,
    payee="Kho bạc Nhà nước Bù Đăng, tài khoản 7111",
    file=("thong-bao-thue.pdf", PDF),
)
RECEIPT = Receipt(number="GNT-0099/2024", paid_on=date(2024, 10, 14))
AFTER_THE_WINDOW = timedelta(days=32)


@dataclass(frozen=True)
class Cast:
    """An, and all the officials a dossier of hers can meet."""

    an: Citizen
    officials: tuple[Somebody, ...]

    @classmethod
    def of(cls, area: str = DAK_NHAU) -> Cast:
        """Everybody at work for the people of a commune."""
        commune = Commune.of(area)
        return cls(people.an(), (*commune.everybody, people.the_police(area), people.the_insurer()))

    def whose(self, dossier: Dossier) -> Official:
        """The official for the open task; for one that waits, whoever receives."""
        task = open_task(dossier)
        if task.agency_id is None:
            return self.officials[0].official
        return next(
            somebody.official
            for somebody in self.officials
            if somebody.official.agency_id == task.agency_id and task.duty in somebody.official.duties
        )

    def press(self, dossier: Dossier, outcome: str, now: datetime) -> Dossier:
        """Complete the open task with this outcome, saying whatever it asks for; nothing is left lying."""
        task = queries.open_tasks(dossier.pk)[0]
        chosen = next(choice for choice in queries.choices(task) if choice.outcome == outcome)
        if task.agency_id is None and chosen.move == "resume":
            files = [("giay-chung-sinh", "chup-lai.pdf", PDF)]
            after = actions.resume(dossier.pk, files, "Tôi đã chụp lại.", by=self.an, now=now)
        elif chosen.move == "hand_over":
            after = actions.hand_over(dossier.pk, by=self.whose(dossier), now=now)
        else:
            said = Said(
                reason=REASON if chosen.needs_reason else "",
                items=ITEMS if chosen.needs_items else (),
                notice=NOTICE if chosen.move == "ask_payment" else None,
                receipt=RECEIPT if chosen.move == "paid" else None,
                entries={
                    str(wanted["name"]): ENTRIES[str(wanted["name"])]
                    for wanted in chosen.entries
                    if wanted.get("required", True)
                },
            )
            after = actions.complete_task(task.pk, outcome, by=self.whose(dossier), now=now, said=said)
        assert matters.orphans() == []
        return after

    def go(self, dossier: Dossier, *outcomes: str, now: datetime, every: timedelta = timedelta(minutes=10)) -> Dossier:
        """Press one outcome after another, each a little later than the one before."""
        for number, outcome in enumerate(outcomes, start=1):
            dossier = self.press(dossier, outcome, now + every * number)
        return dossier
