"""The reports that councils ask for (docs/law/petitions.md), each from the figures of a session, or of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.agencies import queries as agencies
from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import Ratio, Row
from motcua.domain.petitions.states import Detail, Result
from motcua.web.desk.petition_reports.tables import Cell, Column, Line, Table, number

LONGEST = 400
"""Characters of what was asked that a line of a table holds."""


@dataclass(frozen=True)
class Asked:
    """Of what a report is: as of a day, of a session or all, of one agency or all."""

    day: date
    session: int | None = None
    agency: int | None = None


def by_class(asked: Asked) -> Table:
    """Petitions and points by the class of their answer."""
    whole = queries.in_all(asked.day, asked.session, asked.agency)
    points = queries.points_by_class(asked.session, asked.agency)
    of_points = sum(points.values())
    lines = [
        Line([str(each.label), whole.classes[each], Ratio(whole.classes[each], whole.total), points[each]])
        for each in Result
    ]
    lines.append(Line([_("Chưa trả lời xong"), whole.unanswered, Ratio(whole.unanswered, whole.total), points[""]]))
    lines.append(Line([_("Cộng"), whole.total, Ratio(whole.total, whole.total), of_points], strong=True))
    lines.append(
        Line([_("Trong đó chưa có lộ trình"), whole.red, Ratio(whole.red, whole.total), None], red=bool(whole.red))
    )
    columns = [
        Column(_("Kết quả"), 4),
        Column(_("Số kiến nghị"), 2, True),
        Column(_("Tỷ lệ"), 2, True),
        Column(_("Số ý"), 2, True),
    ]
    return Table(_("Tổng hợp kết quả giải quyết kiến nghị theo loại"), columns, lines)


def _rows(by: str, asked: Asked) -> list[Row]:
    return queries.summary(by, asked.day, asked.session, asked.agency)


def _summary(
    rows: Sequence[Row], title: str, first: str, asked: Asked, names: Mapping[Any, str] | None = None
) -> Table:
    lines = [Line(_counted(_called(row, names or {}), row), red=bool(row.red or row.overdue)) for row in rows]
    lines.append(Line(_counted(_("Cộng"), queries.in_all(asked.day, asked.session, asked.agency)), strong=True))
    columns = [
        Column(first, 5),
        Column(_("Tổng số"), 2, True),
        *(Column(each.label, 2, True) for each in Result),
        Column(_("Chưa trả lời xong"), 2, True),
        Column(_("Quá hạn"), 2, True),
        Column(_("Chưa có lộ trình"), 2, True),
        Column(_("Tỷ lệ giải quyết xong"), 2, True),
    ]
    return Table(title, columns, lines, [_("Tỷ lệ giải quyết xong: trên số kiến nghị thuộc thẩm quyền.")])


def _called(row: Row, names: Mapping[Any, str]) -> str:
    """What a line is called: by its code, by both where a code alone may be of several, or as it says itself."""
    return names.get(row.code) or names.get((row.code, row.name)) or row.name or _("Chưa rõ")


def _counted(name: str, row: Row) -> list[Cell]:
    done = Ratio(row.classes[Result.DONE], row.total - row.classes[Result.NOT_OURS])
    classes = [row.classes[each] for each in Result]
    return [name, row.total, *classes, row.unanswered, row.overdue, row.red, done]


def by_agency(asked: Asked) -> Table:
    """The summary by the agency that leads."""
    return _summary(_rows("agency", asked), _("Tổng hợp kết quả theo cơ quan chủ trì"), _("Cơ quan chủ trì"), asked)


def by_group(asked: Asked) -> Table:
    """The summary by the delegates' group whose meeting it came from."""
    return _summary(_rows("group", asked), _("Tổng hợp kết quả theo tổ đại biểu"), _("Tổ đại biểu"), asked)


def by_field(asked: Asked) -> Table:
    """The summary by field."""
    names = {str(each["code"]): str(each["name"]["vi"]) for each in queries.fields()}
    return _summary(_rows("field", asked), _("Tổng hợp kết quả theo lĩnh vực"), _("Lĩnh vực"), asked, names)


