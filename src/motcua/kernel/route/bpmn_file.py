"""The route as a BPMN 2.0 file with its diagram, for the tools that officials already use.

Each step is a user task; what else is known of it (duty, budget, the legal move of an outcome) stands in the
documentation of its element. A choice reads the variable `outcome`, so an engine can run the file.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from motcua.kernel.route.flow import Kind
from motcua.kernel.route.layout import LANE_TITLE, Drawing, Path, Shape, drawing
from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import Step, budget_as_written

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_NAMESPACES = {
    "bpmn": _BPMN,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_ELEMENTS = {
    Kind.START: "startEvent",
    Kind.END: "endEvent",
    Kind.TASK: "userTask",
    Kind.CHOICE: "exclusiveGateway",
    Kind.EITHER: "exclusiveGateway",
    Kind.FORK: "parallelGateway",
    Kind.MEETING: "parallelGateway",
}
_SAFE = re.compile(r"[A-Za-z0-9_-]+")


def bpmn(route: Route) -> str:
    """The whole file as text."""
    for prefix, address in _NAMESPACES.items():
        ET.register_namespace(prefix, address)
    return _File(route).written()


class _File:
    def __init__(self, route: Route) -> None:
        self.route = route
        self.placed: Drawing = drawing(route)
        self.root = ET.Element(
            _tag("bpmn:definitions"),
            {"id": "Definitions", "targetNamespace": "urn:motcua:route", "exporter": "motcua"},
        )
        self.ids = {shape.box.name: self._id(shape, place) for place, shape in enumerate(self.placed.shapes)}
        self.flows = [f"Flow_{place}" for place in range(len(self.placed.paths))]
        self.incoming: dict[str, list[str]] = {}
        self.outgoing: dict[str, list[str]] = {}
        for flow, path in zip(self.flows, self.placed.paths, strict=True):
            self.incoming.setdefault(path.line.target, []).append(flow)
            self.outgoing.setdefault(path.line.source, []).append(flow)

    def _id(self, shape: Shape, place: int) -> str:
        step = shape.box.step
        if shape.box.kind is Kind.TASK and step is not None and _SAFE.fullmatch(step.name):
            return f"Step_{step.name}"
        return f"{shape.box.kind.capitalize()}.{place}"

    def written(self) -> str:
        collaboration = self._add(self.root, "collaboration", id="Collaboration")
        self._add(collaboration, "participant", id="Pool", name=self.route.title, processRef=self._process_id)
        process = self._add(self.root, "process", id=self._process_id, name=self.route.title)
        process.set("isExecutable", "true")
        lanes = self._add(process, "laneSet", id="Lanes")
        for place, lane in enumerate(self.placed.lanes):
            drawn = self._add(lanes, "lane", id=f"Lane_{place}", name=lane.desk)
            for name in lane.boxes:
                self._add(drawn, "flowNodeRef").text = self.ids[name]
        for shape in self.placed.shapes:
            self._node(process, shape)
        for flow, path in zip(self.flows, self.placed.paths, strict=True):
            self._flow(process, flow, path)
        self._diagram()
        ET.indent(self.root)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(self.root, encoding="unicode")}\n'

    @property
    def _process_id(self) -> str:
        return f"Route_{self.route.name}" if _SAFE.fullmatch(self.route.name) else "Route"

    def _add(self, parent: ET.Element, element: str, /, **attributes: str) -> ET.Element:
        return ET.SubElement(parent, _tag(f"bpmn:{element}"), attributes)

    def _node(self, process: ET.Element, shape: Shape) -> None:
        kind, step = shape.box.kind, shape.box.step
        node = self._add(process, _ELEMENTS[kind], id=self.ids[shape.box.name])
        if kind is Kind.TASK and step is not None:
            node.set("name", step.title)
            self._add(node, "documentation").text = _told(step)
        if kind in (Kind.CHOICE, Kind.FORK):
            node.set("gatewayDirection", "Diverging")
        if kind in (Kind.EITHER, Kind.MEETING):
            node.set("gatewayDirection", "Converging")
        for flow in self.incoming.get(shape.box.name, []):
            self._add(node, "incoming").text = flow
        for flow in self.outgoing.get(shape.box.name, []):
            self._add(node, "outgoing").text = flow

    def _flow(self, process: ET.Element, name: str, path: Path) -> None:
        line = path.line
        source, target = self.ids[line.source], self.ids[line.target]
        flow = self._add(process, "sequenceFlow", id=name, sourceRef=source, targetRef=target)
        if line.outcome is None:
            return
        flow.set("name", line.outcome.name)
        words = [line.outcome.title, f"move: {line.outcome.move}" if line.outcome.move else ""]
        if any(words):
            self._add(flow, "documentation").text = "\n".join(word for word in words if word)
        if len(self.outgoing[line.source]) > 1:
            condition = self._add(flow, "conditionExpression")
            condition.set(_tag("xsi:type"), "bpmn:tFormalExpression")
            condition.text = f"outcome == {line.outcome.name!r}"

    def _diagram(self) -> None:
        diagram = ET.SubElement(self.root, _tag("bpmndi:BPMNDiagram"), {"id": "Diagram"})
        plane = ET.SubElement(diagram, _tag("bpmndi:BPMNPlane"), {"id": "Plane", "bpmnElement": "Collaboration"})
        pool = self.placed.lanes[0]
        height = sum(lane.height for lane in self.placed.lanes)
        whole = (pool.x - LANE_TITLE, pool.y, pool.width + LANE_TITLE, height)
        _shape(plane, "Pool", whole, isHorizontal="true")
        for place, lane in enumerate(self.placed.lanes):
            _shape(plane, f"Lane_{place}", (lane.x, lane.y, lane.width, lane.height), isHorizontal="true")
        for shape in self.placed.shapes:
            marker = {"isMarkerVisible": "true"} if shape.box.kind in (Kind.CHOICE, Kind.EITHER) else {}
            place_of = (shape.x, shape.y, shape.width, shape.height)
            _shape(plane, self.ids[shape.box.name], place_of, **marker)
        for flow, path in zip(self.flows, self.placed.paths, strict=True):
            edge = ET.SubElement(plane, _tag("bpmndi:BPMNEdge"), {"id": f"{flow}_edge", "bpmnElement": flow})
            for x, y in path.points:
                ET.SubElement(edge, _tag("di:waypoint"), {"x": str(x + LANE_TITLE), "y": str(y)})
            if path.label:
                x, y = path.label_at
                width = 7 * len(path.label)
                _bounds(ET.SubElement(edge, _tag("bpmndi:BPMNLabel")), (x - width // 2, y - 16, width, 14))


def _told(step: Step) -> str:
    """What BPMN has no place for, one line each."""
    facts = {
        "desk": step.desk,
        "duty": step.duty,
        "budget": budget_as_written(step.budget),
        "waits": step.waits,
        "join": ", ".join(step.join),
    }
    return "\n".join(f"{name}: {fact}" for name, fact in facts.items() if fact)


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _shape(plane: ET.Element, of: str, place: tuple[int, int, int, int], **more: str) -> None:
    _bounds(ET.SubElement(plane, _tag("bpmndi:BPMNShape"), {"id": f"{of}_shape", "bpmnElement": of} | more), place)


def _bounds(holder: ET.Element, place: tuple[int, int, int, int]) -> None:
    """The pool has its title left of the lanes, so everything stands that much further to the right."""
    x, y, width, height = place
    sizes = {"x": str(x + LANE_TITLE), "y": str(y), "width": str(width), "height": str(height)}
    ET.SubElement(holder, _tag("dc:Bounds"), sizes)
