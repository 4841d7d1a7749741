"""Listening: `mail` is the mail server, `telephony` the hotline's telephones, `live` tells open pages to look again."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from threading import Event

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua listen`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="mail|telephony|live")
    mail = verbs.add_parser("mail", help="take in letters over SMTP; the mail server of the domain hands them over")
    mail.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    mail.add_argument("--port", type=int, default=2525, help="port to listen on (2525)")
    mail.set_defaults(run=run_mail)
    telephony = verbs.add_parser("telephony", help="listen at the telephones of the hotline")
    telephony.add_argument("--scripts", type=Path, help="of the simulated telephones: a file of calls to place")
    telephony.add_argument("--every", type=float, default=40.0, help="of the simulated: a call every so many seconds")
    telephony.add_argument("--calls", type=int, default=500, help="of the simulated ones: how many calls")
    telephony.add_argument("--at-once", type=int, default=0, help="of the simulated: keep so many calls going instead")
    telephony.set_defaults(run=run_telephony)
    live = verbs.add_parser("live", help="tell open pages to look again, as server-sent events")
    live.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    live.add_argument("--port", type=int, default=8001, help="port to listen on (8001)")
    live.set_defaults(run=run_live)


def run_mail(chosen: argparse.Namespace) -> int:
    """Take letters in until told to stop."""
    bootstrap.start_on_tables()
    from django.conf import settings

    from motcua.adapters.mail_smtp import server

    stop = _stopped_by_signal()
    listening = server(chosen.host, chosen.port)
    listening.start()
    sys.stderr.write(f"{settings.MOTCUA_MAIL_ADDRESS}: smtp://{chosen.host}:{chosen.port}\n")
    stop.wait()
    listening.stop()
    return 0


def run_telephony(chosen: argparse.Namespace) -> int:
    """Hear the telephones until told to stop."""
    bootstrap.start_on_tables()
    from motcua.adapters import telephony_simulated
    from motcua.adapters.telephony_listener import Listener
    from motcua.domain.hotline import gateways

    gateway = gateways.telephony()
    if chosen.scripts is not None:
        if not isinstance(gateway, telephony_simulated.Simulated):
            raise Malformed("--scripts is for the simulated telephones (MOTCUA_TELEPHONY=simulated).")
        scripts = telephony_simulated.scripts(chosen.scripts)
        if chosen.at_once:
            gateway.keep_going(scripts, at_once=chosen.at_once, seed=1022)
        else:
            gateway.keep_ringing(scripts, every=chosen.every, seed=1022, calls=chosen.calls)
    Listener(gateway).run(_stopped_by_signal())
    return 0


def run_live(chosen: argparse.Namespace) -> int:
    """Tell pages until told to stop."""
    bootstrap.start_on_tables()
    from motcua.adapters.live_events import Live

    async def listening() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await Live(chosen.host, chosen.port).run(stop)

    try:
        asyncio.run(listening())
    except OSError as problem:
        raise Malformed(f"Nobody can listen at {chosen.host}:{chosen.port}: {problem.strerror}.") from problem
    return 0


def _stopped_by_signal() -> Event:
    """What is set when somebody stops the process."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop
