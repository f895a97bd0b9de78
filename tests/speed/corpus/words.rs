//! The word list: what a Youth Union writes about its own work, in our own words.

/// What a deficiency is about.
pub(crate) const TOPICS: [&str; 48] = [
    "sinh hoạt chi đoàn", "giới thiệu đoàn viên ưu tú", "quản lý đoàn viên", "tuyên truyền pháp luật",
    "phòng, chống ma túy", "an toàn giao thông", "chuyển đổi số", "văn thư, lưu trữ", "chế độ báo cáo", "họp giao ban",
    "kiểm tra, giám sát", "thu, nộp đoàn phí", "vốn vay khởi nghiệp", "hiến máu tình nguyện", "chăm sóc thiếu nhi",
    "nhà thiếu nhi", "tập hợp thanh niên công nhân", "tập hợp thanh niên tôn giáo", "công tác dân tộc",
    "phong trào trường học", "dạy nghề, việc làm", "bảo vệ môi trường", "trồng cây xanh", "công trình thanh niên",
    "thi đua, khen thưởng", "quy hoạch cán bộ", "luân chuyển cán bộ", "bồi dưỡng lý luận", "tập huấn kỹ năng",
    "nắm bắt dư luận", "thông tin trên mạng xã hội", "trang tin điện tử", "tiếp nhận kiến nghị",
    "đối thoại với thanh niên", "phối hợp liên ngành", "quản lý tài sản", "quyết toán kinh phí", "học tập nghị quyết",
    "trách nhiệm nêu gương", "tự phê bình và phê bình", "thực hiện quy chế làm việc", "phân công nhiệm vụ",
    "đi công tác cơ sở", "phát triển hội viên", "lập chi đoàn doanh nghiệp", "đội hình tình nguyện",
    "hoạt động Tháng Thanh niên", "hoạt động hè",
];

/// Where it was found.
pub(crate) const PLACES: [&str; 25] = [
    "ở địa bàn dân cư", "ở khối trường học", "ở khối doanh nghiệp", "ở các xã biên giới", "ở cấp huyện", "ở cấp cơ sở",
    "ở đơn vị sự nghiệp", "ở khối cơ quan", "ở khu công nghiệp", "ở vùng nông thôn", "ở các phường trung tâm",
    "ở lực lượng vũ trang", "ở các chi đoàn ấp", "ở các huyện phía bắc", "ở các huyện phía nam", "ở vùng đồng bào",
    "ở các xã ven sông", "ở khối đại học", "ở khối trung học", "ở trường dạy nghề", "ở các xã mới sáp nhập",
    "ở khu nhà trọ", "ở hợp tác xã", "ở các cụm liên kết", "ở cơ quan chuyên trách",
];

/// What is wrong with it.
pub(crate) const FAULTS: [&str; 14] = [
    "chưa đạt chỉ tiêu", "còn hình thức", "còn chậm", "chưa đồng đều", "thiếu chiều sâu", "chưa thường xuyên",
    "chưa sát cơ sở", "còn bị động", "thiếu kiểm tra", "chưa rõ người phụ trách", "hiệu quả thấp", "chậm đổi mới",
    "chưa có số liệu tin cậy", "còn phụ thuộc cấp trên",
];

/// How a sentence begins.
pub(crate) const OPENINGS: [&str; 18] = [
    "Qua kiểm điểm tập thể", "Trong năm", "Theo phản ánh của cơ sở", "Tại hội nghị sơ kết", "Qua kiểm tra thực tế",
    "So với kế hoạch đầu năm", "Từ đầu nhiệm kỳ đến nay", "Ở nhiều nơi", "Trong sáu tháng đầu năm",
    "Khi đối chiếu với chỉ tiêu được giao", "Qua làm việc với cấp ủy địa phương", "Theo báo cáo của các ban",
    "Trong các đợt cao điểm", "Nhìn lại cả năm", "Qua ý kiến góp ý tại chi bộ", "Theo số liệu tổng hợp",
    "Trên thực tế", "Sau khi sắp xếp lại bộ máy",
];

