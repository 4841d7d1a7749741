"""Reports, what was asked and answered about them, and the categories they are filed under.

What somebody wrote is sealed; what the public may read is a text of its own, written for the public and approved.
A denunciation lies in `SealedLetter`, under its own key, and nowhere else.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Dated, PublishedJSONField, composed, ends_after_it_begins, never_twice
from motcua.domain.documents.models import File
from motcua.domain.feedback.states import (
    WORKFLOW,
    Channel,
    LegalKind,
    RejectReason,
    Remedy,
    State,
    Urgency,
    Visibility,
)
from motcua.domain.matters.models import Matter
from motcua.kernel.secrecy import SealedJSONField, SealedTextField


class Category(Dated):
    """What a report may be about, for one period. `body` is the pack's entry: owner, limits, needs, words, law."""

    code = models.TextField()
    group_code = models.TextField()
    group_name = models.TextField()
    group_name_en = models.TextField(blank=True)
    name = models.TextField()
    name_en = models.TextField(blank=True)
    open311 = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField()
    folded = models.TextField(editable=False)
    body = PublishedJSONField()
    digest = models.TextField(editable=False)

    class Meta:
        constraints = [
            never_twice("category_code_once_a_day", "code"),
            ends_after_it_begins("category_period"),
            composed("category_name_is_nfc"),
        ]
        indexes = [models.Index(fields=["code", "valid_from"], name="category_code")]

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """What a province has decided about all its reports (`feedback.yaml` of the pack): one row."""

    body = PublishedJSONField()
    digest = models.TextField(editable=False)


class Report(models.Model):
    """One report; its clock and tasks are those of its matter.

    `respond_due_at`: by when a unit takes it or gives it back. `sender` may be nobody; `shows_sender`: the unit may
    know who it was. `written_at` is when it was written, on a phone without network perhaps days before it came.
    Coordinates are those of the thing reported. `reject_note` are the words to the decision that sent it away last: why
    it was given back or not taken, where it was passed on, how its sender is guided.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="report", primary_key=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="reports")
    state = models.TextField(choices=State.choices, default=WORKFLOW.initial)
    channel = models.TextField(choices=Channel.choices)
    urgency = models.TextField(choices=Urgency.choices)
    legal_kind = models.PositiveSmallIntegerField(choices=LegalKind.choices, default=LegalKind.NONE)
    client_key = models.TextField(null=True, unique=True)
    sender = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="reports")
    sender_name = SealedTextField[str, str](blank=True, default="")
    sender_phone = SealedTextField[str, str](blank=True, default="")
    sender_phone_index = models.TextField(blank=True, default="")
    sender_email = SealedTextField[str, str](blank=True, default="")
    sender_address = SealedTextField[str, str](blank=True, default="")
    shows_sender = models.BooleanField(default=False)
    mail_stopped_at = models.DateTimeField(null=True)
    helped_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    content = SealedTextField[str, str]()
    place_detail = SealedTextField[str, str](blank=True, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    occurred_on = models.DateField(null=True)
    written_at = models.DateTimeField(null=True)
    about_matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="reports_about")
    about_official = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    respond_due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)
    binding = models.BooleanField(default=False)
    reopened = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    reject_reason = models.TextField(choices=RejectReason.choices, blank=True, default="")
    reject_note = SealedTextField[str, str](blank=True, default="")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    visibility = models.TextField(choices=Visibility.choices, default=Visibility.UNSEEN)
    public_text = models.TextField(blank=True, default="")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_is_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="report_channel_is_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="report_urgency_is_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="report_visibility_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=WORKFLOW.final, closed_at__isnull=False)
                | (~Q(state__in=WORKFLOW.final) & Q(closed_at__isnull=True)),
                name="report_closed_at_iff_final",
            ),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PUBLIC) | (Q(published_at__isnull=False) & ~Q(public_text="")),
                name="report_public_is_written",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="report_on_the_globe",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED) | Q(merged_into__isnull=False), name="report_merged_into_one"
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "-matter"], name="report_sender"),
            models.Index(fields=["sender_phone_index"], name="report_phone", condition=~Q(sender_phone_index="")),
            models.Index(fields=["about_official"], name="report_about", condition=Q(about_official__isnull=False)),
            models.Index(fields=["respond_due_at"], name="report_unanswered", condition=Q(state=State.FORWARDED)),
            models.Index(
                fields=["-published_at", "-matter"], name="report_public", condition=Q(visibility=Visibility.PUBLIC)
            ),
            models.Index(
                fields=["category", "latitude", "longitude"], name="report_near", condition=Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)


class Photo(models.Model):
    """A file that came with a report or with its answer; `public` is the copy without what a camera tells.

    A voice note never has a public copy: a voice is somebody's. `bare` is the copy of a PDF without what programs wrote
    beside its pages, for a unit that may not know who sent it; the public sees none. `unreadable`: no copy can be made,
    and only who coordinates has the file. `answer`: the one that a picture of what was done came with.
    """

    class Role(models.TextChoices):
        REPORT = "report"
        EVIDENCE = "evidence"
        REPLY = "reply"
        VOICE = "voice"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="photos")
    role = models.TextField(choices=Role.choices)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    public = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    bare = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    unreadable = models.BooleanField(default=False)
    answer = models.ForeignKey("Answer", on_delete=models.PROTECT, null=True, related_name="photos", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="evidence") | Q(answer__isnull=False), name="photo_of_what_was_done_has_its_answer"
            ),
        ]


class Answer(models.Model):
    """What a unit says was done, by whom and when; the last approved one stands. `promised_on`: the day to come."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    remedy = models.TextField(choices=Remedy.choices)
    what = SealedTextField[str, str]()
    who = SealedTextField[str, str]()
    done_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    sent_back = SealedTextField[str, str](blank=True, default="")
    public_text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(remedy__in=Remedy.values), name="answer_remedy_is_known"),
            models.CheckConstraint(
                condition=~Q(remedy=Remedy.DONE) | Q(done_on__isnull=False), name="answer_done_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(remedy=Remedy.PLANNED) | Q(promised_on__isnull=False), name="answer_planned_has_a_day"
            ),
        ]


