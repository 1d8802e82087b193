"""Signing in and out, one's own password, and attempts that are too many."""

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from config.settings.base import shared_cache
from tests.factories.units import make_organisation, make_person, make_unit
from units.models import AuditEvent, AuditKind, User
from units.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def head():
    return make_person(make_unit(parent=make_organisation()), Role.HEAD, username="truongphong")


def sign_in(client, username="truongphong", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def kinds():
    return [event.kind for event in AuditEvent.objects.order_by("pk")]


def test_a_person_signs_in_and_out_and_both_are_recorded(client, head):
    assert sign_in(client).status_code == 302
    client.post(reverse("account_logout"))
    assert kinds() == [AuditKind.SIGNED_IN, AuditKind.SIGNED_OUT]
    event = AuditEvent.objects.first()
    assert (event.user, event.subject, event.ip_address) == (head, "truongphong", "127.0.0.1")


def test_case_of_the_user_name_does_not_matter(client, head):
    assert sign_in(client, "TruongPhong").status_code == 302


def test_a_wrong_password_is_told_in_a_sentence_and_recorded_without_it(client, head):
    response = sign_in(client, password="sai-mat-khau")
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in response.content.decode()
    event = AuditEvent.objects.get()
    assert (event.kind, event.user, event.subject) == (AuditKind.SIGN_IN_FAILED, None, "truongphong")
    assert "sai-mat-khau" not in str(event.detail) + event.subject


@pytest.mark.parametrize("locked", ["is_active", "no password"])
def test_an_account_that_is_locked_or_has_no_password_stays_out(client, head, locked):
    if locked == "is_active":
        head.is_active = False
    else:
        head.set_unusable_password()
    head.save()
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_the_sixth_wrong_attempt_within_five_minutes_is_refused_even_with_the_right_password(
    client, head, settings, tmp_path
):
    """In the cache that web processes share: each attempt here starts from what is on disk."""
    settings.CACHES = {"default": shared_cache("") | {"LOCATION": str(tmp_path / "cache")}}
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False) as clock:
        for number in range(5):
            clock.shift(7)  # apart from the limit of one machine
            words = sign_in(client, "TruongPhong" if number % 2 else "truongphong", "sai-mat-khau").content.decode()
            assert "không đúng" in words
            del caches["default"]
        words = sign_in(client).content.decode()
        assert "Đã nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại." in words
        assert "_auth_user_id" not in client.session
        clock.shift(5 * 60 + 1)
        assert sign_in(client).status_code == 302


def test_other_people_sign_in_while_one_name_is_held(client, head):
    make_person(make_unit("Phòng khác", parent=make_organisation("Sở khác")), Role.HEAD, username="khac")
    for _ in range(6):
        sign_in(client, password="sai-mat-khau")
    assert sign_in(client, "khac").status_code == 302


def test_a_whole_office_behind_one_address_signs_in_at_the_same_hour(client, head):
    for _ in range(40):
        assert sign_in(client).status_code == 302
        client.logout()


def test_ones_own_password_is_changed_and_recorded(client, head):
    client.force_login(head)
    wanted = "mot-mat-khau-dai-2026"
    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": wanted, "password2": wanted}
    )
    assert response.status_code == 302
    assert User.objects.get(pk=head.pk).check_password(wanted)
    assert AuditKind.PASSWORD_CHANGED in kinds()
    assert client.get(reverse("account_change_password")).status_code == 200, "still signed in"


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("12345678", "mật khẩu"),
        ("ngan", "mật khẩu"),
        ("truongphong1", "mật khẩu"),
        ("Nhân viên Mẫu", "mật khẩu"),
    ],
)
def test_a_weak_password_is_refused(client, head, new, words):
    User.objects.filter(pk=head.pk).update(full_name="Nhân viên Mẫu")
    client.force_login(head)
    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code in {200, 422}
    assert words in response.content.decode().lower()
    assert User.objects.get(pk=head.pk).check_password(PASSWORD)


@pytest.mark.parametrize("path", ["signup/", "accounts/signup/", "dang-ky/", "password/reset/", "email/"])
def test_nobody_makes_an_account_alone(client, path):
    assert client.get(f"/{path}").status_code in {302, 404}
