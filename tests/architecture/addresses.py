"""Every address of the program, and a table that says who may open each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from motcua.domain.feedback import queries as reports
from motcua.domain.feedback.models import Photo
from tests.architecture import strangers_letters as letters
from tests.architecture import strangers_petition_letters as petition_letters
from tests.architecture import strangers_petitions as petitions
from tests.architecture.belongings import Ground


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
    "portal:check_document": PUBLIC,
    "portal:document": PUBLIC,
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
    **dict.fromkeys(["portal:petitions", "portal:public_petition"], PUBLIC),
    "portal:petition_feed": Row("public", of_an=False, arguments=lambda ground: {"kind": "csv"}),
    # A petition is whoever's has its secret: tests/web/portal/test_petitions_following.py
    **dict.fromkeys(
        ["portal:petition", "portal:petition_unanswered", "portal:withdraw_petition_name", "portal:stop_petition_mail"],
        PUBLIC,
    ),
    "portal:own_petition_paper": Row("public", of_an=False, arguments=lambda ground: {"attachment_id": 1}),
    "portal:petition_letter": Row("public", of_an=False, arguments=lambda ground: {"letter_id": 1}),
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
    "desk:result_preview": Row("desk", arguments=lambda ground: {"number": 1}),
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
    **letters.rows(Row),
    **petitions.rows(Row),
    **petition_letters.rows(Row),
    # For the council, who assigns and who leads: tests/web/desk/test_petition_reports.py
    "desk:petition_reports": Row("council_reports"),
    "desk:petition_report": Row("council_reports", arguments=lambda ground: {"code": "chi-so"}),
    "desk:petition_report_file": Row("council_reports", arguments=lambda ground: {"code": "chi-so", "kind": "pdf"}),
    "desk:petition_slip": Row("council_reports", arguments=lambda ground: {"petition_id": 1}),
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
