import pytest

from directives.reading import read
from directives.reading.roles import roles_of
from tests.directives.reading.samples import item, letter, reading_of, strand


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        (
            "Sở Y tế chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan rà soát.",
            ["Sở Y tế"],
            ["Sở Nội vụ", "các đơn vị liên quan"],
        ),
        ("Giao Văn phòng Sở theo dõi, đôn đốc.", ["Văn phòng Sở"], []),
        ("Giao phòng TCCB, Văn phòng Sở thường xuyên theo dõi.", ["phòng TCCB", "Văn phòng Sở"], []),
        ("Giao phòng Giáo dục thường xuyên tham mưu văn bản.", ["phòng Giáo dục thường xuyên"], []),
        ("Các sở, ban, ngành khẩn trương rà soát.", ["Các sở, ban, ngành"], []),
        ("Sở Xây dựng xây dựng kế hoạch.", ["Sở Xây dựng"], []),
        (
            "Các Bộ: Y tế, Văn hóa, Thể thao và Du lịch chỉ đạo các đơn vị.",
            ["Y tế", "Văn hóa, Thể thao và Du lịch"],
            [],
        ),
        ("Ủy ban nhân dân các xã, phường, đặc khu tổ chức thực hiện.", ["Ủy ban nhân dân các xã, phường, đặc khu"], []),
        (
            "Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các xã chịu trách nhiệm thực hiện.",
            ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã"],
            [],
        ),
        ("Chánh Văn phòng; Giám đốc các sở căn cứ Quyết định thi hành.", ["Chánh Văn phòng", "Giám đốc các sở"], []),
        ("Trên cơ sở kết quả rà soát, Sở Tài chính tham mưu bố trí kinh phí.", ["Sở Tài chính"], []),
        ("Khi lấy ý kiến, phòng, đơn vị chủ trì phải nêu rõ thời hạn.", ["phòng, đơn vị chủ trì"], []),
        (
            "UBND tỉnh yêu cầu các sở chủ trì, phối hợp với Văn phòng UBND tỉnh hoàn thành.",
            ["các sở"],
            ["Văn phòng UBND tỉnh"],
        ),
        ("Cơ quan chủ trì: Sở Nội vụ, Sở Tài chính.", ["Sở Nội vụ", "Sở Tài chính"], []),
        (
            "Cơ quan phối hợp: Ngân hàng Nhà nước, Chi nhánh Ngân hàng Chính sách.",
            [],
            ["Ngân hàng Nhà nước", "Chi nhánh Ngân hàng Chính sách"],
        ),
        ("Về mặt bằng: Giao Ủy ban nhân dân các xã bàn giao đất.", ["Ủy ban nhân dân các xã"], []),
        ("Ban Tổ chức Trung ương chủ trì tổng hợp.", ["Ban Tổ chức Trung ương"], []),
        ("Kế hoạch do Sở Nội vụ chủ trì soạn thảo.", ["Sở Nội vụ"], []),
        (
            "Giao Sở Tài chính chủ trì, phối hợp với các Sở: Nội vụ, Y tế; UBND các xã và các đơn vị tham mưu UBND tỉnh.",
            ["Sở Tài chính"],
            ["Nội vụ", "Y tế", "UBND các xã", "các đơn vị"],
        ),
        (
            "Các ông (bà): Chánh Văn phòng; Chủ tịch UBND các xã chịu trách nhiệm thi hành.",
            ["Chánh Văn phòng", "Chủ tịch UBND các xã"],
            [],
        ),
        ("Trưởng phòng TCCB chủ trì, Chánh Văn phòng phối hợp thực hiện.", ["Trưởng phòng TCCB"], ["Chánh Văn phòng"]),
        ("Bộ trưởng các Bộ: Công an, Quốc phòng chỉ đạo lực lượng.", ["Công an", "Quốc phòng"], []),
        ("Giao Bộ Y tế hoàn thiện hồ sơ; Bộ Tài chính bố trí kinh phí.", ["Bộ Y tế", "Bộ Tài chính"], []),
        ("Tổ chức tập huấn cho cán bộ.", [], []),
        ("Sở Y tế chủ trì, cùng Sở Nội vụ rà soát biên chế.", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Việc này do Sở Y tế chủ trì, có sự tham gia của Hội Nông dân tỉnh.", ["Sở Y tế"], ["Hội Nông dân tỉnh"]),
        ("Chủ động phối hợp, hỗ trợ địa phương ứng phó.", [], ["địa phương"]),
        ("Phối hợp, tạo điều kiện cho các tổ chức đấu nối nước sạch.", [], []),
        ("Tăng cường phối hợp liên ngành.", [], []),
        ("Khắc phục công trình hư hại, các địa phương phải huy động lực lượng.", ["các địa phương"], []),
        ("Kịp thời báo cáo UBND tỉnh, Chủ tịch UBND tỉnh để xem xét.", [], []),
        ("Về vật liệu: tiếp tục hỗ trợ các chủ đầu tư, các nhà thầu trong việc điều chỉnh.", [], []),
        ("Bộ Chính trị, Ban Bí thư cơ bản nhất trí với Tờ trình.", [], []),
        ("Các đơn vị được tập huấn trước khi thực hiện.", [], []),
        ("Do vậy, Tổng cục đề nghị các Cục Thuế rà soát.", ["các Cục Thuế"], []),
        (
            "Giao Sở A chủ trì, phối hợp các sở, ban, ngành; UBND các xã và các đơn vị có liên quan đến thủ tục, có trách nhiệm theo dõi.",
            ["Sở A"],
            ["các sở, ban, ngành", "UBND các xã", "các đơn vị có liên quan"],
        ),
        (
            "Thủ trưởng các đơn vị: Văn phòng, Sở Tài chính; các đơn vị liên quan chịu trách nhiệm thi hành.",
            ["Văn phòng", "Sở Tài chính", "các đơn vị liên quan"],
            [],
        ),
        ("Trung tâm Việc làm (Sở Nội vụ), Sở Y tế chủ trì.", ["Trung tâm Việc làm (Sở Nội vụ)", "Sở Y tế"], []),
        ("Trường hợp chậm trễ phải kiểm điểm.", [], []),
        ("Báo cáo Sở Y tế trước khi thực hiện.", [], []),
        (
            "Chánh Văn phòng UBND tỉnh; Giám đốc Sở Tài chính chịu trách nhiệm thi hành.",
            ["Chánh Văn phòng UBND tỉnh", "Giám đốc Sở Tài chính"],
            [],
        ),
        (
            "Về nguồn vốn, tiến độ dự án (đã giao năm 2024): giao Sở Tài chính chủ trì rà soát.",
            ["Sở Tài chính"],
            [],
        ),
        (
            "Về việc bàn giao, sửa chữa đường xã: tăng số đội thi công: Ủy ban nhân dân các xã khẩn trương rà soát.",
            ["Ủy ban nhân dân các xã"],
            [],
        ),
        ("Gửi báo cáo về các đơn vị như: Sở Y tế, Sở Nội vụ.", [], []),
        ("Giao các đoàn kiểm tra của Tỉnh ủy chủ động nắm tình hình.", ["các đoàn kiểm tra của Tỉnh ủy"], []),
        (
            "Các cấp ủy, cơ quan, tổ chức được giao nhiệm vụ cần phối hợp chặt chẽ.",
            ["Các cấp ủy, cơ quan, tổ chức được giao nhiệm vụ"],
            [],
        ),
        (
            "Giao các Đảng ủy: Quốc hội; Mặt trận Tổ quốc xây dựng đề án.",
            ["Quốc hội", "Mặt trận Tổ quốc"],
            [],
        ),
        (
            "Bộ Y tế chủ trì, phối hợp với các Bộ Tài chính, Nội vụ để hoàn thiện dự thảo.",
            ["Bộ Y tế"],
            ["Tài chính", "Nội vụ"],
        ),
        ("Giao Giám đốc: Sở Y tế, Sở Nội vụ tiếp tục tuyên truyền.", ["Sở Y tế", "Sở Nội vụ"], []),
        ("Mỗi sở cử 03 người (riêng Sở Y tế: 05 người; Sở Nội vụ: 10 người).", ["Mỗi sở"], []),
        (
            "Chủ tịch UBND tỉnh yêu cầu các thành viên Ban Chỉ đạo; Chủ tịch UBND các xã và toàn thể Nhân dân thực hiện nghiêm.",
            ["các thành viên Ban Chỉ đạo", "Chủ tịch UBND các xã", "toàn thể Nhân dân"],
            [],
        ),
        ("Sau khi được Hội đồng thông qua, các sở, ngành tập trung tổ chức thực hiện.", ["các sở, ngành"], []),
        (
            "Trên cơ sở nguyên tắc phân cấp, phân quyền, Đảng ủy Sở A, đảng ủy các phường chịu trách nhiệm thực hiện nghiêm.",
            ["Đảng ủy Sở A", "đảng ủy các phường"],
            [],
        ),
        ("Sở Y tế chịu trách nhiệm trước Ủy ban nhân dân tỉnh; Sở Nội vụ rà soát.", ["Sở Y tế", "Sở Nội vụ"], []),
        ("Theo đó, mỗi đoàn thanh tra, kiểm tra phải lập biên bản.", ["mỗi đoàn thanh tra, kiểm tra"], []),
        (
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc các cơ quan, đơn vị kịp thời phản ánh về Sở.",
            ["các cơ quan, đơn vị"],
            [],
        ),
        (
            "Giám đốc Trung tâm phục vụ hành chính công tỉnh chịu trách nhiệm thi hành.",
            ["Giám đốc Trung tâm phục vụ hành chính công tỉnh"],
            [],
        ),
        (
            "Căn cứ Kế hoạch, Ủy ban nhân dân các xã được phân công chủ trì có trách nhiệm xây dựng kế hoạch.",
            ["Ủy ban nhân dân các xã"],
            [],
        ),
        (
            "Các cơ quan tham mưu, giúp việc Đảng ủy chủ động tổ chức nghiên cứu.",
            ["Các cơ quan tham mưu, giúp việc Đảng ủy"],
            [],
        ),
        ("Sở Y tế phối hợp với các đơn vị liên quan đầu tư đồng bộ hệ thống.", ["Sở Y tế"], ["các đơn vị liên quan"]),
        ("Thủ tướng Chính phủ chủ trì cuộc họp.", [], []),
        ("Phòng Tổ chức cán bộ: Tham mưu Lãnh đạo Sở:", ["Phòng Tổ chức cán bộ"], []),
        (
            "Đài Truyền hình và hệ thống các cơ quan báo chí tăng thời lượng.",
            ["Đài Truyền hình", "hệ thống các cơ quan báo chí"],
            [],
        ),
        (
            "Giao các sở, ngành và UBND các phường: Yên Hòa, Văn An tăng cường kiểm tra.",
            ["các sở, ngành", "UBND các phường: Yên Hòa, Văn An"],
            [],
        ),
        ("Các lực lượng cứu nạn, cứu hộ duy trì phương tiện.", ["Các lực lượng cứu nạn, cứu hộ"], []),
        (
            "Ủy ban nhân dân các xã có nông sản xuất khẩu qua biên giới thường xuyên cập nhật thông tin.",
            ["Ủy ban nhân dân các xã có nông sản xuất khẩu qua biên giới"],
            [],
        ),
        (
            "Đề nghị người đứng đầu cấp ủy; thủ trưởng cơ quan, đơn vị trực tiếp chỉ đạo thực hiện.",
            ["người đứng đầu cấp ủy", "thủ trưởng cơ quan, đơn vị"],
            [],
        ),
        ("Các cơ quan, đơn vị xây dựng Kế hoạch triển khai.", ["Các cơ quan, đơn vị"], []),
        ("Ban hành Quy chế phối hợp giữa Ban Quản lý với các sở.", [], []),
        ("Nội dung do Sở, ngành chủ trì thực hiện.", [], []),
        ("Báo cáo Ủy ban (Bộ A và các Bộ, cơ quan trung ương chủ trì dự án) theo quy định.", [], []),
        (
            "Tổ chức, cá nhân hoạt động khoáng sản thực hiện bảo vệ tài nguyên.",
            ["Tổ chức, cá nhân hoạt động khoáng sản"],
            [],
        ),
        ("Cùng với Ủy ban nhân dân các phường triển khai truyền thông.", [], ["Ủy ban nhân dân các phường"]),
        ("Sở Tài chính trân trọng đề nghị UBND các xã cử công chức tham dự.", ["UBND các xã"], []),
        ("Sở Nông nghiệp và Môi trường: Mở lớp tập huấn.", ["Sở Nông nghiệp và Môi trường"], []),
        ("Giao Sở Nội vụ: Lập danh sách.", ["Sở Nội vụ"], []),
        ("Bảo hiểm xã hội: Đẩy nhanh tiến độ.", ["Bảo hiểm xã hội"], []),
        ("Giao các tỉnh : Hà Giang, Lào Cai chủ trì.", ["các tỉnh : Hà Giang, Lào Cai"], []),
        (
            "Đây là việc rất cấp bách, cần tập trung, Chủ tịch UBND tỉnh đề nghị các sở, Giám đốc Công an tỉnh chủ động thực hiện.",
            ["các sở", "Giám đốc Công an tỉnh"],
            [],
        ),
        ("Sở Xây dựng được giao hoàn thiện các văn bản.", ["Sở Xây dựng"], []),
        ("Cơ quan được giao chủ trì phải bảo đảm tiến độ.", ["Cơ quan được giao chủ trì"], []),
        ("UBND các Quận, Huyện, Thị xã tăng cường kiểm tra.", ["UBND các Quận, Huyện, Thị xã"], []),
        (
            "Sở Xây dựng, với vai trò cơ quan thường trực, phối hợp với Văn phòng đôn đốc.",
            ["Sở Xây dựng"],
            ["Văn phòng"],
        ),
        (
            "Chỉ đạo lực lượng phối hợp với Thanh tra xây dựng, Công an xã xử lý.",
            [],
            ["Thanh tra xây dựng", "Công an xã"],
        ),
        ("Trân trọng đề nghị Văn phòng Sở tổng hợp.", ["Văn phòng Sở"], []),
        ("Đối với UBND các xã, phường: Tổ chức kiểm tra.", ["UBND các xã, phường"], []),
        ("Đối với hộ kinh doanh: Rà soát, lập danh sách.", [], []),
        ("Yêu cầu trước mắt các trường rà soát.", ["các trường"], []),
        (
            "Ngày 17-4, Sở Y tế có Công văn số 12/SYT-NVY yêu cầu các bệnh viện, trung tâm y tế rà soát thuốc.",
            ["các bệnh viện, trung tâm y tế"],
            [],
        ),
        (
            "Về đề nghị Bộ Nội vụ sớm hướng dẫn chế độ; xử lý vướng mắc của tỉnh: Ủy ban nhân dân tỉnh rà soát.",
            ["Ủy ban nhân dân tỉnh"],
            [],
        ),
        (
            "Công văn nêu rõ, để thực hiện chủ trương của Chính phủ, Thủ tướng Chính phủ về việc hạn chế hội họp, "
            "Thường trực Huyện ủy yêu cầu các chi bộ tạm dừng đại hội.",
            ["các chi bộ"],
            [],
        ),
        (
            "Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với các sở, Ủy ban nhân dân phường, xã, báo, đài và các đơn vị có liên quan.",
            ["Sở Y tế"],
            ["các sở", "Ủy ban nhân dân phường, xã", "báo, đài", "các đơn vị có liên quan"],
        ),
        (
            "Chủ trì, phối hợp với các sở, ngành, đoàn thể Thành phố và đơn vị có liên quan rà soát nhân sự.",
            [],
            ["các sở, ngành, đoàn thể Thành phố", "đơn vị có liên quan"],
        ),
        (
            "Phối hợp với Sở Y tế, đơn vị được lựa chọn quan trắc triển khai Kế hoạch.",
            [],
            ["Sở Y tế", "đơn vị được lựa chọn quan trắc"],
        ),
        (
            "Các trường phối hợp với các Cục, Vụ liên quan của Bộ để triển khai.",
            ["Các trường"],
            ["các Cục, Vụ liên quan của Bộ"],
        ),
        (
            "Phối hợp với UBND các phường, xã và lực lượng chức năng tuyên truyền.",
            [],
            ["UBND các phường, xã", "lực lượng chức năng"],
        ),
        ("Phối hợp với Công an xã hoặc UBND phường tổ chức ra quân.", [], ["Công an xã", "UBND phường"]),
        ("Các cơ quan truyền thông, báo chí tiếp tục bám sát địa bàn.", ["Các cơ quan truyền thông, báo chí"], []),
        ("Đối với các nhà máy xi măng, luyện thép: Tăng cường lọc bụi.", ["các nhà máy xi măng, luyện thép"], []),
        ("Thủ trưởng cơ quan ngang bộ Tập trung chỉ đạo quyết liệt.", ["Thủ trưởng cơ quan ngang bộ"], []),
        (
            "Đẩy mạnh chiến lược dữ liệu: (1) Thanh tra tỉnh ban hành quy chế; (2) Sở Nội vụ rà soát.",
            ["Thanh tra tỉnh", "Sở Nội vụ"],
            [],
        ),
        ("Về tồn tại: Ban Chỉ đạo thẳng thắn chỉ ra những hạn chế.", [], []),
        ("Thành phố A, tỉnh B đẩy nhanh tiến độ.", ["Thành phố A", "tỉnh B"], []),
        ("Giao Sở Xây dựng chủ trì, làm việc với UBND xã Bình An để thống nhất.", ["Sở Xây dựng"], ["UBND xã Bình An"]),
        ("Giao Sở Xây dựng với vai trò là cơ quan thường trực rà soát.", ["Sở Xây dựng"], []),
        ("Phối hợp với Sở Y tế kiểm tra, giám sát việc sử dụng kinh phí.", [], ["Sở Y tế"]),
        ("Phối hợp với các ngành, các cấp tăng cường tuyên truyền.", [], ["các ngành, các cấp"]),
        ("Ủy quyền Giám đốc Sở Y tế thực hiện nhiệm vụ.", ["Giám đốc Sở Y tế"], []),
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính; cơ quan, đơn vị có liên quan thực hiện.",
            ["Sở Y tế"],
            ["Sở Tài chính", "cơ quan, đơn vị có liên quan"],
        ),
        ("Đơn vị chủ trì thực hiện lấy ý kiến của các đơn vị.", ["Đơn vị chủ trì"], []),
        (
            "Đề nghị ngân hàng thương mại, chi nhánh ngân hàng cung cấp số liệu.",
            ["ngân hàng thương mại", "chi nhánh ngân hàng"],
            [],
        ),
        (
            "Đề nghị các sở; các Hội được Đảng, Nhà nước giao nhiệm vụ; Ủy ban nhân dân các xã triển khai đánh giá.",
            ["các sở", "các Hội được Đảng, Nhà nước giao nhiệm vụ", "Ủy ban nhân dân các xã"],
            [],
        ),
        ("Chủ tịch UBND tỉnh mới đây đã giao Sở Y tế chủ trì thành lập đoàn.", ["Sở Y tế"], []),
        (
            "Các Bộ Quốc phòng, Công an và các cơ quan liên quan cử lực lượng.",
            ["Quốc phòng", "Công an", "các cơ quan liên quan"],
            [],
        ),
        ("Các Sở Tư pháp rà soát hồ sơ.", ["Các Sở Tư pháp"], []),
        ("Các Vụ Pháp chế, Cục Hóa chất rà soát hồ sơ.", ["Các Vụ Pháp chế", "Cục Hóa chất"], []),
        (
            "Đối với 10 nhiệm vụ còn lại, yêu cầu các Bộ: Nội vụ; Xây dựng; Khoa học và Công nghệ xây dựng phương án.",
            ["Nội vụ", "Xây dựng", "Khoa học và Công nghệ"],
            [],
        ),
        ("Trên cơ sở các Nghị định và yêu cầu tại Nghị quyết, các sở rà soát quy chế.", ["các sở"], []),
        ("Vụ Xuất nhập khẩu phối hợp với Cục Hóa chất rà soát.", ["Vụ Xuất nhập khẩu"], ["Cục Hóa chất"]),
        ("Các cơ quan báo chí, truyền thông tiếp tục đưa tin.", ["Các cơ quan báo chí, truyền thông"], []),
        ("Chuẩn bị phương án huy động sự tham gia của các tổ chức quốc tế.", [], []),
        (
            "Đề nghị Mặt trận Tổ quốc tỉnh và các tổ chức chính trị - xã hội tỉnh: Vận động đoàn viên tham gia.",
            ["Mặt trận Tổ quốc tỉnh", "các tổ chức chính trị - xã hội tỉnh"],
            [],
        ),
        ("Trân trọng đề nghị Quý Cơ quan cử người tham dự.", ["Quý Cơ quan"], []),
        (
            "Thủ trưởng các đơn vị, trong phạm vi chức năng của mình, chịu trách nhiệm thi hành.",
            ["Thủ trưởng các đơn vị"],
            [],
        ),
        ("Sở Xây dựng và UBND các xã không cấp phép xây dựng.", ["Sở Xây dựng", "UBND các xã"], []),
        ("Bộ Tư lệnh Phòng không - Không quân tổ chức trực.", ["Bộ Tư lệnh Phòng không - Không quân"], []),
        ("Chủ bến có trách nhiệm nhắc nhở hành khách.", ["Chủ bến"], []),
        ("UBND phường Văn An tìm kiếm nhà đầu tư có đủ năng lực.", ["UBND phường Văn An"], []),
        (
            "Bộ trưởng các Bộ: Công an, Y tế và các bộ, ngành có liên quan chủ động ứng phó.",
            ["Công an", "Y tế", "các bộ, ngành có liên quan"],
            [],
        ),
        ("Bí thư tỉnh ủy, thành ủy tập trung chỉ đạo.", ["Bí thư tỉnh ủy, thành ủy"], []),
        (
            "Phối hợp với Ban Quản lý các khu công nghệ cao và khu công nghiệp, Sở Tài chính rà soát.",
            [],
            ["Ban Quản lý các khu công nghệ cao và khu công nghiệp", "Sở Tài chính"],
        ),
        ("Kết hợp với các Viện nghiên cứu xác định giống.", [], ["các Viện nghiên cứu"]),
        ("Việc đề xuất (phòng, địa phương) phải cụ thể.", [], []),
        ("Khoa học và công nghệ là động lực.", [], []),
        ("Tăng cường công tác kiểm tra.", [], []),
    ],
)
def test_who_leads_and_who_takes_part(text, leads, partners):
    roles = roles_of([strand(text)])
    assert [lead.text for lead in roles.leads] == leads
    assert [partner.text for partner in roles.coordinating] == partners


