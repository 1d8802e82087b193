"""Press reports of directives: what they tell, and what is only the dress of a site."""

from datetime import date

from directives.reading import read
from tests.directives.reading.samples import letter

REPORT = """Siết chặt quản lý bến thủy trên địa bàn huyện
Ngày 03/3/2025, UBND huyện đã có công văn số 118/UBND-VP về quản lý bến thủy nội địa, chỉ đạo như sau:
Công an huyện kiểm tra áo phao, thiết bị nổi trên mọi phương tiện chở khách ngang sông.
Ủy ban nhân dân các xã đình chỉ bến không phép trước ngày 30/4/2025.
Hoàng Sim.
Thống kê truy cập
"""


def test_a_report_without_a_letters_form_is_known_by_what_it_tells():
    proposal = read(REPORT)
    assert proposal.is_press_report
    assert proposal.document_type == "tin báo"
    assert proposal.issuing_body.text == "UBND huyện"


def test_number_and_date_are_those_of_the_document_reported():
    proposal = read(REPORT)
    assert (proposal.code_number, proposal.code_notation) == ("118", "UBND-VP")
    assert proposal.issued.on == date(2025, 3, 3)


def test_a8_the_by_line_and_the_counters_of_a_site_are_no_instructions():
    leads = [[lead.text for lead in item.leads] for item in read(REPORT).items]
    assert leads == [["Công an huyện"], ["Ủy ban nhân dân các xã"]]


def test_a_report_says_how_many_instructions_there_are():
    text = "Chỉ đạo mới\n\n09/06/2025 10:53\n\nUBND tỉnh đã yêu cầu các sở thực hiện 4 nội dung công việc.\n\nSở Y tế rà soát hồ sơ.\n"
    assert read(text).told_count == 4


def test_whom_a_report_says_to_be_asked_are_the_addressees():
    text = (
        "Công điện về ứng phó với bão\n(TTV) - Ban Chỉ huy tỉnh có Công điện về ứng phó với bão. Nội dung như sau:\n"
        "Để chủ động ứng phó, Ban Chỉ huy tỉnh yêu cầu Ban Chỉ huy các huyện và các ngành:\n"
        "Kiểm đếm tàu thuyền, thông báo cho chủ phương tiện biết vị trí của bão.\n"
    )
    proposal = read(text)
    assert [one.text for one in proposal.addressees] == ["Ban Chỉ huy các huyện", "các ngành"]
    assert len(proposal.items) == 1


def test_a_letter_is_no_report_though_it_tells_what_was_ordered():
    proposal = read(letter("UBND tỉnh đã có công văn số 12/UBND-VP. Sở yêu cầu:\n\n1. Các đơn vị báo cáo."))
    assert not proposal.is_press_report


def test_the_first_paragraph_is_an_instruction_where_it_sets_a_date():
    text = (
        "Hoàn thành đại hội chi bộ\n\nNgày 17-4, Huyện ủy có Công văn số 212-CV/HU yêu cầu các chi bộ tổ chức đại hội, "
        "hoàn thành trước ngày 15-6-2020.\n\nCác chi bộ chuẩn bị văn kiện theo hướng dẫn.\n"
    )
    proposal = read(text)
    assert proposal.issuing_body.text == "Huyện ủy"
    assert [[stated.due_on for stated in item.deadlines] for item in proposal.items] == [[date(2020, 6, 15)], []]
    assert [lead.text for lead in proposal.items[0].leads] == ["các chi bộ"]


def test_who_signs_in_the_name_of_a_body_is_not_who_issues():
    text = (
        "Công văn tạm dừng hội họp\n\nChiều 26/3/2020, thay mặt Ban Thường vụ Huyện ủy, Phó Bí thư Thường trực đã ký công văn "
        "gửi các đảng ủy xã về việc tạm dừng hội họp.\n\nVăn phòng Huyện ủy đôn đốc, kiểm tra việc thực hiện.\n"
    )
    proposal = read(text)
    assert proposal.issuing_body.text == "Ban Thường vụ Huyện ủy"
    assert [one.text for one in proposal.addressees] == ["các đảng ủy xã"]
    assert proposal.issued.on == date(2020, 3, 26)


