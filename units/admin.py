"""The administration pages of Django: only who we are and the calendar; never directives, tasks or history.

Rows that have a history (units, people, posts) are shown and changed on the pages of the site, which go through the
services; groups and the calendar are edited here, each change with its line in the audit trail.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.html import format_html

from units.clock import now
from units.models import AuditEvent, AuditKind, CalendarDay, GroupMember, Post, Unit, UnitGroup, User
from units.permissions import can_manage, can_set_calendar
from units.querysets import managed_path
from units.refusals import demand
from units.services.audit import record


class OfficeAdmin(admin.AdminSite):
    """Open to administrators and superusers; everyone signs in on the site's own page."""

    site_header = site_title = "Đôn Đốc: quản trị"
    index_title = "Thiết lập"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_active and bool(can_manage(request.user))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Strangers go to the sign-in of the site; others are told why they may not enter."""
        if request.user.is_authenticated:
            demand(can_manage(request.user))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), resolve_url("account_login"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The site's own page, which records it."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")


site = OfficeAdmin(name="admin")


class Managed(admin.ModelAdmin):
    """Rows of the administrator's organisation; `path_to_unit` leads from a row to its unit's tree path."""

    path_to_unit = ""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        path = managed_path(request.user)  # type: ignore[arg-type]
        if path is None:
            return rows.none()
        return rows.filter(**{f"{self.path_to_unit}__startswith": path}) if path and self.path_to_unit else rows

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(can_manage(request.user))  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(
            kind=AuditKind.SETTING_CHANGED,
            by=request.user,  # type: ignore[arg-type]
            now=now(),
            subject=f"{self.opts.verbose_name}: {obj}",
            detail={"changed": form.changed_data},
        )


class Shown(Managed):
    """Looked at here, changed on the page that `page_name` names."""

    page_name = ""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="thay đổi tại")
    def page(self, obj: Any) -> str:
        return format_html('<a href="{}">trang của {}</a>', reverse(self.page_name, args=[self.page_key(obj)]), obj)

    def page_key(self, obj: Any) -> int:
        return obj.pk


@admin.register(Unit, site=site)
class UnitAdmin(Shown):
    page_name, path_to_unit = "units:detail", "path"
    list_display = ("name", "short_name", "kind", "organisation", "opened_on", "closed_on", "page")
    search_fields = ("name", "short_name")
    list_select_related = ("organisation",)
    fields = ("name", "short_name", "agency_code", "kind", "organisation", "opened_on", "closed_on")


@admin.register(User, site=site)
class UserAdmin(Shown):
    page_name = "units:person"
    list_display = ("full_name", "username", "email", "is_active", "last_login", "page")
    search_fields = ("full_name", "username", "email")
    fields = ("full_name", "username", "email", "is_active", "last_login")

    def get_queryset(self, request: HttpRequest) -> Any:
        return User.objects.managed_by(request.user)


@admin.register(Post, site=site)
class PostAdmin(Shown):
    page_name, path_to_unit = "units:person", "unit__path"
    list_display = ("user", "title", "unit", "role", "valid_from", "valid_to", "page")
    list_select_related = ("user", "unit")
    search_fields = ("user__full_name", "unit__name")

    def page_key(self, obj: Post) -> int:
        return obj.user_id


class GroupMemberInline(admin.TabularInline):
    model = GroupMember
    verbose_name, verbose_name_plural = "đơn vị trong nhóm", "các đơn vị trong nhóm"
    extra = 1
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(can_manage(request.user))  # type: ignore[arg-type]

    has_add_permission = has_change_permission = has_view_permission

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "unit":
            kwargs["queryset"] = Unit.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(UnitGroup, site=site)
class UnitGroupAdmin(Managed):
    """A member leaves a group by the day in "đến trước ngày"; nothing is deleted."""

    path_to_unit = "owner__path"
    list_display = ("name", "owner", "rule_kind")
    list_select_related = ("owner",)
    inlines = (GroupMemberInline,)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = Unit.objects.managed_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(CalendarDay, site=site)
class CalendarDayAdmin(Managed):
    """The calendar serves the whole installation; a deadline that was agreed never moves with it.

    All administrators see it, those of the topmost organisation change it."""

    list_display = ("date", "kind", "reason", "source")
    list_filter = ("kind",)
    date_hierarchy = "date"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(can_set_calendar(request.user))  # type: ignore[arg-type]

    has_change_permission = has_delete_permission = has_add_permission

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        record(kind=AuditKind.SETTING_CHANGED, by=request.user, now=now(), subject=f"Bỏ {obj}")  # type: ignore[arg-type]
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Several ticked in the list: a line in the audit trail for each."""
        for day in queryset:
            self.delete_model(request, day)


@admin.register(AuditEvent, site=site)
class AuditEventAdmin(Managed):
    """The audit trail, to be read."""

    path_to_unit = "post__unit__path"
    list_display = ("at", "kind", "user", "post", "subject", "ip_address")
    list_filter = ("kind",)
    list_select_related = ("user", "post__unit")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
