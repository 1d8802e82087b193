"""Units, groups and people of the demonstration office.  Every person is a role, none is anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from units.models import Post, SuccessionKind, Unit, UnitKind, User
from units.roles import Role
from units.services.groups import create_group
from units.services.organisation import close_unit, create_unit, rename_unit
from units.services.people import delegate, give_post

PASSWORD = "song-may-2026"
DIVISIONS = "Các phòng thuộc Sở"
BELOW = "Các đơn vị trực thuộc Sở"

# (short name, name, kind)
UNITS = (
    ("VP", "Văn phòng Sở", UnitKind.OFFICE),
    ("TTr", "Thanh tra Sở", UnitKind.DIVISION),
    ("TCCB", "Phòng Tổ chức cán bộ", UnitKind.DIVISION),
    ("KHTC", "Phòng Kế hoạch - Tài chính", UnitKind.DIVISION),
    ("GDMNTH", "Phòng Giáo dục Mầm non - Tiểu học", UnitKind.DIVISION),
    ("GDTrH", "Phòng Giáo dục Trung học", UnitKind.DIVISION),
    ("GDNN", "Phòng Giáo dục nghề nghiệp", UnitKind.DIVISION),
    ("QLCL", "Phòng Khảo thí", UnitKind.DIVISION),
    ("TTTHNN", "Trung tâm Tin học - Ngoại ngữ", UnitKind.PUBLIC_SERVICE),
    ("TTHN", "Trung tâm Hỗ trợ giáo dục hòa nhập", UnitKind.PUBLIC_SERVICE),
    ("Chuyên", "Trường THPT Chuyên Sông Mây", UnitKind.PUBLIC_SERVICE),
    ("Bình Giang", "Trường THPT Bình Giang", UnitKind.PUBLIC_SERVICE),
    ("DTNT", "Trường Phổ thông Dân tộc nội trú tỉnh", UnitKind.PUBLIC_SERVICE),
)
# (user name, full name, short name of the unit, role, title, deputy)
PEOPLE = (
    ("quantri", "Quản trị hệ thống", "SGDĐT", Role.ADMINISTRATOR, "Quản trị hệ thống", False),
    ("giamdoc", "Giám đốc Sở", "SGDĐT", Role.LEADER, "Giám đốc", False),
    ("phogiamdoc", "Phó Giám đốc Sở", "SGDĐT", Role.LEADER, "Phó Giám đốc", True),
    ("vanthu", "Văn thư Sở", "VP", Role.REGISTRAR, "Văn thư", False),
    ("vanphong", "Chuyên viên tổng hợp Văn phòng", "VP", Role.MONITOR, "Chuyên viên tổng hợp", False),
    ("chanhvanphong", "Chánh Văn phòng", "VP", Role.HEAD, "Chánh Văn phòng", False),
    ("chanhthanhtra", "Chánh Thanh tra", "TTr", Role.HEAD, "Chánh Thanh tra", False),
    ("truongphong.tccb", "Trưởng phòng TCCB", "TCCB", Role.HEAD, "Trưởng phòng", False),
    ("photruongphong.tccb", "Phó Trưởng phòng TCCB", "TCCB", Role.HEAD, "Phó Trưởng phòng", True),
    ("chuyenvien.tccb", "Chuyên viên phòng TCCB", "TCCB", Role.OFFICER, "Chuyên viên", False),
    ("chuyenvien2.tccb", "Chuyên viên tổng hợp phòng TCCB", "TCCB", Role.OFFICER, "Chuyên viên", False),
    ("truongphong.khtc", "Trưởng phòng KHTC", "KHTC", Role.HEAD, "Trưởng phòng", False),
    ("chuyenvien.khtc", "Chuyên viên phòng KHTC", "KHTC", Role.OFFICER, "Chuyên viên", False),
    ("truongphong.gdmnth", "Trưởng phòng GDMNTH", "GDMNTH", Role.HEAD, "Trưởng phòng", False),
    ("truongphong.gdtrh", "Trưởng phòng GDTrH", "GDTrH", Role.HEAD, "Trưởng phòng", False),
    ("chuyenvien.gdtrh", "Chuyên viên phòng GDTrH", "GDTrH", Role.OFFICER, "Chuyên viên", False),
    ("truongphong.gdnn", "Trưởng phòng GDNN", "GDNN", Role.HEAD, "Trưởng phòng", False),
    ("truongphong.qlcl", "Trưởng phòng QLCL", "QLCL", Role.HEAD, "Trưởng phòng", False),
    ("giamdoc.ttthnn", "Giám đốc Trung tâm Tin học - Ngoại ngữ", "TTTHNN", Role.HEAD, "Giám đốc", False),
    ("giamdoc.tthn", "Giám đốc Trung tâm Hỗ trợ giáo dục hòa nhập", "TTHN", Role.HEAD, "Giám đốc", False),
    ("hieutruong.chuyen", "Hiệu trưởng Trường THPT Chuyên", "Chuyên", Role.HEAD, "Hiệu trưởng", False),
    ("hieutruong.binhgiang", "Hiệu trưởng Trường THPT Bình Giang", "Bình Giang", Role.HEAD, "Hiệu trưởng", False),
    ("hieutruong.dtnt", "Hiệu trưởng Trường Dân tộc nội trú", "DTNT", Role.HEAD, "Hiệu trưởng", False),
)
SHOWN = ("vanthu", "vanphong", "giamdoc", "truongphong.tccb", "chuyenvien.tccb", "hieutruong.chuyen", "quantri")


@dataclass(frozen=True)
class Office:
    """What the story acts with.  People act in their first post."""

    organisation: Unit
    units: dict[str, Unit]
    people: dict[str, User]

    def head(self, unit: Unit) -> User:
        """The head (not a deputy) of a unit of the office."""
        return next(
            self.people[username]
            for username, _, short, role, _, is_deputy in PEOPLE
            if self.units[short] == unit and role == Role.HEAD and not is_deputy
        )

    def worker(self, unit: Unit) -> User:
        """An officer of the unit, or its head where it has none."""
        officers = [each[0] for each in PEOPLE if self.units[each[2]] == unit and each[3] == Role.OFFICER]
        return self.people[officers[0]] if officers else self.head(unit)


def build(*, today: date, now: datetime) -> Office:
    """The tree, its groups, people and posts; half a year ago one unit took another name and one was merged."""
    opened_on = date(today.year - 3, 1, 1)
    province = create_unit(
        name="Ủy ban nhân dân tỉnh Sông Mây", short_name="UBND tỉnh", kind=UnitKind.PROVINCE, opened_on=opened_on
    )
    department = create_unit(
        name="Sở Giáo dục và Đào tạo tỉnh Sông Mây",
        short_name="SGDĐT",
        kind=UnitKind.DEPARTMENT,
        opened_on=opened_on,
        parent=province,
        is_organisation=True,
    )
    units = {"SGDĐT": department}
    for short_name, name, kind in UNITS:
        units[short_name] = create_unit(
            name=name,
            short_name="KT" if name == "Phòng Khảo thí" else short_name,
            kind=kind,
            opened_on=opened_on,
            parent=department,
        )
    people = _people(units, opened_on, now)
    administrator = people["quantri"]
    units["QLCL"] = rename_unit(
        unit=units["QLCL"],
        name="Phòng Quản lý chất lượng",
        short_name="QLCL",
        agency_code="",
        valid_from=today - timedelta(days=180),
        by=administrator,
        now=now,
        deciding_document="Quyết định về cơ cấu tổ chức của Sở",
    )
    _merge_division(units["VP"], department, opened_on, today, administrator, now)
    create_group(owner=department, name=DIVISIONS, by=administrator, now=now, rule_kind=UnitKind.DIVISION)
    create_group(owner=department, name=BELOW, by=administrator, now=now, rule_kind=UnitKind.PUBLIC_SERVICE)
    members = [unit for short_name, unit in units.items() if short_name != "SGDĐT"]
    create_group(owner=department, name="Các đơn vị thuộc và trực thuộc Sở", by=administrator, now=now, members=members)
    delegate(
        post=people["giamdoc"].posts.get(),
        delegate=people["phogiamdoc"],
        valid_from=today - timedelta(days=3),
        valid_to=today + timedelta(days=11),
        by=people["giamdoc"],
        now=now,
        document="Giấy ủy quyền của Giám đốc Sở",
    )
    return Office(department, units, people)


def _merge_division(successor: Unit, department: Unit, opened_on: date, today: date, by: User, now: datetime) -> None:
    """A unit that was merged into another: documents still write its name, and the reading proposes who took over."""
    merged = create_unit(
        name="Phòng Công nghệ thông tin",
        short_name="CNTT",
        kind=UnitKind.DIVISION,
        opened_on=opened_on,
        parent=department,
    )
    close_unit(
        unit=merged,
        closed_on=today - timedelta(days=180),
        by=by,
        now=now,
        deciding_document="Quyết định về cơ cấu tổ chức của Sở",
        successors=[successor],
        kind=SuccessionKind.MERGE,
    )


def _people(units: dict[str, Unit], opened_on: date, now: datetime) -> dict[str, User]:
    encoded = make_password(PASSWORD)  # once: hashing takes its time on purpose
    people = {
        username: User.objects.create(username=username, full_name=full_name, password=encoded)
        for username, full_name, *_ in PEOPLE
    }
    for username, _, short_name, role, title, is_deputy in PEOPLE:
        people[username].act_in(
            Post.objects.create(
                user=people[username],
                unit=units[short_name],
                role=role,
                title=title,
                is_deputy=is_deputy,
                valid_from=opened_on,
            )
        )
    give_post(
        user=people["chanhvanphong"],
        unit=units["VP"],
        role=Role.MONITOR,
        title="Chánh Văn phòng, theo dõi nhiệm vụ",
        valid_from=opened_on,
        by=people["quantri"],
        now=now,
    )
    return people
