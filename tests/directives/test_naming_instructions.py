"""How sentences name an instruction."""

import pytest

from directives.models import Instruction


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("3", "mục 3"),
        ("II", "mục II"),
        ("a", "điểm a"),
        ("đ", "điểm đ"),
        ("2.1", "mục 2.1"),
        ("-", ""),
        ("+", ""),
        ("", ""),
    ],
)
def test_a_number_is_a_muc_a_letter_a_diem_and_a_dash_has_no_name(label, said):
    assert Instruction(label=label).cited_as == said
