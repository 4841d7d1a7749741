"""Listening for what comes in by other ways: `motcua listen mail` is the mail server of the province's address."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from motcua.config import bootstrap


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua listen`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="mail")
    mail = verbs.add_parser("mail", help="take in letters over SMTP; the mail server of the domain hands them over")
    mail.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    mail.add_argument("--port", type=int, default=2525, help="port to listen on (2525)")
    mail.set_defaults(run=run_mail)


def run_mail(chosen: argparse.Namespace) -> int:
    """Listen until told to stop."""
    bootstrap.start_on_tables()
    from django.conf import settings

    from motcua.adapters.mail_smtp import server

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    listening = server(chosen.host, chosen.port)
    listening.start()
    sys.stderr.write(f"{settings.MOTCUA_MAIL_ADDRESS}: smtp://{chosen.host}:{chosen.port}\n")
    stop.wait()
    listening.stop()
    return 0
