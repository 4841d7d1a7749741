"""What the public may read of a petition, and the voter's one tap “not answered”."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.journal import actions as journal
from motcua.domain.notices import actions as notices
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.taking import locked, locked_by_council
from motcua.domain.petitions.models import Petition, Unanswered
from motcua.domain.petitions.states import UNSEEN, State
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer


@atomic
def make_public(petition_id: int, text: str, *, by: Official, now: datetime) -> Petition:
    """Let everybody read of a petition, in these words, which name nobody and nothing that points at somebody.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
        Refused: `petition_not_publishable`, `petition_says_nothing`, `petition_may_denounce`.
    """
    petition = locked_by_council(petition_id, by)
    rules.ensure_cleared(petition)
    if petition.state in UNSEEN:
        raise Refused("petition_not_publishable")
    rules.ensure_content(text)
    petition.public_text, petition.published_at = rules.as_said(text), petition.published_at or now
    petition.published_by_id, petition.updated_at = by.account_id, now
    petition.save(update_fields=["public_text", "published_at", "published_by", "updated_at"])
    _record("petitions.published", petition, by, now)
    return petition


@atomic
def keep_private(petition_id: int, *, by: Official, now: datetime) -> Petition:
    """Take it off the public board.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
    """
    petition = locked_by_council(petition_id, by)
    petition.published_at, petition.public_text, petition.updated_at = None, "", now
    petition.save(update_fields=["published_at", "public_text", "updated_at"])
    _record("petitions.kept_private", petition, by, now)
    return petition


@atomic
def name_voter(petition_id: int, *, named: bool, by: Official, now: datetime) -> Petition:
    """Note that a voter agreed to be named in public, or does not agree any more.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
    """
    rules.ensure_council(by, queries.terms())
    return _named(_with_its_main(petition_id), named, by, now)


@atomic
def withdraw_name(token: str, *, by: Actor, now: datetime) -> Petition:
    """The voter does not want to be named in public any more: at once, also where the approved words name them.

    Raises:
        NotFound: there is no petition with this secret, or it is under seal.
    """
    return _named(_with_its_main(queries.with_token(token).pk), False, by, now)


def _with_its_main(petition_id: int) -> Petition:
    """A petition, locked, and before it the one it was joined to, as whoever seals or joins that one does."""
    into = Petition.objects.filter(pk=petition_id).order_by().values_list("joined_to", flat=True).first()
    if into is not None:
        locked(into)
    return locked(petition_id)


def _named(petition: Petition, named: bool, by: Actor, now: datetime) -> Petition:
    if petition.named == named:
        return petition
    petition.named, petition.updated_at = named, now
    petition.save(update_fields=["named", "updated_at"])
    # What anybody may read is of the petition that goes on, whoever of those who asked is named there.
    public = petition if petition.joined_to_id is None else locked(petition.joined_to_id)
    hushed = queries.without_who_asked(public, public.public_text)
    if hushed != public.public_text:
        public.public_text, public.updated_at = hushed, now
        public.save(update_fields=["public_text", "updated_at"])
    facts = {**queries.common_facts(petition), "named": named}
    journal.record(
        "petitions.voter_named",
        subject=("petition", petition.pk),
        matter_id=petition.pk,
        by=rules.as_recorded(by),
        at=now,
        facts=facts,
    )
    return petition


@atomic
def say_unanswered(token: str, words: str = "", *, by: Actor, now: datetime) -> Unanswered:
    """The voter's tap: this is no answer, or none has come by its day. Tapped again, it is the same one.

    Raises:
        NotFound: there is no petition with this secret, or it is under seal.
        Refused: `not_yet_owed`.
    """
    mine = queries.with_token(token)
    petition = locked(mine.joined_to_id or mine.pk)
    there = Unanswered.objects.filter(petition=petition, mine=mine, round=petition.rounds).order_by("pk").first()
    if there is not None:
        return there
    rules.ensure_may_call_unanswered(petition, localdate(now))
    made = Unanswered.objects.create(
        petition=petition, mine=mine, round=petition.rounds, words=rules.as_said(words)[: rules.LONGEST], at=now
    )
    _record("petitions.called_unanswered", petition, by, now)
    defer("petitions.tell_unanswered", petition_id=petition.pk)
    return made


@atomic
def tell_unanswered(petition_id: int, *, by: Actor, now: datetime) -> int:
    """Tell the council's secretaries that voters call a petition unanswered: once a round; how many were told."""
    petition = queries.of_matter(petition_id)
    if petition is None or petition.state == State.SEALED:
        return 0
    posts = Post.objects.filter(on(localdate(now)), agency=petition.matter.one_stop, duty=Duty.COUNCIL)
    subject = f"Cử tri cho biết chưa được trả lời: kiến nghị {petition.matter.code}"
    body = "Cử tri đã bấm “Chưa được trả lời”. Hãy xem lại trả lời trước khi thẩm tra, hoặc nhắc cơ quan chủ trì."
    told = 0
    for account_id in sorted(set(posts.values_list("account_id", flat=True))):
        event = f"petition-{petition_id}-unanswered-{petition.rounds}"
        told += notices.tell(account_id, event, subject, body, by=by, now=now, matter_id=petition_id) is not None
    return told


def _record(verb: str, petition: Petition, by: Actor, now: datetime) -> None:
    journal.record(
        verb,
        subject=("petition", petition.pk),
        matter_id=petition.pk,
        by=rules.as_recorded(by),
        at=now,
        facts=queries.common_facts(petition),
    )
