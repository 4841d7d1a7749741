"""What the backoffice shows and changes: agencies, areas, contacts, counters, calendars, routes, procedures, duties."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib.admin import register
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Account, Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import actions as agencies
from motcua.domain.agencies.models import Agency, Area, Calendar, Contact, Counter
from motcua.domain.channels.models import ApiKey
from motcua.domain.procedures.models import NationalProcedure, Procedure
from motcua.domain.routes.models import RouteVersion
from motcua.web.backoffice import calendars, keys, nationals, routes
from motcua.web.backoffice.site import Catalogue, administrator, site


@register(Area, site=site)
class AreaAdmin(Catalogue):
    """Areas come with the pack."""

    list_display = ("name", "code", "kind", "parent", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("folded", "code")
    list_select_related = ("parent",)
    ordering = ("sort_key", "pk")


@register(Agency, site=site)
class AgencyAdmin(Catalogue):
    """Agencies come with the pack."""

    list_display = ("name", "code", "kind", "area", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("folded", "code")
    list_select_related = ("area",)
    ordering = ("sort_key", "pk")


LINE = AdminTextInputWidget  # as wide as the admin's own


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """What is published, and from which day."""

    phone = forms.CharField(label=gettext_lazy("Điện thoại"), max_length=60)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"))
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), max_length=300, widget=LINE)
    hours = forms.CharField(label=gettext_lazy("Giờ làm việc"), max_length=300, widget=LINE)
    hours_en = forms.CharField(
        label=gettext_lazy("Giờ làm việc (tiếng Anh)"), max_length=300, required=False, widget=LINE
    )
    source = forms.CharField(label=gettext_lazy("Nguồn"), max_length=300, required=False, widget=LINE)
    made_up = forms.BooleanField(label=gettext_lazy("Số liệu giả định"), required=False)
    valid_from = forms.DateField(
        label=gettext_lazy("Công bố từ ngày"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=gettext_lazy("Ví dụ 15/10/2024. Thông tin cũ hết hiệu lực từ ngày này."),
    )

    class Meta:
        model = Contact
        fields = ("phone", "email", "address", "hours", "hours_en", "source", "made_up", "valid_from")

    def clean_valid_from(self) -> date:
        """Publishing cannot reach back before what is published now."""
        since: date = self.cleaned_data["valid_from"]
        if self.instance.pk and since < Contact.objects.values_list("valid_from", flat=True).get(pk=self.instance.pk):
            raise forms.ValidationError(_("Ngày này trước ngày công bố của thông tin đang dùng."))
        return since


@register(Contact, site=site)
class ContactAdmin(Catalogue):
    """Changing a contact publishes it anew from a day on; what was published before is kept with its days."""

    form = ContactForm
    list_display = ("agency", "phone", "email", "valid_from", "valid_to", "made_up")
    list_filter = ("made_up",)
    search_fields = ("agency__folded", "phone", "email")
    list_select_related = ("agency",)
    ordering = ("agency__sort_key", "-valid_from", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What is still in force may be published anew; what has ended is history."""
        return site.has_permission(request) and getattr(obj, "valid_to", None) is None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A change is published from today on unless another day is typed."""
        form = super().get_form(request, obj, change, **kwargs)
        today = localdate(request.now)  # type: ignore[attr-defined]  # set by the middleware `present`

        class FromToday(form):  # type: ignore[misc, valid-type]  # made at run time
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                self.initial["valid_from"] = f"{today:%d/%m/%Y}"

        return FromToday

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the action, so that it is dated and journalled."""
        typed = form.cleaned_data
        details = agencies.ContactDetails(**{name: value for name, value in typed.items() if name != "valid_from"})
        published = agencies.publish_contact(
            obj.agency_id,
            details,
            since=typed["valid_from"],
            by=administrator(request),
            now=request.now,  # type: ignore[attr-defined]  # set by the middleware `present`
        )
        obj.pk = published.pk


class CounterForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    """What is received at a counter."""

    title = forms.CharField(label=gettext_lazy("Nhận việc gì"), max_length=200, widget=LINE)
    title_en = forms.CharField(label=gettext_lazy("Nhận việc gì (tiếng Anh)"), max_length=200, required=False)

    class Meta:
        model = Counter
        fields = ("agency", "number", "title", "title_en")