/// Whom it speaks of.
pub(crate) const SUBJECTS: [&str; 18] = [
    "một số cấp bộ Đoàn", "phần lớn chi đoàn", "cán bộ phụ trách", "ban chấp hành cơ sở", "các đơn vị trực thuộc",
    "bộ phận tham mưu", "đội ngũ bí thư chi đoàn", "các ban chuyên môn", "Thường trực cấp huyện",
    "một vài ủy viên Ban Chấp hành", "tổ công tác", "các câu lạc bộ, đội, nhóm", "bộ phận tổng hợp",
    "cán bộ mới nhận nhiệm vụ", "đơn vị được giao làm điểm", "các xã, phường ở xa trung tâm", "tổ kiểm tra",
    "những nơi thiếu cán bộ",
];

/// What they failed to do.
pub(crate) const FAILINGS: [&str; 20] = [
    "chưa nắm chắc tình hình", "còn trông chờ hướng dẫn của cấp trên", "chưa phân công người chịu trách nhiệm",
    "chưa lập kế hoạch riêng", "mới dừng ở việc phổ biến văn bản", "ít khi kiểm tra lại kết quả",
    "chậm gửi số liệu về bộ phận tổng hợp", "chưa gắn nhiệm vụ này với sinh hoạt định kỳ",
    "chưa mạnh dạn đề xuất cách làm mới", "còn ngại va chạm khi góp ý", "chưa phối hợp tốt với các ngành liên quan",
    "dành ít thời gian xuống cơ sở", "chưa sử dụng hết nguồn lực hiện có", "chưa theo dõi tiến độ từng tháng",
    "ghi chép sổ sách chưa đầy đủ", "chưa lắng nghe ý kiến của đoàn viên", "thay người phụ trách nhiều lần",
    "chưa có tiêu chí để đánh giá", "bố trí kinh phí muộn", "chưa chọn đúng việc trọng tâm",
];

/// What came of it.
pub(crate) const OUTCOMES: [&str; 16] = [
    "nên kết quả chưa rõ", "vì vậy công việc dồn vào cuối quý", "dẫn tới số liệu thiếu thống nhất",
    "làm giảm sức hút đối với thanh niên", "nên tỷ lệ tham gia còn thấp", "khiến cơ sở lúng túng khi triển khai",
    "và phải nhắc lại qua nhiều kỳ họp", "nên chưa tạo được chuyển biến rõ nét", "khiến việc nhân rộng mô hình bị chậm",
    "dù điều kiện thực hiện đã có", "trong khi yêu cầu ngày một cao", "nên một số chỉ tiêu phải chuyển sang năm sau",
    "làm cho việc đánh giá cuối năm gặp khó khăn", "và chưa được khắc phục dứt điểm",
    "khiến đoàn viên chưa thấy rõ lợi ích", "nên chưa được cấp ủy đánh giá cao",
];

/// What is promised: the deed.
pub(crate) const DEEDS: [&str; 24] = [
    "Rà soát toàn bộ danh sách", "Xây dựng kế hoạch chi tiết", "Tổ chức hội nghị chuyên đề", "Mở lớp tập huấn",
    "Phân công ủy viên phụ trách", "Thành lập tổ công tác", "Lập sổ theo dõi", "Khảo sát nhu cầu", "Ký kết phối hợp",
    "Chọn đơn vị làm điểm", "Đưa nội dung vào sinh hoạt", "Giao chỉ tiêu cụ thể", "Kiểm tra đột xuất",
    "Xây dựng bộ tài liệu", "Tổng kết mô hình", "Tiếp nhận ý kiến", "Bố trí kinh phí", "Cử cán bộ xuống cơ sở",
    "Sửa đổi quy chế", "Số hóa hồ sơ", "Phát động đợt thi đua", "Đối thoại trực tiếp", "Hướng dẫn nghiệp vụ",
    "Thống nhất biểu mẫu",
];

