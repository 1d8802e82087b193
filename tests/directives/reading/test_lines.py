from directives.reading.lines import lines_of
from directives.reading.strands import joined, lowered, plain


def test_marks_of_the_page_are_taken_out():
    lines = lines_of("**Số:** 12/A-B\n|\n---\n*An Bình, ngày 1*\n## Tiêu đề\n")
    assert [line.text for line in lines] == ["Số: 12/A-B", "An Bình, ngày 1", "Tiêu đề"]
    assert [line.apart for line in lines] == [True, True, False]


def test_columns_are_set_apart():
    lines = lines_of("UBND TỈNH        CỘNG HÒA\n| Ô một | Ô hai |\n")
    assert [(line.text, line.right) for line in lines] == [
        ("UBND TỈNH", False),
        ("CỘNG HÒA", True),
        ("Ô một", False),
        ("Ô hai", False),
    ]


def test_a_blank_to_be_filled_in_is_no_column():
    assert [line.text for line in lines_of("Số:         /SNV-VP\nAn Bình, ngày     tháng 5 năm 2025")] == [
        "Số: /SNV-VP",
        "An Bình, ngày tháng 5 năm 2025",
    ]


def test_letters_and_marks_written_apart_become_one_and_keep_their_place():
    text = "x  So\u031b\u0309 Y te\u0302\u0301"
    strand = lines_of(text)[0].strand
    assert strand.text == "x Sở Y tế"
    assert text[strand.at[2] : strand.span.end] == "So\u031b\u0309 Y te\u0302\u0301"[:-2] or strand.span.end <= len(
        text
    )


def test_strands_join_and_keep_their_places():
    text = "một\nhai"
    whole = joined(line.strand for line in lines_of(text))
    assert (whole.text, whole.cut(4).span.start) == ("một hai", 4)


def test_words_are_compared_without_the_fashion_of_the_tone():
    assert lowered("UỶ BAN, Hoà, quý") == "ủy ban, hòa, quý"
    assert plain("Đôn Đốc") == "don doc"


def test_runs_of_bold_type_that_were_paragraphs_stand_apart():
    text = "**KẾT LUẬN****CỦA BAN BÍ THƯ****về sắp xếp**\n\nBan kết luận như sau:**1. Cơ bản thống nhất. **\n\n**Kính g****ửi****:** Sở A\n"
    assert [line.text for line in lines_of(text)][:4] == [
        "KẾT LUẬN",
        "CỦA BAN BÍ THƯ",
        "về sắp xếp",
        "Ban kết luận như sau:",
    ]
    assert lines_of(text)[4].text.startswith("1. Cơ bản")


def test_what_was_printed_at_the_foot_of_a_page_is_left_out():
    text = "1. Rà soát.\nTRANG TIN LUẬT * Tel +84-28-3930 0000 * www.trangtinluat.vn\n18.KLTW75.DOC 2\n2. Báo cáo.\n"
    assert [line.text for line in lines_of(text)] == ["1. Rà soát.", "2. Báo cáo."]


def test_the_name_of_a_file_within_a_sentence_stays():
    text = "1. Gửi danh sách theo mẫu\nBaocao.docx\nvề Sở.\n"
    assert "Baocao.docx" in " ".join(line.text for line in lines_of(text))
