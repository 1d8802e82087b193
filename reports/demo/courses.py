"""What happened to the duties of each document: days count from today, so that every state occurs today."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.kinds import DutyKind

Course = tuple[tuple[str, int], ...]  # (act, day)


def course(acts: str) -> Course:
    """ "accept-97 submit-80" -> (("accept", -97), ("submit", -80))."""
    return tuple((act, -int(day)) for act, _, day in (step.rpartition("-") for step in acts.split()))


@dataclass(frozen=True)
class Duty:
    """The instruction that contains `words`; `courses` by the lead's short name, "" for every other."""

    words: str
    courses: dict[str, Course] = field(default_factory=dict)
    duty_kind: DutyKind | None = None


@dataclass(frozen=True)
class Document:
    """A text of the folder, issued, entered in the register and given as tasks on these days."""

    name: str
    issued: int
    entered: int
    given: int | None
    duties: tuple[Duty, ...] = ()
    implements: str = ""  # the document of the folder to which văn thư has linked what this one implements


def duty(words: str, acts: str = "", *, but: dict[str, str] | None = None, kind: DutyKind | None = None) -> Duty:
    """`acts` for every lead but those that `but` names."""
    return Duty(words, {"": course(acts)} | {unit: course(said) for unit, said in (but or {}).items()}, kind)


DOCUMENTS = (
    Document(
        "thong-bao-233",
        issued=-130,
        entered=-129,
        given=-128,
        duties=(
            duty("rà soát cơ sở vật chất", "accept-127 report-115 submit-97 confirm-96"),
            duty("rà soát số giáo viên còn thiếu", "accept-126 report-100 submit-84 confirm-82"),
            duty("kiểm tra, đánh giá học sinh", "accept-126 submit-86 send_back-84 submit-80 confirm-79"),
            duty("kiểm tra việc thu, chi", "accept-125 report-90 submit-62 confirm-61"),
            duty("tổng hợp kết quả thực hiện các nội dung nêu trên", "accept-127 submit-55 confirm-54"),
        ),
    ),
    Document(
        "cong-van-412",
        issued=-100,
        entered=-99,
        given=-98,
        duties=(
            duty(
                "tổ chức quán triệt nội dung Công văn này",
                "accept-97 submit-80 confirm-78",
                but={"GDMNTH": "accept-95 submit-66 confirm-64", "GDNN": "accept-90"},
            ),
            duty("sửa đổi quy chế làm việc", "accept-97 report-60 submit-42 send_back-38"),
            duty("tiêu chí đánh giá người đứng đầu", "accept-97 report-50 submit-25 confirm-24"),
            duty("điều động, bố trí lại", "accept-97 report-12"),
            duty("chậm trễ kéo dài để kiểm điểm", "accept-97 report-30 submit-5"),
            duty("khen thưởng tập thể, cá nhân", "accept-97"),
            duty("thủ tục hành chính nội bộ", "accept-96 report-40 submit-16"),
            duty("Công khai tiến độ", "accept-96 submit-33 confirm-31"),
            duty("Định kỳ hằng tháng tổng hợp", "accept-96 submit-80 confirm-79"),
            duty("kiểm tra đột xuất", "accept-95"),
        ),
    ),
    Document(
        "chi-thi-09",
        issued=-75,
        entered=-74,
        given=-73,
        duties=(
            duty(
                "tự kiểm tra điều kiện an toàn",
                "accept-72 report-60 submit-50 confirm-47",
                but={"TTHN": "accept-70 submit-41 confirm-38", "DTNT": "accept-71 report-44", "Bình Giang": ""},
            ),
            duty("thường xuyên hướng dẫn, kiểm tra", "accept-72", kind=DutyKind.STANDING),
            duty("lưu mẫu thức ăn", "accept-72 report-50 submit-31 confirm-29"),
            duty("công trình xuống cấp cần xử lý", "accept-72 return-22"),
            duty("kỹ năng thoát nạn", "accept-72 report-20 extend-12 grant-10"),
            duty("ít nhất 20 trường", "accept-71 report-30 suspend-15"),
            duty("xe đưa đón học viên", "accept-70 cancel-19"),
        ),
    ),
    Document(
        "ke-hoach-88",
        issued=-45,
        entered=-44,
        given=-43,
        duties=(
            duty("dữ liệu học bạ số", "accept-42 report-25 submit-11 send_back-9"),
            duty("dữ liệu đội ngũ", "accept-42 divide-30 extend-2"),
            duty("phần mềm theo dõi nhiệm vụ", "accept-42 report-15 submit-1"),
            duty("thuê đường truyền", "accept-41"),
            duty("bồi dưỡng kỹ năng số", "return-35 transfer-33"),
            duty("lớp học trực tuyến", "accept-41 submit-8 confirm-6"),
            duty("phòng học số"),
        ),
    ),
    Document(
        "cong-van-1215-tu",
        issued=-25,
        entered=-24,
        given=-24,
        duties=(
            duty("cơ sở dạy thêm", "accept-23 report-10"),
            duty("ôn tập, phụ đạo", "accept-22 report-18 suspend-15 resume-10 report-4"),
            duty(
                "cam kết không dạy thêm",
                "accept-22",
                but={
                    "TTTHNN": "accept-22 submit-9 confirm-7",
                    "TTHN": "accept-20 submit-2",
                    "DTNT": "accept-21 report-6",
                    "Bình Giang": "",
                },
            ),
            duty("kiến nghị của cử tri"),
        ),
    ),
    Document(
        "cong-van-168",
        issued=-20,
        entered=-19,
        given=-19,
        duties=(
            duty("rà soát quy chế làm việc", "accept-18 report-10 extend-4 refuse-3"),
            duty("còn quá hạn, nêu rõ nguyên nhân", "accept-18 submit-6 confirm-5"),
            duty("kiểm tra đột xuất", "accept-17"),
        ),
        implements="cong-van-412",
    ),
    Document(
        "cong-dien-15",
        issued=-3,
        entered=-3,
        given=-3,
        duties=(
            duty(
                "khẩn trương di dời",
                "accept-3",
                but={"TTTHNN": "accept-3 submit-2 confirm-1", "DTNT": "accept-3 report-2", "Bình Giang": ""},
            ),
            duty("nghỉ học, học bù", "accept-3 submit-2"),
            duty("tổng hợp thiệt hại"),
            duty("hỗ trợ các trường bị thiệt hại", "accept-2"),
        ),
    ),
    Document("cong-van-snv", issued=-6, entered=-2, given=None),
)
DRAFT = "cong-van-cho-vao-so"