def test_a_bare_name_leads_only_where_it_heads_something():
    name = strand("Chánh Văn phòng, Tổ trưởng")
    assert roles_of([name]).leads == ()
    assert [lead.text for lead in roles_of([strand("Sở Tài chính")], heads_others=True).leads] == ["Sở Tài chính"]


@pytest.mark.parametrize("heading", ["Trách nhiệm của Sở Tài chính; UBND các xã", "Đối với Sở Tài chính; UBND các xã:"])
def test_a_heading_names_whose_duties_stand_under_it(heading):
    assert [lead.text for lead in roles_of([strand(heading)], heads_others=True).leads] == [
        "Sở Tài chính",
        "UBND các xã",
    ]


@pytest.mark.parametrize(
    ("heading", "leads"),
    [
        ("Đề nghị UBND các xã, các đơn vị được giao làm Bên mời thầu dự án lựa chọn nhà đầu tư:", 2),
        ("Các doanh nghiệp hoạt động trong lĩnh vực vận tải, logistics và công nghệ thông tin", 1),
        ("Đối với các đơn vị thực hiện dịch vụ, thu gom, xử lý chất thải:", 1),
        ("Các Bộ: Tài chính, Y tế khẩn trương khắc phục các bất cập, cụ thể:", 2),
        ("Cục Thuế thực hiện:", 1),
    ],
)
def test_a_heading_is_read_as_names_up_to_its_end(heading, leads):
    found = [lead.text for lead in roles_of([strand(heading)], heads_others=True).leads]
    assert len(found) == leads
    assert all(lead.strip(" :") in heading and "khắc phục" not in lead for lead in found)


