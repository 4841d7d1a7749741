"""Nobody reaches what is not theirs: every address of the program, tried by everybody who has no business there.

The table says who may open each address. An address without a row fails the first test, so that whoever
adds one has to say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.models import Attachment, Custody, Draft, Reception, Sheet
from motcua.domain.dossiers.states import Event
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback import queries as reports
from motcua.domain.feedback.models import Photo, Report, SealedLetter
from motcua.domain.hotline import actions as hotline
from motcua.domain.hotline.models import Call, Callback
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Task
from motcua.domain.notices.models import Message
from motcua.domain.packs import actions as packs
from motcua.domain.papers.models import Paper
from motcua.domain.payments import actions as payments
from motcua.domain.payments import queries as payments_asked
from motcua.domain.payments.models import Charge, Receipt
from motcua.domain.publicity import actions as publicity
from motcua.domain.queues import actions as queues
from motcua.domain.queues.states import Priority
from motcua.domain.returns.models import HandOver
from motcua.kernel.actors import Citizen
from motcua.web.shared import site
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

    @property
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

    def state(self) -> list[object]:
        """What a stranger would have changed."""
        return [
            list(Draft.objects.filter(account_id=self.an.account_id).order_by("pk").values()),
            list(Task.objects.filter(matter_id=self.dossier.pk).order_by("pk").values()),
            list(Message.objects.filter(account_id=self.an.account_id).order_by("pk").values()),
            list(Sheet.objects.order_by("pk").values()),
            list(Custody.objects.order_by("pk").values()),
            list(Charge.objects.filter(matter_id=self.dossier.pk).order_by("pk").values()),
            list(Receipt.objects.filter(matter_id=self.dossier.pk).order_by("pk").values()),
            HandOver.objects.count(),
            list(Call.objects.order_by("pk").values()),
            list(Callback.objects.order_by("pk").values()),
            Attachment.objects.count(),
            Paper.objects.count(),
            list(Report.objects.order_by("pk").values()),
            list(Task.objects.filter(matter__report__isnull=False).order_by("pk").values()),
            list(SealedLetter.objects.order_by("pk").values("pk", "taken_at", "closed_at", "outcome")),
            Entry.objects.filter(verb__startswith="feedback.").count(),
            Entry.objects.filter(matter_id=self.dossier.pk).count(),
        ]


@dataclass(frozen=True)
class Row:
    """Who may open an address, and whether it names something of An's; of a desk's addresses, who sits there."""

    who: str
    of_an: bool = True
    arguments: Callable[[Ground], dict[str, Any]] = lambda ground: {}
    seat: str = "registrar"


PUBLIC, LIST = Row("public", of_an=False), Row("own", of_an=False)
TILL, TILL_LIST = Row("till"), Row("till", of_an=False)
OWN, DESK, DESK_LIST = Row("own"), Row("desk"), Row("desk", of_an=False)
RECEIVED = Row("counter", arguments=lambda ground: {"dossier_id": ground.received.pk})
SHEET = Row("counter", arguments=lambda ground: {"token": ground.sheet.draft.token, "page_id": "noi"})
FILE_OF_DRAFT = Row("own", arguments=lambda ground: {"attachment_id": ground.draft_file})
CALL = Row("hotline", arguments=lambda ground: {"call_id": ground.call.pk, "act": "giu"})
HOTLINE = Row("hotline", of_an=False)
IN_A_CALL = (
    "call", "command", "prove", "send_pin", "pin", "take_over", "recording", "tell", "wrap_up", "promise", "report",
    "review",
)  # fmt: skip
ENTRY = Row("own", arguments=lambda ground: ground.entry)
REPORT = Row("dispatch", arguments=lambda ground: {"report_id": ground.report.pk})
RECEIPT = Row("counter", of_an=False, arguments=lambda ground: {"code": ground.report.matter.code})
SEALED = Row("sealed", arguments=lambda ground: {"letter_id": ground.letter.pk, "place": 0})
PICTURE = Row("public", of_an=False, arguments=lambda ground: {"photo_id": 1})
ENVELOPE = Row("public", of_an=False, arguments=lambda ground: {"client_key": "0" * 32})
BIRTH = {"code": "1.001193"}
UNIT = {"code": "H10.30.13.01"}

TABLE: dict[str, Row] = {
    "api:healthz": PUBLIC,
    "api_v1:openapi-json": PUBLIC,
    "api_v1:api-root": PUBLIC,
    "api_v1:matter": PUBLIC,  # as portal:found
    "api_v1:receipt": PUBLIC,  # only with a signature: tests/web/api/test_receipts.py
    "api:zalo_webhook": PUBLIC,  # as the provider's above: what Zalo did not sign is refused
    "api:payment_callback": PUBLIC,  # the provider's: whatever bears no signature of its key is refused
    "portal:home": PUBLIC,
    "portal:procedures": PUBLIC,
    "portal:procedure": Row("public", of_an=False, arguments=lambda ground: BIRTH),
    "portal:unit": Row("public", of_an=False, arguments=lambda ground: UNIT),
    "portal:guide": Row("public", of_an=False, arguments=lambda ground: BIRTH),
    "portal:national": PUBLIC,
    "portal:guide_national": PUBLIC,
    "portal:units": PUBLIC,
    "portal:lookup": PUBLIC,
    "portal:found": PUBLIC,  # with An's code: her state and dates are there, she is not
    "portal:personas": PUBLIC,
    "portal:rate": Row("public", of_an=False, arguments=lambda ground: {"token": ground.dossier.matter.token}),
    "portal:kiosk": Row(
        "public", of_an=False, arguments=lambda ground: {"code": ground.commune.reception.official.agency_code}
    ),
    "portal:board": Row(
        "public", of_an=False, arguments=lambda ground: {"code": ground.commune.reception.official.agency_code}
    ),
    "portal:ticket": Row("public", of_an=False, arguments=lambda ground: {"token": ground.ticket.token}),
    # Reports: a draft is its browser's (tests/web/portal/test_reports_sending.py), a report whoever's has its secret.
    "portal:reports": PUBLIC,
    "portal:report_figures": PUBLIC,
    "portal:public_report": PUBLIC,
    "portal:send_report": PUBLIC,
    "portal:report_where": PUBLIC,
    "portal:report_told": PUBLIC,
    "portal:report_photos": PUBLIC,
    "portal:report_who": PUBLIC,
    "portal:report_review": PUBLIC,
    "portal:report_sent": PUBLIC,
    "portal:discard_report": PUBLIC,
    "portal:my_reports": LIST,
    "portal:app": PUBLIC,
    "portal:app_write": PUBLIC,
    "portal:envelope_piece": Row("public", of_an=False, arguments=lambda ground: {"client_key": "x", "number": 0}),
    **dict.fromkeys(["portal:envelope", "portal:envelope_again", "portal:app_deliver"], ENVELOPE),
    "portal:app_form": Row("public", of_an=False, arguments=lambda ground: BIRTH),
    **dict.fromkeys(["portal:subscribe", "portal:unsubscribe", "portal:stop_mail"], PUBLIC),  # by a report's secret
    **dict.fromkeys(["portal:report_map", "portal:app_forms", "portal:manifest", "portal:service_worker"], PUBLIC),
    **dict.fromkeys(["portal:wake_here", "portal:sleep_here"], LIST),
    **dict.fromkeys(["portal:report_photo", "portal:remove_report_photo", "portal:public_picture"], PICTURE),
    **dict.fromkeys(["portal:report_picture", "portal:report_voice"], PICTURE),
    "portal:report": PUBLIC,  # by its secret alone, tests/web/portal/test_reports_following.py
    "portal:report_verdict": PUBLIC,
    "portal:report_openings": PUBLIC,  # by its secret alone, as portal:report
    "portal:report_reply": PUBLIC,
    "portal:withdraw_report": PUBLIC,
    "portal:start": Row("own", of_an=False, arguments=lambda ground: BIRTH),
    "portal:go_on": OWN,
    "portal:papers": OWN,
    "portal:file_of_draft": FILE_OF_DRAFT,
    "portal:detach": FILE_OF_DRAFT,
    "portal:review": OWN,
    "portal:submit": OWN,
    "portal:changed": OWN,
    "portal:discard": OWN,
    "portal:for_whom": OWN,
    "portal:principal": OWN,
    "portal:authority": OWN,
    "portal:disown": OWN,
    "portal:page": OWN,
    "portal:add_entry": ENTRY,
    "portal:entry": ENTRY,
    "portal:remove_entry": ENTRY,
    "portal:my_dossiers": LIST,
    "portal:dossier": OWN,
    "portal:filed": OWN,
    "portal:supplement": OWN,
    "portal:receive": OWN,
    "portal:withdraw": OWN,
    "portal:openings": OWN,
    "portal:paper": OWN,
    "portal:file": OWN,
    "portal:fees": OWN,
    "portal:pay": OWN,
    "portal:simulated_payment": OWN,
    "portal:receipt": OWN,
    "portal:public_feed": Row("public", of_an=False, arguments=lambda ground: {"kind": "csv"}),
    "portal:inbox": LIST,
    "portal:message": OWN,
    "portal:channels": LIST,
    "desk:worklist": DESK_LIST,
    "desk:seats": DESK_LIST,
    "desk:dossiers": DESK_LIST,
    "desk:figures": DESK_LIST,
    "desk:delegations": DESK_LIST,
    "desk:dossier": DESK,
    "desk:control_slip": DESK,
    "desk:say_reason": DESK,
    "desk:file": DESK,
    "desk:paper": DESK,
    "desk:outcome": DESK,
    "desk:claim": DESK,
    "desk:release": DESK,
    "desk:reassign": DESK,
    "desk:revoke": DESK,
    "desk:ratings": DESK_LIST,
    "desk:publicity": DESK_LIST,
    "desk:publicity_item": Row(
        "counter", of_an=False, arguments=lambda ground: {"item": "dien-thoai"}, seat="reception"
    ),
    "desk:publicity_evidence": Row("counter", arguments=lambda ground: {"verification_id": ground.verification.pk}),
    "desk:publicity_units": DESK_LIST,
    "desk:publicity_units_table": DESK_LIST,
    "desk:publicity_unit": Row("desk", arguments=lambda ground: UNIT),
    "desk:team": Row("desk", of_an=False, seat="leader"),
    "desk:take_over": Row(
        "desk",
        of_an=False,  # a leader elsewhere moves nothing: tests/domain/matters/test_take_over.py
        arguments=lambda ground: {"account_id": ground.commune.registrar.account.pk},
    ),
    "desk:ahead": Row("desk", of_an=False, seat="leader"),
    "desk:several": DESK_LIST,
    "desk:calling": DESK_LIST,
    "desk:call_next": DESK_LIST,
    "desk:give_number": DESK_LIST,
    "desk:open_kiosk": DESK_LIST,
    "desk:move_ticket": Row("desk", arguments=lambda ground: {"ticket_id": ground.ticket.pk, "move": "vang"}),
    "desk:reception": Row("counter", of_an=False),
    "desk:open_sheet": Row("counter", of_an=False),
    "desk:sheet": SHEET,
    "desk:sheet_page": SHEET,
    "desk:discard_sheet": SHEET,
    "desk:received": RECEIVED,
    "desk:give_back": RECEIVED,
    "desk:issue_receipt": RECEIVED,
    "desk:supply": Row("counter", arguments=lambda ground: {"dossier_id": ground.asked.pk}),
    "desk:arrived": RECEIVED,
    "desk:returned": RECEIVED,
    "desk:bundle_receipt": Row("counter", arguments=lambda ground: {"bundle_id": ground.bundle_id}),
    "desk:attention": DESK_LIST,
    "desk:hold": DESK,
    "desk:end_hold": DESK,
    "desk:allow_supplement": DESK,
    "desk:apology": DESK,
    "desk:sign_apology": DESK,
    "desk:corrections": DESK,
    "desk:correct": DESK,
    "desk:reissue": DESK,
    "desk:reopen": DESK,
    "desk:close_silent": DESK,
    "desk:fees": TILL,
    "desk:exempt": TILL,
    "desk:receipt": TILL,
    "desk:undo_receipt": TILL,
    "desk:hand_over": TILL,
    "desk:post_result": TILL,
    "desk:slip": TILL,
    "desk:till": DESK_LIST,
    "desk:close_day": TILL_LIST,
    "desk:online_payments": DESK_LIST,
    "desk:ready": DESK_LIST,
    "desk:arrivals": DESK_LIST,
    "desk:arrivals_of": TILL_LIST,
    "desk:reports": DESK_LIST,
    "desk:report_figures": DESK_LIST,
    "desk:report": REPORT,
    "desk:report_step": Row(
        "dispatch",
        arguments=lambda ground: {"task_id": reports.open_tasks(ground.report.pk)[0].pk, "outcome": "forward"},
    ),
    "desk:report_file": Row(
        "dispatch", arguments=lambda ground: {"photo_id": Photo.objects.get(report=ground.report).pk}
    ),
    "desk:seal_report": REPORT,
    "desk:split_report": REPORT,
    "desk:publish_report": REPORT,
    "desk:keep_report_private": REPORT,
    "desk:extend_report": Row("unit", arguments=lambda ground: {"report_id": ground.taken.pk}),
    "desk:report_register": Row("dispatch", of_an=False),
    "desk:report_register_file": Row("dispatch", of_an=False),
    "desk:report_register_pdf": Row("dispatch", of_an=False),
    "desk:rule_feedback": Row("dispatch", of_an=False),
    "desk:rule_feedback_file": Row("dispatch", of_an=False),
    "desk:say_why_report": REPORT,
    "desk:take_down_report": Row("counter", of_an=False),
    "desk:posting_sheet": Row("counter", of_an=False),
    "desk:counter_read_back": Row("counter", of_an=False, arguments=lambda ground: {"token": ground.taken_down}),
    # Of a code the receipt says no more than the public look-up.
    "desk:counter_receipt": RECEIPT,
    "desk:counter_receipt_pdf": RECEIPT,
    "desk:sealed_queue": Row("sealed"),
    "desk:sealed_letter": SEALED,
    "desk:take_sealed": SEALED,
    "desk:close_sealed": SEALED,
    "desk:sealed_file": SEALED,
    "desk:register": DESK_LIST,
    "desk:register_pdf": TILL_LIST,
    "desk:register_file": TILL_LIST,
    "desk:hotline": HOTLINE,
    "desk:hotline_pulse": HOTLINE,
    "desk:hotline_sign_on": HOTLINE,
    "desk:hotline_state": HOTLINE,
    "desk:hotline_guidance": HOTLINE,
    "desk:hotline_article": Row("hotline", of_an=False, arguments=lambda ground: {"code": "gui-phan-anh"}),
    "desk:hotline_callbacks": HOTLINE,
    "desk:hotline_callback": Row(
        "hotline", arguments=lambda ground: {"callback_id": ground.callback.pk, "move": "goi"}
    ),
    "desk:hotline_board": HOTLINE,
    "desk:hotline_reviews": HOTLINE,
    "desk:hotline_missed": HOTLINE,
    "desk:hotline_message": Row("hotline", arguments=lambda ground: {"callback_id": ground.callback.pk}),
    **dict.fromkeys((f"desk:hotline_{name}" for name in IN_A_CALL), CALL),
}
GROUPS = {
    "open311/": Row("public", of_an=False),  # only what was published for everybody; a key lets in reports, not out
    "quan-tri/": Row("staff"),  # Django's admin: reference data, staff only, nothing of a citizen in it
    "tai-khoan/": Row("public", of_an=False),  # allauth: each of these is about the account of who opens it
}
OTHERS = {
    "form": "json",
    "value": "x",
    "number": "1",
    "rest": "x",
    "object_id": "1",
    "content_type_id": "1",
    "app_label": "agencies",
    "url": "x",
    "key": "x",
    "uidb36": "x",
    "provider_id": "x",
}
"""Values for names in the addresses of the groups."""
SIGN_IN = ("/tai-khoan/", "/dang-nhap-minh-hoa/")


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver."""

    name: str
    route: str
    arguments: tuple[str, ...]

    @property
    def row(self) -> Row | None:
        """What the table says of it."""
        group = next((row for prefix, row in GROUPS.items() if self.route.startswith(prefix)), None)
        return TABLE.get(self.name) or group

    def path(self, ground: Ground) -> str | None:
        """The path with An's things in it; `None` for one that cannot be reversed by name."""
        if not self.name or self.name.endswith(":"):
            return None
        given = {**OTHERS, **ground.arguments, **(self.row or PUBLIC).arguments(ground)}
        with override("vi"):
            return reverse(self.name, kwargs={name: given[name] for name in self.arguments})


