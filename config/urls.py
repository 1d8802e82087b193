"""Every address of the site; each app names its own."""

from allauth.account import views as account
from django.urls import include, path

from config.views import appearance, errors
from config.views.gallery import gallery
from config.views.guide import guide
from config.views.home import home
from config.views.search import search
from units.admin import site as office

urlpatterns = [
    path("", home, name="home"),
    # Of allauth only what an office offers: no sign-up, and an administrator helps with a forgotten password.
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan-khoa/", account.account_inactive, name="account_inactive"),
    path("tim/", search, name="search"),
    path("tro-giup/", guide, name="help"),
    path("giao-dien/", gallery, name="gallery"),
    path("giao-dien/nen-trang/", appearance.theme, name="theme"),
    path("quan-tri/", office.urls),
    path("", include("units.urls")),
    path("", include("notices.urls")),
    path("", include("directives.urls")),
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