@register(Counter, site=site)
class CounterAdmin(Catalogue):
    """Counters of the one-stop units."""

    form = CounterForm
    list_display = ("agency", "number", "title", "title_en")
    search_fields = ("agency__folded", "title")
    list_select_related = ("agency",)
    autocomplete_fields = ("agency",)
    ordering = ("agency__sort_key", "number", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return site.has_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A counter keeps its place and number; another number is another counter."""
        return ("agency", "number") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the action, so that it is journalled."""
        kept = agencies.number_counter(
            obj.agency_id,
            obj.number,
            obj.title,
            obj.title_en,
            by=administrator(request),
            now=request.now,  # type: ignore[attr-defined]  # set by the middleware `present`
        )
        obj.pk = kept.pk

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Through the action, so that it is journalled."""
        now = request.now  # type: ignore[attr-defined]  # set by the middleware `present`
        agencies.close_counter(obj.agency_id, obj.number, by=administrator(request), now=now)


class PostForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    """A duty of a person at an agency, from a day to a day."""

    valid_from = forms.DateField(label=gettext_lazy("Từ ngày"), input_formats=["%d/%m/%Y", "%Y-%m-%d"], required=False)
    valid_to = forms.DateField(
        label=gettext_lazy("Đến hết ngày"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        required=False,
        help_text=gettext_lazy("Để trống khi chưa biết ngày thôi nhiệm vụ."),
    )

    class Meta:
        model = Post
        fields = ("account", "agency", "duty", "position", "valid_from", "valid_to")

    def clean(self) -> dict[str, Any] | None:
        """A period has at least one day."""
        typed = super().clean() or {}
        begins = typed.get("valid_from") or self.instance.valid_from
        if typed.get("valid_to") and begins and typed["valid_to"] < begins:
            self.add_error("valid_to", _("Ngày thôi nhiệm vụ phải sau ngày bắt đầu."))
        return typed


@register(Post, site=site)
class PostAdmin(Catalogue):
    """Who holds which duty where: given and ended here, never rewritten."""

    form = PostForm
    list_display = ("person", "duty", "position", "agency", "valid_from", "valid_to")
    list_filter = ("duty",)
    search_fields = ("agency__folded", "account__username", "position")
    list_select_related = ("agency", "account")
    autocomplete_fields = ("account", "agency")
    ordering = ("agency__sort_key", "duty", "pk")

    def person(self, obj: Post) -> str:
        """The official by name: sealed at rest, so that it can be read here and not searched."""
        return obj.account.full_name or obj.account.username

    def has_add_permission(self, request: HttpRequest) -> bool:
        return site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return site.has_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Of a duty that was given only its end may still be said."""
        return ("account", "agency", "duty", "position", "valid_from") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the actions, so that it is journalled."""
        by, now = administrator(request), request.now  # type: ignore[attr-defined]  # by the middleware `present`
        typed = form.cleaned_data
        if not change:
            held = accounts.post(
                obj.account_id,
                obj.agency_id,
                Duty(obj.duty),
                by=by,
                now=now,
                position=obj.position,
                since=typed.get("valid_from") or localdate(now),
            )
            obj.pk = held.pk
        if typed.get("valid_to"):
            accounts.relieve(obj.pk, typed["valid_to"], by=by, now=now)


@register(Account, site=site)
class OfficialAdmin(Catalogue):
    """Officials' accounts to look at; citizens are not reference data and are not here."""

    list_display = ("username", "full_name", "is_active", "is_staff")
    search_fields = ("username",)
    fields = ("username", "full_name", "is_active", "is_staff", "created_at")
    ordering = ("username",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those no identity provider vouched for: officials' accounts are made by whoever runs their agency."""
        return super().get_queryset(request).filter(identity_index__isnull=True)


@register(Calendar, site=site)
class CalendarAdmin(Catalogue):
    """Working calendars, edited as the text of their file."""

    list_display = ("code", "revision")
    ordering = ("code",)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page: a calendar is one text, and amending it counts due dates anew."""
        return calendars.calendar(request, cast(Calendar | None, self.get_object(request, object_id)))


@register(RouteVersion, site=site)
class RouteAdmin(Catalogue):
    """Routes as they were published."""

    list_display = ("title", "code", "kind", "valid_from", "valid_to")
    search_fields = ("title", "code")
    ordering = ("code", "-valid_from")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page: the table of steps."""
        return routes.route(request, cast(RouteVersion | None, self.get_object(request, object_id)))


@register(Procedure, site=site)
class ProcedureAdmin(Catalogue):
    """Procedures as they were published."""

    list_display = ("code", "name", "field_name", "online", "limit", "valid_from", "valid_to")
    list_filter = ("online",)
    search_fields = ("code", "title_folded")
    ordering = ("code", "-valid_from")


@register(NationalProcedure, site=site)
class NationalProcedureAdmin(Catalogue):
    """National records, version by version; adding means taking in a file of them."""

    list_display = ("code", "name", "field_name", "version", "imported_at", "replaced_at")
    search_fields = ("code", "title_folded")
    ordering = ("code", "-version", "pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not show the texts."""
        return super().get_queryset(request).defer("body")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return site.has_permission(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page: records come by the file."""
        return nationals.take_in(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page: what differs."""
        return nationals.compared(request, cast(NationalProcedure | None, self.get_object(request, object_id)))


@register(ApiKey, site=site)
class ApiKeyAdmin(Catalogue):
    """Keys of other systems: given and taken back on pages of our own."""

    list_display = ("name", "holder", "begins", "issued_at", "last_used_on", "revoked_at")
    search_fields = ("name", "holder", "begins")
    ordering = ("-issued_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return site.has_permission(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page: the secret is shown once."""
        return keys.give(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Our own page: a key is looked at and taken back, never changed."""
        return keys.taken_back(request, cast(ApiKey | None, self.get_object(request, object_id)))
