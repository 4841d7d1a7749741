"""What An has, and who works on it: one thing of every kind that an address of the program may name."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.models import Attachment, Custody, Draft, Reception, Sheet
from motcua.domain.dossiers.states import Event
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.hotline import actions as hotline
from motcua.domain.hotline.models import Call, Callback
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Task
from motcua.domain.notices.models import Message
from motcua.domain.papers.models import Paper
from motcua.domain.payments import actions as payments
from motcua.domain.payments import queries as payments_asked
from motcua.domain.payments.models import Charge, Receipt
from motcua.domain.publicity import actions as publicity
from motcua.domain.queues import actions as queues
from motcua.domain.queues.states import Priority
from motcua.domain.returns.models import HandOver
from tests.architecture import strangers_letters as letters
from tests.architecture import strangers_petition_letters as petition_letters
from tests.architecture import strangers_petitions as petitions
from tests.build import counter, people, trial
from tests.build import hotline as a_hotline
from tests.build.dossiers import MONDAY, PDF, Commune, a_dossier, a_draft, open_task, walk
from tests.build.payments import a_dossier_with_fees, open_charges
from tests.build.people import NURSE
from tests.build.reports import LETTER, Offices, a_photo, a_report, sent
from tests.build.reports import walk as walk_report
from tests.build.trial import a_household, typed_member

NOW = MONDAY + timedelta(hours=2)
PRIVATE = ("Điểu Minh Khôi", "070194001234", "0912345678", "an@example.vn")
"""What stands in An's dossier; her own name is looked for separately, because it stands on her own pages."""

AN = accounts.Person("Điểu Thị An", "070194001234", "1994-03-08", "0912345678")


