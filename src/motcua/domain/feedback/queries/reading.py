"""Reports by their sender, by the units that work on them, and by their matter."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.feedback.models import Answer, Report
from motcua.domain.feedback.states import State
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared


def common_facts(report: Report) -> dict[str, object]:
    """What every entry of the journal about a report carries."""
    return {
        "state": str(report.state),
        "agency": report.matter.lead_agency.code,
        "category": report.category.code,
        "channel": str(report.channel),
        "urgency": str(report.urgency),
    }


def of_matter(matter_id: int) -> Report | None:
    """The report that a matter is, for the program's own work."""
    return _OF_MATTER.first(matter=matter_id)


def with_client_key(key: str) -> Report | None:
    """The report that was sent under this name already."""
    return _WITH_CLIENT_KEY.first(key=key) if key else None


def own_reports(citizen: Citizen) -> QuerySet[Report]:
    """What this person reported, the newest first."""
    return _whole().filter(sender_id=citizen.account_id).order_by("-matter")


def own(report_id: int, citizen: Citizen) -> Report:
    """One report of this person.

    Raises:
        NotFound: it is somebody else's, or there is none.
    """
    found = _OWN.first(report=report_id, sender=citizen.account_id)
    if found is None:
        raise NotFound("report")
    return found


def seen_by(official: Official) -> QuerySet[Report]:
    """Reports that an official's agency coordinates, leads or works on; never one under seal.

    One about an official is hidden from that official, and from those who lead a unit where they serve or served.
    """
    works = Task.objects.filter(matter=OuterRef("pk"), agency_id=official.agency_id)
    return (
        _whole()
        .filter(
            Q(matter__one_stop_id=official.agency_id) | Q(matter__lead_agency_id=official.agency_id) | Exists(works)
        )
        .filter(about_others(official))
        .exclude(state=State.SEALED)
        .order_by("-matter")
    )


def about_others(official: Official) -> Q:
    """Reports that are not about the official, nor about anybody who serves or served at a unit that they lead."""
    others = Q(about_official__isnull=True) | ~Q(about_official_id=official.account_id)
    if Duty.LEADER not in official.duties:
        return others
    served = Post.objects.filter(account=OuterRef("about_official"), agency_id=official.agency_id)
    return others & Q(~Exists(served))


def is_hidden(report: Report, official: Official) -> bool:
    """Whether a report is about the official, or about somebody who serves or served at a unit that they lead."""
    if report.about_official_id is None:
        return False
    return not Report.objects.filter(about_others(official), pk=report.pk).exists()


def latest_answer(report_id: int) -> Answer | None:
    """The answer that stands, approved or still a draft."""
    return Answer.objects.filter(report_id=report_id).order_by("-pk").first()


def _whole() -> QuerySet[Report]:
    return Report.objects.select_related(
        "category", "matter__lead_agency", "matter__one_stop", "matter__event_area__parent__parent"
    ).defer("category__body")


_OF_MATTER = Prepared(lambda: _whole().filter(pk=Blank("matter")))
_WITH_CLIENT_KEY = Prepared(lambda: _whole().filter(client_key=Blank("key")).order_by("pk"))
_OWN = Prepared(lambda: _whole().filter(pk=Blank("report"), sender_id=Blank("sender")))