def test_what_a_letter_asks_under_a_heading_is_an_order_and_in_a_plan_it_is_an_aim():
    body = "I. YÊU CẦU\n\n1. Các sở phải bố trí kinh phí.\n\nII. NHIỆM VỤ\n\n1. Các xã rà soát."
    as_letter = read(letter(f"Sở yêu cầu như sau:\n\n{body}"))
    assert [lead.text for lead in as_letter.items[1].leads] == ["Các sở"]
    plan = f"ỦY BAN NHÂN DÂN\n\nTỈNH A\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\n\nPhòng, chống dịch\n\n{body}"
    assert read(plan).items[1].leads == ()


def test_a_section_of_appraisal_orders_only_where_it_says_must():
    proposal = read(
        letter(
            "Bộ trưởng kết luận như sau:\n\nI. ĐÁNH GIÁ CHUNG\n\n1. Các địa phương tích cực triển khai.\n\n"
            "2. Các địa phương phải xác định rõ trách nhiệm của từng cơ quan.\n\nII. NHIỆM VỤ\n\n1. Các sở rà soát."
        )
    )
    assert [[lead.text for lead in one.leads] for one in proposal.items[:3]] == [[], [], ["Các địa phương"]]


def test_an_order_behind_a_topic_is_read_in_a_later_paragraph_too():
    roles = roles_of([strand("Rà soát nguồn vốn."), strand("Về nguồn vốn: các địa phương chủ động cân đối.")])
    assert [lead.text for lead in roles.leads] == ["các địa phương"]


def test_the_fields_of_a_plan():
    proposal = reading_of("ke_hoach")
    assert [lead.text for lead in item(proposal, "-", 1).leads] == ["Sở Nội vụ"]
    assert [body.text for body in item(proposal, "-", 2).coordinating] == [
        "Sở Khoa học và Công nghệ",
        "Sở Tài chính",
        "Ủy ban nhân dân các xã, phường",
    ]


def test_several_leads_are_left_for_a_person_to_choose():
    assert any(doubt.field.endswith(".leads") for doubt in reading_of("cong_dien").doubts)