def by_area(asked: Asked) -> Table:
    """The summary by the place it is about."""
    rows = _rows("area", asked)
    places = agencies.areas_named({row.code for row in rows}, asked.day)
    names = {
        code: ", ".join(each.name for each in (area, area.parent) if each is not None) for code, area in places.items()
    }
    return _summary(rows, _("Tổng hợp kết quả theo địa bàn"), _("Địa bàn"), asked, names)


def by_session(asked: Asked) -> Table:
    """The summary by the session it is counted with, of all sessions."""
    everything = replace(asked, session=None)
    rows = _rows("session", everything)
    names = {
        (row.code, row.name): _("Kỳ họp thứ %(number)s, khóa %(term)s") % {"number": row.code, "term": row.name}
        for row in rows
        if row.code
    }
    return _summary(rows, _("Tổng hợp kết quả theo kỳ họp"), _("Kỳ họp"), everything, names)


def letters(asked: Asked) -> Table:
    """The letters that answered."""
    found = queries.letters_issued(asked.session, asked.agency)
    lines = [
        Line([place, each.symbol or _("(trên hệ thống)"), each.signed_on, each.received_on, each.agency,
              each.petitions, each.points])
        for place, each in enumerate(found, start=1)
    ]  # fmt: skip
    columns = [
        Column(_("STT"), 1, True),
        Column(_("Số, ký hiệu"), 3),
        Column(_("Ngày văn bản"), 2),
        Column(_("Ngày nhận"), 2),
        Column(_("Cơ quan"), 5),
        Column(_("Số kiến nghị"), 2, True),
        Column(_("Số ý"), 2, True),
    ]
    notes = [
        _(
            "Ngày nhận: ngày văn phòng xác nhận đã nhận văn bản trên hệ thống; với văn bản phát hành ngoài hệ thống là "
            "ngày ghi nhận. Để trống là chưa xác nhận."
        )
    ]
    return Table(_("Danh mục văn bản trả lời"), columns, lines, notes)


def documents(asked: Asked) -> Table:
    """What was issued or amended to solve petitions."""
    return _detailed(_("Danh mục văn bản đã ban hành, sửa đổi"), asked, Detail.ISSUED)


def amendments(asked: Asked) -> Table:
    """What the answers propose to others: put to a higher level, or hindered by a rule of theirs."""
    title = _("Danh mục văn bản đề nghị cấp trên sửa đổi, bổ sung")
    return _detailed(title, asked, Detail.HIGHER_RULE, Detail.SUBMITTED)


def _detailed(title: str, asked: Asked, *details: Detail) -> Table:
    found = [each for detail in details for each in queries.answers_detailed(detail, asked.session, asked.agency)]
    lines = [
        Line([place, str(each.point.petition), each.point.number, each.agency.name, str(each.get_detail_display()),
              _short(queries.unnamed(each.point.petition, each.text)), each.symbol, each.done_on or each.signed_on])
        for place, each in enumerate(found, start=1)
    ]  # fmt: skip
    columns = [
        Column(_("STT"), 1, True),
        Column(_("Mã kiến nghị"), 4),
        Column(_("Ý"), 1, True),
        Column(_("Cơ quan"), 4),
        Column(_("Kết quả"), 3),
        Column(_("Nội dung trả lời"), 7),
        Column(_("Văn bản"), 3),
        Column(_("Ngày"), 2),
    ]
    return Table(title, columns, lines)


def backlog(asked: Asked) -> Table:
    """What outlived its session, with the sessions since."""
    lines = [
        Line([place, *_which(each.petition), each.petition.matter.lead_agency.name,
              str(each.petition.get_state_display()), each.sessions, ", ".join(map(str, each.carried_to))])
        for place, each in enumerate(queries.backlog(asked.day, asked.agency), start=1)
    ]  # fmt: skip
    columns = [
        *_columns_of_which(),
        Column(_("Cơ quan"), 4),
        Column(_("Trạng thái"), 3),
        Column(_("Số kỳ họp đã qua"), 2, True),
        Column(_("Chuyển sang kỳ họp"), 2),
    ]
    return Table(_("Kiến nghị tồn đọng qua các kỳ họp"), columns, lines)


