"""Words of the field that the grammar rests on: kinds of documents, bodies, titles."""

from __future__ import annotations

import re

# Decree 30/2020, Appendix III, and the kinds that Party bodies and the Government add.
# fmt: off
TYPES = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QYĐ": "quy định", "QUYĐ": "quy định",
    "TC": "thông cáo", "TB": "thông báo", "HD": "hướng dẫn", "CTR": "chương trình", "CTHĐ": "chương trình hành động",
    "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án", "DA": "dự án", "BC": "báo cáo", "BB": "biên bản",
    "TTR": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện", "CV": "công văn", "KL": "kết luận", "NĐ": "nghị định",
    "TT": "thông tư", "TTLT": "thông tư liên tịch", "GM": "giấy mời", "PC": "phiếu chuyển", "L": "luật",
    "VBHN": "văn bản hợp nhất", "CTPH": "chương trình phối hợp", "QCPH": "quy chế phối hợp", "PB": "phiếu báo",
    "PG": "phiếu gửi",
}
# fmt: on
TYPE_NAMES = sorted(
    {*TYPES.values(), "thư công", "bộ luật", "pháp lệnh", "hiến pháp", "lệnh", "văn bản", "phiếu trình", "điều lệ"},
    key=len,
    reverse=True,
)
TITLES_OF_TYPES = sorted(
    {"thông báo kết luận", *TYPES.values()} - {"luật", "dự án", "hợp đồng", "công văn"}, key=len, reverse=True
)

# Letters that scans and keyboards confuse in the abbreviation of a kind.
DAMAGED_TYPES = {
    "CD": "CĐ",
    "QD": "QĐ",
    "ND": "NĐ",
    "DA": "DA",
    "HÐ": "HĐ",
    "QÐ": "QĐ",
    "CÐ": "CĐ",
    "NÐ": "NĐ",
    "TTR": "TTr",
    "CTR": "CTr",
}