def test_a_caption_that_says_again_what_a_paragraph_says_is_left_out():
    text = (
        "Huyện tạm dừng hội họp\n\n26/3/2020 10:00\n\nUBND huyện vừa có văn bản về việc tạm dừng hội họp.\n\n"
        "Tạm dừng hội họp từ 0 giờ ngày 28/3 cho đến khi có thông báo mới\n\n"
        "UBND huyện yêu cầu các xã tạm dừng hội họp từ 0 giờ ngày 28/3 cho đến khi có thông báo mới.\n"
    )
    assert [[lead.text for lead in item.leads] for item in read(text).items] == [["các xã"]]


def test_instructions_that_an_article_prints_with_their_labels_are_read_as_a_tree():
    text = (
        "# Xử lý vướng mắc mặt bằng (Công văn 116/UBND-KT)\n\nNgày 02/12/2025, UBND tỉnh Nam Sơn đã có Công văn 116/UBND-KT "
        "về việc xử lý vướng mắc.\n\nSau khi xem xét Báo cáo 41/BC-SXD của Sở Xây dựng, Chủ tịch UBND tỉnh có ý kiến:\n\n"
        "(1) Đối với đường tỉnh 5: Giao Sở Xây dựng xử lý hồ sơ trước ngày 10/12/2025.\n\n"
        "(2) Đối với hồ chứa nước:\n\n- Giao UBND các xã rà soát nguồn gốc đất.\n\n"
        "*(*) Trên đây là thông tin về xử lý vướng mắc mặt bằng*\n\n(1) Nâng cấp đường tỉnh 7 và cầu qua sông.\n"
    )
    proposal = read(text)
    assert proposal.is_press_report
    assert (proposal.code_number, proposal.issued.on) == ("116", date(2025, 12, 2))
    assert [cited.reference for cited in proposal.citations] == ["41/BC-SXD"]
    assert [(item.label, item.level) for item in proposal.items] == [("(1)", 1), ("(2)", 1), ("-", 2)]


def test_what_an_officer_said_at_a_meeting_is_dated_by_the_meeting():
    text = (
        "Tại giao ban tuần ngày 09/11/2018, đồng chí Bí thư, Trưởng ban chỉ đạo:\n"
        "Yêu cầu Ủy ban nhân dân tỉnh thực hiện tốt một số vấn đề sau:\n"
        "- Đẩy mạnh rà soát các nhiệm vụ của năm đã đề ra.\n- Chủ động triển khai phương án phòng, chống lụt, bão.\n"
    )
    proposal = read(text)
    assert proposal.issued.on == date(2018, 11, 9)
    assert [one.text for one in proposal.addressees] == ["Ủy ban nhân dân tỉnh"]
    assert len(proposal.items) == 2


def test_an_introduction_that_orders_something_itself_is_an_instruction():
    text = (
        "Xử lý vướng mắc\n\n09/06/2025 10:53\n\nTheo văn bản, UBND tỉnh yêu cầu Chủ tịch UBND các xã tập trung giải quyết vướng "
        "mắc thuộc thẩm quyền theo đúng Công điện số 48/CĐ-UBND về mặt bằng, trong đó lưu ý:\n\n"
        "Bàn giao toàn bộ mặt bằng trong tháng 10/2025.\n\nTác giả: Trang tin của Sở Xây dựng và các đơn vị.\n"
    )
    proposal = read(text)
    assert len(proposal.items) == 2
    assert [lead.text for lead in proposal.items[0].leads] == ["Chủ tịch UBND các xã"]


