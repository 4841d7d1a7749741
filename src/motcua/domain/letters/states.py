"""Kinds of official letters, what a signer signs for, and a letter's life (Nghị định 30/2020/NĐ-CP, Điều 7–24)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.kernel.workflow import Move, Workflow


class Kind(TextChoices):
    """The kinds that are drafted here; the value is the word of a letter file."""

    OFFICIAL_LETTER = "cong_van", _("Công văn")
    DECISION = "quyet_dinh", _("Quyết định")
    PLAN = "ke_hoach", _("Kế hoạch")
    REPORT = "bao_cao", _("Báo cáo")
    SUBMISSION = "to_trinh", _("Tờ trình")
    NOTICE = "thong_bao", _("Thông báo")
    MINUTES = "bien_ban", _("Biên bản")
    INVITATION = "giay_moi", _("Giấy mời")


class Authority(TextChoices):
    """In whose place a signature stands; empty where the head signs for themselves."""

    COLLECTIVE = "TM", _("Thay mặt tập thể")
    DEPUTY = "KT", _("Ký thay người đứng đầu")
    BY_ORDER = "TL", _("Thừa lệnh")
    AUTHORISED = "TUQ", _("Thừa ủy quyền")
    ACTING = "Q", _("Quyền")


class Urgency(TextChoices):
    """The marks of haste of a letter."""

    URGENT = "khan", _("KHẨN")
    VERY_URGENT = "thuong_khan", _("THƯỢNG KHẨN")
    MOST_URGENT = "hoa_toc", _("HỎA TỐC")


class State(TextChoices):
    """Where an outgoing letter stands; it has a number from `ISSUED` on and never before."""

    DRAFTING = "drafting", _("Đang soạn thảo")
    CONTENT_CHECK = "content_check", _("Chờ kiểm tra nội dung")
    FORM_CHECK = "form_check", _("Chờ kiểm tra thể thức")
    TO_SIGN = "to_sign", _("Chờ ký")
    TO_ISSUE = "to_issue", _("Đã ký, chờ ban hành")
    ISSUED = "issued", _("Đã ban hành")
    REPLACED = "replaced", _("Đã được thay thế")
    RECALLED = "recalled", _("Đã thu hồi")
    DISCARDED = "discarded", _("Đã bỏ, không ban hành")


WORKFLOW = Workflow(
    initial=State.DRAFTING,
    moves={
        "ask_check": Move.to(State.CONTENT_CHECK, State.DRAFTING),
        "check_content": Move.to(State.FORM_CHECK, State.CONTENT_CHECK),
        "check_form": Move.to(State.TO_SIGN, State.FORM_CHECK),
        "send_back": Move.to(State.DRAFTING, State.CONTENT_CHECK, State.FORM_CHECK, State.TO_SIGN, State.TO_ISSUE),
        "sign": Move.to(State.TO_ISSUE, State.TO_SIGN, State.TO_ISSUE),
        "issue": Move.to(State.ISSUED, State.TO_ISSUE),
        "replace": Move.to(State.REPLACED, State.ISSUED),
        "recall": Move.to(State.RECALLED, State.ISSUED),
        "discard": Move.to(State.DISCARDED, State.DRAFTING),
    },
)

SIGNED_KIND = "letter"
"""What anybody who checks a signed letter is told of: its kind of document."""
SIGNED = (State.TO_ISSUE, State.ISSUED, State.REPLACED, State.RECALLED)
NUMBERED = (State.ISSUED, State.REPLACED, State.RECALLED)
UNDER_WAY = (State.DRAFTING, State.CONTENT_CHECK, State.FORM_CHECK, State.TO_SIGN, State.TO_ISSUE)
"""Where somebody writes, checks, signs or issues still. Asked for by name, so that an index leaves out what ended."""
TAKEN_BACK = (State.REPLACED, State.RECALLED)
"""Issued letters that are to be given back or deleted by whoever has them (Nghị định 30/2020/NĐ-CP, Điều 18)."""


class CheckKind(TextChoices):
    """What was looked at before a letter is signed (Nghị định 30/2020/NĐ-CP, Điều 12)."""

    CONTENT = "content", _("Nội dung")
    FORM = "form", _("Thể thức, kỹ thuật trình bày")
    SIGNER = "signer", _("Người ký xem lại")
    CLERK = "clerk", _("Văn thư xem lại trước khi ban hành")


class Role(TextChoices):
    """Why somebody receives a letter."""

    TO = "to", _("Nơi nhận chính")
    COPY = "copy", _("Nơi nhận để biết, phối hợp")


class FactSource(TextChoices):
    """What an inserted fact rests on."""

    FIGURE = "figure", _("Số liệu hồ sơ của đơn vị")
    INSPECTION = "inspection", _("Cuộc kiểm tra")
    DECISION = "decision", _("Quyết định, kế hoạch đã ban hành")
    REPORT = "report", _("Phản ánh, kiến nghị đã xử lý")
    DIRECTORY = "directory", _("Danh bạ công khai của đơn vị")
    DOCUMENT = "document", _("Văn bản khác")


class IncomingState(TextChoices):
    """Where a letter stands that came in."""

    REGISTERED = "registered", _("Đã vào sổ, chờ phân công")
    ASSIGNED = "assigned", _("Đang giải quyết")
    HANDLED = "handled", _("Đã giải quyết")


INCOMING = Workflow(
    initial=IncomingState.REGISTERED,
    moves={
        "assign_incoming": Move(
            {
                IncomingState.REGISTERED: IncomingState.ASSIGNED,
                IncomingState.ASSIGNED: IncomingState.ASSIGNED,
            }
        ),
        "handle_incoming": Move.to(IncomingState.HANDLED, IncomingState.ASSIGNED),
    },
)

_LETTER = {"agency": FactKind.CODE, "kind": FactKind.CODE}
_NUMBERED = {**_LETTER, "register": FactKind.CODE, "year": FactKind.COUNT, "number": FactKind.COUNT}
_INCOMING = {"agency": FactKind.CODE, "year": FactKind.COUNT, "number": FactKind.COUNT}

declare(
    {
        "letters.published_terms": {"templates": FactKind.COUNT},
        "letters.drafted": {**_LETTER, "replaces?": FactKind.ID, "corrects?": FactKind.ID, "answers?": FactKind.ID},
        "letters.described": _LETTER,
        "letters.version_saved": {**_LETTER, "version": FactKind.COUNT, "aside": FactKind.FLAG},
        "letters.commented": {**_LETTER, "version": FactKind.COUNT},
        "letters.comment_resolved": {**_LETTER, "comment": FactKind.ID},
        "letters.fact_inserted": {**_LETTER, "fact": FactKind.COUNT, "source": FactKind.CODE, "as_of": FactKind.DAY},
        "letters.check_asked": {**_LETTER, "version": FactKind.COUNT, "checker": FactKind.ID},
        "letters.content_checked": {**_LETTER, "version": FactKind.COUNT},
        "letters.form_checked": {**_LETTER, "version": FactKind.COUNT},
        "letters.sent_back": {**_LETTER, "version": FactKind.COUNT, "from_state": FactKind.CODE},
        "letters.secretary_signed": {**_LETTER, "version": FactKind.COUNT, "sha256": FactKind.HASH},
        "letters.discarded": _LETTER,
        "letters.signed": {**_LETTER, "version": FactKind.COUNT, "sha256": FactKind.HASH},
        "letters.issued": {**_NUMBERED, "sha256": FactKind.HASH},
        "letters.replaced": {**_NUMBERED, "by_letter": FactKind.ID},
        "letters.recalled": _NUMBERED,
        "letters.receipt_confirmed": {**_NUMBERED, "delivery": FactKind.ID},
        "letters.returned": {**_NUMBERED, "delivery": FactKind.ID},
        "letters.incoming_registered": {**_INCOMING, "letter?": FactKind.ID},
        "letters.incoming_assigned": {**_INCOMING, "to": FactKind.ID, "due_on?": FactKind.DAY},
        "letters.incoming_handled": {**_INCOMING, "letter?": FactKind.ID},
        "letters.book_closed": {
            "agency": FactKind.CODE,
            "register": FactKind.CODE,
            "year": FactKind.COUNT,
            "last": FactKind.COUNT,
        },
    }
)
