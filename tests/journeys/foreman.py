"""A process that has in its head all that `motcua work` imports; told to, it forks one that is `motcua work --once`.

Each line that it reads is an order for one round, each line that it writes the exit status of that round. Most of
a round was Python reading modules; what a round itself finds out it still takes with it when it ends.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module


def main() -> None:
    """Wait for orders until there is nobody to give them."""
    import django

    from motcua.cli.main import main as motcua

    django.setup()
    for name in ("motcua.cli.work", "motcua.jobs", "motcua.web.shared.site", "procrastinate.worker"):
        import_module(name)
    for _order in iter(sys.stdin.readline, ""):
        round_ = os.fork()
        if round_ == 0:
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what it says is no answer to the order
            sys.exit(motcua(["work", "--once"]))
        _pid, status = os.waitpid(round_, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
