"""Listen at another system until told to stop: `telephony` at the telephones of the hotline."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from threading import Event
from types import FrameType

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed


def configure(parser: argparse.ArgumentParser) -> None:
    """Which system."""
    parser.add_argument("name", choices=["telephony"], help="what to listen at")
    parser.add_argument("--scripts", type=Path, help="of the simulated telephones: a file of calls to place")
    parser.add_argument("--every", type=float, default=40.0, help="of the simulated ones: a call every so many seconds")
    parser.add_argument("--calls", type=int, default=500, help="of the simulated ones: how many calls")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Listen."""
    bootstrap.start()
    from motcua.adapters import telephony_simulated
    from motcua.adapters.telephony_listener import Listener
    from motcua.domain.hotline import gateways

    gateway = gateways.telephony()
    if chosen.scripts is not None:
        if not isinstance(gateway, telephony_simulated.Simulated):
            raise Malformed("--scripts is for the simulated telephones (MOTCUA_TELEPHONY=simulated).")
        scripts = telephony_simulated.scripts(chosen.scripts)
        gateway.keep_ringing(scripts, every=chosen.every, seed=1022, calls=chosen.calls)
    stop = Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    Listener(gateway).run(stop)
    return 0
