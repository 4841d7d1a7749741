"""Where everything of a drawn route stands: lanes by desk, boxes on a grid, lines in channels between them.

Boxes never overlap, and lines run only between rows and columns, so they cross no box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.kernel.route.flow import Box, Flow, Kind, Line, flow
from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import Outcome

SIZES: Mapping[Kind, tuple[int, int]] = {
    Kind.START: (36, 36),
    Kind.END: (36, 36),
    Kind.TASK: (136, 64),
    Kind.CHOICE: (44, 44),
    Kind.FORK: (44, 44),
    Kind.MEETING: (44, 44),
    Kind.EITHER: (44, 44),
}
ROW = 64
LANE_TITLE = 30
MARGIN = 12
ARROW = 26
"""The length a line keeps before the box it enters."""
TRACK = 12
"""The distance between lines that run beside one another."""
CHANNEL = 28
"""The free space below a row of boxes; each line that runs there adds to it."""
BESIDE = 16
"""The distance between lines in a channel, where their labels stand."""
LETTER = 6.6
"""How wide one letter of a line's label is taken to be."""

Point = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """A box in its place."""

    box: Box
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Path:
    """A line with the points it runs through, and where the middle of its label stands, on the line."""

    line: Line
    points: tuple[Point, ...]
    label: str
    label_at: Point


@dataclass(frozen=True)
class Lane:
    """A band for one desk and the boxes in it."""

    desk: str
    x: int
    y: int
    width: int
    height: int
    boxes: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A whole drawn route; the unit is the pixel, the origin the upper left corner."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    shapes: tuple[Shape, ...]
    paths: tuple[Path, ...]


def drawing(route: Route, label: Callable[[Outcome], str] = lambda outcome: outcome.name) -> Drawing:
    """The route laid out, its lines labelled with their outcomes."""
    return _Layout(flow(route), label).draw()


@dataclass
class _Way:
    """How a line runs: its own track in the gutter it leaves by, in a channel, in the gutter it comes in by."""

    line: Line
    label: str
    leaves: int
    comes: int
    leaves_track: int = -1
    comes_track: int = -1
    channel: int | None = None
    channel_track: int = -1


