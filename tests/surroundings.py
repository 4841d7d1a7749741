"""The environment of the tests, set before Django reads it: loaded by pytest as its first plugin."""

from __future__ import annotations

import os
from pathlib import Path

HOME = Path(os.environ.get("MOTCUA_TEST_HOME") or Path(__file__).resolve().parents[1] / "var" / "test")
os.environ["MOTCUA_HOME"] = str(HOME)
for name in ("MOTCUA_DATABASE_URL", "MOTCUA_DATABASE_OWNER_URL", "MOTCUA_AS_OWNER", "MOTCUA_PRODUCTION"):
    os.environ.pop(name, None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test
