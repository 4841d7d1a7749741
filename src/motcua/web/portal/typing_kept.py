"""What somebody typed although their sign-in had ended: kept, sealed, in the session until they are back."""

from __future__ import annotations

import json
from functools import wraps

from django.http import HttpRequest, HttpResponse

from motcua.kernel.secrecy import SealBroken, seal, unseal
from motcua.web.portal.citizens import View

KEY = "typed_before_sign_in"
LONGEST = 60_000
"""Characters that are kept: several times the fullest page, and no way to fill the table of sessions."""
NEVER_KEPT = {"csrfmiddlewaretoken"}

Typed = dict[str, list[str]]


def keeps_typed(view: View) -> View:
    """For a page with a form: what a signed-out person sends is kept before they are sent to sign in."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep(request)
        return view(request, *args, **kwargs)

    return checked


def given_back(request: HttpRequest) -> Typed | None:
    """What was typed on this page before signing in, once; `None` when there is nothing."""
    kept = request.session.get(KEY)
    if not isinstance(kept, dict) or kept.get("path") != request.path:
        return None
    del request.session[KEY]
    try:
        typed = json.loads(unseal(kept["typed"]))
    except SealBroken:
        return None
    return {str(name): [str(value) for value in values] for name, values in typed.items()}


def _keep(request: HttpRequest) -> None:
    typed = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) <= LONGEST:
        request.session[KEY] = {"path": request.path, "typed": seal(text)}
