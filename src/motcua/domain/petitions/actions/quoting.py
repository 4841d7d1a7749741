"""Letters that quote what went under seal: whoever wrote them, and the council's secretaries, are told to mend them.

A draft can be mended. From one that was issued nothing can be taken out: it is replaced or recalled (Nghị định
30/2020/NĐ-CP, Điều 18), which people decide.
"""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.letters import queries as letters
from motcua.domain.letters.models import Letter
from motcua.domain.letters.states import NUMBERED, State
from motcua.domain.notices import actions as notices
from motcua.domain.petitions import queries
from motcua.kernel.actors import Actor

_DRAFT = (
    "Dự thảo văn bản có nội dung phải bỏ",
    "Dự thảo văn bản mang mã kiểm tra %(code)s trích một nội dung đã chuyển bộ phận tiếp công dân và được giữ kín. Hãy "
    "bỏ phần đó khỏi dự thảo, không sao chép sang văn bản khác.",
)
_ISSUED = (
    "Văn bản đã phát hành có nội dung phải giữ kín",
    "Văn bản số %(number)s ngày %(day)s trích một nội dung đã chuyển bộ phận tiếp công dân và được giữ kín. Nội dung "
    "của văn bản đã phát hành không sửa được. Hãy xem xét thu hồi hoặc thay thế văn bản, và ngừng đăng, gửi thêm.",
)


@atomic
def tell_quoting(letter_id: int, *, by: Actor, now: datetime) -> int:
    """Tell who wrote a letter, and of one that was issued its agency's clerks and the council's secretaries too, that
    it quotes what went under seal; how many were told. Of what it quotes nothing is said.
    """
    letter = Letter.objects.filter(pk=letter_id).exclude(state=State.DISCARDED).order_by("pk").first()
    if letter is None:
        return 0
    told = {letter.drafted_by_id}
    if letter.state in NUMBERED:
        posts = Post.objects.filter(on(localdate(now)))
        told |= set(posts.filter(agency_id=letter.agency_id, duty=Duty.CLERK).values_list("account_id", flat=True))
        office = queries.terms().get("office")
        told |= set(posts.filter(agency__code=office, duty=Duty.COUNCIL).values_list("account_id", flat=True))
    subject, body = _ISSUED if letter.state in NUMBERED else _DRAFT
    day = f"{letter.issued_on:%d/%m/%Y}" if letter.issued_on is not None else ""
    words = {"code": letter.check_code, "number": letters.number_of(letter), "day": day}
    event = f"letter-{letter.pk}-quotes-sealed"
    return sum(
        notices.tell(account_id, event, subject, body % words, by=by, now=now) is not None
        for account_id in sorted(told)
    )
