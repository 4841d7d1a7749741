"""Who meets voters, when and where: terms, sessions, groups, delegates, meetings, and what was said there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Area, PublishedJSONField
from motcua.domain.documents.models import File
from motcua.domain.petitions.states import Period
from motcua.kernel.secrecy import SealedTextField


class Terms(models.Model):
    """What a province has decided about petitions (`petitions.yaml` of the pack): one row."""

    body = PublishedJSONField()
    digest = models.TextField(editable=False)


class Term(models.Model):
    """A term of the council (khóa), by the number people call it by: X."""

    code = models.TextField(unique=True)
    begins = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="term_ends_after"),
        ]

    def __str__(self) -> str:
        return self.code


class Session(models.Model):
    """A session of the council (kỳ họp); `closes` stays empty until it is over."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="sessions", db_index=False)
    number = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="session_once_a_term"),
            models.CheckConstraint(
                condition=Q(closes__isnull=True) | Q(closes__gte=F("opens")), name="session_closes_after"
            ),
        ]
        indexes = [models.Index(fields=["-opens", "-id"], name="session_newest")]

    def __str__(self) -> str:
        return f"{self.number}/{self.term}"


class Group(models.Model):
    """Delegates of one constituency (tổ đại biểu)."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="groups", db_index=False)
    code = models.TextField()
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "code"], name="group_once_a_term")]

    def __str__(self) -> str:
        return self.name


class Delegate(models.Model):
    """A member of the council. Their name is public: they were elected under it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="delegates", null=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="delegates")
    full_name = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    def __str__(self) -> str:
        return self.full_name


class Meeting(models.Model):
    """A meeting with voters (tiếp xúc cử tri): before or after a session, where, with whom, how many came."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="meetings")
    period = models.TextField(choices=Period.choices)
    day = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    place = models.TextField()
    organiser = models.TextField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="meetings")
    delegates = models.ManyToManyField(Delegate, related_name="meetings")
    attendance = models.PositiveIntegerField()
    minutes = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(period__in=Period.values), name="meeting_period_is_known")]
        indexes = [models.Index(fields=["-day", "-id"], name="meeting_newest")]


class Opinion(models.Model):
    """What one speaker said at a meeting. It was answered on the spot, became a petition, or waits for one of them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    number = models.PositiveSmallIntegerField()
    speaker_name = SealedTextField[str, str](blank=True, default="")
    hamlet = SealedTextField[str, str](blank=True, default="")
    speaker_phone = SealedTextField[str, str](blank=True, default="")
    words = SealedTextField[str, str]()
    answered_by = models.TextField(blank=True, default="")
    answer = SealedTextField[str, str](blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="opinion_number_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answered_by=""), name="opinion_answered_by_somebody"
            ),
        ]
