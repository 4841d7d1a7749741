"""pyHanko runs an event loop of its own; where one runs already in this thread it needs another thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def apart(act: Callable[[], Made]) -> Made:
    """What the act gives, or raises; the act touches no table."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return act()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="signing") as beside:
        return beside.submit(act).result()