/// What is promised: for what.
pub(crate) const OBJECTS: [&str; 18] = [
    "của từng chi đoàn", "đối với bí thư chi đoàn", "với các sở, ngành liên quan", "tại các đơn vị còn yếu",
    "cho cán bộ mới nhận nhiệm vụ", "theo ba nhóm đối tượng", "ở những nơi chưa đạt chỉ tiêu", "cùng Hội Liên hiệp Thanh niên",
    "với Liên đoàn Lao động tỉnh", "trong toàn hệ thống", "tại các cụm liên kết", "đến từng đoàn viên",
    "trên phần mềm quản lý", "cho khối trường học", "ở khu công nghiệp và khu nhà trọ", "tại các xã biên giới",
    "theo lĩnh vực được phân công", "đối với các câu lạc bộ, đội, nhóm",
];

/// What is promised: how.
pub(crate) const WAYS: [&str; 18] = [
    "theo từng địa bàn", "gắn với sinh hoạt định kỳ", "có biên bản và người chịu trách nhiệm", "bằng hình thức trực tuyến",
    "kết hợp với đợt kiểm tra chuyên đề", "theo phương châm rõ người, rõ việc", "có sơ kết từng quý",
    "với sự tham gia của cấp ủy cùng cấp", "trên cơ sở số liệu mới nhất", "có khen thưởng kịp thời",
    "theo lộ trình ba bước", "không làm tăng biểu mẫu báo cáo", "bảo đảm tiết kiệm", "có công khai trên trang tin",
    "theo hướng dẫn của Trung ương Đoàn", "gắn với trách nhiệm người đứng đầu", "lồng ghép các chương trình đang có",
    "có phản hồi của đoàn viên",
];

/// What is promised: to what end.
pub(crate) const ENDS: [&str; 16] = [
    "để kịp thời uốn nắn", "để tháo gỡ khó khăn ngay từ đầu", "nhằm nâng chất lượng", "để có căn cứ đánh giá cuối năm",
    "nhằm giảm khoảng cách giữa các địa bàn", "để không dồn việc vào cuối năm", "nhằm thu hút thanh niên tham gia",
    "để cấp ủy theo dõi, chỉ đạo", "nhằm chấm dứt tình trạng báo cáo muộn", "để nhân rộng cách làm hay",
    "nhằm khắc phục bệnh hình thức", "để mỗi cán bộ nắm chắc việc của mình", "nhằm ổn định tổ chức ở cơ sở",
    "để giảm phiền hà cho cơ sở", "nhằm tạo nguồn phát triển đảng viên", "để số liệu được thống nhất",
];

/// What was done, for the log.
pub(crate) const STEPS: [&str; 14] = [
    "Đã ban hành văn bản triển khai", "Hoàn thành việc khảo sát", "Họp rút kinh nghiệm với cơ sở", "Kiểm tra tại đơn vị",
    "Báo cáo Thường trực kết quả bước đầu", "Mở xong lớp thứ nhất", "Gửi biểu mẫu thống nhất", "Làm việc với cấp ủy",
    "Cập nhật dữ liệu lên phần mềm", "Sơ kết đợt cao điểm", "Tiếp nhận ý kiến góp ý", "Bàn giao hồ sơ",
    "Nhắc nhở đơn vị gửi chậm", "Thống nhất nội dung phối hợp",
];

/// How a verdict judges.
pub(crate) const JUDGEMENTS: [&str; 12] = [
    "kết quả có chuyển biến nhưng chưa vững chắc", "các chỉ tiêu chính đã đạt", "việc thực hiện còn chậm so với kế hoạch",
    "nền nếp đã được lập lại", "cách làm mới bước đầu có hiệu quả", "số liệu đã thống nhất giữa các ban",
    "vẫn còn đơn vị làm cho có", "trách nhiệm người đứng đầu được nâng lên", "mức độ tham gia của thanh niên tăng",
    "khâu kiểm tra vẫn là khâu yếu", "những nơi làm điểm đạt yêu cầu", "cơ sở đánh giá tích cực",
];

