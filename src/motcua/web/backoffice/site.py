"""The site for reference data: staff only, signed in like everybody else, with no power over workflows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.domain.accounts import queries as accounts
from motcua.kernel.actors import Official

APPS = {
    "accounts": _("Cán bộ"),
    "agencies": _("Cơ quan"),
    "channels": _("Kênh tiếp nhận"),
    "procedures": _("Thủ tục hành chính"),
    "routes": _("Quy trình nội bộ"),
}
CATALOGUES = {
    "Account": _("Tài khoản cán bộ"),
    "Post": _("Nhiệm vụ được giao"),
    "Agency": _("Cơ quan, đơn vị"),
    "ApiKey": _("Khóa của hệ thống khác"),
    "Area": _("Đơn vị hành chính"),
    "Calendar": _("Lịch làm việc"),
    "Contact": _("Thông tin liên hệ công bố"),
    "Counter": _("Quầy tiếp nhận"),
    "NationalProcedure": _("Thủ tục quốc gia"),
    "Procedure": _("Thủ tục hành chính"),
    "RouteVersion": _("Quy trình nội bộ"),
}


class Backoffice(AdminSite):
    """Django's admin with our own way in and out."""

    site_header = _("Quản trị danh mục")
    site_title = _("Quản trị danh mục")
    index_title = _("Danh mục dùng chung")
    site_url = "/can-bo/"
    enable_nav_sidebar = True

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The catalogues by the names people know them by."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = APPS.get(app["app_label"], app["name"])
            for model in app["models"]:
                model["name"] = CATALOGUES.get(model["object_name"], model["name"])
        return apps

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff only."""
        return bool(request.user.is_active and request.user.is_staff)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign-in is that of all officials, second factor included; who may not enter is told so."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied
            return redirect("backoffice:index")
        onward = request.GET.get("next") or reverse("backoffice:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': onward})}")

    def logout(  # type: ignore[override]  # anything a view may answer will do
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Out by the door everybody uses."""
        return redirect("account_logout")

    def password_change(  # type: ignore[override]  # as above
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page everybody uses."""
        return redirect("account_change_password")


site = Backoffice(name="backoffice")


class Catalogue(ModelAdmin):  # type: ignore[type-arg]  # generic only for the type checker
    """Reference data to look at. Nothing here is ever deleted: what was true for a time stays true for it."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def administrator(request: HttpRequest) -> Official:
    """Who acts: the member of staff, for the agency of a duty held today where there is one."""
    account_id = int(request.user.pk or 0)
    now = request.now  # type: ignore[attr-defined]  # set by the middleware `present`
    seats = accounts.seats_of(account_id, now)
    if seats:
        return accounts.official_at(account_id, seats[0].agency_id, now)
    return Official(account_id=account_id, agency_id=0, agency_code="")
