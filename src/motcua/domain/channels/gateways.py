"""What the ways in need of the world outside: a picture fetched, a message handed to Zalo."""

from __future__ import annotations

from typing import Protocol


class NotFetched(Exception):
    """The picture was not got. `final`: it never will be. `problem` is a word of ours."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.final = final


class PictureGateway(Protocol):
    """A way to a file at an address that was found to be trusted."""

    def fetch(self, address: str) -> bytes:
        """The bytes, at most as many as a file may have; no redirect is followed.

        Raises:
            NotFetched: now, or for good.
        """
        ...


class NotTaken(Exception):
    """Zalo did not take the message. `final`: it never will."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.final = final


class ZaloGateway(Protocol):
    """A way to somebody who wrote to the official account."""

    def send(self, user: str, text: str) -> None:
        """Hand one message over.

        Raises:
            NotTaken: now, or for good.
        """
        ...
