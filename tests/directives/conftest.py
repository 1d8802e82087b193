"""An organisation that receives documents, and documents of our own writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.units import make_organisation, make_person, make_unit
from units.models import Unit, UnitGroup, UnitKind, User
from units.roles import Role

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

DISPATCH = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 58/UBND-NC
V/v chấn chỉnh việc xử lý văn bản
Bình An, ngày 02 tháng 3 năm 2026

Kính gửi:
- Các phòng thuộc Sở;
- Văn phòng Sở.

Thực hiện Công văn số 12/VP-TH ngày 20/01/2026 của Văn phòng Trung ương, Ủy ban nhân dân tỉnh yêu cầu:
1. Giao Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở rà soát quy chế làm việc, báo cáo trước ngày 15/4/2026.
2. Các phòng thuộc Sở:
a) Khẩn trương xử lý văn bản tồn đọng.
b) Thống kê văn bản quá hạn.
Trường hợp vướng mắc, báo cáo về Văn phòng Sở.
3. Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả.
3. Văn phòng Sở công khai kết quả trên cổng thông tin.
Yêu cầu các đơn vị nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Chủ tịch UBND tỉnh (b/c);
- Lưu: VT, NC.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""
SECRET = DISPATCH.replace("Số: 58/UBND-NC", "MẬT\nSố: 58/UBND-NC")


@dataclass
class Office:
    """A sở with its Văn phòng and two phòng, and who works there."""

    organisation: Unit
    desk: Unit
    personnel: Unit
    finance: Unit
    divisions: UnitGroup
    registrar: User
    monitor: User
    leader: User
    head: User


def make_office(name: str = "Sở Nội vụ") -> Office:
    organisation = make_organisation(name, short_name="".join(word[0].upper() for word in name.split()))
    desk = make_unit("Văn phòng Sở", parent=organisation, short_name="VP", kind=UnitKind.OFFICE)
    personnel = make_unit("Phòng Tổ chức cán bộ", parent=organisation, short_name="TCCB")
    finance = make_unit("Phòng Kế hoạch - Tài chính", parent=organisation, short_name="KHTC")
    divisions = UnitGroup.objects.create(owner=organisation, name="Các phòng thuộc Sở", rule_kind=UnitKind.DIVISION)
    return Office(
        organisation=organisation,
        desk=desk,
        personnel=personnel,
        finance=finance,
        divisions=divisions,
        registrar=make_person(desk, Role.REGISTRAR, title="Văn thư"),
        monitor=make_person(desk, Role.MONITOR, title="Phó Chánh Văn phòng"),
        leader=make_person(organisation, Role.LEADER, title="Giám đốc"),
        head=make_person(personnel, Role.HEAD, title="Trưởng phòng"),
    )


@pytest.fixture
def office(db) -> Office:
    return make_office()


@pytest.fixture
def desk(client, office):
    """The browser of the văn thư."""
    client.force_login(office.registrar)
    return client