def being_solved(asked: Asked) -> Table:
    """Every point that is being or will be solved, a line for each milestone; without any it is red."""
    lines = []
    for place, each in enumerate(queries.being_solved(asked.session, asked.agency), start=1):
        head: list[Cell] = [place, str(each.petition), each.point.number, each.agency]
        detail = str(each.point.get_detail_display())
        if each.red:
            lines.append(Line([*head, detail, _("Chưa có lộ trình"), None, None, None, ""], red=True))
        for made in each.milestones:
            late = (made.done_on or asked.day) > made.due_on
            said = _("Trễ hẹn") if late else _("Đã làm") if made.done_on else _("Chưa đến hẹn")
            lines.append(
                Line(
                    [
                        *head,
                        detail,
                        queries.unnamed(each.petition, made.what),
                        made.unit.name,
                        made.due_on,
                        made.done_on,
                        said,
                    ],
                    red=late,
                )
            )
    columns = [
        Column(_("STT"), 1, True),
        Column(_("Mã kiến nghị"), 4),
        Column(_("Ý"), 1, True),
        Column(_("Cơ quan"), 4),
        Column(_("Lộ trình"), 2),
        Column(_("Mốc thực hiện"), 5),
        Column(_("Đơn vị thực hiện"), 4),
        Column(_("Hẹn"), 2),
        Column(_("Đã làm"), 2),
        Column(_("Tình hình"), 2),
    ]
    return Table(_("Kiến nghị đang giải quyết, sẽ giải quyết và lộ trình"), columns, lines)


def collected_answers(asked: Asked) -> Table:
    """Every answer that stands, whole, under the agency that gave it: the document that delegates are sent."""
    lines, place = [], 0
    for agency, answers in queries.collected(asked.session, asked.agency):
        many = len({each.answer.point.petition_id for each in answers})
        counted = _("%(name)s: %(petitions)s kiến nghị, %(points)s ý") % {
            "name": agency.name,
            "petitions": number(many),
            "points": number(len(answers)),
        }
        lines.append(Line([counted], strong=True, heading=True))
        for each in answers:
            answer, place = each.answer, place + 1
            point, said = answer.point, str(answer.get_result_display())
            detail = str(answer.get_detail_display()) if answer.detail else ""
            hushed = partial(_in_lines_of, point.petition)
            lines.append(
                Line(
                    [
                        place,
                        str(point.petition),
                        point.number,
                        "…" if point.petition.suspected else hushed(point.text),
                        hushed(answer.text),
                        "; ".join(filter(None, [said, detail])),
                        "; ".join(
                            f"{hushed(one.what)}: {one.unit.name}, {one.due_on:%d/%m/%Y}" for one in each.milestones
                        ),
                        answer.symbol,
                        answer.signed_on,
                    ],
                    red=each.red,
                )
            )
    columns = [
        Column(_("STT"), 1, True),
        Column(_("Mã kiến nghị"), 4),
        Column(_("Ý"), 1, True),
        Column(_("Nội dung kiến nghị"), 6),
        Column(_("Nội dung trả lời"), 9),
        Column(_("Kết quả"), 3),
        Column(_("Mốc thực hiện"), 6),
        Column(_("Văn bản"), 2),
        Column(_("Ngày"), 2),
    ]
    left = queries.points_by_class(asked.session, asked.agency)[""]
    notes = [_("Còn %(num)s ý chưa có trả lời.") % {"num": number(left)}] if left else []
    return Table(_("Tập hợp trả lời kiến nghị cử tri theo cơ quan"), columns, lines, notes)


def overdue(asked: Asked) -> Table:
    """What is late and unanswered, by unit."""
    found = queries.overdue_unanswered(asked.day, asked.session, asked.agency)
    lines = [
        Line([place, *_which(each.petition), each.agency, each.due_on, each.days], red=True)
        for place, each in enumerate(found, start=1)
    ]
    columns = [
        *_columns_of_which(),
        Column(_("Cơ quan"), 4),
        Column(_("Phải trả lời chậm nhất ngày"), 2),
        Column(_("Số ngày quá hạn"), 2, True),
    ]
    return Table(_("Kiến nghị quá hạn chưa trả lời, theo cơ quan"), columns, lines)


