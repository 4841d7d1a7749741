"""How people come in, fitted to allauth: nobody makes an account here by themselves. Citizens come through an
identity provider that vouches for them; officials' accounts are made by whoever runs their agency.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.utils import get_request_param
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.domain.accounts import queries as accounts
from motcua.kernel.secrecy import blind_index, seal, unseal
from motcua.web.shared.site import site

SAID = {
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu."),
    "account/messages/password_set.txt": _("Đã đặt mật khẩu."),
    "mfa/messages/totp_activated.txt": _("Đã bật xác thực hai lớp bằng ứng dụng."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt xác thực hai lớp bằng ứng dụng."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã tạo bộ mã dự phòng mới. Mã cũ không còn dùng được."),
}
"""What allauth may say in a banner. "You have signed in" is not worth one: the page shows it."""


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Whose session it is, found by a query that is compiled once: every page of somebody's own begins so."""

    def get_user(self, user_id: Any) -> Any:
        """The account, unless it is locked."""
        found = accounts.signed_in(int(user_id))
        return found if found is not None and self.user_can_authenticate(found) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in with user name and password: officials only."""

    error_messages = {  # noqa: RUF012  # allauth's way
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang bị khóa. Hãy liên hệ quản trị viên của cơ quan."),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra lại, kể cả chữ hoa và dấu."
        ),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra lại, kể cả chữ hoa và dấu."),
        "too_many_login_attempts": _("Đã nhập sai quá nhiều lần. Hãy chờ 15 phút rồi thử lại."),
        "rate_limited": _("Thao tác quá nhanh. Hãy chờ một lát rồi thử lại."),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "incorrect_code": _("Mã chưa đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên ứng dụng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account stands for a person somebody has vouched for."""
        return False

    def add_message(  # noqa: PLR0917  # as allauth calls it
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what is worth a banner, in our words."""
        sentence = message or SAID.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence), extra_tags=extra_tags)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in through an identity provider (VNeID): the provider's word makes the account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Always: who the provider has identified is let in."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The account's user name: blind, because a provider's key for a person may be their number."""
        user = sociallogin.user
        user.username = f"{sociallogin.account.provider}-{blind_index(sociallogin.account.uid, 'provider')[:24]}"
        return user


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The second factor. Its secrets lie sealed in the database."""

    error_messages = {  # noqa: RUF012  # allauth's way
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """The secret as it may be stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name under which an authenticator app lists the account."""
        return str(site().portal["short_name"]["vi"])

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())


def identity_providers(request: HttpRequest) -> list[dict[str, str]]:
    """The ways in for a citizen: name and address of each identity provider. The address wants a POST."""
    query = {"next": onward} if (onward := get_request_param(request, "next")) else {}
    return [
        {"name": provider.name, "href": provider.get_login_url(request, **query)}
        for provider in get_social_adapter().list_providers(request)
        if provider.app is not None
    ]
