"""What this module needs from outside: a way to wake somebody's browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Push(Protocol):
    """A push service as browsers have them. It carries no word of a report: it wakes, and the page tells."""

    def wake(self, address: Mapping[str, Any]) -> bool:
        """Wake the browser with this subscription; `False` when it is gone for good.

        Raises:
            OSError: the service could not be reached; another try may help.
        """
        ...