ARTICLE = """# Huyện yêu cầu hoàn thành sửa nhà trước 24/7

### Nội dung chính

**Cả huyện đã sửa được hơn 264 căn nhà**

Phòng Nội vụ vừa có văn bản số 475/PNV-TH ngày 29/5/2025 truyền đạt ý kiến của Chủ tịch UBND huyện về sửa nhà.

Theo số liệu báo cáo của các xã, cả huyện đã sửa được hơn 264 căn nhà.

Chủ tịch UBND huyện hoan nghênh tinh thần tích cực của các xã.

Chủ tịch UBND huyện yêu cầu UBND các xã hoàn thành sửa nhà trước ngày 24/7/2025.

Công ty Xây dựng số 5 đề nghị UBND huyện rà soát lại năng lực của nhà thầu.

Theo Cổng Thông tin điện tử huyện

Tác giả: Ban biên tập

Giờ đăng: 16/07/2025 16:04
"""


def test_an_article_with_credits_is_a_report_and_its_headings_and_facts_are_no_instructions():
    proposal = read(ARTICLE)
    assert proposal.is_press_report
    assert (proposal.code_number, proposal.issued.on) == ("475", date(2025, 5, 29))
    assert [[lead.text for lead in item.leads] for item in proposal.items] == [["UBND các xã"]]


def test_a_telegram_told_under_a_headline_is_a_report_though_it_keeps_its_numbers():
    text = (
        "Công điện đề nghị các đơn vị chủ động ứng phó với bão\n\nNgày 29/10/2018, Cục Cứu hộ đã có công điện số 37/TK gửi: "
        "BTL Quân khu 3; BTL Bộ đội Biên phòng với nội dung:\n\nCục Cứu hộ đề nghị các đơn vị:\n\n1. Duy trì nghiêm chế độ trực, "
        "nắm chắc diễn biến.\n\n2. BTL Bộ đội Biên phòng chỉ đạo các đồn kiểm đếm tàu.\n\n3. Các đơn vị báo cáo kết quả hằng ngày.\n"
    )
    proposal = read(text)
    assert proposal.is_press_report
    assert (proposal.code_number, proposal.code_notation, proposal.issued.on) == ("37", "TK", date(2018, 10, 29))
    assert [one.text for one in proposal.addressees] == ["BTL Quân khu 3", "BTL Bộ đội Biên phòng"]
    assert [item.label for item in proposal.items] == ["1", "2", "3"]


def test_an_order_that_repeats_the_words_of_its_lead_is_no_caption():
    lead = "Công an tỉnh phối hợp với Sở Y tế và các sở rà soát mọi cơ sở kinh doanh thuốc trên địa bàn trong năm nay"
    text = f"Rà soát\n\n9/6/2025 10:53\n\nUBND tỉnh vừa yêu cầu {lead}.\n\nCông an tỉnh phối hợp với Sở Y tế rà soát các cơ sở.\n"
    assert "Công an tỉnh phối hợp với Sở Y tế rà soát các cơ sở." in [item.text for item in read(text).items]


def test_a_day_without_year_makes_the_first_paragraph_an_instruction_too():
    text = "Báo cáo\n\nUBND tỉnh A vừa có công văn số 118/UBND-VP yêu cầu các xã báo cáo trước ngày 30/11.\n\nCác xã rà soát hồ sơ.\n"
    assert len(read(text).items) == 2


def test_the_number_told_in_a_later_paragraph_is_found():
    text = (
        "Chỉ đạo mới\n\nNgày 20/11/2025, đồng chí Bí thư, Chủ tịch UBND tỉnh yêu cầu các xã rà soát.\n\n"
        "UBND tỉnh đã có công văn số 118/UBND-VP gửi các xã.\n\nCác xã báo cáo kết quả.\n"
    )
    assert read(text).code_number == "118"


def test_the_subject_stands_behind_the_number_of_the_document():
    assert read(REPORT).subject.text == "quản lý bến thủy nội địa"


