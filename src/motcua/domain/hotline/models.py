"""Calls with everything that was heard of them, operators at their telephones, callbacks, and what may be said.

A number lies sealed, with a blind index to find the same caller again; what was pressed and where a call was sent lies
sealed too. Of a call whose report went under seal nothing is kept that names the caller.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency, Dated, PublishedJSONField, composed, ends_after_it_begins, never_twice
from motcua.domain.hotline.states import (
    ATTEMPTS,
    WORKFLOW,
    AgentState,
    Became,
    CallState,
    Direction,
    Ending,
    Gone,
    Happening,
    Pause,
    Pin,
    Proof,
    Source,
    State,
    Try,
    WrapUp,
)
from motcua.domain.matters.models import Matter
from motcua.kernel.secrecy import SealedTextField


class Terms(models.Model):
    """What a province decided about its hotline (`hotline.yaml` of the pack): one row."""

    body = PublishedJSONField()
    digest = models.TextField(editable=False)


class Article(Dated):
    """What operators may say about one question, for one period. `short` is said aloud within a minute."""

    code = models.TextField()
    question = models.TextField()
    question_en = models.TextField(blank=True)
    short = models.TextField()
    short_en = models.TextField(blank=True)
    full = models.TextField()
    full_en = models.TextField(blank=True)
    procedure_code = models.TextField(blank=True)
    owner = models.TextField()
    review_on = models.DateField()
    folded = models.TextField(editable=False)
    digest = models.TextField(editable=False)

    class Meta:
        constraints = [
            never_twice("article_code_once_a_day", "code"),
            ends_after_it_begins("article_period"),
            composed("article_question_is_nfc", "question"),
        ]
        indexes = [models.Index(fields=["code", "valid_from"], name="article_code")]

    def __str__(self) -> str:
        return self.question


class Operator(models.Model):
    """Somebody who takes calls, at a telephone of their own. `seen_at`: when their page last said that it is open;
    `idle_since`: since when nobody rang there, so that the longest idle is rung next."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="operator", primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="operators")
    extension = models.TextField(unique=True)
    skills = models.JSONField(default=list)
    state = models.TextField(choices=AgentState.choices, default=AgentState.OFFLINE)
    pause = models.TextField(choices=Pause.choices, blank=True, default=Pause.NONE)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    idle_since = models.DateTimeField()
    call = models.OneToOneField("Call", on_delete=models.PROTECT, null=True, related_name="at_operator")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AgentState.values), name="operator_state_is_known"),
            models.CheckConstraint(condition=Q(pause__in=Pause.values), name="operator_pause_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[AgentState.RINGING, AgentState.BUSY], call__isnull=False)
                | (~Q(state__in=[AgentState.RINGING, AgentState.BUSY]) & Q(call__isnull=True)),
                name="operator_call_iff_on_the_telephone",
            ),
        ]
        indexes = [models.Index(fields=["state", "idle_since"], name="operator_idle")]