# Nouns that a body's or an officer's name begins with. The list is of the field, not of its documents.
BODIES = (
    "bộ tư lệnh|bộ chỉ huy|bộ đội biên phòng|bộ phận|"
    "bộ(?! máy| chỉ số| tiêu chí| luật| hồ sơ| mẫu| dữ liệu| quy| câu)|liên bộ|sở(?! hữu)|liên sở|"
    "ban(?! hành| đầu| đêm)|ngành(?! nghề)|ủy ban|btl|bchqs|ubmttq|quân ủy|ubmttqvn|ubnd|hđnd|hội đồng|thường trực|"
    "tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|đảng đoàn|cấp ủy|"
    "cấp(?= ủy| xã| huyện| tỉnh| cơ sở| trên| dưới| trưởng| có thẩm quyền|,| liên quan|$)|chi bộ|văn phòng|vpcp|"
    "công an|quân sự|quân khu|quân đội|cảnh sát|biên phòng|thanh tra(?!,)|tổng cục|cục(?! bộ)|chi cục|"
    "vụ(?! việc| án| mùa| đông| xuân| hè)|viện kiểm sát|viện|học viện|trường(?! hợp)|nhà trường|đại học|trung tâm|"
    "đài|báo(?! cáo| động| chí)|cơ quan báo chí|cổng|tạp chí|kho bạc|ngân hàng|bảo hiểm|tòa án|mặt trận|liên đoàn|"
    "liên minh|liên hiệp|hội(?! nghị| thảo| nhập| họp)|hiệp hội|đoàn(?! kết)|tổng công ty|công ty|tập đoàn|"
    "doanh nghiệp|bệnh viện|trạm|phòng(?!,? chống|,? cháy|,? ngừa|,? tránh| ngự|, trừ)|đơn vị|cơ quan|địa phương|"
    "chính quyền|lực lượng|chủ rừng|chủ đầu tư|chủ sở hữu|"
    "chủ bến|chủ phương tiện|thuyền trưởng|nhà đầu tư|nhà thầu|thông tấn xã|tổ công tác|tổ chuyên môn|"
    "tổ(?! chức| trưởng| phó| viên)|đội(?! ngũ| hình)|hạt(?! nhân)|kiểm lâm|kiểm toán|hải quan|thuế(?! suất|,)|"
    "điện lực|bưu điện|cơ sở(?! dữ liệu| pháp| hạ tầng| để| vật chất| thực)|hợp tác xã|chi nhánh|khoa(?! học)|"
    "nhà xuất bản|nhà máy|quỹ(?! đất| thời)|xí nghiệp|tiểu ban|thư viện|bảo tàng|ttxvn|xã(?! hội)|phường|huyện|tỉnh|"
    "thành phố|quận|thị xã|thị trấn|đặc khu|quốc hội|chính phủ|đồng chí|mttq|viễn thông|thôn|khu phố|tổ dân phố|"
    "khu quản lý|khu bảo tồn|vườn quốc gia|liên đội|nhà mạng|nhà khoa học|chuyên gia|chủ tàu|chủ hộ|"
    "hộ (?:dân|gia đình|kinh doanh)|đối tác|tình nguyện|hệ thống(?= các| truyền thanh| truyền thông)|"
    "cảng vụ|cdc|tand|vksnd|nhnn|bhxh|"
    "quý(?= cơ quan| đơn vị| sở| công ty| ủy ban| cục| bộ| ban| trường| địa phương)|"
    "tổ chức(?= pháp chế|, cá nhân| đảng| chính trị| xã hội| đoàn| công đoàn| dịch vụ thu)|công đoàn"
)
OFFICERS = (
    "giáo viên|nhân viên|công chức(?= phụ trách| địa chính| tư pháp| văn hóa| tài chính)|thú y viên|"
    "tổ trưởng|tổ phó|đội trưởng|trưởng thôn|ủy viên|thủ tướng|phó thủ tướng|bộ trưởng|thứ trưởng|thủ trưởng|"
    "người đứng đầu|lãnh đạo(?=\\s(?:các|ủy|ubnd|sở|phòng"
    "|đơn vị|cơ quan|ban|ngành|bộ|cục|văn|trường|trung))|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|"
    "tổng giám đốc|cục trưởng|tổng cục trưởng|chi cục trưởng|vụ trưởng|viện trưởng|trưởng ban|trưởng phòng"
    "|trưởng công an|trưởng(?! thành)|hiệu trưởng|chánh văn phòng|chánh thanh tra|chánh án|"
    "tổng thanh tra|thống đốc|chủ nhiệm|bí thư|phó bí thư|tư lệnh|chỉ huy trưởng"
)
PARTY_START = re.compile(rf"(?:{OFFICERS}|{BODIES})(?!\w)")
# Of these the name begins even in small letters and without "các" before it.
PLAIN_START = re.compile(
    rf"(?:{OFFICERS}|bộ, (?:ban, )?ngành|cơ sở(?! dữ liệu| pháp| hạ tầng| để| vật chất| thực)|"
    rf"sở(?! hữu)|ủy ban|ubnd|công an|văn phòng|tỉnh ủy|thành ủy|đảng ủy|cấp ủy|phòng(?!,? chống"
    rf"|,? cháy|,? ngừa|,? tránh| ngự)|đơn vị|cơ quan|chính quyền|lực lượng|địa phương|ngành(?! nghề)|"
    r"chi cục|trung tâm|nhà trường|chủ đầu tư|chủ rừng|nhà thầu|doanh nghiệp|tổ công tác|ban quản lý|ban chỉ đạo"
    r"|ban chỉ huy|bộ phận|báo, đài|hệ thống(?= các| truyền thanh| truyền thông)"
    r"|ngân hàng|chi nhánh|kho bạc|bệnh viện|quý(?= cơ quan| đơn vị| sở| công ty)|tổ chức(?= pháp chế))(?!\w)"
)
GROUPED = re.compile(
    rf"(?:{BODIES}|{OFFICERS}|tổ chức|ông(?=,? bà)|cá nhân|"
    r"cán bộ|công chức|viên chức|nhân dân|người dân|đoàn thể|thành viên|chuyên viên)(?!\w)"
)