class Question(models.Model):
    """Something a unit asks whoever reported, through the system: neither learns more of the other than is written.

    `reply_before` is the first day on which no reply is waited for any more; one that is over without words was not
    answered.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="questions")
    text = SealedTextField[str, str]()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    reply_before = models.DateField(null=True)
    answer = SealedTextField[str, str](blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(answered_at__isnull=True), name="question_one_open")
        ]


class Extension(models.Model):
    """The one time that an answer is promised later: asked for before the date, with a reason and a new date."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="extension", primary_key=True)
    reason = SealedTextField[str, str]()
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(new_due_at__gt=F("old_due_at")), name="extension_is_later")]


class Verdict(models.Model):
    """Whether whoever reported holds the matter for done; the link in the answer works once.

    `late`: they say it was handled late, which QĐ 766/QĐ-TTg counts as it counts “not satisfied”.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="verdicts")
    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="verdict")
    token = models.TextField(unique=True)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    fixed = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)
    late = models.BooleanField(default=False)
    words = SealedTextField[str, str](blank=True, default="")


class SealedLetter(models.Model):
    """A possible denunciation (đơn tố cáo): text, author and files under their own key, for the sealed queue alone.

    Nothing else points here and nothing here points elsewhere. `letter` opens only with `MOTCUA_SEALED_KEYS`; `mark`
    is the name its sender gave the sending, hashed under them, so that it is one letter however often it is sent.
    """

    code = models.TextField(unique=True)
    mark = models.TextField(null=True, unique=True)
    channel = models.TextField(choices=Channel.choices)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    letter = models.BinaryField()
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="sealed_open", condition=Q(closed_at__isnull=True)),
        ]


class Escalation(models.Model):
    """That somebody was told how much of a report's time is gone: once for each share of it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="escalations", db_index=False)
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "percent"], name="escalated_once")]


class Draft(models.Model):
    """A report that is being written: a page at a time in a browser, or in pieces from a telephone without network.

    `token` is known to one browser and is the report's `client_key`. Once it is sent, `body` is empty and `outcome`
    says what became of it, for whoever presses again; a day later the row is gone.
    """

    token = models.TextField(unique=True)
    body = SealedJSONField[dict[str, object], dict[str, object]]()
    outcome = SealedJSONField[dict[str, object] | None, dict[str, object] | None](null=True)
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["updated_at", "id"], name="draft_age")]


class DraftPhoto(models.Model):
    """A picture, or a voice note, that goes with a report that is being written."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()


class Piece(models.Model):
    """A piece of an envelope that a telephone closed for the server's key; it comes again when the network broke.

    `address` is a keyed digest of where it came from, by which is counted how much lies here unfinished; `size` in
    bytes.
    """

    client_key = models.TextField()
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    size = models.PositiveIntegerField(default=0)
    address = models.TextField(blank=True, default="")
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client_key", "number"], name="piece_once")]
        indexes = [
            models.Index(fields=["arrived_at", "id"], name="piece_age"),
            models.Index(fields=["address"], name="piece_address", condition=~Q(address="")),
        ]


class SenderLetter(models.Model):
    """An e-mail about one event to somebody who reported without an account and left an address.

    `event` names the event and which time it is, so that nobody is told twice. `words` are kept until it has gone.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sender_letters", db_index=False)
    event = models.TextField()
    words = SealedJSONField[dict[str, object], dict[str, object]]()
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "event"], name="sender_told_once")]


class Subscription(models.Model):
    """A browser that wants to be woken when a report changes; `address` is what the browser gave, sealed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="subscriptions")
    digest = models.TextField()
    address = SealedJSONField[dict[str, object], dict[str, object]]()
    language = models.TextField(default="vi")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "digest"], name="subscribed_once")]
