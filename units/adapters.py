"""How people sign in: accounts are made by administrators, never by sign-up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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
