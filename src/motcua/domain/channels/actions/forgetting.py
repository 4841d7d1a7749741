"""When a report goes under seal, what the ways in know of it goes with it: nobody can be found out from here."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.channels.models import Conversation, Fetching, Letter, Outgoing, Thread
from motcua.domain.channels.states import Outcome, Sending
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.rules.sealing import open_letter, seal_letter
from motcua.domain.feedback.states import State
from motcua.kernel.actors import Actor
from motcua.kernel.secrecy import unseal_bytes

WIPED = {"address": "", "zalo_user": "", "subject": "", "body": "", "headers": None, "thread": None, "event": ""}


def forget_sealed(*, by: Actor, now: datetime) -> int:
    """Move letters and threads of reports under seal into their sealed letters; how many reports had any."""
    sealed = Report.objects.filter(state=State.SEALED)
    known = {
        *sealed.filter(thread__isnull=False).values_list("pk", flat=True),
        *sealed.filter(letters__isnull=False).values_list("pk", flat=True),
        *sealed.filter(conversations__isnull=False).values_list("pk", flat=True),
        *sealed.filter(fetchings__isnull=False).exclude(fetchings__state=Sending.DONE).values_list("pk", flat=True),
    }
    return sum(_forget(report_id) for report_id in sorted(known))


@atomic
def _forget(report_id: int) -> bool:
    report = Report.objects.select_for_update(of=("self",)).select_related("matter").get(pk=report_id)
    letters = list(Letter.objects.select_for_update().filter(report=report).order_by("pk"))
    kept = SealedLetter.objects.select_for_update().filter(code=report.matter.code).order_by("pk").first()
    if kept is not None and letters:
        said = json.loads(open_letter(bytes(kept.letter)))
        said["mail"] = [b64encode(unseal_bytes(bytes(each.raw))).decode() for each in letters if each.raw is not None]
        kept.letter = seal_letter(json.dumps(said, ensure_ascii=False))
        kept.save(update_fields=["letter"])
    for each in letters:
        each.outcome, each.report, each.raw, each.text = Outcome.SEALED, None, None, ""
        each.save(update_fields=["outcome", "report", "raw", "text"])
    waiting = Outgoing.objects.filter(thread__report=report)
    waiting.filter(state=Sending.QUEUED).update(state=Sending.GIVEN_UP, problem="sealed")
    waiting.update(**WIPED)
    Thread.objects.filter(report=report).delete()
    Fetching.objects.filter(report=report).delete()
    Conversation.objects.filter(report=report).update(
        report=None, user="", phone="", said=None, user_index="", outcome=Outcome.SEALED
    )
    return True
