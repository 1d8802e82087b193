"""Pages of the site as a whole: the gallery, the theme, errors in words."""

import re

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import path, reverse
from redis.exceptions import ConnectionError as RedisConnectionError

from config.urls import urlpatterns as ours
from config.views import errors
from tests.factories.units import make_organisation, make_person, make_unit
from units.refusals import Conflict, Forbidden
from units.roles import Role

pytestmark = pytest.mark.django_db


def forbidden(request):
    raise Forbidden("Chỉ thủ trưởng đơn vị chủ trì mới được tiếp nhận.")


def conflict(request):
    raise Conflict("Nhiệm vụ đã được hủy.")


def failing(request):
    raise RuntimeError


def offline(request):
    raise OperationalError


def uncounted(request):
    raise RedisConnectionError


urlpatterns = [
    *ours,
    path("thu/403/", forbidden),
    path("thu/409/", conflict),
    path("thu/500/", failing),
    path("thu/503/", offline),
    path("thu/503/redis/", uncounted),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture
def signed_in(client):
    person = make_person(make_unit(parent=make_organisation()), Role.MONITOR)
    client.force_login(person)
    client.raise_request_exception = False
    return client


def test_the_gallery_shows_every_component(signed_in):
    page = signed_in.get(reverse("gallery")).content.decode()
    for words in ("Quá hạn", "Chưa gửi được", "Đang tạo báo cáo", "trả lại để làm tiếp"):
        assert words in page
    assert "{{" not in page.replace("{{ form }}", "")


def test_the_title_is_the_heading_too(signed_in):
    page = signed_in.get(reverse("gallery")).content.decode()
    assert "<title>Giao diện · Đôn Đốc</title>" in page
    assert "<h1>Giao diện</h1>" in page


def test_the_theme_is_kept_in_a_cookie_and_drawn_by_the_server(signed_in):
    answer = signed_in.post(reverse("theme"), {"theme": "dark", "next": reverse("gallery")})
    assert (answer.status_code, answer.url) == (302, reverse("gallery"))
    page = signed_in.get(answer.url).content.decode()
    assert re.search(r'id="dark-sheet" media="screen"', page)


@pytest.mark.parametrize("outside", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_theme_switch_leads_to_no_other_site(signed_in, outside):
    assert signed_in.post(reverse("theme"), {"theme": "dark", "next": outside}).url == "/"


@pytest.mark.urls("tests.pages.test_frame")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/thu/403/", 403, "Chỉ thủ trưởng đơn vị chủ trì mới được tiếp nhận."),
        ("/thu/409/", 409, "Nhiệm vụ đã được hủy."),
        ("/thu/khong-co/", 404, "Không tìm thấy trang"),
        ("/thu/500/", 500, "Máy chủ gặp lỗi"),
        ("/thu/503/", 503, "Máy chủ dữ liệu chưa trả lời"),
        ("/thu/503/redis/", 503, "Máy chủ dữ liệu chưa trả lời"),
    ],
)
def test_a_refusal_or_failure_says_what_why_and_what_now(signed_in, address, status, words):
    answer = signed_in.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "data-reason" in page
    assert "Về trang đầu" in page


def test_the_page_of_a_failure_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.server_error(RequestFactory().get("/")).status_code == 500
        assert errors.bad_request(RequestFactory().get("/")).status_code == 400


def test_an_outdated_form_is_told_what_to_do(client):
    person = make_person(make_unit(parent=make_organisation()), Role.HEAD)
    client.handler.enforce_csrf_checks = True
    client.force_login(person)
    answer = client.post(reverse("theme"), {"theme": "dark"})
    assert answer.status_code == 403
    assert "tải lại rồi gửi lần nữa" in answer.content.decode()