def test_the_number_of_the_document_told_is_none_of_those_cited():
    text = (
        "Bàn giao mặt bằng\n\n9/7/2025 10:53\n\nTại văn bản số 63/VPUB-CN, Phó Chủ tịch UBND tỉnh yêu cầu các xã bàn giao mặt bằng "
        "trước ngày 15/7/2025 theo Công điện số 48/CĐ-UBND.\n\nTheo văn bản số 63/VPUB-CN, các xã rà soát hồ sơ.\n"
    )
    proposal = read(text)
    assert (proposal.code_number, proposal.code_notation) == ("63", "VPUB-CN")
    assert [cited.reference for cited in proposal.citations] == ["48/CĐ-UBND"]


def test_a_headline_that_asks_stands_above_a_report():
    text = (
        "Công điện 39/CĐ-BCT chủ động ứng phó áp thấp nhiệt đới?\n\nNội dung chính\n\nNgày 04/7/2025, Bộ Công Thương ra Công điện "
        "39/CĐ-BCT về việc chủ động ứng phó áp thấp nhiệt đới.\n\n(1) Tăng cường trực ban.\n\n(2) Rà soát công trình.\n\n(3) Báo cáo.\n"
    )
    proposal = read(text)
    assert proposal.is_press_report
    assert (proposal.code_number, proposal.issued.on) == ("39", date(2025, 7, 4))


def test_a_first_paragraph_that_goes_on_with_orders_is_an_instruction():
    text = (
        "Chỉ đạo mới\n\n9/6/2025 10:53\n\nChủ tịch UBND tỉnh vừa ký Công điện số 15/CĐ-UBND ngày 07/6/2025 về phòng, chống bão. "
        "Chủ tịch UBND tỉnh giao Sở Y tế chủ trì, phối hợp với các xã chuẩn bị thuốc.\n"
    )
    (item,) = read(text).items
    assert [lead.text for lead in item.leads] == ["Sở Y tế"]


def test_a_day_without_year_is_of_the_year_in_which_the_report_appeared():
    text = "Báo cáo\n\nUBND tỉnh A vừa có văn bản yêu cầu các xã báo cáo trước ngày 15/7.\n\nCác xã rà soát hồ sơ.\n\nNgày đăng: 02/06/2025 18:55\n"
    assert read(text).items[0].deadlines[0].due_on == date(2025, 7, 15)


def test_an_order_that_a_site_leaves_open_is_no_caption():
    lead = "Rà soát, kiểm kê, kiểm soát, chuẩn bị tất toán tài khoản, tài sản, dự án công của mọi đơn vị trong năm nay"
    text = f"Rà soát\n\n9/6/2025 10:53\n\nUBND tỉnh vừa yêu cầu các xã:\n\n{lead}.\n\nSở Tài chính hướng dẫn kiểm kê, kiểm soát, chuẩn bị tất toán tài khoản…\n"
    assert any(item.text.startswith("Sở Tài chính hướng dẫn") for item in read(text).items)


def test_an_article_of_a_site_ends_where_it_asks_of_other_things():
    order = "Tăng cường kiểm tra, giám sát hoạt động kinh doanh của các công ty trên địa bàn"
    text = (
        "Bộ Tài chính yêu cầu chấn chỉnh sai phạm\n\nNội dung chính\n\nTại Công văn 14/BTC-TCNH ngày 31/12/2024 nêu rõ:\n\n"
        f"Bộ Tài chính đề nghị Ủy ban nhân dân các tỉnh thực hiện:\n\n- {order};\n\n- {order} và báo cáo.\n\n"
        f"Khu vực kinh doanh được chia như thế nào?\n\n- {order} gồm ba khu vực.\n"
    )
    proposal = read(text)
    assert proposal.is_press_report
    assert (proposal.code_number, proposal.issued.on) == ("14", date(2024, 12, 31))
    assert len(proposal.items) == 2
