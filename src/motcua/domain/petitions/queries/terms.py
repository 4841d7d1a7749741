"""What the province decided about petitions, and the council: its terms, sessions, groups, delegates, meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Delegate, Group, Meeting, Opinion, Session, Terms
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


def terms() -> Mapping[str, Any]:
    """What a province has decided about petitions; empty before its pack was loaded."""
    found = Terms.objects.order_by("pk").first()
    return found.body if found is not None else {}


def fields() -> Sequence[Mapping[str, Any]]:
    """The fields a petition may belong to, in the pack's order."""
    return list(terms().get("fields", ()))


def levels() -> Sequence[Mapping[str, Any]]:
    """The levels that may be competent, in the pack's order."""
    return list(terms().get("levels", ()))


def name_of_field(code: str) -> str:
    """What people call a field, in the language that is active; empty for one that the pack does not know."""
    english = translation.get_language() == "en"
    found = next((each for each in fields() if each["code"] == code), None)
    return str(found["name"]["en" if english else "vi"]) if found is not None else ""


def sessions() -> QuerySet[Session]:
    """Every session, the newest first."""
    return Session.objects.select_related("term").order_by("-opens", "-pk")


def session_on(day: date) -> Session | None:
    """The session that petitions of a day are counted with: the newest that has opened by then."""
    return sessions().filter(opens__lte=day).first()


def session_after(session: Session, day: date) -> Session | None:
    """The session that has opened after this one by a day: then this one is over, and takes nothing new."""
    return sessions().filter(opens__lte=day, opens__gt=session.opens).last()


def session_numbered(term: str, number: int) -> Session:
    """A session by its term and number.

    Raises:
        NotFound: there is none.
    """
    found = sessions().filter(term__code=term, number=number).first()
    if found is None:
        raise NotFound("session")
    return found


def groups_of(session: Session) -> QuerySet[Group]:
    """The groups of delegates of a session's term."""
    return Group.objects.filter(term_id=session.term_id).order_by("code", "pk")


def delegates_of(session: Session) -> QuerySet[Delegate]:
    """The delegates of a session's term."""
    return Delegate.objects.filter(term_id=session.term_id).select_related("group").order_by("full_name", "pk")


def meetings_for_council(by: Official) -> QuerySet[Meeting]:
    """Meetings with voters, the newest first, for the office that notes them.

    Raises:
        NotFound: the official is not of that office.
    """
    rules.ensure_council(by, terms())
    return Meeting.objects.select_related("session__term", "area__parent", "group").order_by("-day", "-pk")


def opinions_for_council(meeting_id: int, by: Official) -> list[Opinion]:
    """What was said at a meeting, in order, for the office that notes it.

    Raises:
        NotFound: the official is not of that office.
    """
    rules.ensure_council(by, terms())
    found = Opinion.objects.filter(meeting_id=meeting_id).select_related("petition__matter")
    return list(found.order_by("number", "pk"))


def suggested_due(day: date, key: str = "answer_days") -> date:
    """The day that is proposed when a letter assigns a petition, or an answer came back; the letter decides."""
    return day + timedelta(days=int(terms().get(key, 30)))
