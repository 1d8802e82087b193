"""How people sign in: accounts are made by administrators, never by sign-up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from units.clock import now
from units.models import AuditKind
from units.services.audit import record


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản đang bị khóa. Liên hệ người quản trị của cơ quan.",
        "enter_current_password": "Mật khẩu hiện tại không đúng. Nhập lại.",
        "too_many_login_attempts": "Đã nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra rồi nhập lại.",
        "rate_limited": "Đã gửi quá nhiều yêu cầu. Chờ ít phút rồi thử lại.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: an administrator enters people, alone or from a spreadsheet."""
        return False

    # The audit trail -----------------------------------------------------------------------------

    def _record(self, kind: AuditKind, user: Any, subject: str = "") -> None:
        address = self.get_client_ip(self.request) if self.request else None
        record(kind=kind, by=user, now=now(), subject=subject or user.username, ip_address=address)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        self._record(AuditKind.SIGNED_IN, user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The name that was tried is kept, the password never."""
        self._record(AuditKind.SIGN_IN_FAILED, None, subject=str(credentials.get("username", "")) or "(không tên)")
        super().authentication_failed(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        self._record(AuditKind.SIGNED_OUT, request.user)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        self._record(AuditKind.PASSWORD_CHANGED, user)
