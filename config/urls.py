"""Every address of the site; each app names its own."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("allauth.account.urls")),
    path("", include("units.urls")),
    path("", include("notices.urls")),
    path("", include("directives.urls")),
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
]
