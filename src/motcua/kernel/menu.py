"""The menu a caller hears (cây IVR), as data of the pack: what is played, and what a key leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

START = "start"
AGAIN, OPERATOR, MESSAGE, CALL_BACK = "again", "operator", "message", "call_back"
"""Where a key leads other than to another node: the same once more, the queue, a message after the tone, a callback."""


@dataclass(frozen=True)
class Step:
    """What happens next in a call: the node it is at, and the commands that bring it there, each with its argument."""

    node: str
    commands: tuple[tuple[str, str], ...]
    wrong: int = 0
    skill: str = ""
    call_back: bool = False


def begins(menu: Mapping[str, Any], *, open_now: bool) -> Step:
    """What a caller hears first; outside working time a message is taken, but for the keys that are always there."""
    node = START if open_now else "closed"
    return _at(menu, node)


def presses(menu: Mapping[str, Any], node: str, key: str, wrong: int, most: int) -> Step:
    """Where a key leads from a node; after `most` wrong ones somebody helps."""
    leads = menu.get(node, {}).get("keys", {})
    target = leads.get(key)
    if target is None:
        return _queue("", node) if wrong + 1 >= most else _at(menu, node, wrong + 1)
    if isinstance(target, str):
        target = {"to": target}
    where, skill = str(target["to"]), str(target.get("skill", ""))
    if where == AGAIN:
        return _at(menu, node, wrong)
    if where == OPERATOR:
        return _queue(skill, node)
    if where == MESSAGE:
        return Step(node, (("take_message", ""),))
    if where == CALL_BACK:
        return Step(node, (("play", str(target.get("say", ""))), ("hang_up", "")), call_back=True)
    if where.startswith("number:"):
        return Step(node, (("transfer", where.partition(":")[2].strip()),))
    return _at(menu, where)


def _at(menu: Mapping[str, Any], node: str, wrong: int = 0) -> Step:
    found = menu.get(node)
    if not found:
        return _queue("", node)
    commands = [("play", str(found["say"]))]
    if found.get("then") == MESSAGE:
        commands.append(("take_message", ""))
    if found.get("then") == OPERATOR:
        return Step(node, (*commands, ("queue", str(found.get("skill", "")))), wrong, str(found.get("skill", "")))
    return Step(node, tuple(commands), wrong)


def _queue(skill: str, node: str) -> Step:
    return Step(node, (("queue", skill),), skill=skill)


def faults(menu: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a menu, as (node, what): keys that lead nowhere, nodes nobody reaches, no way to a person."""
    nodes = set(menu)
    for first in (START, "closed"):
        if first not in nodes:
            yield first, "missing"
    reached = {START, "closed", "waiting"}
    for name, node in menu.items():
        for key, target in node.get("keys", {}).items():
            where = str(target.get("to") if isinstance(target, Mapping) else target)
            if where in {AGAIN, OPERATOR, MESSAGE, CALL_BACK} or where.startswith("number:"):
                continue
            reached.add(where)
            if where not in nodes:
                yield str(name), f"key {key} leads nowhere"
    for name in sorted(nodes - reached):
        yield str(name), "unreachable"
    if START in nodes and not _reaches_somebody(menu, START):
        yield START, "no way to a person"


def _reaches_somebody(menu: Mapping[str, Any], node: str) -> bool:
    found = menu[node]
    targets = [target.get("to") if isinstance(target, Mapping) else target for target in found.get("keys", {}).values()]
    return OPERATOR in targets or found.get("then") == OPERATOR
