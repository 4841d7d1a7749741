"""The procedures of a pack: what they refer to, and whether somebody is there to do them in every area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.dossiers.states import RESULT_SOURCES
from motcua.domain.packs.rules.fees import check_fee
from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.forms import Asked, check_when
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.routes import check_desk, soundness
from motcua.domain.packs.rules.schemas import answers_of_items, check_answer_schema
from motcua.domain.packs.rules.shapes import PROCEDURE
from motcua.domain.packs.rules.shaping import DESK, check_shape
from motcua.kernel.errors import Malformed
from motcua.kernel.reading import Place
from motcua.kernel.route import Route
from motcua.kernel.worktime import Limit


@dataclass(frozen=True)
class Around:
    """What else the pack holds that a procedure may name; `papers` is `None` where no list of papers is."""

    places: Places
    routes: Mapping[str, Route | None]
    papers: Mapping[str, str] | None


def check_procedure(document: Document, asked: Asked, around: Around, found: Findings) -> None:
    """Note every fault of one procedure file; `asked` are the fields of its form."""
    check_shape(document, PROCEDURE, found)
    if isinstance(document.body, Mapping):
        _Procedure(document, document.body, asked, around, found).check()


def _sources_of(recipe: object) -> Iterable[object]:
    if isinstance(recipe, Mapping):
        return recipe.values()
    return recipe if isinstance(recipe, list) else [recipe]


@dataclass
class _Procedure:
    document: Document
    body: Mapping[str, Any]
    asked: Asked
    around: Around
    found: Findings

    def check(self) -> None:
        folder = self.document.file.split("/")[-2]
        if isinstance(self.body.get("code"), str) and self.body["code"] != folder:
            self._add(
                "name-differs",
                ("code",),
                f"Mã thủ tục {shown(self.body['code'])} phải trùng tên thư mục {shown(folder)}.",
                f"The procedure {shown(self.body['code'])} must be called as its folder {shown(folder)} is.",
            )
        self._check_names()
        self._check_anywhere()
        self._check_period()
        route = self._check_route()
        self._check_codes("parts")
        self._check_codes("results")
        for place, part in self._listed("parts"):
            check_when(self.document, (*place, "when"), part.get("when"), self.asked, self.found)
        for place, fee in self._listed("fees"):
            check_fee(self.document, place, fee, self.asked, self.found)
        self._check_authorisation()
        self._check_results(route)
        self._check_officer_fields(route)
        self._check_somebody_there(route)

    def _check_names(self) -> None:
        places = self.around.places
        self._known("unknown-calendar", ("calendar",), self.body.get("calendar"), places.calendars)
        self._known("unknown-kind", ("competent",), self.body.get("competent"), places.agency_kinds)
        self._known("unknown-kind", ("level",), self.body.get("level"), places.area_kinds)
        one_stop = self.body.get("one_stop")
        known = self._known("unknown-kind", ("one_stop",), one_stop, places.agency_kinds)
        if known and isinstance(one_stop, str) and one_stop not in places.one_stop_kinds:
            self._add(
                "not-one-stop",
                ("one_stop",),
                f"one_stop: loại cơ quan {shown(one_stop)} không phải bộ phận một cửa.",
                f"one_stop: the kind {shown(one_stop)} is no one-stop unit.",
            )
        kinds = self.body.get("event_area_kinds")
        for position, kind in enumerate(kinds if isinstance(kinds, list) else ()):
            self._known("unknown-kind", ("event_area_kinds", position), kind, places.area_kinds)

    def _check_authorisation(self) -> None:
        """Who may not be stood in for is told what to do instead; the answers that follow are answers of the form."""
        written = self.body.get("authorisation")
        if not isinstance(written, Mapping):
            return
        if (written.get("paper") == "none") != ("instead" in written):
            self._add(
                "authorisation-instead",
                ("authorisation",),
                "authorisation: ghi instead khi paper là none, và chỉ khi đó.",
                "authorisation: instead is written where paper is none, and only there.",
            )
        if "kin_shows" in written and "kin" not in written:
            self._add(
                "authorisation-kin",
                ("authorisation", "kin_shows"),
                "authorisation: kin_shows cần có danh sách kin.",
                "authorisation: kin_shows needs the list kin.",
            )
        for key in ("answers", "guardian"):
            answers = written.get(key)
            if isinstance(answers, Mapping):
                when = {name: [value] for name, value in answers.items()}
                check_when(self.document, ("authorisation", key), when, self.asked, self.found)

    def _check_anywhere(self) -> None:
        if self.body.get("anywhere") is True and self.body.get("settled_anywhere") is True:
            self._add(
                "anywhere-twice",
                ("settled_anywhere",),
                "Chỉ được ghi một: nhận hộ rồi chuyển (anywhere), hoặc nhận ở đâu giải quyết ở đó (settled_anywhere).",
                "Either it is received for another office (anywhere) or settled where it is received "
                "(settled_anywhere), not both.",
            )

        if self.asked.units and (self.body.get("anywhere") is not True or len(self.asked.units) > 1):
            self._add(
                "bad-choice-of-unit",
                ("event_area_kinds",),
                "Chỉ thủ tục có anywhere: true mới được hỏi nhận kết quả ở một cửa nào (area_of_unit), và hỏi một lần.",
                "Only a procedure with anywhere: true may ask at which unit the result is collected (area_of_unit), "
                "and once.",
            )

    def _check_period(self) -> None:
        begins, ends = self.body.get("valid_from"), self.body.get("valid_to")
        if begins and ends and str(ends) < str(begins):
            self._add(
                "bad-period",
                ("valid_to",),
                "valid_to đứng trước valid_from.",
                "valid_to stands before valid_from.",
            )

    def _check_route(self) -> Route | None:
        """The route exists and keeps the limit of the procedure as well as its own."""
        code = self.body.get("route")
        self._known("unknown-route", ("route",), code, self.around.routes)
        route = self.around.routes.get(code) if isinstance(code, str) else None
        limit = _limit(self.body.get("limit"))
        if route is None or limit is None:
            return route
        if route.limit and limit != _limit(route.limit):
            self._add(
                "limit-differs",
                ("limit",),
                f"Thời hạn {shown(limit)} khác thời hạn {shown(route.limit)} của quy trình {shown(code)}.",
                f"The limit {shown(limit)} is not the limit {shown(route.limit)} of the route {shown(code)}.",
            )
            for fault in soundness(route, str(limit)):
                if fault.code == "over-limit":
                    self._add("route-over-limit", ("limit",), fault.story, fault.story_en)
        return route

    def _check_codes(self, key: str) -> None:
        seen: dict[str, int] = {}
        for place, entry in self._listed(key):
            line = self.document.line(*place)
            earlier = seen.setdefault(str(entry.get("code")), line)
            if earlier != line:
                self._add(
                    "duplicate-key",
                    place,
                    f"{key}: mã {shown(entry.get('code'))} đã có ở dòng {earlier}.",
                    f"{key}: the code {shown(entry.get('code'))} stands on line {earlier} already.",
                )

    def _check_results(self, route: Route | None) -> None:
        papers = self.around.papers
        for place, result in self._listed("results"):
            self._check_outcome(place, result, route)
            check_desk(
                self.document,
                (*place, "agency_desk"),
                result.get("agency_desk"),
                self.around.places,
                self.found,
            )
            self._check_sources(place, result.get("content"))
            template, register = result.get("template"), result.get("register")
            if papers is None or not isinstance(template, str):
                continue
            if not self._known("unknown-template", (*place, "template"), template, papers):
                continue
            if isinstance(register, str) and register != papers[template]:
                self._add(
                    "register-differs",
                    (*place, "register"),
                    f"Sổ {shown(register)} khác sổ {shown(papers[template])} của mẫu {shown(template)}.",
                    f"The register {shown(register)} is not {shown(papers[template])}, "
                    f"that of the paper {shown(template)}.",
                )

    def _check_sources(self, place: Place, content: object) -> None:
        """What a result paper shows must be asked of somebody, or be known to the program."""
        asked = {
            *self.asked.lines,
            *(str(entry.get("name")) for _, entry in self._listed("officer_fields")),
            *RESULT_SOURCES,
        }
        for spot, recipe in content.items() if isinstance(content, Mapping) else ():
            for written in _sources_of(recipe):
                source = str(written).partition("|")[0]
                group, _, entry = source.partition(".")
                inner = entry.partition(".")[2]  # an answer of one entry of a group: members.0.name
                if inner and inner in answers_of_items(self.asked.schemas.get(group)):
                    continue
                self._known("unknown-field", (*place, "content", str(spot)), source, asked)

    def _check_officer_fields(self, route: Route | None) -> None:
        seen: dict[str, int] = {}
        for place, entry in self._listed("officer_fields"):
            self._check_outcome(place, entry, route)
            check_answer_schema(self.document, (*place, "schema"), entry.get("schema"), self.found)
            line = self.document.line(*place)
            name = str(entry.get("name"))
            earlier = seen.setdefault(name, line)
            if earlier != line:
                self._add(
                    "duplicate-field",
                    place,
                    f"Ô {shown(name)} đã có ở dòng {earlier}.",
                    f"The field {shown(name)} stands on line {earlier} already.",
                )
            elif name in self.asked.lines:
                self._add(
                    "duplicate-field",
                    place,
                    f"Ô {shown(name)} trùng tên một câu hỏi của tờ khai.",
                    f"The field {shown(name)} is called as a field of the form is.",
                )

    def _check_outcome(self, place: Place, entry: Mapping[str, Any], route: Route | None) -> None:
        """The step and the outcome that something hangs on are those of the route."""
        step, outcome = entry.get("step"), entry.get("outcome")
        if route is None or not isinstance(step, str):
            return
        steps = {each.name for each in route.steps}
        if self._known("unknown-step", (*place, "step"), step, steps) and isinstance(outcome, str):
            outcomes = {each.name for each in route[step].outcomes}
            self._known("unknown-outcome", (*place, "outcome"), outcome, outcomes)

    def _check_somebody_there(self, route: Route | None) -> None:
        """Every area where it may arise has an agency for each desk: else nobody could do the step."""
        places = self.around.places
        wanted = {str(self.body.get(key)): (key,) for key in ("competent", "one_stop")}
        for step in route.steps if route else ():
            named = DESK.fullmatch(step.desk)
            if named and named["kind"]:
                wanted.setdefault(named["kind"], ("route",))
        kinds = self.body.get("event_area_kinds")
        areas = [row for row in places.areas if row["kind"] in (kinds if isinstance(kinds, list) else ())]
        for kind, place in wanted.items():
            if kind not in places.agency_kinds:
                continue
            without = [row for row in areas if places.agency_for(kind, row["code"]) is None]
            if without:
                self._add(
                    "nobody-there",
                    place,
                    f"{len(without)} nơi không có cơ quan loại {shown(kind)} để giải quyết, "
                    f"trước hết là {without[0]['name']}.",
                    f"{len(without)} areas have no agency of the kind {shown(kind)}, "
                    f"first of all {without[0]['name']}.",
                )
        if kinds and not areas:
            self._add(
                "nobody-there",
                ("event_area_kinds",),
                "Gói không có đơn vị hành chính nào thuộc các loại này.",
                "The pack has no area of these kinds.",
            )

    def _known(self, code: str, place: Place, value: Any, known: Iterable[str]) -> bool:
        if not isinstance(value, str):
            return True  # its shape is wrong, or it may be left out
        key = next(step for step in reversed(place) if isinstance(step, str))
        return check_known(self.found, code, (self.document.file, self.document.line(*place), key), value, known)

    def _listed(self, key: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        items = self.body.get(key)
        for position, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Mapping):
                yield (key, position), item

    def _add(self, code: str, place: Place, vi: str, en: str) -> None:
        self.found.add(code, self.document.file, self.document.line(*place), vi, en)


def _limit(written: Any) -> Limit | None:
    try:
        return Limit.parse(written)
    except Malformed:
        return None