def addresses() -> Iterator[Address]:
    """Every address of the program."""
    with override("vi"):
        yield from _walk(get_resolver(), (), "", ())


def _walk(resolver: URLResolver, spaces: tuple[str, ...], before: str, arguments: tuple[str, ...]) -> Iterator[Address]:
    for found in resolver.url_patterns:
        route = before + re.sub(r"^\^", "", str(found.pattern))
        wanted = (*arguments, *found.pattern.regex.groupindex)
        if isinstance(found, URLResolver):
            yield from _walk(found, (*spaces, found.namespace) if found.namespace else spaces, route, wanted)
        else:
            assert isinstance(found, URLPattern)
            yield Address(":".join((*spaces, found.name or "")), route, wanted)


@pytest.fixture(autouse=True)
def monday(db: None, settings: Any, files_of_their_own: None) -> Iterator[None]:
    """A demonstration on a Monday morning; static files by their plain names, and none to be read by each client."""
    settings.STATIC_ROOT = settings.MOTCUA_HOME / "static"
    settings.STATIC_ROOT.mkdir()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    packs.begin_demonstration(offset=datetime.now(UTC) - NOW, by=NURSE, now=NOW)
    site.forget()
    yield
    site.forget()


def as_visitor(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account, backend="motcua.web.shared.sign_in.Backend")
    return client


