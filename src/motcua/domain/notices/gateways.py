"""What notices need from outside, whoever gives it: a provider of short messages, and a way to wake a browser.

Settings name the class that speaks to each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class NotTaken(Exception):
    """The provider did not take the message. `final`: it never will, so nobody tries again.

    `problem` is a word of ours, never the provider's: theirs may repeat the number.
    """

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.final = final


class SmsGateway(Protocol):
    """A way to somebody's telephone."""

    def send(self, phone: str, text: str, reference: str) -> str:
        """Hand one message over; the provider's own number for it. The same `reference` is the same message.

        Raises:
            NotTaken: now, or for good.
        """
        ...


class Push(Protocol):
    """A push service as browsers have them. It carries no word of a matter: it wakes, and the page tells."""

    def wake(self, address: Mapping[str, Any]) -> bool:
        """Wake the browser with this subscription; `False` when it is gone for good.

        Raises:
            OSError: the service could not be reached; another try may help.
        """
        ...
