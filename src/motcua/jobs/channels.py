"""Jobs of the ways in: pictures fetched from elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.domain.channels import actions
from motcua.domain.channels.gateways import NotFetched, PictureGateway
from motcua.jobs import clock
from motcua.kernel.actors import System


class Again(Exception):
    """It did not work now; procrastinate tries again, later each time."""


RETRY = RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions={Again})


@app.task(name="channels.fetch_picture", queue="people", retry=RETRY)
def fetch_picture(fetching_id: int) -> None:
    """Fetch one picture that came as an address; what is there already is not fetched again."""
    address = actions.to_fetch(fetching_id)
    if address is None:
        return
    by = System("jobs")
    gateway: PictureGateway = import_string(settings.MOTCUA_PICTURE_GATEWAY)()
    try:
        content = gateway.fetch(address)
    except NotFetched as no:
        if actions.fetch_failed(fetching_id, no.problem, final=no.final, by=by, now=clock.now()):
            raise Again from None
        return
    actions.fetched(fetching_id, content, by=by, now=clock.now())
