"""Import of units and people: a preview that names each bad line, then all or nothing."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.units import UserFactory, make_organisation, make_person, make_unit
from units.clock import now
from units.models import AuditEvent, AuditKind, Post, Unit, User
from units.refusals import Conflict, Forbidden
from units.roles import Role
from units.services.imports import import_people, import_units, preview_units
from units.spreadsheets import Line, workbook

pytestmark = pytest.mark.django_db
UNIT_HEAD = ["Tên đơn vị", "Tên viết tắt", "Loại", "Đơn vị cấp trên", "Mã định danh"]
PEOPLE_HEAD = ["Họ và tên", "Tên đăng nhập", "Thư điện tử", "Đơn vị", "Vai trò", "Chức vụ"]

UNIT_CELLS = dict(zip(UNIT_HEAD, ["Phòng A", "", "Phòng", "", ""], strict=True))
PEOPLE_CELLS = dict(zip(PEOPLE_HEAD, ["Văn thư", "vanthu", "", "SGDĐT", "Văn thư", ""], strict=True))


@pytest.fixture
def department():
    return make_organisation("Sở Giáo dục và Đào tạo", short_name="SGDĐT")


@pytest.fixture
def admin(client, department):
    person = make_person(department, Role.ADMINISTRATOR, username="quantri")
    client.force_login(person)
    return person


def send(client, kind, heading, *rows):
    file = SimpleUploadedFile("bang.xlsx", workbook({"A": [heading, *rows]}))
    return client.post(reverse("units:import", args=[kind]), {"file": file, "valid_from": "01/03/2026"})


def confirm(client, kind, response):
    context = response.context
    return client.post(
        reverse("units:import_confirm", args=[kind]), {"payload": context["payload"], "valid_from": "01/03/2026"}
    )


def problems(response):
    """(line, column, words) of everything that is wrong."""
    return [
        (checked.line.number, problem.column, problem.words)
        for checked, _ in response.context["rows"]
        for problem in checked.problems
    ]


def test_units_are_written_after_confirming_with_parents_that_come_later(client, admin, department):
    response = send(
        client,
        "don-vi",
        UNIT_HEAD,
        ["Tổ Tổng hợp", "", "Đơn vị khác", "VP", ""],
        ["Văn phòng Sở", "VP", "Văn phòng", "", "H37.05.01"],
        ["Phòng Tổ chức cán bộ", "TCCB", "phòng", "SGDĐT", ""],
    )
    assert response.status_code == 200
    assert "Cả 3 dòng đều đúng" in response.content.decode()
    assert Unit.objects.count() == 1, "nothing is written by looking"
    assert confirm(client, "don-vi", response).status_code == 302
    office = Unit.objects.get(short_name="VP")
    assert Unit.objects.get_parent(office) == department
    assert Unit.objects.get_parent(Unit.objects.get(name="Tổ Tổng hợp")) == office
    assert office.versions.get().valid_from == office.opened_on
    assert set(Unit.objects.exclude(pk=department.pk).values_list("organisation", flat=True)) == {department.pk}
    assert AuditEvent.objects.get(kind=AuditKind.UNITS_IMPORTED).subject == "3 đơn vị"
    assert not any(Unit.objects.find_problems())


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["", "X", "Phòng", "", ""], "Tên đơn vị", "Để trống"),
        (["P" * 201, "", "Phòng", "", ""], "Tên đơn vị", "tối đa 200"),
        (["Phòng A", "", "Tập đoàn", "", ""], "Loại", "Chọn một trong: Bộ"),
        (["Phòng A", "", "", "", ""], "Loại", "Để trống"),
        (["Phòng A", "", "Phòng", "Phòng không có", ""], "Đơn vị cấp trên", "Không có đơn vị “Phòng không có”"),
        (["Phòng A", "", "Phòng", "Tổ", ""], "Đơn vị cấp trên", "Có 2 đơn vị tên “Tổ”"),
        (["Phòng Kế hoạch", "", "Phòng", "", ""], "Tên đơn vị", "Đơn vị này đã có"),
        (["Phòng A", "=1+1", "Phòng", "", ""], "Tên viết tắt", "Ô chứa công thức"),
        (["Phòng A", "PA", "Phòng", "PA", ""], "Đơn vị cấp trên", "nằm dưới chính nó"),
    ],
)
def test_a_bad_line_of_units_is_named_with_what_to_do(client, admin, department, row, column, words):
    planning = make_unit("Phòng Kế hoạch", parent=department)
    for parent in (department, planning):
        make_unit("Tổ", parent=parent)
    before = Unit.objects.count()
    response = send(client, "don-vi", UNIT_HEAD, ["Văn phòng Sở", "VP", "Văn phòng", "", ""], row)
    assert response.status_code == 422
    assert [(number, where) for number, where, _ in problems(response)] == [(3, column)]
    assert words in problems(response)[0][2]
    page = response.content.decode()
    assert "1 dòng cần sửa, 1 dòng đúng" in page
    assert reverse("units:import_confirm", args=["don-vi"]) not in page
    assert Unit.objects.count() == before


def test_the_same_unit_twice_in_a_file_and_circles_are_named(client, admin):
    response = send(
        client,
        "don-vi",
        UNIT_HEAD,
        ["Phòng A", "", "Phòng", "", ""],
        ["phòng a", "", "Phòng", "", ""],
        ["Phòng B", "", "Phòng", "Phòng C", ""],
        ["Phòng C", "", "Phòng", "Phòng B", ""],
    )
    assert [(number, column) for number, column, _ in problems(response)] == [
        (3, "Tên đơn vị"),
        (4, "Đơn vị cấp trên"),
        (5, "Đơn vị cấp trên"),
    ]


def test_people_are_entered_with_a_post_and_without_a_password(client, admin, department):
    division = make_unit("Phòng Tổ chức cán bộ", parent=department, short_name="TCCB")
    response = send(
        client,
        "nguoi-dung",
        PEOPLE_HEAD,
        ["Trưởng phòng TCCB", "TruongPhong", "tp@example.org", "TCCB", "Thủ trưởng đơn vị", "Trưởng phòng"],
        ["Văn thư Sở", "vanthu", "", "SGDĐT", "văn thư", ""],
    )
    assert confirm(client, "nguoi-dung", response).status_code == 302
    head = User.objects.get(username="truongphong")
    assert not head.has_usable_password()
    post = head.posts.get()
    assert (post.unit, post.role, post.title) == (division, Role.HEAD, "Trưởng phòng")
    assert Post.objects.get(user__username="vanthu").title == "Văn thư"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["", "a", "", "SGDĐT", "Văn thư", ""], "Họ và tên", "Để trống"),
        (["A", "", "", "SGDĐT", "Văn thư", ""], "Tên đăng nhập", "Để trống"),
        (["A", "trưởng phòng", "", "SGDĐT", "Văn thư", ""], "Tên đăng nhập", "Chỉ dùng chữ không dấu"),
        (["A", "CoRoi", "", "SGDĐT", "Văn thư", ""], "Tên đăng nhập", "đã có người dùng"),
        (["A", "VANTHU", "", "SGDĐT", "Văn thư", ""], "Tên đăng nhập", "Trùng với dòng 2"),
        (["A", "a", "không phải thư", "SGDĐT", "Văn thư", ""], "Thư điện tử", "không phải địa chỉ"),
        (["A", "a", "", "Sở Nội vụ", "Văn thư", ""], "Đơn vị", "Không có đơn vị"),
        (["A", "a", "", "SGDĐT", "Giám sát", ""], "Vai trò", "Chọn một trong: Văn thư"),
        (["=A1", "a", "", "SGDĐT", "Văn thư", ""], "Họ và tên", "Ô chứa công thức"),
    ],
)
def test_a_bad_line_of_people_is_named_with_what_to_do(client, admin, department, row, column, words):
    UserFactory(username="coroi")
    make_organisation("Sở Nội vụ")  # of another administrator
    response = send(client, "nguoi-dung", PEOPLE_HEAD, ["Văn thư", "vanthu", "", "SGDĐT", "Văn thư", ""], row)
    assert response.status_code == 422
    assert [(number, where) for number, where, _ in problems(response)] == [(3, column)]
    assert words in problems(response)[0][2]
    assert not User.objects.filter(username="vanthu").exists()


def test_what_changed_since_the_preview_is_told_and_nothing_is_written(client, admin):
    rows = [["Văn thư", "vanthu", "", "SGDĐT", "Văn thư", ""], ["Khác", "khac", "", "SGDĐT", "Văn thư", ""]]
    response = send(client, "nguoi-dung", PEOPLE_HEAD, *rows)
    UserFactory(username="vanthu")
    answer = confirm(client, "nguoi-dung", response)
    assert answer.status_code == 422
    assert "Chưa ghi dòng nào" in answer.content.decode()
    assert not User.objects.filter(username="khac").exists()


@pytest.mark.parametrize(("write", "cells"), [(import_units, UNIT_CELLS), (import_people, PEOPLE_CELLS)])
def test_the_services_themselves_write_all_or_nothing(admin, write, cells):
    good, bad = Line(2, cells), Line(3, dict.fromkeys(cells, ""))
    before = (Unit.objects.count(), User.objects.count())
    with pytest.raises(Conflict):
        write(lines=[good, bad], valid_from=date(2026, 3, 1), by=admin, now=now())
    assert (Unit.objects.count(), User.objects.count()) == before
    assert write(lines=[good], valid_from=date(2026, 3, 1), by=admin, now=now()) == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_import(department, role):
    with pytest.raises(Forbidden):
        preview_units(lines=[Line(2, UNIT_CELLS)], by=make_person(department, role), valid_from=date(2026, 3, 1))


@pytest.mark.parametrize("payload", ["", "[]", "{}", "[1]", '[{"number": 2}]', "null", "x"])
def test_a_spoiled_confirmation_writes_nothing(client, admin, payload):
    address = reverse("units:import_confirm", args=["nguoi-dung"])
    assert client.post(address, {"payload": payload, "valid_from": "01/03/2026"}).status_code == 302
    assert User.objects.count() == 1


def test_a_file_that_is_no_table_comes_back_with_a_sentence(client, admin):
    file = SimpleUploadedFile("anh.xlsx", b"PK\x03\x04 hong")
    response = client.post(reverse("units:import", args=["don-vi"]), {"file": file, "valid_from": "01/03/2026"})
    assert response.status_code == 422
    assert "Không đọc được tệp như một bảng tính .xlsx" in response.content.decode()


@pytest.mark.parametrize(("kind", "heading"), [("don-vi", UNIT_HEAD), ("nguoi-dung", PEOPLE_HEAD)])
def test_the_template_has_the_columns_that_the_import_reads(client, admin, kind, heading):
    response = client.get(reverse("units:import_template", args=[kind]))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert [cell.value for cell in book.worksheets[0][1]] == heading
    assert book.sheetnames == ["Dữ liệu", "Hướng dẫn"]


def test_passwords_for_those_without_one_come_in_a_file_made_once(client, admin, department):
    person = make_person(department, Role.OFFICER, username="moi", password=None)
    stranger = make_person(make_organisation("Sở Nội vụ"), Role.OFFICER, username="khac", password=None)
    response = client.post(reverse("units:people_passwords"))
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    assert [row[1] for row in rows] == ["Tên đăng nhập", "moi"]
    person.refresh_from_db()
    assert person.check_password(rows[1][2])
    stranger.refresh_from_db()
    assert not stranger.has_usable_password()
    assert response["Cache-Control"] == "no-store"
