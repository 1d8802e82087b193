"""The verbs that tell what a body is to do: where they begin, its name ends."""

from __future__ import annotations

import re

# The first word of what a body is to do; small letters, so that names such as "Sở Xây dựng" don't end at it.
VERBS = (
    "chủ trì|phối hợp|chủ động|theo dõi|tham mưu|kịp thời|khẩn trương|tiếp tục|thực hiện|triển khai|"
    "(?<!dục )thường xuyên|tăng cường|đẩy mạnh|nghiên cứu|rà soát|căn cứ|trên cơ sở|có trách nhiệm|chịu trách nhiệm|"
    "có nhiệm vụ|phải|cần|báo cáo|tổng hợp|(?<!chương )(?<!công )(?<!quá )(?<!quy )trình|đề xuất|ban hành|phê duyệt|"
    "hướng dẫn|đôn đốc|giám sát|quán triệt|nghiêm túc|tập trung|bố trí|cung cấp|chuẩn bị|hoàn thành|hoàn thiện|"
    "khắc phục|xem xét|bảo đảm|đảm bảo|nâng cao|phát huy|ghi nhận|chấp hành|(?<!công )(?<!độc )(?<!thành )lập|"
    "cân đối|thẩm định|xử lý|giải quyết|huy động|tuyên truyền|phổ biến|(?<!nghệ )(?<!cổng )(?<!Cổng )thông tin|"
    "đăng tải|đưa tin|gửi|cử|sớm|nhanh chóng|tích cực|quyết liệt|trực tiếp|định kỳ|"
    "(?:hằng|hàng) (?:tuần|tháng|quý|năm|ngày)|theo chức năng|theo thẩm quyền|theo nhiệm vụ|theo phân cấp|"
    "theo phạm vi|theo lĩnh vực|theo quy định|theo nội dung|tùy theo|trong phạm vi|được giao nhiệm vụ|"
    "(?<!tư )(?<!liệu )xây dựng|cập nhật|đánh giá|khảo sát|lãnh đạo|quan tâm|hỗ trợ|vận động|tạo điều kiện|đề nghị|"
    "yêu cầu|lưu ý|duy trì|sẵn sàng|siết chặt|công khai|công bố|thông báo|lồng ghép|"
    "(?<!ngoại )(?<!Ngoại )giao(?! thông| dịch)|bám sát|nắm|làm việc|trao đổi|thống nhất|tìm(?! kiếm)|tháo gỡ|"
    "điều chỉnh|sửa đổi|bổ sung|đăng ký|quy định|kiểm điểm|thành lập|thống kê|đẩy nhanh|chuyển(?! đổi)|ưu tiên|"
    "củng cố|cam kết|chứng thực|nghiên|là cơ quan|là đơn vị|là đầu mối|làm đầu mối|đầu mối|giúp|sử dụng|tiếp nhận|"
    "ứng dụng|vận hành|xác định|phân công|phân bổ|tự|không để|không được|chưa|đã|sẽ|đang|vào cuộc|tại|về việc|"
    "đối với|khi|nếu|và phát triển khai|để|nhằm|trong việc|trong công tác|trong quá trình|trong|từ ngày|trước ngày|"
    "(?<!đăng )(?<!Đăng )ký|nhận|thi hành|áp dụng|tính toán|lấy ý kiến|tiếp thu|hoàn chỉnh|hoàn tất|điều phối|"
    "kết nối|chia sẻ|quyết định|phân tích|kiểm soát|mở rộng|cải thiện|rút ngắn|ký kết|bảo vệ|chăm lo|vận dụng|"
    "kiện toàn|phát động|phát hiện|ngăn chặn|điều tra|khởi công|giải ngân|tập huấn|xác minh|nêu rõ|làm rõ|làm tốt|"
    "có giải pháp|có phương án|có kế hoạch|có văn bản|có biện pháp|có hình thức|dự báo|cảnh báo|chú trọng|chú ý|"
    "ra quân|tuần tra|phát sóng|lựa chọn|thực thi|khai thác|kê khai|đối chiếu|chấm dứt|khuyến khích|nhân rộng|"
    "phân loại|sửa chữa|khôi phục|điều động|sơ tán|di dời|thăm hỏi|ổn định|truyền thông|tạo sự|đưa vào|gắn với|"
    "tận dụng|tranh thủ|định hướng|thiết lập|kiểm kê|thu hồi|cấp giấy|niêm yết|thông qua|"
    "xin(?= trân trọng| thông báo| kính| gửi)|trân trọng|xin ý kiến|cho ý kiến|tham gia|tiến hành|thúc đẩy|tuân thủ|"
    "hợp đồng|mời|nộp|rút|sắp xếp|bàn giao|bồi dưỡng|ứng phó|ứng trực|ứng cứu|cứu trợ|phòng ngừa|thẩm tra|nhập|"
    "rút kinh nghiệm|khuyến cáo|nêu cao|rà|đấu tranh|xử phạt|thực hành|giới thiệu|quảng bá|phục vụ|tổng kết|sơ kết|"
    "biên soạn|soạn thảo|dự thảo|góp ý|phấn đấu|liên hệ|chuẩn hóa|số hóa|làm sạch|tích hợp|nâng cấp|lắp đặt|"
    "khoanh vùng|tiêu hủy|tiêm phòng|tuyển dụng|bổ nhiệm|đối thoại|giải đáp|hòa giải|thu hút|kêu gọi|tái cấu trúc|"
    "tạo mọi|chia sẻ|kịp thời|phê bình|nhắc nhở|đình chỉ|truy cứu|nghiêm cấm|cho phép|tiếp cận|mua sắm|đấu thầu|"
    "thí điểm|quyết toán|nghiệm thu|bảo trì|sát hạch|kiểm định|phát triển|tổng rà soát|tập hợp|lựa|nhận diện|"
    "cảnh giác|làm rõ|khai báo|tiếp công dân|vệ sinh|thu gom|xác nhận|ủng hộ|đưa|tăng|"
    "(?<!việc )(?<!Việc )làm(?! việc)|giữ gìn|giữ vững|dọn|phun|tiêm|kiểm đếm|trang trí|dự trữ|tạm cấp|tạm ứng|"
    "đến (?:từng|tận|hiện trường|thăm)|mở (?:chuyên|lớp)|cắt|chậm(?! nhất)|nhấn mạnh|cho rằng"
    "|điều hành(?= chính sách| linh hoạt| các)|đầu tư (?:đồng bộ|mua sắm|nâng cấp)|"
    "tạm (?:dừng|ngừng|hoãn|đình chỉ)|dừng|ngừng|đảm nhận|đặt (?:biển|trạm|điểm|máy)|nhắc|chỉnh lý|"
    "(?<!hường )trực(?! thuộc| tiếp)|viết|họp|cho|lấy|treo|khử|thả|tập kết|cơ bản|nhất trí|hoan nghênh|đồng ý|"
    "canh gác|chốt|thu dọn|mở các|mở đợt|gia cố|tu sửa|đo đạc|chấm điểm|xếp loại|bình xét|phân luồng|điều tiết|"
    "hạn chế|tiết kiệm|vận chuyển|đổi mới|đa dạng|phản ánh|kiến nghị|biết|thay mặt|chi trả|trả lời|thanh toán|"
    "(?<!hàng )(?<!phòng )(?<!Hàng )(?<!Phòng )không(?! quân)|tìm kiếm(?! cứu|, cứu)|"
    "thẳng thắn|chỉ ra|nhận thấy|vừa (?:ký|có|qua|ban hành)|mới đây|xuất cấp"
)
CAPITAL_VERBS = (
    "Chủ trì|Phối hợp|Chủ động|Theo dõi|Tham mưu|Kịp thời|Khẩn trương|Tiếp tục|Thực hiện|Triển khai|Thường xuyên"
    "|Tăng cường|Đẩy mạnh|Rà soát|Căn cứ|Tập trung|Đôn đốc|Quyết liệt|Bảo đảm|Đảm bảo|"
    "Trên cơ sở|Có trách nhiệm|Chịu trách nhiệm|(?<!Ban )(?<!ban )Chỉ đạo|Hướng dẫn|Báo cáo|Bố trí|Nghiêm túc|Tổng hợp"
)
VERB = re.compile(
    rf"(?<!\w)(?:{VERBS}|{CAPITAL_VERBS}"
    r"|(?<!ban )(?<!Ban )chỉ đạo|(?<!ban )(?<!Ban )quản lý|(?<!ban )(?<!Ban )(?<!tra, )(?<!quan )kiểm tra"
    r"|(?<!các )(?<!, )(?<!là )(?<!và )(?<!quan )(?<!Ban )tổ chức(?! đảng| chính trị| xã hội| đoàn| hành chính| có"
    r"| khác| liên quan| sử dụng| tín dụng| kinh tế| phi|,|:)"
    rf"|tổ chức(?=\s(?!được giao)(?:{VERBS}|quán triệt|khảo sát|kiểm tra|tập huấn|lực lượng|trực|lập)))(?!\w)"
)


def _first_words() -> frozenset[str]:
    """The words that a verb may begin with: a look at them spares most attempts to match one."""
    bare = re.sub(r"\(\?(?:<!|!|=)[^()]*\)", "", f"{VERBS}|{CAPITAL_VERBS}|chỉ đạo|quản lý|kiểm tra|tổ chức")
    bare = re.sub(r"\(\?:([^()]*)\)", r"\1", bare)
    return frozenset(word.split()[0] for word in bare.split("|") if word.strip())


FIRST_WORDS = _first_words()
