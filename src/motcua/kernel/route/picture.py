"""The drawn route as a picture: one SVG that stands alone, reads aloud and needs no script and no style attribute.

It looks right without a stylesheet (presentation attributes); classes on its parts let a page restyle it.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from motcua.kernel.route.flow import Kind
from motcua.kernel.route.layout import LANE_TITLE, Drawing, Lane, Path, Shape, drawing
from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import Outcome, Step
from motcua.kernel.worktime import minutes_in_words

SVG = "http://www.w3.org/2000/svg"
INK, PAPER, LINE, BAND = "#0b0c0c", "#ffffff", "#505a5f", "#f3f2f1"
FILLS: Mapping[Kind, str] = {Kind.TASK: "#eef4fa", Kind.CHOICE: "#fff7df", Kind.EITHER: "#fff7df"}
LETTERS = 19
"""How many letters fit on one line of a box."""
LINES = 3


def svg(route: Route, labels: Mapping[str, str] | None = None, *, english: bool = False, prefix: str = "route") -> str:
    """The picture of a route; `labels` say in words what codes (desks, outcomes) mean.

    `prefix` begins every id and class in it: two pictures on one page need two.
    """
    return _Picture(route, labels or {}, english, prefix).draw()


class _Picture:
    def __init__(self, route: Route, labels: Mapping[str, str], english: bool, prefix: str) -> None:
        self.route, self.labels, self.english, self.prefix = route, labels, english, prefix

    def draw(self) -> str:
        placed = drawing(self.route, self._outcome)
        root = ET.Element(
            "svg",
            {
                "xmlns": SVG,
                "viewBox": f"0 0 {placed.width} {placed.height}",
                "width": str(placed.width),
                "height": str(placed.height),
                "role": "img",
                "class": self.prefix,
                "font-family": "Arial, Helvetica, sans-serif",
                "font-size": "12",
                "fill": INK,
                "aria-labelledby": f"{self.prefix}-title {self.prefix}-desc",
            },
        )
        title = (self.route.title_en if self.english else "") or self.route.title
        ET.SubElement(root, "title", {"id": f"{self.prefix}-title"}).text = title
        ET.SubElement(root, "desc", {"id": f"{self.prefix}-desc"}).text = self._told()
        marker = ET.SubElement(
            ET.SubElement(root, "defs"),
            "marker",
            {"id": f"{self.prefix}-arrow", "viewBox": "0 0 10 10", "refX": "10", "refY": "5", "orient": "auto"}
            | {"markerWidth": "8", "markerHeight": "8"},
        )
        ET.SubElement(marker, "path", {"d": "M0 0 10 5 0 10z", "fill": LINE})
        for lane in placed.lanes:
            self._lane(root, lane)
        self._paths(root, placed)
        for shape in placed.shapes:
            self._shape(root, shape)
        return ET.tostring(root, encoding="unicode")

    def _outcome(self, outcome: Outcome) -> str:
        return self.labels.get(outcome.name) or outcome.called(self.english)

    def _told(self) -> str:
        """The whole route in words, for who does not see the picture."""
        return " ".join(self._step(step) for step in self.route.steps)

    def _step(self, step: Step) -> str:
        ways = [self._way(outcome) for outcome in step.outcomes]
        return f"{step.called(self.english)} ({self._desk(step.desk)}): {'; '.join(ways)}."

    def _way(self, outcome: Outcome) -> str:
        end = "the end" if self.english else "kết thúc"
        names = [end if name == "end" else self.route.called(name, self.english) for name in outcome.to]
        return f"{self._outcome(outcome)} → {', '.join(names)}"

    def _desk(self, desk: str) -> str:
        return self.labels.get(desk, desk)

    def _lane(self, root: ET.Element, lane: Lane) -> None:
        group = ET.SubElement(root, "g", {"class": f"{self.prefix}-lane"})
        frame: dict[str, str | int] = {"x": lane.x, "y": lane.y, "height": lane.height, "stroke": "#b1b4b6"}
        _rectangle(group, frame | {"width": lane.width, "fill": PAPER})
        _rectangle(group, frame | {"width": LANE_TITLE, "fill": BAND})
        x, y = lane.x + LANE_TITLE // 2 + 4, lane.y + lane.height // 2
        turned = {"x": str(x), "y": str(y), "transform": f"rotate(-90 {x} {y})", "text-anchor": "middle"}
        words = self._desk(lane.desk)
        most = max(lane.height // 7, 4)
        ET.SubElement(group, "text", turned | {"font-weight": "bold"}).text = _short(words, most)

    def _paths(self, root: ET.Element, placed: Drawing) -> None:
        lines = ET.SubElement(root, "g", {"class": f"{self.prefix}-lines", "fill": "none", "stroke": LINE})
        lines.set("stroke-width", "1.5")
        words = ET.SubElement(
            root, "g", {"class": f"{self.prefix}-outcomes", "text-anchor": "middle", "font-size": "11"}
        )
        for path in placed.paths:
            points = " ".join(f"{x},{y}" for x, y in path.points)
            ET.SubElement(lines, "polyline", {"points": points, "marker-end": f"url(#{self.prefix}-arrow)"})
            if path.label:
                self._label(words, path)

    def _label(self, words: ET.Element, path: Path) -> None:
        x, y = path.label_at
        place = {"x": str(x), "y": str(y - 3), "stroke": PAPER, "stroke-width": "3", "paint-order": "stroke"}
        ET.SubElement(words, "text", place | {"stroke-linejoin": "round"}).text = path.label

    def _shape(self, root: ET.Element, shape: Shape) -> None:
        group = ET.SubElement(root, "g", {"class": f"{self.prefix}-{shape.box.kind}"})
        middle = (shape.x + shape.width // 2, shape.y + shape.height // 2)
        ink = {"stroke": INK, "stroke-width": "1.5", "fill": FILLS.get(shape.box.kind, PAPER)}
        match shape.box.kind:
            case Kind.START | Kind.END:
                thick = {"stroke-width": "4" if shape.box.kind is Kind.END else "1.5"}
                circle = {"cx": str(middle[0]), "cy": str(middle[1]), "r": str(shape.width // 2)}
                ET.SubElement(group, "circle", ink | circle | thick)
            case Kind.TASK:
                step = shape.box.step
                assert step is not None
                frame = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height, "rx": 6}
                _rectangle(group, frame | ink | ({"stroke-dasharray": "5 3"} if step.waits else {}))
                self._task(group, step, middle)
            case kind:
                half = shape.width // 2
                x, y = middle
                points = f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"
                ET.SubElement(group, "polygon", ink | {"points": points})
                sign = "+" if kind in (Kind.FORK, Kind.MEETING) else "×"
                place = {"x": str(x), "y": str(y + 8), "text-anchor": "middle", "font-size": "24"}
                ET.SubElement(group, "text", place | {"aria-hidden": "true"}).text = sign

    def _task(self, group: ET.Element, step: Step, middle: tuple[int, int]) -> None:
        rows = _rows(step.called(self.english), LETTERS, LINES)
        if step.budget and len(rows) < LINES:
            rows.append(_span(step.budget, self.english))
        text = ET.SubElement(group, "text", {"text-anchor": "middle"})
        first = middle[1] - 7 * (len(rows) - 1) + 4
        for place, row in enumerate(rows):
            attributes = {"x": str(middle[0]), "y": str(first + 15 * place)}
            ET.SubElement(text, "tspan", attributes).text = row


def _rectangle(group: ET.Element, attributes: Mapping[str, str | int]) -> None:
    ET.SubElement(group, "rect", {key: str(value) for key, value in attributes.items()})


def _span(minutes: int, english: bool) -> str:
    return minutes_in_words(minutes, "en" if english else "vi")


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _rows(words: str, letters: int, most: int) -> list[str]:
    """The words broken into lines; what does not fit is cut with a mark."""
    rows: list[str] = [""]
    for word in words.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > letters:
            rows.append("")
        rows[-1] = _short(f"{rows[-1]} {word}".strip(), letters)
    if len(rows) > most:
        rows = [*rows[: most - 1], _short(f"{rows[most - 1]} …", letters)]
    return rows
