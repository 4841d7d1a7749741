"""Routes (quy trình nội bộ): which desk works next and for how long, played, proved sound and drawn.

A route is data that officials change. Nothing here knows a table, a clock or a kind of matter.
"""

from motcua.kernel.route.ahead import to_go
from motcua.kernel.route.bpmn_file import bpmn
from motcua.kernel.route.layout import Drawing, drawing
from motcua.kernel.route.life import Life
from motcua.kernel.route.model import Route
from motcua.kernel.route.picture import svg
from motcua.kernel.route.play import Advance, Marking, advance, start
from motcua.kernel.route.soundness import CODES, verify
from motcua.kernel.route.span import Longest, longest
from motcua.kernel.route.steps import END, Outcome, Step
from motcua.kernel.route.stories import Finding

__all__ = [
    "CODES",
    "END",
    "Advance",
    "Drawing",
    "Finding",
    "Life",
    "Longest",
    "Marking",
    "Outcome",
    "Route",
    "Step",
    "advance",
    "bpmn",
    "drawing",
    "longest",
    "start",
    "svg",
    "to_go",
    "verify",
]
