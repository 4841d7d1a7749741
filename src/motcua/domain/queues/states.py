"""The life of a queue ticket (số thứ tự) at a one-stop unit, from the kiosk to the counter."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.domain.journal.states import FactKind, declare
from motcua.kernel.workflow import Move, Workflow


class State(TextChoices):
    WAITING = "waiting", _("Đang chờ")
    CALLED = "called", _("Đang gọi, đang làm")
    MISSED = "missed", _("Gọi mà vắng mặt")
    SERVED = "served", _("Đã làm xong")
    LAPSED = "lapsed", _("Không còn hiệu lực: bộ phận đã kết thúc hoạt động")


class Priority(TextChoices):
    """Who goes first at the counter; the list of a unit's own rules is the province's to widen."""

    NONE = "none", _("Không thuộc diện ưu tiên")
    ELDERLY = "elderly", _("Người cao tuổi")
    DISABLED = "disabled", _("Người khuyết tật")
    PREGNANT = "pregnant", _("Phụ nữ mang thai hoặc đi cùng con nhỏ")
    MERIT = "merit", _("Người có công với cách mạng")


class Channel(TextChoices):
    KIOSK = "kiosk", _("Lấy số tại máy")
    COUNTER = "counter", _("Cán bộ lấy số giúp")


WORKFLOW = Workflow(
    initial=State.WAITING,
    moves={
        "call": Move.to(State.CALLED, State.WAITING),
        "serve": Move.to(State.SERVED, State.CALLED),
        "miss": Move.to(State.MISSED, State.CALLED),
        "put_back": Move.to(State.WAITING, State.MISSED),
        "lapse": Move.to(State.LAPSED, State.WAITING, State.CALLED, State.MISSED),
    },
)

_OF_A_TICKET = {"agency": FactKind.CODE, "ticket": FactKind.CODE, "priority": FactKind.CODE}
_AT_A_COUNTER = {**_OF_A_TICKET, "counter": FactKind.COUNT}

declare(
    {
        "queues.issued": {**_OF_A_TICKET, "channel": FactKind.CODE},
        "queues.called": {**_AT_A_COUNTER, "waited_seconds": FactKind.COUNT, "times": FactKind.COUNT},
        "queues.served": {**_AT_A_COUNTER, "served_seconds": FactKind.COUNT},
        "queues.missed": _AT_A_COUNTER,
        "queues.put_back": _OF_A_TICKET,
        "queues.lapsed": _OF_A_TICKET,
    }
)

MOST_IN_A_ROW = 2
"""So many priority tickets are called one after the other before one of the others: nobody waits for ever."""

LINES = "ABCDEFGHIKLMNPQRSTUVXY"
"""Letters of lines that are not mixed up when they are called out."""
