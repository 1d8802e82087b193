from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("thong-bao/", views.notice_list, name="list"),
    path("thong-bao/da-doc/", views.notices_read_all, name="read_all"),
    path("thong-bao/<int:pk>/", views.notice_open, name="open"),
]