def of(citizen: Citizen) -> Account:
    return Account.objects.get(pk=citizen.account_id)


def tried(account: Account | None, ground: Ground, mine: frozenset[str], names_an: bool) -> list[str]:
    """Every address tried by GET and POST; a line for each thing that should not have been."""
    before, wrong = ground.state(), []
    private = (*PRIVATE, "Điểu Thị An") if names_an else PRIVATE
    for address in addresses():
        path, row = address.path(ground), address.row
        if path is None or row is None or row.who in mine:
            continue
        for method in ("get", "post"):
            response = getattr(as_visitor(account), method)(path, follow=True)
            said = f"{method.upper()} {path} ({address.name}): {response.status_code}"
            end = response.redirect_chain[-1][0] if response.redirect_chain else path
            closed = response.status_code in {403, 404, 405} or end.startswith(SIGN_IN)
            if response.status_code >= 500:
                wrong.append(said)
            if not closed and (row.of_an or row.who == "staff" or (account is None and row.who != "public")):
                wrong.append(f"{said}, and it should be closed")
            body = b"".join(response) if response.streaming else response.content
            if leaked := [word for word in private if word.encode() in body]:
                wrong.append(f"{said}, and shows {leaked}")
            if row.of_an and row.who != "staff" and ground.state() != before:
                wrong.append(f"{said}, and something of An's has changed")
                before = ground.state()
    assert ground.state() == before, "something of An's has changed by an address that does not name it"
    return wrong


