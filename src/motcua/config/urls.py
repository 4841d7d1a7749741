"""Every address of the program: Vietnamese at the root, English under /en/, machines apart."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from motcua.web.api.v1 import api

handler400 = "motcua.web.shared.views.bad_request"
handler403 = "motcua.web.shared.views.forbidden"
handler404 = "motcua.web.shared.views.not_found"
handler500 = "motcua.web.shared.views.server_error"

urlpatterns = [
    path("", include("motcua.web.api.urls")),
    path("api/v1/", api.urls),
    path("open311/", include("motcua.web.api.open311.urls")),
    *i18n_patterns(
        path("can-bo/", include("motcua.web.desk.urls")),
        path("quan-tri/", include("motcua.web.backoffice.urls")),
        path("tai-khoan/", include("motcua.web.shared.urls")),
        path("", include("motcua.web.portal.urls")),
        prefix_default_language=False,
    ),
]