NOTES = {
    "accept": "",
    "confirm": "Kết quả đầy đủ, đúng yêu cầu.",
    "send_back": "Báo cáo chưa nêu kết quả tại từng đơn vị và nguyên nhân chậm. Bổ sung rồi gửi lại.",
    "divide": "Tổng hợp số liệu của các trường, báo cáo thủ trưởng đơn vị để hoàn thiện báo cáo chung.",
    "extend": "Số liệu của các trường gửi về chậm; cần thêm thời gian để rà soát, tổng hợp.",
    "explanation": "Đơn vị phối hợp gửi số liệu sau hạn nên chưa kịp đề nghị sớm hơn.",
    "grant": "Đồng ý gia hạn; không xin gia hạn thêm.",
    "refuse": "Thời hạn do UBND tỉnh quy định, không gia hạn. Đề nghị tập trung hoàn thành.",
    "return": "Nội dung này không thuộc chức năng, nhiệm vụ của đơn vị. Đề nghị lãnh đạo Sở chuyển đơn vị khác.",
    "transfer": "Chuyển đơn vị có chức năng phù hợp; giữ nguyên thời hạn.",
    "suspend": "Tạm dừng theo ý kiến chỉ đạo của lãnh đạo Sở tại cuộc họp giao ban.",
    "resume": "Tiếp tục thực hiện, bù số ngày đã tạm dừng.",
    "cancel": "Nội dung đã được đưa vào kế hoạch chung của UBND tỉnh.",
    "reopen": "Số liệu cần bổ sung theo yêu cầu mới của đoàn giám sát.",
}
PROGRESS = (
    "Đã lập danh sách, phân công người thực hiện; còn chờ số liệu của hai đơn vị.",
    "Đã hoàn thành dự thảo, đang lấy ý kiến các đơn vị liên quan.",
    "Đã thực hiện khoảng hai phần ba khối lượng; vướng mắc về số liệu đã báo cáo lãnh đạo.",
)
RESULTS = (
    "Đã hoàn thành các nội dung được giao, có báo cáo kèm theo.",
    "Đã tổ chức thực hiện tại 100% bộ phận, có danh sách và biên bản kèm theo.",
)