def test_every_address_says_who_may_open_it() -> None:
    found = list(addresses())
    missing = sorted(f"{each.name} {each.route}" for each in found if each.row is None)
    assert missing == [], f"these addresses have no row in the table: {missing}"
    assert set(TABLE) <= {each.name for each in found}, "the table has rows for addresses that are gone"


def test_who_has_not_signed_in() -> None:
    assert tried(None, Ground(), frozenset(), names_an=True) == []


def test_another_citizen() -> None:
    assert tried(of(people.a_stranger()), Ground(), frozenset(), names_an=True) == []


def test_an_official_of_another_agency() -> None:
    assert tried(people.dung().account, Ground(), frozenset(), names_an=True) == []


def test_the_applicant_has_no_desk() -> None:
    ground = Ground()
    assert tried(of(ground.an), ground, frozenset({"own", "public"}), names_an=False) == []


@pytest.mark.parametrize("who", ["own", "desk", "counter", "till", "dispatch", "unit", "sealed"])
def test_whose_it_is_does_reach_it(who: str) -> None:
    """Else the tests above would pass for addresses that lead nowhere."""
    ground = Ground()
    officials = {
        "desk": ground.commune.registrar,
        "counter": ground.commune.reception,
        "till": ground.commune.reception,
        "dispatch": ground.offices.dispatcher,
        "unit": ground.offices.head,
        "sealed": ground.keeper,
    }
    account = of(ground.an) if who == "own" else officials[who].account
    for address in addresses():
        path, row = address.path(ground), address.row
        if path is not None and row is not None and row.who == who:
            if who == "desk":
                account = getattr(ground.commune, row.seat).account
            assert as_visitor(account).get(path).status_code in {200, 302, 405}, address