class Ground:
    """What An has: a dossier at the registrar's desk, a draft, papers, files, a message; and who works on it."""

    def __init__(self) -> None:
        self.an = people.an()
        self.commune = Commune.of()
        self.dossier = walk(a_dossier_with_fees(self.an, reg_kind="late"), self.commune, "accepted")
        first, rest = open_charges(self.dossier).items()
        binh = self.commune.reception.official
        self.receipt = payments.collect(self.dossier.pk, dict([first]), "cash", by=binh, now=NOW)
        self.charge = rest[0]
        self.order = payments.pay_online(self.dossier.pk, through=payments_asked.gateway(), by=self.an, now=NOW)
        walk(a_dossier(self.an), self.commune, "finished")
        self.draft = a_draft(self.an)
        trial.publish()
        self.household = a_household(self.an, typed_member())
        dossiers.tell(self.dossier.pk, Event.ACCEPTED, by=NURSE, now=NOW)
        registrar = self.commune.registrar
        self._at_the_counter()
        self.delegation = accounts.delegate(
            registrar.account.pk,
            self.commune.leader.account.pk,
            registrar.official.agency_id,
            starts_at=NOW,
            ends_at=NOW + timedelta(days=400),
            ground="Thông báo số 12/TB-UBND",
            by=registrar.official,
            now=NOW,
        )

        self.ticket = queues.issue(
            self.commune.reception.official.agency_id, "A", "an", priority=Priority.PREGNANT, by=NURSE, now=NOW
        )

        self._on_the_telephone()
        self.verification = publicity.verify(
            self.commune.reception.official.agency_id,
            "dien-thoai",
            good=True,
            evidence=("bang.pdf", PDF),
            by=self.commune.reception.official,
            now=NOW,
        )

        self._reported()
        self.letters = letters.Things(self.commune, NOW)
        self.petitions = petitions.Things(NOW)
        self.petition_letters = petition_letters.Things(self.commune)

    def _reported(self) -> None:
        """What she reported: one at the dispatcher's desk, one at the unit, and one that went under seal."""
        self.offices = Offices.of()
        self.report = a_report(self.an, now=NOW, files=[("anh.jpg", a_photo())])
        self.taken = walk_report(a_report(self.an, now=NOW), self.offices, "accepted", now=NOW)
        filed = feedback.file_report(sent(LETTER, "Tôi tố cáo một việc làm sai."), by=self.an, now=NOW)
        self.letter = SealedLetter.objects.get(code=filed.code)
        self.keeper = people.an_official("Hồ Thị Kín", Agency.objects.get(code="H10.18"), Duty.SEALED)
        self.taken_down = "quay-0123456789abcdef"
        feedback.begin_draft(by=self.commune.reception.official, now=NOW, token=self.taken_down)

    def _on_the_telephone(self) -> None:
        """She called the hotline and waits to be called back."""
        nghe = a_hotline.an_operator(now=NOW)
        self.call = a_hotline.Line(clock=NOW).talking().call
        self.callback = hotline.ask_callback(self.call.pk, by=nghe.official, now=NOW)

    def _at_the_counter(self) -> None:
        """She was at the counter too: two dossiers of one sitting, an original kept, and a sheet begun."""
        binh = self.commune.reception.official
        counter.a_copy_procedure()
        counter.a_copy_procedure("9.000817")
        self.received = counter.received(binh, owner=AN, brought=counter.brought(number="BC 7"))
        second = counter.a_sheet(binh, procedure="9.000817", person=AN, follows=self.received.pk)
        self.bundle_id = Reception.objects.get(pk=counter.received(binh, owner=AN, sheet=second).pk).bundle_id
        self.sheet = counter.a_sheet(binh, person=AN)
        counter.a_copy_procedure("9.000818")
        third = counter.a_sheet(binh, procedure="9.000818", person=AN)
        said = dossiers.Said(reason="Chưa có bản chính để đối chiếu.", items=({"name": "Bản chính"},))
        self.asked = counter.received(binh, owner=AN, sheet=third, decision="ask_supplement", said=said)

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """A value for each name in an address, always that of something of An's."""
        return {
            "dossier_id": self.dossier.pk,
            "token": self.draft.token,
            "page_id": "be",
            "attachment_id": Attachment.objects.filter(dossier=self.dossier).order_by("pk")[0].pk,
            "paper_id": Paper.objects.filter(matter_id=self.dossier.pk).order_by("pk")[0].pk,
            "message_id": Message.objects.filter(account_id=self.an.account_id).order_by("pk")[0].pk,
            "task_id": open_task(self.dossier).pk,
            "outcome": "propose",
            "delegation_id": self.delegation.pk,
            "field": "child_name",
            "code": self.dossier.matter.code,
            "charge_id": self.charge,
            "receipt_id": self.receipt.pk,
            "reference": self.order.reference,
            "agency_id": self.dossier.matter.lead_agency_id,
            "kind": "csv",
        }

    @property
    def draft_file(self) -> int:
        """The file of the draft; that of the dossier is at other addresses."""
        return Attachment.objects.filter(draft=self.draft, dossier=None).order_by("pk")[0].pk

    @property
    def entry(self) -> dict[str, str]:
        """An entry of a repeated group in another draft of hers."""
        return {"token": self.household.token, "page_id": "thanh-vien", "key": "k0"}

    def state(self) -> tuple[object, ...]:
        """What a stranger would have changed, a digest for each table: asked after every knock, so in one query."""
        asked = [rows.query.sql_with_params() for rows in self._hers()]
        digests = ", ".join(f"(SELECT md5(string_agg(hers::text, '\n')) FROM ({text}) hers)" for text, _ in asked)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {digests}", [value for _, given in asked for value in given])
            found = cursor.fetchone()
        assert found is not None
        return tuple(found)

    def _hers(self) -> list[QuerySet[Any, Any]]:
        return [
            Draft.objects.filter(account_id=self.an.account_id).order_by("pk").values(),
            Task.objects.filter(matter_id=self.dossier.pk).order_by("pk").values(),
            Message.objects.filter(account_id=self.an.account_id).order_by("pk").values(),
            Sheet.objects.order_by("pk").values(),
            Custody.objects.order_by("pk").values(),
            Charge.objects.filter(matter_id=self.dossier.pk).order_by("pk").values(),
            Receipt.objects.filter(matter_id=self.dossier.pk).order_by("pk").values(),
            HandOver.objects.order_by("pk").values("pk"),
            Call.objects.order_by("pk").values(),
            Callback.objects.order_by("pk").values(),
            Attachment.objects.order_by("pk").values("pk"),
            Paper.objects.order_by("pk").values("pk"),
            Report.objects.order_by("pk").values(),
            Task.objects.filter(matter__report__isnull=False).order_by("pk").values(),
            SealedLetter.objects.order_by("pk").values("pk", "taken_at", "closed_at", "outcome"),
            *letters.state(),
            *petitions.state(),
            Entry.objects.filter(verb__startswith="feedback.").order_by("pk").values("pk"),
            Entry.objects.filter(matter_id=self.dossier.pk).order_by("pk").values("pk"),
        ]
