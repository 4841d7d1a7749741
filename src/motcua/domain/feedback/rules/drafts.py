"""A report while it is being written: what was said so far, and what is still missing. Pure decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from motcua.domain.feedback.models import Category
from motcua.domain.feedback.rules import LONGEST, SHORTEST, NewReport, Place, Sender, Sent, needs, within
from motcua.domain.feedback.states import Channel

LINE = 300
"""Characters of an answer of one line."""
MOST_PHOTOS = 10


@dataclass(frozen=True)
class Written:
    """What was written so far, as it was typed; `occurred_on` and `written_at` are ISO dates or empty."""

    category: str = ""
    content: str = ""
    area: str = ""
    detail: str = ""
    latitude: float | None = None
    longitude: float | None = None
    occurred_on: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    shows: bool = False
    written_at: str = ""
    seen: bool = False

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Written:
        """From what was kept or sent by a telephone; what has another form than it should is left out."""
        fit: dict[str, Any] = {}
        for each in fields(cls):
            value = body.get(each.name)
            if each.name in {"latitude", "longitude"}:
                fit[each.name] = coordinate(value)
            elif each.name in {"shows", "seen"}:
                fit[each.name] = value is True
            elif isinstance(value, str):
                text = value.replace("\0", "")
                fit[each.name] = text if each.name == "content" else text[:LINE]
        if not _is_day(fit.get("occurred_on", "")):
            fit["occurred_on"] = ""
        return cls(**fit)

    def body(self) -> dict[str, object]:
        """As it is kept."""
        return asdict(self)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def coordinate(value: object) -> float | None:
    """A number of degrees; `None` for whatever is none on this globe."""
    try:
        degrees = float(str(value))
    except ValueError:
        return None
    return round(degrees, 6) if -180 <= degrees <= 180 else None


def most_photos(terms: Mapping[str, Any]) -> int:
    """How many pictures may go with a report."""
    return int(terms.get("most_files", MOST_PHOTOS))


def missing(written: Written, category: Category | None, photos: int) -> list[tuple[str, str]]:
    """What has to be said before it can be sent: the step where it is asked, and the code of the sentence."""
    if category is None:
        return [("what", "report_about_nothing")]
    found = []
    if needs(category, "place") == "required" and not written.area:
        found.append(("where", "report_needs_a_place"))
    length = len(written.content.strip())
    if length < SHORTEST or length > LONGEST:
        found.append(("told", "report_says_nothing" if length < SHORTEST else "report_too_long"))
    if needs(category, "photo") == "required" and not photos:
        found.append(("photos", "report_needs_a_photo"))
    if not (written.phone or written.email) and not category.body.get("anonymous", False):
        found.append(("who", "report_needs_a_contact"))
    return found


def as_report(
    written: Written,
    channel: Channel,
    files: Sequence[Sent],
    client_key: str,
    terms: Mapping[str, Any],
    *,
    sounds: Sequence[Sent] = (),
) -> NewReport:
    """What is filed; where a telephone says it stands outside the province, the place that was chosen is enough."""
    placed = (
        written.latitude is not None
        and written.longitude is not None
        and within(written.latitude, written.longitude, terms)
    )
    return NewReport(
        category=written.category,
        content=written.content,
        channel=channel,
        sender=Sender(written.name, written.phone, written.email, written.address, written.shows),
        place=Place(
            written.area,
            written.detail,
            written.latitude if placed else None,
            written.longitude if placed else None,
        ),
        files=files,
        sounds=sounds,
        occurred_on=date.fromisoformat(written.occurred_on) if written.occurred_on else None,
        written_at=datetime.fromisoformat(written.written_at) if written.written_at else None,
        client_key=client_key,
    )
