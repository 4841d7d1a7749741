"""What notices need of a provider of short messages, whoever it is; settings name the class that speaks to theirs."""

from __future__ import annotations

from typing import Protocol


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
