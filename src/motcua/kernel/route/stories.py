"""The words of findings: each tells in one sentence, in Vietnamese and in English, what can go wrong and how.

Officials read them, so they speak of titles and of what is done, not of graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import Outcome
from motcua.kernel.worktime import WORKING_DAY_MINUTES, Limit, Unit, limit_in_words, minutes_in_words

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown-start": (
        "Quy trình bắt đầu ở “{name}”, nhưng không có bước nào tên như vậy.",
        "The route starts at “{name}”, but no step has that name.",
    ),
    "unknown-target": (
        "Kết quả “{outcome}” của bước “{step}” dẫn tới “{name}”, nhưng không có bước nào tên như vậy.",
        "The outcome “{outcome}” of the step “{step}” leads to “{name}”, but no step has that name.",
    ),
    "unknown-awaited": (
        "Bước “{step}” chờ “{name}”, nhưng không có bước nào tên như vậy.",
        "The step “{step}” waits for “{name}”, but no step has that name.",
    ),
    "unreachable-step": (
        "Bước “{step}” không bao giờ được mở: bắt đầu từ “{start}” không có cách xử lý nào đi tới đó.",
        "The step “{step}” is never opened: from “{start}” no way of working comes to it.",
    ),
    "dead-end": (
        "Bước “{step}” không có kết quả nào, nên công việc tới đó thì không đi tiếp được.",
        "The step “{step}” has no outcome, so work that comes to it goes no further.",
    ),
    "no-way-out": (
        "Đã tới bước “{step}” thì không còn cách nào đi tới kết thúc.",
        "Once at the step “{step}”, no way leads to the end.",
    ),
    "no-way-out-loop": (
        "Đã tới bước “{step}” thì không còn cách nào đi tới kết thúc, chỉ đi vòng: {trail}.",
        "Once at the step “{step}”, no way leads to the end; work only goes round: {trail}.",
    ),
    "join-start": (
        "Quy trình bắt đầu ở “{step}”, nhưng bước này chờ {awaited} và không ai làm các bước đó trước được.",
        "The route starts at “{step}”, but that step waits for {awaited}, which nobody can do before it.",
    ),
    "join-waits-forever": (
        "Sau {trail}, bước “{step}” chờ mãi {awaited}: nhánh đó đã đi nơi khác hoặc chưa từng được mở.",
        "After {trail}, the step “{step}” waits for ever for {awaited}: that branch went elsewhere or never opened.",
    ),
    "join-without-fork": (
        "Bước “{step}” chờ {awaited}, nhưng không có lần chia nhánh nào mở hai bước trong số đó cùng lúc.",
        "The step “{step}” waits for {awaited}, but no fork opens two of these at once.",
    ),
    "two-ends": (
        "Sau {trail}, quy trình kết thúc khi {others} còn đang làm dở.",
        "After {trail}, the route ends while {others} still open.",
    ),
    "illegal-move": (
        "Sau {trail}, kết quả “{outcome}” của bước “{step}” thực hiện “{move}” "
        "khi đang ở trạng thái “{state}”, mà từ trạng thái đó không được phép.",
        "After {trail}, the outcome “{outcome}” of the step “{step}” makes the move “{move}” "
        "in the state “{state}”, where it is not legal.",
    ),
    "unknown-move": (
        "Kết quả “{outcome}” của bước “{step}” thực hiện “{move}”, "
        "nhưng không có bước chuyển trạng thái nào tên như vậy.",
        "The outcome “{outcome}” of the step “{step}” makes the move “{move}”, but there is no such move.",
    ),
    "illegal-end": (
        "Sau {trail}, quy trình kết thúc khi đang ở trạng thái “{state}”, chưa phải trạng thái cuối cùng.",
        "After {trail}, the route ends in the state “{state}”, which is not a final one.",
    ),
    "no-duty": (
        "Bước “{step}” không nêu nhiệm vụ nào, nên không biết giao cho ai.",
        "The step “{step}” names no duty, so nobody can be given it.",
    ),
    "over-limit": (
        "{trail} mất {length}; pháp luật cho {limit}.",
        "{trail} takes {length}; the law gives {limit}.",
    ),
    "too-wide": (
        "Quy trình có quá nhiều cách xử lý nên không kiểm tra hết được; hãy bớt nhánh hoặc bớt vòng lặp.",
        "The route can be played in too many ways to check them all; use fewer branches or loops.",
    ),
}


@dataclass(frozen=True)
class Finding:
    """A fault of a route: its stable code, the step it stands at, and what can happen, in two languages."""

    code: str
    step: str
    story: str
    story_en: str


class Teller:
    """Tells the findings of one route; `states` are the Vietnamese names of legal states, by code."""

    def __init__(self, route: Route, states: Mapping[str, str] | None = None) -> None:
        self.route, self.states = route, states or {}

    def tell(
        self,
        code: str,
        step: str,
        *,
        sentence: str = "",
        trail: Sequence[str] = (),
        awaited: Iterable[str] = (),
        others: Iterable[str] = (),
        outcome: Outcome | None = None,
        state: str = "",
        **words: str,
    ) -> Finding:
        """The finding with the sentence of its code, or the one named; steps are called as people do."""
        told: list[str] = []
        for english, form in enumerate(_SENTENCES[sentence or code]):
            still = self._listed(others, bool(english))
            if english:
                still = f"{still} {'is' if len(tuple(others)) == 1 else 'are'}"
            told.append(
                form.format(
                    step=self.route.called(step, bool(english)),
                    start=self.route.called(self.route.start, bool(english)),
                    trail=self.trail(trail, bool(english)),
                    awaited=self._listed(awaited, bool(english)),
                    others=still,
                    outcome=outcome.called(bool(english)) if outcome else "",
                    state=state if english else self.states.get(state, state),
                    **words,
                )
            )
        return Finding(code, step, *told)

    def too_long(self, path: Sequence[str], minutes: int, limit: Limit) -> Finding:
        """The finding of a play that takes more working time than the limit gives."""
        told = [
            form.format(
                trail=self.trail(path, english),
                length=_length(minutes, english),
                limit=_limit(limit, english),
            )
            for form, english in zip(_SENTENCES["over-limit"], (False, True), strict=True)
        ]
        return Finding("over-limit", path[-1], *told)

    def trail(self, steps: Sequence[str], english: bool) -> str:
        """Steps in the order they were done; the middle of a long row is left out."""
        names = [self.route.called(step, english) for step in steps]
        if len(names) > 12:
            names[5:-5] = ["…"]
        return " → ".join(names)

    def _listed(self, steps: Iterable[str], english: bool) -> str:
        names = [f"“{self.route.called(step, english)}”" for step in self.route.in_order(steps)]
        shown = names if len(names) <= 5 else [*names[:4], "…"]
        if len(shown) < 2:
            return "".join(shown)
        return f"{', '.join(shown[:-1])} {'and' if english else 'và'} {shown[-1]}"


def _length(minutes: int, english: bool) -> str:
    """`4,5 ngày làm việc` where that is exact, else hours and minutes of working time."""
    hundredths, rest = divmod(minutes * 100, WORKING_DAY_MINUTES)
    if minutes < WORKING_DAY_MINUTES or rest:
        words = minutes_in_words(minutes, "en" if english else "vi")
        return f"{words} of work" if english else f"{words} làm việc"
    days = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
    if english:
        return f"{days} working day{'' if days == '1' else 's'}"
    return f"{days.replace('.', ',')} ngày làm việc"


def _limit(limit: Limit, english: bool) -> str:
    if limit.unit is Unit.SAME_DAY:
        return "the same day (8 working hours)" if english else "trong ngày (8 giờ làm việc)"
    return limit_in_words(limit, "en" if english else "vi")