@dataclass
class _Layout:
    """Columns by the distance from the start, rows within lanes; then the width of what lies between."""

    flow: Flow
    label: Callable[[Outcome], str]
    column: dict[str, int] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    lane_rows: dict[str, list[int]] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    gutter_at: dict[int, int] = field(default_factory=dict)
    top: list[int] = field(default_factory=list)
    channel_at: dict[int, int] = field(default_factory=dict)
    lane_at: dict[str, tuple[int, int]] = field(default_factory=dict)
    width: int = 0

    def draw(self) -> Drawing:
        self.column = columns(self.flow)
        self._rows()
        ways = self._ways()
        self._measure(ways)
        shapes = tuple(self._shape(box) for box in self.flow.boxes.values())
        paths = tuple(self._path(way) for way in ways)
        lanes = tuple(
            Lane(desk, MARGIN, top, self.width - 2 * MARGIN, bottom - top, self._inside(desk))
            for desk, (top, bottom) in self.lane_at.items()
        )
        return Drawing(self.width, lanes[-1].y + lanes[-1].height + MARGIN, lanes, shapes, paths)

    def _desk(self, box: Box) -> str:
        return box.step.desk if box.step else ""

    def _inside(self, desk: str) -> tuple[str, ...]:
        return tuple(name for name, box in self.flow.boxes.items() if self._desk(box) == desk)

    def _rows(self) -> None:
        """A free row of its lane for each box, the row of a box that leads to it where that can be."""
        before: dict[str, list[str]] = {name: [] for name in self.flow.boxes}
        for line in self.flow.lines:
            if self.column[line.source] < self.column[line.target]:
                before[line.target].append(line.source)
        desks = list(dict.fromkeys(self._desk(box) for box in self.flow.boxes.values()))
        taken: dict[str, set[tuple[int, int]]] = {desk: set() for desk in desks}
        level: dict[str, int] = {}
        for name in sorted(self.flow.boxes, key=lambda name: self.column[name]):
            desk = self._desk(self.flow.boxes[name])
            wished = [level[one] for one in before[name] if self._desk(self.flow.boxes[one]) == desk]
            free = (place for place in range(len(self.flow.boxes)) if (self.column[name], place) not in taken[desk])
            level[name] = min(free, key=lambda place: (abs(place - min(wished, default=0)), place))
            taken[desk].add((self.column[name], level[name]))
        base = 0
        for desk in desks:
            count = 1 + max(place for _, place in taken[desk])
            self.lane_rows[desk] = list(range(base, base + count))
            base += count
        for name, box in self.flow.boxes.items():
            self.row[name] = self.lane_rows[self._desk(box)][level[name]]

    def _ways(self) -> list[_Way]:
        """The way of each line; one that cannot go straight or round one corner takes a channel."""
        ways: list[_Way] = []
        gutters: Counter[int] = Counter()
        channels: Counter[int] = Counter()
        labelled: set[str] = set()
        for line in self.flow.lines:
            here, there = self.column[line.source], self.column[line.target]
            way = _Way(line, self.label(line.outcome) if line.outcome else "", here, there - 1)
            ways.append(way)
            at_the_end = bool(way.label) and not self._is_task(way)
            beside = there == here + 1 and not (at_the_end and line.target in labelled)
            labelled |= {line.target} if at_the_end and beside else set()
            if beside and self.row[line.source] == self.row[line.target]:
                continue
            way.leaves_track = gutters[here]
            gutters[here] += 1
            if beside:
                continue
            above = self.row[line.target] > self.row[line.source]
            way.channel = self.row[line.target] - 1 if above else self.row[line.target]
            way.channel_track = channels[way.channel]
            channels[way.channel] += 1
            way.comes_track = gutters[there - 1]
            gutters[there - 1] += 1
        return ways

    def _tracks(self, ways: list[_Way], gutter: int) -> int:
        leaving = sum(way.leaves == gutter and way.leaves_track >= 0 for way in ways)
        return TRACK * (leaving + sum(way.comes == gutter and way.comes_track >= 0 for way in ways))

    def _measure(self, ways: list[_Way]) -> None:
        """Widths of columns and gutters, heights of rows and channels, with room for tracks and labels."""
        count = 1 + max(self.column.values())
        self.widths = [
            max(SIZES[box.kind][0] for name, box in self.flow.boxes.items() if self.column[name] == column)
            for column in range(count)
        ]
        x = MARGIN + LANE_TITLE + TRACK
        self.gutter_at[-1] = x
        x += self._tracks(ways, -1) + ARROW
        for column in range(count):
            self.left.append(x)
            bent = [way for way in ways if way.leaves == column and way.channel is None and way.leaves_track >= 0]
            straight = [way for way in ways if way.comes == way.leaves == column and way.leaves_track < 0]
            before = _room(way for way in bent if self._is_task(way))
            after = max(_room(way for way in bent if not self._is_task(way)), _room(straight) - before)
            self.gutter_at[column] = x + self.widths[column] + TRACK + before
            x = self.gutter_at[column] + self._tracks(ways, column) + after + ARROW
        self.width = x + MARGIN
        used = Counter(way.channel for way in ways if way.channel is not None)
        y = MARGIN
        self.channel_at[-1] = y + CHANNEL // 2
        for desk, rows in self.lane_rows.items():
            begin = y
            y += CHANNEL // 2 + (BESIDE * used[-1] if not self.top else 0)
            for row in rows:
                self.top.append(y)
                self.channel_at[row] = y + ROW + CHANNEL // 2
                y += ROW + CHANNEL + BESIDE * used[row]
            self.lane_at[desk] = (begin, y)

    def _is_task(self, way: _Way) -> bool:
        return self.flow.boxes[way.line.source].kind is Kind.TASK

    def _shape(self, box: Box) -> Shape:
        width, height = SIZES[box.kind]
        column = self.column[box.name]
        x = self.left[column] + (self.widths[column] - width) // 2
        return Shape(box, x, self.top[self.row[box.name]] + (ROW - height) // 2, width, height)

    def _track(self, gutter: int, track: int) -> int:
        return self.gutter_at[gutter] + TRACK * track

    def _path(self, way: _Way) -> Path:
        source, target = (self._shape(self.flow.boxes[name]) for name in (way.line.source, way.line.target))
        begin = (source.x + source.width, source.y + source.height // 2)
        end = (target.x, target.y + target.height // 2)
        points = [begin]
        if way.leaves_track >= 0:
            x = self._track(way.leaves, way.leaves_track)
            points.append((x, begin[1]))
            if way.channel is not None:
                y = self.channel_at[way.channel] + BESIDE * way.channel_track
                back = self._track(way.comes, way.comes_track)
                points += [(x, y), (back, y), (back, end[1])]
            else:
                points.append((x, end[1]))
        points.append(end)
        return Path(way.line, tuple(points), way.label, self._label_at(points, way))

    def _label_at(self, points: list[Point], way: _Way) -> Point:
        """On the channel, or on the last stretch; for a task with one outcome on the first."""
        level = [pair for pair in pairwise(points) if pair[0][1] == pair[1][1]]
        if way.channel is not None:
            (left, y), (right, _) = level[1]
            half = min(abs(right - left) // 2, int(len(way.label) * LETTER / 2) + TRACK)
            return (left + half if right > left else left - half), y
        (left, y), (right, _) = level[0 if self._is_task(way) else -1]
        return (left + right) // 2, y


def _room(ways: Iterable[_Way]) -> int:
    """How much of a gutter the labels of these lines need."""
    return max((int(len(way.label) * LETTER) + TRACK for way in ways if way.label), default=0)


def columns(drawn: Flow) -> dict[str, int]:
    """For each box the length of the longest way to it that goes round no loop."""
    onward: dict[str, list[str]] = {name: [] for name in drawn.boxes}
    for line in drawn.lines:
        onward[line.source].append(line.target)
    forward: dict[str, list[str]] = {name: [] for name in drawn.boxes}
    done: dict[str, bool] = {}
    finished: list[str] = []
    for root in drawn.boxes:
        if root in done:
            continue
        done[root] = False
        work = [(root, iter(onward[root]))]
        while work:
            name, rest = work[-1]
            for target in rest:
                if done.get(target) is not False:
                    forward[name].append(target)
                if target not in done:
                    done[target] = False
                    work.append((target, iter(onward[target])))
                    break
            else:
                done[name] = True
                finished.append(name)
                work.pop()
    column = dict.fromkeys(drawn.boxes, 0)
    for name in reversed(finished):
        for target in forward[name]:
            column[target] = max(column[target], column[name] + 1)
    return column
