"""Routes for the tests: the example of the interfaces, short ways to write others, and generators of many."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from motcua.kernel.reading import parse_yaml
from motcua.kernel.route import Route

EXAMPLE = """
route: cap-xa-3-buoc
kind: dossier
title: Quy trình cấp xã, ba bước
limit: 4 working_days
start: receive
steps:
  receive:   {title: Tiếp nhận, desk: one_stop, duty: reception, budget: 2h,
              outcomes: {accept: {to: appraise, move: accept}, reject: {to: end, move: reject}}}
  appraise:  {title: Thẩm định, desk: competent, duty: specialist, budget: 1.5d,
              outcomes: {propose: approve, need_more: {to: supplement, move: ask_supplement},
                         consult: {fork: [tax, land]}}}
  supplement: {title: Chờ bổ sung, desk: applicant, waits: applicant,
               outcomes: {supplied: {to: appraise, move: resume}}}
  tax:       {title: Ý kiến thuế, desk: "agency: CCT", duty: specialist, budget: 1d, outcomes: {done: conclude}}
  land:      {title: Ý kiến địa chính, desk: "agency: DC", duty: specialist, budget: 1d,
              outcomes: {done: conclude}}
  conclude:  {title: Tổng hợp, desk: competent, duty: specialist, budget: 2h, join: [tax, land],
              outcomes: {propose: approve}}
  approve:   {title: Phê duyệt, desk: competent, duty: leader, budget: 0.5d,
              outcomes: {approve: {to: hand_over, move: finish}, send_back: appraise}}
  hand_over: {title: Trả kết quả, desk: one_stop, duty: returns,
              outcomes: {returned: {to: end, move: hand_over}}}
"""


def example() -> dict[str, Any]:
    """The example of the interfaces, to be changed at will."""
    written: dict[str, Any] = parse_yaml(EXAMPLE, "example")
    return written


def a_route(start: str = "a", limit: str = "", /, **steps: dict[str, Any]) -> Route:
    """A route of steps given by their outcomes; `join`, `budget` and other keys of a step stand beside those.

    `a_route(a={"go": "b", "budget": "1h"}, b={"done": "end"})`
    """
    body: dict[str, Any] = {"route": "thu", "kind": "dossier", "start": start, "steps": {}}
    if limit:
        body["limit"] = limit
    for name, given in steps.items():
        fields = {"desk": "competent", "duty": "specialist", "title": name.upper()}
        keys = {key: given[key] for key in given if key in {"join", "budget", "desk", "duty", "waits", "title"}}
        outcomes = {key: value for key, value in given.items() if key not in keys}
        body["steps"][name] = {**fields, **keys, "outcomes": outcomes}
    return Route.from_mapping(body)


def wide(branches: int, tail: Any = "end") -> Route:
    """A fork of many branches, each a loop of three steps, that all meet again."""
    steps: dict[str, dict[str, Any]] = {"a": {"go": {"fork": [f"x{n}" for n in range(branches)]}}}
    for n in range(branches):
        steps[f"x{n}"] = {"on": f"y{n}"}
        steps[f"y{n}"] = {"on": f"z{n}", "again": f"x{n}"}
        steps[f"z{n}"] = {"done": "meet", "again": f"y{n}"}
    steps["meet"] = {"join": [f"z{n}" for n in range(branches)], "done": tail, "again": "a"}
    return a_route(**steps)


MOVES = (None, None, None, "accept", "ask_supplement", "resume", "finish", "hand_over", "reject")


@st.composite
def any_route(draw: st.DrawFn, most: int = 6, moves: bool = False) -> Route:
    """Any table of a few steps: mostly nonsense of every sort."""
    names = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    target = st.sampled_from([*names, "end"])
    single = target.map(lambda name: (name,))
    several = st.lists(target, min_size=2, max_size=3, unique=True).map(tuple)
    steps: dict[str, Any] = {}
    for name in names:
        outcomes: dict[str, Any] = {}
        for number in range(draw(st.sampled_from([0, 1, 1, 1, 2, 2, 3]))):
            to = draw(st.one_of(single, single, several))
            outcomes[f"o{number}"] = {"to": to[0]} if len(to) == 1 else {"fork": list(to)}
            if moves and (move := draw(st.sampled_from(MOVES))):
                outcomes[f"o{number}"]["move"] = move
        desk = draw(st.sampled_from(["one_stop", "competent"]))
        steps[name] = {"desk": desk, "duty": "specialist", "outcomes": outcomes}
        steps[name]["budget"] = f"{draw(st.integers(1, 5))}h"
        if draw(st.integers(0, 3)) == 0:
            steps[name]["join"] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    return Route.from_mapping({"route": "thu", "kind": "dossier", "start": names[0], "steps": steps})


@st.composite
def built_route(
    draw: st.DrawFn, depth: int = 3, faults: bool = False, tangles: bool = False, moves: bool = False
) -> Route:
    """A route put together from sequences, choices, loops and forks that meet again: sound, unless spoiled.

    `tangles` adds links from one step to any other; `faults` bends some link that was there; `moves` gives
    some outcomes a legal move, wherever it may lead.
    """
    steps: dict[str, dict[str, Any]] = {}

    def step(to: Any) -> str:
        name = f"s{len(steps)}"
        budget = f"{draw(st.integers(1, 9))}h"
        steps[name] = {"desk": "one_stop", "duty": "specialist", "budget": budget, "outcomes": {"o0": to}}
        return name

    def also(name: str, to: Any) -> None:
        steps[name]["outcomes"][f"o{len(steps[name]['outcomes'])}"] = to

    def block(to: Any, levels: int) -> str:
        """Steps that all lead on to `to` in the end; the name of the first."""
        shape = draw(st.sampled_from(["step", "row", "choice", "loop", "fork"])) if levels else "step"
        if shape == "row":
            return block(block(to, levels - 1), levels - 1)
        if shape == "choice":
            first = step(block(to, levels - 1))
            also(first, block(to, levels - 1))
            return first
        if shape == "loop":
            last = step(to)
            first = block(last, levels - 1)
            also(last, first)
            return first
        if shape == "fork":
            meet = step(to)
            tails = [step(meet) for _ in range(draw(st.integers(2, 3)))]
            steps[meet]["join"] = tails
            return step({"fork": [block(tail, levels - 1) for tail in tails]})
        return step(to)

    start = block("end", depth)
    names = sorted(steps, key=lambda name: int(name[1:]))
    for _ in range(draw(st.integers(0, 2)) if tangles else 0):
        also(draw(st.sampled_from(names)), draw(st.sampled_from([*names, "end"])))
    if faults:
        bent = steps[draw(st.sampled_from(names))]["outcomes"]
        bent[draw(st.sampled_from(sorted(bent)))] = draw(st.sampled_from([*names, "end"]))
    for name in names if moves else []:
        steps[name]["desk"] = draw(st.sampled_from(["one_stop", "one_stop", "competent"]))
        for key, to in steps[name]["outcomes"].items():
            if move := draw(st.sampled_from(MOVES)):
                steps[name]["outcomes"][key] = {**(to if isinstance(to, dict) else {"to": to}), "move": move}
    return Route.from_mapping({"route": "thu", "kind": "dossier", "start": start, "steps": steps})