# Small words that names of bodies go on with.
NAME_WORDS = (
    "tỉnh|huyện|xã|phường|thị xã|thị trấn|thành phố|đặc khu|quận|thôn|bản|ấp|khu phố|tổ dân phố|khu vực|vùng|miền|"
    "cấp ủy|các|của|thuộc phạm vi|trực thuộc|thuộc|ở|trên địa bàn|trong vùng|trong tỉnh|trong ngành|trong xã|"
    "trong cụm|trong khu|có liên quan|liên quan|nêu trên|nói trên|trên|đặc thù|chuyên môn|chức năng|có chức năng|"
    "có thẩm quyền|nhà nước|nhân dân|sự nghiệp|công lập|ngoài công lập|tư thục|dự án|quản lý|thu mua|ven biển|"
    "phụ trách|còn lại|được giao|được phân công|được lấy ý kiến|trung ương|địa phương|khác|mình|cùng cấp|cơ sở|"
    "thanh tra, kiểm tra|kiểm tra, giám sát|cứu nạn, cứu hộ|cứu hộ, cứu nạn|tham mưu, giúp việc|"
    "tham mưu, quản lý nhà nước|tham mưu giúp việc|cấp|đại học|trường học|nghiệp vụ|y tế|giáo dục|đào tạo|quân sự|"
    "biên phòng|công an|quân đội|thi công|tư vấn|truyền thông|báo chí|thường trực|ngang bộ|ngang sở|hành chính|"
    "kinh tế|xã hội|chính trị|nghề nghiệp|tín dụng|đầu tư|xây dựng|đất đai|quỹ đất|đầu mối|chủ quản|chủ lực|"
    "thành viên|đứng đầu|hạ tầng|kỹ thuật|giao thông|đường bộ|đường sắt|thủy lợi|thủy nông|viễn thông|điện lực|"
    "cấp nước|môi trường|du lịch|nông thôn|nông nghiệp|thủy sản|lâm nghiệp|khám bệnh, chữa bệnh|bảo trợ|dạy nghề|"
    "văn hóa|thể thao|thiếu niên|tiền phong|phong trào|dân quân|tự vệ|chuyên trách|xung kích|phòng hộ|đặc dụng|"
    "lưu trữ|nộp lưu|đăng ký đất đai|tại chỗ|đóng|sản xuất|kinh doanh|chế biến|vận tải|khai thác|phân phối|bán lẻ|"
    "nước ngoài|tư nhân|gia đình|ông|bà|khu chế xuất|khu công nghệ cao|khu công nghiệp|cụm công nghiệp|khu kinh tế|"
    "công nghiệp|"
    "thương mại|tài chính|phòng thủ dân sự|dân sự|quốc gia|thông tấn|đại chúng|duyên hải|nước sạch|chế xuất|"
    "an toàn giao thông|thứ cấp|khoa học|công nghệ|văn thư|chỉ đạo|chỉ huy|điều hành|phòng, chống|phòng chống|"
    "thiên tai|dịch bệnh|tìm kiếm cứu nạn|đang hoạt động|hoạt động|chủ nhiệm|khối|chữa bệnh|cảnh sát điều tra|"
    "truyền thông, báo chí|báo chí, truyền thông|báo chí, truyền hình|vũ trang|đóng quân|đóng chân|tại địa bàn|"
    "truyền thanh|xuất nhập khẩu|nhập khẩu|xuất khẩu|đoàn thể|trong nước|ở nước ngoài|tại nước ngoài|trong bộ|giúp việc"
)
# Names of bodies that hold a comma or "và" inside them.
COMPOUND = re.compile(
    r"văn hóa, thể thao và du lịch|văn hóa, thể thao|văn hóa và thể thao|văn hóa - xã hội|văn hóa và thông tin"
    r"|nông nghiệp và môi trường|nông nghiệp và phát triển nông thôn|"
    r"giáo dục và đào tạo|khoa học và công nghệ|kế hoạch và đầu tư|tài nguyên và môi trường"
    r"|thông tin và truyền thông|dân tộc và tôn giáo|lao động, thương binh và xã hội|"
    r"lao động - thương binh và xã hội|phát thanh và truyền hình|phát thanh, truyền hình"
    r"|báo và phát thanh, truyền hình|tuyên giáo và dân vận|nội vụ và lao động|"
    r"đầu tư và phát triển|khuyến công và xúc tiến thương mại|xúc tiến đầu tư, thương mại và du lịch"
    r"|phòng cháy,? chữa cháy và cứu nạn,? cứu hộ|phòng cháy và chữa cháy|"
    r"phòng, chống thiên tai và tìm kiếm cứu nạn|tìm kiếm,? cứu nạn|kinh tế, hạ tầng và đô thị|kinh tế và hạ tầng"
    r"|công nghiệp và thương mại|thương mại và công nghiệp|"
    r"khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số|trồng trọt và bảo vệ thực vật|chăn nuôi và thú y"
    r"|đê điều và phòng,? chống thiên tai|"
    r"nghề nghiệp và giáo dục thường xuyên|giáo dục nghề nghiệp|giám sát và xử lý"
    r"|(?:đảng ủy )?mặt trận tổ quốc, các đoàn thể"
    r" (?:trung ương|tỉnh|thành phố|xã|phường)|đảng ủy các cơ quan đảng trung ương"
    r"|bộ chính trị, ban bí thư|bộ trưởng, thủ trưởng (?:các )?cơ quan ngang bộ(?!, thủ trưởng)"
    r"|các ngành, các cấp|các cấp, các ngành"
    r"|khu công nghệ cao và khu công nghiệp|khu công nghệ cao, khu công nghiệp"
    r"|báo, đài|khám,? (?:bệnh, )?chữa bệnh|văn thư, lưu trữ|hđnd và ubnd|đoàn đbqh và hđnd"
    r"|đoàn đại biểu quốc hội và hội đồng nhân dân|hội đồng nhân dân và ủy ban nhân dân"
    r"|cấp ủy, (?:tổ chức đảng, )?chính quyền|cấp ủy, tổ chức đảng"
    r"|xử lý vi phạm hành chính và theo dõi thi hành pháp luật|khoa học xã hội và nhân văn"
)
# Words that the grammar rests on and scans damage most.
COMMON_PHRASES = (
    "khẩn trương|phối hợp|chủ trì|cơ quan|đơn vị|thẩm quyền|có thẩm quyền|chức năng|địa phương|liên quan|để phục vụ|"
    "để tổng hợp|để triển khai|để chỉ đạo|để kịp thời|để theo dõi|báo cáo kết quả|kết quả|thời hạn|thời gian|"
    "trước ngày|hoàn thành|chậm nhất|ngày làm việc|định kỳ|đẩy nhanh|đẩy mạnh|nơi nhận|kính gửi|như sau|sau đây|"
    "các nhiệm vụ|nhiệm vụ sau|yêu cầu các|đề nghị các|trách nhiệm|chính quyền|ủy ban|nhân dân|ủy ban nhân dân|"
    "thành phố|giám đốc các|chủ tịch ủy ban|thủ tướng chính phủ|chính phủ|các bộ|các sở|bộ tài chính|bộ công an|"
    "bộ y tế|bộ nội vụ|bộ tư pháp|bộ công thương|bộ xây dựng|bộ quốc phòng|sở y tế|quy định|pháp luật|kế hoạch|"
    "quyết định|chỉ thị|công điện|công văn|thông báo|nghị quyết|kết luận|tổng cục|cục thuế|tăng cường|thường xuyên|"
    "kiểm tra|rà soát|tổ chức|thực hiện|quản lý nhà nước"
)
# Small words that only go on with the group before them: "các sở, ban, ngành", "các xã, phường, đặc khu".
GROUP_MEMBERS = re.compile(
    r"(?:ban|sở|bộ|ngành|đoàn thể|đơn vị|địa phương|cơ quan|tổ chức|cá nhân|doanh nghiệp|hội|xã|phường|đặc khu"
    r"|huyện|quận|thị xã|thị trấn|thành phố|tỉnh|thành ủy|tỉnh ủy|"
    r"đảng ủy|đoàn|chủ rừng|trung tâm|trường|viện|cục|vụ|phòng|công chức|viên chức|người lao động|khu vực|cấp|bản"
    r"|thôn|tổ dân phố|hiệp hội|tập đoàn|tổng công ty|công ty|"
    r"thủ trưởng|lực lượng|ban đảng|chi cục|khoa|bộ phận|cơ sở (?:giáo dục|y tế|đào tạo|khám))(?!\w)"
)
# Abbreviations that have one meaning in the names of bodies.
ABBREVIATIONS = {
    "GDĐT": "Giáo dục và Đào tạo",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "GDDĐT": "Giáo dục và Đào tạo",
    "NN&MT": "Nông nghiệp và Môi trường",
    "KH&CN": "Khoa học và Công nghệ",
    "VHTTDL": "Văn hóa, Thể thao và Du lịch",
    "VH,TT&DL": "Văn hóa, Thể thao và Du lịch",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "LĐTBXH": "Lao động - Thương binh và Xã hội",
}


def type_named(abbreviation: str) -> str | None:
    """The kind of document that an abbreviation in a notation stands for; "CD" is read as "CĐ"."""
    upper = abbreviation.upper()
    return TYPES.get(upper) or TYPES.get(DAMAGED_TYPES.get(upper, ""))


def is_capitals(text: str) -> bool:
    """Whether the words stand in capitals, one or two damaged letters allowed."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)