def measures(asked: Asked) -> Table:
    """What the council judges by, each as so many of so many."""
    found = queries.measures(asked.day, asked.session, asked.agency)
    shares: list[tuple[str, Ratio, str]] = [
        (_("Trả lời đúng hạn"), found.ontime, _("trả lời trong hạn / đã đến hạn trả lời")),
        (_("Giải quyết xong"), found.done, _("giải quyết xong / thuộc thẩm quyền")),
        (_("Thực hiện lời hứa đúng hẹn"), found.kept, _("làm đúng hẹn / đã đến hẹn")),
        (_("Đã chuyển đúng nơi"), found.sent, _("đã chuyển / đã tập hợp")),
        (_("Đã trả lời"), found.answered, _("đã trả lời mọi ý / đã tập hợp")),
        (_("Chỉ giải trình, cung cấp thông tin"), found.explained, _("chỉ giải trình / đã trả lời")),
        (_("Hứa mà chưa có lộ trình"), found.red, _("chưa có lộ trình / đã tập hợp")),
    ]
    lines = [Line([name, share.part, share.whole, share, how]) for name, share, how in shares]
    lines += [
        Line([_("Số kiến nghị bị trả lại vì sai thẩm quyền"), found.returned, None, None, ""]),
        Line([_("Số lần cử tri báo “Chưa được trả lời”"), found.unanswered_taps, None, None, ""]),
    ]
    columns = [
        Column(_("Chỉ số"), 5),
        Column(_("Tử số"), 2, True),
        Column(_("Mẫu số"), 2, True),
        Column(_("Tỷ lệ"), 2, True),
        Column(_("Cách tính"), 6),
    ]
    return Table(_("Các chỉ số giải quyết kiến nghị cử tri"), columns, lines)


def _which(petition: Any) -> list[Cell]:
    """Which petition a line is about; words that may denounce somebody stand in no table."""
    session = petition.session
    said = f"{session.number}/{session.term.code}" if session is not None else ""
    return [str(petition), said, "…" if petition.suspected else _short(queries.unnamed(petition, petition.content))]


def _columns_of_which() -> list[Column]:
    """The titles of `_which`."""
    return [
        Column(_("STT"), 1, True),
        Column(_("Mã kiến nghị"), 4),
        Column(_("Kỳ họp"), 1),
        Column(_("Nội dung"), 7),
    ]


def _in_lines_of(petition: Any, text: str) -> str:
    """A text about a petition whole, without who asked where they did not agree."""
    return queries.unnamed(petition, _in_lines(text))


def _in_lines(text: str) -> str:
    """A text whole, without the spaces around and between its lines."""
    return " ".join(text.split())


def _short(text: str) -> str:
    return str(Truncator(_in_lines(text)).chars(LONGEST))


REPORTS: Mapping[str, tuple[Promise, Callable[[Asked], Table]]] = {
    "theo-loai": (gettext_lazy("Kết quả theo loại"), by_class),
    "theo-co-quan": (gettext_lazy("Kết quả theo cơ quan"), by_agency),
    "theo-to-dai-bieu": (gettext_lazy("Kết quả theo tổ đại biểu"), by_group),
    "theo-linh-vuc": (gettext_lazy("Kết quả theo lĩnh vực"), by_field),
    "theo-dia-ban": (gettext_lazy("Kết quả theo địa bàn"), by_area),
    "theo-ky-hop": (gettext_lazy("Kết quả theo kỳ họp"), by_session),
    "chi-so": (gettext_lazy("Các chỉ số"), measures),
    "dang-giai-quyet": (gettext_lazy("Đang giải quyết và lộ trình"), being_solved),
    "qua-han": (gettext_lazy("Quá hạn chưa trả lời"), overdue),
    "ton-dong": (gettext_lazy("Tồn đọng qua các kỳ họp"), backlog),
    "tap-hop-tra-loi": (gettext_lazy("Tập hợp trả lời theo cơ quan"), collected_answers),
    "van-ban-tra-loi": (gettext_lazy("Văn bản trả lời"), letters),
    "van-ban-ban-hanh": (gettext_lazy("Văn bản đã ban hành"), documents),
    "de-nghi-sua-doi": (gettext_lazy("Văn bản đề nghị sửa đổi"), amendments),
}
"""Each report by the word in its address."""
OF_ALL_SESSIONS = frozenset({"ton-dong", "theo-ky-hop"})