class Call(models.Model):
    """One call, as its events tell it. Seconds are whole; `cause` is that of Q.850, 0 when nobody knows.

    `abandoned_at`: since when the page of who talks in it is silent, so that a colleague may take it over. `pin` was
    sent to the telephone that is registered with `pin_matter`, and is forgotten once it was used.
    """

    gateway = models.TextField()
    reference = models.TextField()
    direction = models.TextField(choices=Direction.choices, default=Direction.IN)
    state = models.TextField(choices=CallState.choices, default=CallState.OFFERED)
    number = SealedTextField[str, str](blank=True, default="")
    number_index = models.TextField(blank=True, default="")
    dialled = models.TextField(blank=True, default="")
    skill = models.TextField(blank=True, default="")
    menu = models.TextField(blank=True, default="")
    wrong_keys = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    rang_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    wrapped_at = models.DateTimeField(null=True)
    queue_seconds = models.PositiveIntegerField(default=0)
    ring_seconds = models.PositiveIntegerField(default=0)
    talk_seconds = models.PositiveIntegerField(default=0)
    hold_seconds = models.PositiveIntegerField(default=0)
    wrap_seconds = models.PositiveIntegerField(default=0)
    operator = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="calls", db_index=False)
    transferred_to = SealedTextField[str, str](blank=True, default="")
    ending = models.TextField(choices=Ending.choices, blank=True, default="")
    cause = models.PositiveSmallIntegerField(default=0)
    recording = models.TextField(blank=True, default="")
    voicemail = models.TextField(blank=True, default="")
    recording_gone = models.TextField(choices=Gone.choices, blank=True, default=Gone.NO)
    abandoned_at = models.DateTimeField(null=True)
    wrap_code = models.TextField(choices=WrapUp.choices, blank=True, default="")
    note = SealedTextField[str, str](blank=True, default="")
    proof = models.TextField(choices=Proof.choices, blank=True, default="")
    proof_tries = models.PositiveSmallIntegerField(default=0)
    proved = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    pin = SealedTextField[str, str](blank=True, default="")
    pin_state = models.TextField(choices=Pin.choices, blank=True, default=Pin.NONE)
    pin_until = models.DateTimeField(null=True)
    pin_matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    pins_sent = models.PositiveSmallIntegerField(default=0)
    restricted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "reference"], name="call_once"),
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="call_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=CallState.ENDED, ended_at__isnull=False)
                | (~Q(state=CallState.ENDED) & Q(ended_at__isnull=True)),
                name="call_ended_at_iff_ended",
            ),
            models.CheckConstraint(condition=Q(wrap_code="") | Q(wrapped_at__isnull=False), name="call_wrapped_at"),
            models.CheckConstraint(
                condition=Q(restricted=False) | Q(number_index="", recording=""), name="call_restricted_names_nobody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["number_index", "-offered_at", "-id"], name="call_caller", condition=~Q(number_index="")
            ),
            models.Index(fields=["-offered_at", "-id"], name="call_latest"),
            models.Index(fields=["operator", "-offered_at", "-id"], name="call_operator"),
            models.Index(fields=["queued_at", "id"], name="call_waiting", condition=Q(state=CallState.QUEUED)),
            models.Index(fields=["gateway"], name="call_alive", condition=Q(ended_at__isnull=True)),
            models.Index(
                fields=["abandoned_at", "id"],
                name="call_abandoned",
                condition=Q(abandoned_at__isnull=False, ended_at__isnull=True),
            ),
            models.Index(fields=["offered_at", "id"], name="call_heard", condition=~Q(recording="") | ~Q(voicemail="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CallEvent(models.Model):
    """One thing that a gateway told of a call; told again, it is still one. `detail`: what was pressed or named."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="events", db_index=False)
    key = models.TextField()
    kind = models.TextField(choices=Happening.choices)
    at = models.DateTimeField()
    heard_at = models.DateTimeField()
    operator = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    detail = SealedTextField[str, str](blank=True, default="")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="call_event_once")]


class Command(models.Model):
    """Something a gateway is asked to do, written with the act that asks for it and done by who listens there."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="commands", db_index=False)
    gateway = models.TextField()
    name = models.TextField()
    argument = SealedTextField[str, str](blank=True, default="")
    extension = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["gateway", "id"], name="command_to_do", condition=Q(done_at__isnull=True)),
            models.Index(fields=["call", "-id"], name="command_of_call"),
        ]


class CallMatter(models.Model):
    """A matter that a call was about: filed in it, its state told, or opened for the caller."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="matters")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="calls")
    became = models.TextField(choices=Became.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "matter", "became"], name="call_matter_once")]


class ProofTry(models.Model):
    """Something that is counted against a matter over all calls, so that nobody guesses on by calling again."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proof_tries_made")
    what = models.TextField(choices=Try.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(what__in=Try.values), name="proof_try_is_known")]
        indexes = [models.Index(fields=["matter", "what", "at"], name="proof_try_of_matter")]


class Callback(models.Model):
    """Somebody who is to be called back, between `opens_at` and `due_at`. One number waits once."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, null=True, related_name="callback")
    source = models.TextField(choices=Source.choices)
    state = models.TextField(choices=State.choices, default=WORKFLOW.initial)
    number = SealedTextField[str, str](blank=True, default="")
    number_index = models.TextField(blank=True, default="")
    about = SealedTextField[str, str](blank=True, default="")
    recording = models.TextField(blank=True, default="")
    recording_gone = models.TextField(choices=Gone.choices, blank=True, default=Gone.NO)
    asked_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="callback_state_is_known"),
            models.CheckConstraint(condition=Q(attempts__lte=ATTEMPTS), name="callback_attempts_at_most_three"),
            models.CheckConstraint(condition=Q(due_at__gte=F("opens_at")), name="callback_slot"),
            models.CheckConstraint(
                condition=Q(state__in=WORKFLOW.final, closed_at__isnull=False)
                | (~Q(state__in=WORKFLOW.final) & Q(closed_at__isnull=True)),
                name="callback_closed_at_iff_final",
            ),
            models.UniqueConstraint(
                fields=["number_index"],
                condition=Q(closed_at__isnull=True) & ~Q(number_index=""),
                name="callback_one_open_a_number",
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="callback_open", condition=Q(closed_at__isnull=True))]


class MissedSearch(models.Model):
    """Words that operators looked for on a day and found nothing: what the knowledge base lacks."""

    day = models.DateField()
    words = SealedTextField[str, str]()
    words_index = models.TextField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words_index"], name="missed_search_once_a_day")]


class Review(models.Model):
    """What a reviewer found of a call: each criterion of the terms that was met."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="review", primary_key=True)
    met = models.JSONField()
    missed = models.JSONField()
    note = SealedTextField[str, str](blank=True, default="")
    reviewed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    reviewed_at = models.DateTimeField()
