"""Expecting a refusal by its stable code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from motcua.kernel.errors import Refused


@contextmanager
def refused(code: str, **details: Any) -> Iterator[None]:
    """What happens inside is refused with this code, and with these details among its own."""
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code, (found.value.code, found.value.details)
    told = {name: found.value.details.get(name) for name in details}
    assert told == details
