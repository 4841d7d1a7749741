"""Putting away what a petition under seal says: one closed row for the sealed queue, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from motcua.domain.notices import actions as notices
from motcua.domain.notices.models import Message
from motcua.domain.petitions import queries
from motcua.domain.petitions.models import (
    Answer,
    Assignment,
    Attachment,
    Carrying,
    Commitment,
    Meeting,
    Opinion,
    Passing,
    Petition,
    Point,
    Reminder,
    Review,
    Sheet,
    Unanswered,
    VoterLetter,
)
from motcua.kernel.actors import System

QUEUE = System("sealed-queue")
WIPED: dict[str, object] = {
    "voter": None,
    "voter_name": "",
    "voter_phone": "",
    "voter_phone_index": "",
    "voter_email": "",
    "voter_address": "",
    "named": False,
    "content": "",
    "pairs": [],
    "note": "",
    "public_text": "",
    "published_at": None,
    "published_by": None,
    "opinion": None,
    "meeting": None,
}
"""What a petition is left with: its code, and that it was passed on."""
OF_A_LINE = "line-"
"""The key of a line of a sheet stays: nobody reads it, and a corrected sheet does not bring the words back."""


def put_away(petition: Petition, *, now: datetime) -> list[int]:
    """Close everything readable of a petition into one row that no page shows, and wipe it wherever it lay.

    Minutes of the meeting where it was said go with it, for they name the speaker: the office hands in others.
    The letters that quote it are returned, by their ids: whoever wrote them has to mend them.
    """
    quoting = Answer.objects.filter(point__petition=petition, letter_id__isnull=False).order_by("letter_id")
    letters = list(quoting.values_list("letter_id", flat=True).distinct())
    Passing.objects.create(petition=petition, body=_gathered(petition), files=_files(petition))
    _wipe(petition, now=now)
    return [int(letter_id) for letter_id in letters if letter_id is not None]


def _gathered(petition: Petition) -> dict[str, object]:
    area, voter = petition.matter.event_area, petition.voter
    name = petition.voter_name or (str(voter.full_name) if voter is not None else "")
    return {
        "content": petition.content,
        "name": name,
        "phone": petition.voter_phone,
        "email": petition.voter_email,
        "address": petition.voter_address,
        "area": area.code if area is not None else "",
        "more": "\n".join(f"{about}: {words}" for about, words in _beside(petition) if words.strip()),
    }


def _beside(petition: Petition) -> Iterator[tuple[str, str]]:
    """What was written about it at every desk, with what it is."""
    pk, opinion, meeting = petition.pk, petition.opinion, petition.meeting
    yield "Mã kiến nghị", str(petition.matter.code)
    if meeting is not None:
        yield "Nơi tiếp xúc", f"{meeting.place}, ngày {meeting.day:%d/%m/%Y}"
    if opinion is not None:
        told = (opinion.speaker_name, opinion.hamlet, opinion.speaker_phone, opinion.words, opinion.answer)
        yield "Ý kiến tại buổi tiếp xúc", "; ".join(filter(None, told))
    yield "Đại biểu", ", ".join(petition.delegates.order_by("pk").values_list("full_name", flat=True))
    for point in queries.points_of(pk):
        yield f"Ý {point.number}", point.text
    for answer in (
        Answer.with_withdrawn.filter(point__petition=petition).select_related("point", "agency").order_by("pk")
    ):
        state = "Trả lời" if answer.issued_at is not None else "Dự thảo trả lời"
        yield f"{state} ý {answer.point.number} của {answer.agency.name}", answer.text
    for promise in Commitment.with_withdrawn.filter(petition=petition).order_by("pk"):
        yield "Việc đã hứa", " ".join(filter(None, (promise.what, promise.how)))
    for review in Review.objects.filter(petition=petition).order_by("pk"):
        yield "Thẩm tra", review.words
    for tap in Unanswered.objects.filter(mine=petition).order_by("pk"):
        yield "Cử tri cho biết chưa được trả lời", tap.words
    for reminder in Reminder.objects.filter(petition=petition).order_by("pk"):
        yield "Nhắc trả lời", reminder.words
    for carried in Carrying.objects.filter(petition=petition).order_by("pk"):
        yield "Lý do chuyển kỳ họp sau", carried.why
    for assigned in Assignment.objects.filter(petition=petition).order_by("pk"):
        yield "Lý do trả lại", assigned.why_returned
    yield "Ghi chú", petition.note
    yield "Nội dung đã công khai", petition.public_text


def _files(petition: Petition) -> list[int]:
    attached = Attachment.objects.filter(petition=petition).order_by("pk").values_list("file_id", flat=True)
    proofs = Commitment.objects.filter(petition=petition, proof__isnull=False).order_by("pk")
    minutes = [petition.meeting.minutes_id] if petition.meeting is not None else []
    return [*attached, *filter(None, proofs.values_list("proof_id", flat=True)), *filter(None, minutes)]


def _wipe(petition: Petition, *, now: datetime) -> None:
    opinion_id, meeting_id = petition.opinion_id, petition.meeting_id
    told = Message.objects.filter(matter_id=petition.pk).order_by().values_list("account_id", flat=True)
    for account_id in sorted(set(told)):
        notices.take_back(petition.pk, account_id, by=QUEUE, now=now)
    _out_of_its_sheets(petition)
    # By their own way, each after what leans on it.
    for rows in (Commitment, Review, Unanswered, VoterLetter, Carrying, Attachment):
        rows._base_manager.filter(petition=petition).delete()
    Unanswered.objects.filter(mine=petition).delete()
    Answer.with_withdrawn.filter(point__petition=petition).delete()
    Point.objects.filter(petition=petition).delete()
    Reminder.objects.filter(petition=petition).update(words="")
    Assignment.objects.filter(petition=petition).update(why_returned="")
    petition.delegates.clear()
    kept = petition.client_key if (petition.client_key or "").startswith(OF_A_LINE) else None
    Petition.objects.filter(pk=petition.pk).update(**WIPED, client_key=kept)
    if opinion_id is not None:
        Opinion.objects.filter(pk=opinion_id).delete()
    if meeting_id is not None:
        Meeting.objects.filter(pk=meeting_id).update(minutes=None)


def _out_of_its_sheets(petition: Petition) -> None:
    """Sheets keep their lines; the one that became this petition is taken out of every sheet that has it."""
    key = petition.client_key or ""
    if not key.startswith(OF_A_LINE):
        return
    may_have_it = Q(session_id=petition.session_id) | Q(session_id=None)
    for sheet in Sheet.objects.select_for_update(of=("self",)).filter(may_have_it).order_by("pk"):
        good = queries.lines_to_take(sheet)
        place = next((n for n, line in enumerate(good) if queries.key_of_line(line, sheet.session_id) == key), None)
        if place is None:
            continue
        sheet.lines = queries.sheet_read(sheet).without(good[place].row).to_json()
        sheet.good -= 1
        sheet.done -= place < sheet.done
        sheet.save(update_fields=["lines", "good", "done"])