/// Things that are counted, with the unit they are counted in.
pub(crate) const COUNTED: [(&str, &str); 14] = [
    ("Số buổi sinh hoạt", "buổi"), ("Số lớp tập huấn", "lớp"), ("Số đoàn viên tham gia", "đoàn viên"),
    ("Số cuộc kiểm tra", "cuộc"), ("Tỷ lệ đơn vị đạt yêu cầu", "%"), ("Số mô hình được duy trì", "mô hình"),
    ("Kinh phí huy động", "đồng"), ("Số ý kiến được trả lời", "ý kiến"), ("Tỷ lệ hồ sơ được số hóa", "%"),
    ("Số đơn vị gửi báo cáo đúng hạn", "đơn vị"), ("Số chi đoàn củng cố", "chi đoàn"), ("Số ngày đi cơ sở", "ngày"),
    ("Số tin, bài", "bài"), ("Tỷ lệ thanh niên được tập hợp", "%"),
];

/// Subjects of official documents.
pub(crate) const MATTERS: [&str; 16] = [
    "nâng chất lượng tổ chức cơ sở Đoàn", "tăng cường giáo dục lý tưởng", "bồi dưỡng, kết nạp đoàn viên ưu tú",
    "đoàn kết, tập hợp thanh niên công nhân", "phòng, chống tệ nạn trong thanh thiếu niên", "chuyển đổi số trong hệ thống",
    "công tác kiểm tra, giám sát", "chế độ thông tin, báo cáo", "xây dựng đội ngũ cán bộ", "hỗ trợ thanh niên khởi nghiệp",
    "tổ chức Tháng Thanh niên", "hoạt động hè của thiếu nhi", "bảo vệ môi trường", "tiết kiệm, chống lãng phí",
    "sắp xếp tổ chức bộ máy", "thi đua, khen thưởng",
];

/// Syllables that names of provinces are made of.
pub(crate) const FIRST_NAMES: [&str; 16] = [
    "An", "Bình", "Cao", "Đông", "Hà", "Hưng", "Kim", "Long", "Nam", "Phú", "Quảng", "Sơn", "Tân", "Thanh", "Vĩnh", "Yên",
];

/// The second syllables.
pub(crate) const LAST_NAMES: [&str; 16] = [
    "Châu", "Định", "Giang", "Hải", "Hòa", "Khánh", "Lâm", "Lộc", "Mỹ", "Ninh", "Phong", "Phước", "Tây", "Thịnh", "Thủy",
    "Xuân",
];

/// Departments: id, name, code.
pub(crate) const UNITS: [(&str, &str, &str); 8] = [
    ("vp", "Văn phòng", "VP"), ("tckt", "Ban Tổ chức – Kiểm tra", "TCKT"), ("tg", "Ban Tuyên giáo", "TG"),
    ("bpt", "Ban Phong trào", "BPT"), ("tntn", "Ban Thanh thiếu nhi, trường học", "TTNTH"),
    ("mtdk", "Ban Mặt trận, đoàn kết", "MTĐK"), ("truong-doan", "Trường Đoàn tỉnh", "TRĐ"),
    ("xdd", "Ban Xây dựng Đoàn", "XDĐ"),
];

/// Fields of work: id and name.
pub(crate) const AREAS: [(&str, &str); 6] = [
    ("lanh-dao", "Công tác lãnh đạo, điều hành"), ("tuyen-truyen", "Tuyên truyền, giáo dục"),
    ("to-chuc", "Công tác tổ chức xây dựng Đoàn"), ("phong-trao", "Tổ chức các hoạt động phong trào"),
    ("kiem-tra", "Kiểm tra, giám sát"), ("tai-chinh", "Tài chính, tài sản"),
];

/// A word in small Latin letters, digits and hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => slug.push(plain),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A small Vietnamese letter without its marks; nothing for what is neither letter nor digit.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='z' | '0'..='9' => letter,
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        'đ' => 'd',
        _ => return None,
    })
}

/// The text with its first letter large.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
