"""What was answered to a point, what was promised and whether it was kept, who judged it, and who was told."""

from __future__ import annotations

from typing import Generic, TypeVar

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.domain.petitions.models.council import Session
from motcua.domain.petitions.models.petition import Petition, Point
from motcua.domain.petitions.states import Detail, Result, Way
from motcua.kernel.secrecy import SealedJSONField, SealedTextField

Row = TypeVar("Row", bound=models.Model)


class Standing(models.Manager[Row], Generic[Row]):
    """What has not been withdrawn: nothing counts, shows or owes the rest, which stays on record.

    It went with a letter that was recalled.
    """

    def get_queryset(self) -> models.QuerySet[Row]:
        """Without what was withdrawn."""
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class Answer(models.Model):
    """What an agency answers to a point, with the class it gives it: a draft until the letter it stands in is issued.

    `letter_id` is the letter in `letters`; one that was written elsewhere has only its symbol and day. `recalled_at`:
    that letter was taken back; `withdrawn_at`: so this answers nothing any more, as it does at once unless the council
    was done with it already and decides itself.
    """

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="answers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    result = models.TextField(choices=Result.choices)
    detail = models.TextField(choices=Detail.choices, blank=True, default="")
    text = SealedTextField[str, str]()
    done_on = models.DateField(null=True)
    letter_id = models.BigIntegerField(null=True)
    symbol = models.TextField(blank=True, default="")
    signed_on = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    issued_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = Standing["Answer"]()
    with_withdrawn = models.Manager["Answer"]()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(result__in=Result.values), name="petition_answer_result_is_known"),
            models.CheckConstraint(
                condition=~Q(result=Result.DONE) | Q(done_on__isnull=False), name="petition_answer_done_has_a_day"
            ),
            models.UniqueConstraint(
                fields=["point", "agency"], condition=Q(issued_at__isnull=True), name="petition_answer_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(recalled_at__isnull=False, issued_at__isnull=False),
                name="petition_answer_withdrawn_was_recalled",
            ),
        ]
        indexes = [models.Index(fields=["letter_id"], name="answer_letter", condition=Q(letter_id__isnull=False))]


class Commitment(models.Model):
    """A milestone that was promised: what, by whom, by when. It binds from the day its answer was issued.

    One that was not kept is withdrawn with its answer.
    """

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="commitments")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="commitments")
    what = SealedTextField[str, str]()
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    made_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    how = SealedTextField[str, str](blank=True, default="")
    proof = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    carried_to = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="+")
    watched = models.SmallIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = Standing["Commitment"]()
    with_withdrawn = models.Manager["Commitment"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(done_on__isnull=False, proof__isnull=False),
                name="commitment_kept_is_proved",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(kept_at__isnull=True), name="commitment_kept_stands"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="commitment_open",
                condition=Q(kept_at__isnull=True, made_at__isnull=False),
            ),
            models.Index(fields=["unit", "due_on"], name="commitment_unit"),
        ]


class Review(models.Model):
    """What a committee of the council thinks of the answers: enough, or not, and why."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="reviews")
    committee = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    satisfied = models.BooleanField()
    words = SealedTextField[str, str](blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)


class Reminder(models.Model):
    """That an answer was asked for again: by the clock, after a share of the time; or in writing."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="reminders", db_index=False)
    round = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField(null=True)
    symbol = models.TextField(blank=True, default="")
    words = SealedTextField[str, str](blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "round", "percent"], condition=Q(percent__isnull=False), name="reminded_once"
            ),
        ]
        indexes = [models.Index(fields=["petition", "id"], name="reminder_petition")]


class Unanswered(models.Model):
    """A voter's one tap: “this does not answer me”, or “nobody has answered me”. Once a round and voter."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="unanswered", db_index=False)
    mine = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField()
    words = SealedTextField[str, str](blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "mine", "round"], name="unanswered_once")]


class VoterLetter(models.Model):
    """An e-mail or SMS about one event to a voter without an account; `words` are kept until it has gone."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="voter_letters", db_index=False)
    way = models.TextField(choices=Way.choices)
    event = models.TextField()
    words = SealedJSONField[dict[str, object], dict[str, object]]()
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "way", "event"], name="voter_told_once")]
