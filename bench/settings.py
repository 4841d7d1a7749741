"""The program's settings with the addresses of the bench, for the server that the yardsticks share with the program."""

from motcua.config.settings import *  # noqa: F403  # all of them, but for one

ROOT_URLCONF = "bench.urls"
