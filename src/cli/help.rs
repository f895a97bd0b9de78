//! The help in Vietnamese, and what is said of a wrong call.
//!
//! Takes the command line as it is declared, whose help is its English; gives the same one in the language that
//! is asked for. Apart from the declaration so that every Vietnamese word of the command line is in one list, and
//! a test can tell whether one is missing.

use crate::language::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};
use std::error::Error as _;

/// The command line in a language.
pub(super) fn speak(command: Command, language: Language) -> Command {
    match language {
        Language::En => command,
        Language::Vi => in_vietnamese(command),
    }
}

/// One command of the command line.
struct CommandWords {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    /// What `--help` says after that; `-h` does not.
    more: &'static str,
}

const COMMANDS: &[CommandWords] = &[
    CommandWords {
        name: "khacphuc",
        usage: "khacphuc [TÙY CHỌN] <LỆNH>",
        about: "Theo dõi từng khuyết điểm qua các năm",
        more: "Dựng các kế hoạch, báo cáo và khuyết điểm, viết bằng tệp Markdown có phần khai báo ở đầu, thành một \
               trang web tĩnh nối liền nhau: đã nhận ra điều gì chưa tốt, đã hứa làm gì, được đánh giá thế nào, \
               điều gì tái diễn và điều gì không còn thấy nhắc đến nữa.",
    },
    CommandWords {
        name: "build",
        usage: "khacphuc build [TÙY CHỌN]",
        about: "Dựng nội dung thành trang web",
        more: "Báo mọi lỗi và phát hiện trước. Còn một lỗi thì không ghi gì, trang của lần dựng trước vẫn nguyên; \
               phát hiện (cảnh báo) không ngăn việc dựng trang.",
    },
    CommandWords {
        name: "check",
        usage: "khacphuc check [TÙY CHỌN]",
        about: "Báo mọi lỗi và phát hiện, không ghi gì",
        more: "",
    },
    CommandWords {
        name: "list",
        usage: "khacphuc list [TÙY CHỌN] [GÌ]",
        about: "Liệt kê khuyết điểm, giải pháp, thời hạn hay báo cáo phải nộp",
        more: "Cho những con số của trang web ở cửa sổ dòng lệnh hay cho một chương trình khác, không ghi \
               gì. Nội dung còn lỗi thì không liệt kê. Mã kết thúc: 0 có, 1 nội dung có lỗi, 2 gọi sai \
               hoặc máy trục trặc, 3 không có gì như vậy.",
    },
    CommandWords {
        name: "diff",
        usage: "khacphuc diff [TÙY CHỌN] <BẢN|NGÀY[..BẢN|NGÀY]>",
        about: "Nêu những gì thay đổi trong hồ sơ giữa hai bản git hay hai ngày",
        more: "Đánh giá đổi, thời hạn dời, giải pháp thêm, xong hay bỏ, tiến độ, lời văn, chỉ tiêu và kết quả, đơn \
               vị, số và ngày của văn kiện, hồ sơ, văn kiện và đính chính mới có hay không còn: mỗi điều kèm commit \
               đã làm, ngày và đơn vị chủ trì. Chỉ đọc kho git; hồ sơ đổi tên tệp vẫn là hồ sơ ấy. Mã kết thúc: 0 ổn, 1 nội dung của một trong hai bản có lỗi, 2 gọi sai \
               hoặc máy trục trặc.",
    },
    CommandWords {
        name: "serve",
        usage: "khacphuc serve [TÙY CHỌN]",
        about: "Xem trang web trong trình duyệt khi đang viết",
        more: "Phục vụ trang web từ bộ nhớ, chỉ cho máy này. Trang đang mở trong trình duyệt đổi theo những gì vừa \
               lưu; khi có lỗi, lỗi hiện đè lên trang đúng gần nhất cho tới khi sửa xong. Trang nào làm từ một \
               tệp thì có biểu mẫu để sửa tệp ấy; ngoài ra không ghi gì. Ctrl-C để dừng.",
    },
    CommandWords {
        name: "lsp",
        usage: "khacphuc lsp [TÙY CHỌN]",
        about: "Trả lời trình soạn thảo biết Language Server Protocol, qua đầu vào và đầu ra chuẩn",
        more: "Báo lỗi ngay khi đang gõ; gợi ý tên, đơn vị, lĩnh vực, trạng thái, số văn bản; giải thích thời hạn \
               và văn bản viện dẫn; dẫn tới điều được viện dẫn hay chuyển tiếp; đổi tên một khuyết điểm ở mọi năm; \
               sửa những gì `check --fix` sửa. Trình soạn thảo tự gọi và tự tắt; cách cài đặt có trong sách hướng \
               dẫn.",
    },
    CommandWords {
        name: "new",
        usage: "khacphuc new [TÙY CHỌN] <LỆNH>",
        about: "Bắt đầu một tổ chức, một năm, một kế hoạch, một báo cáo hay hồ sơ của một khuyết điểm",
        more: "Ghi một tệp có phần khai báo ở đầu, các tiêu đề mục và một dòng chỉ dẫn dưới mỗi mục; không bao giờ \
               ghi đè. Điều gì lời gọi chưa nói thì hỏi ở cửa sổ dòng lệnh.",
    },
    CommandWords {
        name: "body", usage: "khacphuc new body [TÙY CHỌN]", about: "Một tổ chức", more: ""
    },
    CommandWords {
        name: "year",
        usage: "khacphuc new year [TÙY CHỌN]",
        about: "Một năm không tiếp tục năm nào: kế hoạch của năm đó",
        more: "",
    },
    CommandWords {
        name: "plan", usage: "khacphuc new plan [TÙY CHỌN]", about: "Một kế hoạch", more: ""
    },
    CommandWords {
        name: "report",
        usage: "khacphuc new report [TÙY CHỌN]",
        about: "Một báo cáo về kế hoạch",
        more: "",
    },
    CommandWords {
        name: "deficiency",
        usage: "khacphuc new deficiency [TÙY CHỌN]",
        about: "Hồ sơ của một khuyết điểm chưa từng có",
        more: "",
    },
    CommandWords {
        name: "carry-forward",
        usage: "khacphuc carry-forward [TÙY CHỌN] <TỔ CHỨC> <NĂM>",
        about: "Bắt đầu một năm bằng những gì năm trước để lại",
        more: "Ghi kế hoạch của năm, nếu chưa có, và một hồ sơ cho mỗi khuyết điểm của năm kế hoạch trước còn dở \
               dang hay được hứa tiếp tục: lời văn cũ, những giải pháp chưa xong với thời hạn để ngỏ, những chỉ tiêu \
               với số đã đạt. Không bao giờ ghi đè; chạy lần thứ hai thì không ghi gì.",
    },
    CommandWords {
        name: "import",
        usage: "khacphuc import [TÙY CHỌN] --body <TỔ CHỨC> --year <NĂM> <TỆP>",
        about: "Lập bản thảo kế hoạch hay báo cáo từ văn bản cơ quan đã soạn",
        more: "Đọc văn bản từng phần, ghi tệp kế hoạch, báo cáo hay bản kiểm điểm và một hồ sơ cho mỗi khuyết điểm \
               được nêu. Phần nào cũng ghi nó ở chỗ nào trong văn bản. Những gì không ở trong bản thảo nào thì được \
               in ra, và giữ trong một tệp bên cạnh cho đến khi có người xử lý. Không bao giờ ghi đè.",
    },
    CommandWords {
        name: "suggest",
        usage: "khacphuc suggest [TÙY CHỌN] <TỔ CHỨC> <NĂM>",
        about: "Đề xuất hồ sơ nào có lẽ tiếp tục hồ sơ nào của năm trước",
        more: "So các hồ sơ của một năm với hồ sơ của năm kế hoạch trước: lời văn, chỉ tiêu, văn bản được viện dẫn, \
               lĩnh vực và đơn vị. In ra những dòng để dán vào `carries`, kèm lý do và mức chắc chắn. Lệnh không ghi \
               gì; điều đề xuất chỉ là phỏng đoán cho đến khi có người xem lại.",
    },
    CommandWords {
        name: "owners",
        usage: "khacphuc owners [TÙY CHỌN]",
        about: "In tệp CODEOWNERS, từ các đơn vị và ai chủ trì việc gì",
        more: "Nhờ tệp ấy, máy chủ mã nguồn đề nghị đơn vị chủ trì một hồ sơ hay một kế hoạch xem lại thay \
               đổi của nó. Tài khoản của các đơn vị ghi trong khacphuc.toml: [[owners]] of = \
               \"tay-ninh/vp\", accounts = [\"@nhom/vp\"].",
    },
    CommandWords {
        name: "freeze",
        usage: "khacphuc freeze [TÙY CHỌN] <TỔ CHỨC> <NĂM>",
        about: "Niêm phong một năm: đưa năm ấy vào hồ sơ lưu trữ chứng minh được là không đổi",
        more: "Ghi cho mỗi bản (công khai, nội bộ) một hồ sơ BagIt (RFC 8493), ở dạng thư mục và .zip: các trang của \
               năm như đã công bố, dữ liệu, và trong bản nội bộ cả tệp nguồn. Tệp frozen.sha256, ghi cạnh nguồn, \
               giữ mã băm của nguồn: từ đó nguồn bị sửa là lỗi, điều sai thì đính chính, và các trang của năm được \
               chép nguyên từ hồ sơ.",
    },
    CommandWords {
        name: "verify",
        usage: "khacphuc verify [TÙY CHỌN] <HỒ SƠ>...",
        about: "Cho biết hồ sơ hay trang web còn nguyên như khi lập không",
        more: "Tìm những gì bị sửa, mất, thêm hay đổi tên trong hồ sơ của các năm đã niêm phong (thư mục hay .zip) và \
               trong trang web do `build` ghi, và xem chữ ký. Mã kết thúc: 0 còn nguyên, 1 có chỗ khác, 2 gọi sai \
               hoặc máy trục trặc.",
    },
    CommandWords {
        name: "init",
        usage: "khacphuc init [TÙY CHỌN] <THƯ MỤC>",
        about: "Tạo một trang web nhỏ để bắt đầu",
        more: "",
    },
    CommandWords {
        name: "completions",
        usage: "khacphuc completions [TÙY CHỌN] <SHELL>",
        about: "In phần tự điền lệnh cho một shell",
        more: "",
    },
];

const AFTER: &str = "\
Trang web đầu tiên:
  khacphuc init trang-web && cd trang-web
  khacphuc build                 # rồi mở public/index.html

Hằng ngày:
  khacphuc check                 # mọi lỗi và phát hiện, kèm tệp, dòng và cách viết đúng
  khacphuc list deadlines --due-within 30d   # những việc đến hạn trong 30 ngày tới
  khacphuc diff 2023-01-01..2023-12-31       # những gì thay đổi trong hồ sơ giữa hai ngày
  khacphuc serve --open          # xem trang trong trình duyệt khi đang viết
  khacphuc new deficiency        # một hồ sơ mới, hỏi từng bước
  khacphuc carry-forward tay-ninh 2024   # kế hoạch và hồ sơ năm nay, từ những gì năm trước để lại
  khacphuc import ke-hoach.docx --body tay-ninh --year 2024   # bản thảo từ văn bản Word
  khacphuc suggest tay-ninh 2024         # hồ sơ nào có lẽ tiếp tục hồ sơ năm trước
  khacphuc build --edition internal --out /srv/intranet/khacphuc

Nội dung gồm mỗi tổ chức và mỗi năm một thư mục, mỗi khuyết điểm một tệp:
  content/tay-ninh/index.md          kind: body
  content/tay-ninh/2023/plan.md      kind: plan
  content/tay-ninh/2021/ma-tuy.md    kind: deficiency, status: partly-fixed
Tệp của năm sau có cùng `deficiency:` thì nối tiếp tệp này; không cần ghi gì thêm.

Mã kết thúc: 0 ổn, 1 nội dung có lỗi, 2 gọi sai hoặc máy trục trặc, 3 không có gì để liệt kê.";

/// An option or argument: its name, what its value is called, and what it is for.
type ArgWords = (&'static str, &'static str, &'static str);

const ARGS: &[ArgWords] = &[
    ("content", "THƯ MỤC", "Thư mục chứa nội dung"),
    ("config", "TỆP", "Tệp thiết lập; không ghi thì dùng khacphuc.toml nếu có"),
    ("edition", "BẢN", "Bản được dựng: public (những gì ai cũng được đọc), internal (tất cả)"),
    (
        "as_of",
        "NĂM-THÁNG-NGÀY",
        "Ngày mà trang web nói đúng: nó quyết định điều gì là trễ hạn [mặc định: hôm nay]",
    ),
    (
        "language",
        "NGÔN NGỮ",
        "Ngôn ngữ của nhãn và thông báo: vi, en [mặc định: theo khacphuc.toml; không có thì nhãn là vi, thông báo \
         theo máy]",
    ),
    (
        "at",
        "BẢN|NĂM-THÁNG-NGÀY",
        "Trang web đúng như kho git lúc ấy: ở một bản, hay cuối một ngày trên dòng của HEAD. Nội dung, thiết lập và \
         giao diện lấy từ commit ấy; ngày của --as-of cũng vậy, trừ khi ghi ngày khác",
    ),
    (
        "span",
        "BẢN|NGÀY[..BẢN|NGÀY]",
        "Từ đâu đến đâu, theo bản git hay ngày (2023-01-01..2023-12-31); chỉ ghi một thì tính đến HEAD",
    ),
    ("diff_format", "DẠNG", "Cách in: cho người đọc (human), JSON (json), hoặc lược đồ JSON của nó (schema)"),
    (
        "page",
        "TỆP",
        "Ghi thành một trang theo giao diện của trang web thay cho việc in ra: chỉ một tệp, mở ở đâu cũng được",
    ),
    ("timings", "", "In thời gian của từng chặng"),
    ("out", "THƯ MỤC", "Thư mục để ghi trang web; tệp không do khacphuc ghi thì không bị động đến"),
    ("no_wait", "", "Thôi ngay nếu một lần dựng khác đang ghi vào cùng thư mục, thay vì đợi cho xong"),
    (
        "pdf",
        "",
        "Ghi thêm văn bản theo thể thức, phần rà soát và chuỗi theo dõi thành PDF/A, bên cạnh trang của chúng",
    ),
    ("port", "CỔNG", "Cổng phục vụ [mặc định: cổng trống đầu tiên kể từ 1931]"),
    ("open", "", "Mở trang web trong trình duyệt"),
    ("commit", "TÊN <THƯ>", "Mỗi lần lưu từ biểu mẫu là một commit đứng tên này; không bao giờ push"),
    ("poll", "", "Xem lại tệp mỗi giây, cho ổ đĩa mạng, vì ổ đĩa mạng không báo khi có thay đổi"),
    (
        "file",
        "TỆP",
        "Văn bản cần đọc: .docx, .txt, .md hoặc .html; .doc, .odt và .rtf nếu máy có LibreOffice",
    ),
    ("body", "TỔ CHỨC", "Tổ chức, theo tên thư mục"),
    ("year", "NĂM", "Năm của kế hoạch"),
    ("title", "TÊN", "Tên; tên tệp được lập từ đây"),
    ("name", "TÊN", "Tên chính thức đầy đủ, nếu khác"),
    ("code", "MÃ", "Mã trong số văn bản, ví dụ TĐTN"),
    ("area", "LĨNH VỰC", "Lĩnh vực, theo mã hoặc tên"),
    ("lead", "ĐƠN VỊ", "Đơn vị chủ trì, theo mã hoặc tên"),
    ("coordinate", "ĐƠN VỊ", "Các đơn vị phối hợp, theo mã hoặc tên, cách nhau bằng dấu phẩy"),
    ("monitor", "ĐƠN VỊ", "Các đơn vị theo dõi, theo mã hoặc tên, cách nhau bằng dấu phẩy"),
    ("internal", "", "Không đưa vào bản công khai"),
    (
        "what",
        "GÌ",
        "Liệt kê gì: deficiencies (khuyết điểm), measures (giải pháp), deadlines (việc và báo cáo có \
         ngày), reports (báo cáo phải nộp)",
    ),
    ("late", "", "Chỉ những gì quá hạn"),
    (
        "due_within",
        "KHOẢNG",
        "Chỉ những gì đến hạn trong khoảng ấy: 30d (ngày), 4w (tuần), 3m (tháng), 1y (năm)",
    ),
    ("unit", "ĐƠN VỊ", "Chỉ những gì liên quan đến một đơn vị, theo mã, dưới mọi tên đã có"),
    (
        "state",
        "TÌNH TRẠNG",
        "Chỉ những gì ở một trong các tình trạng này, cách nhau bằng dấu phẩy; ghi sai thì được kể những \
         tình trạng có",
    ),
    (
        "list_format",
        "DẠNG",
        "Dạng ghi: table (bảng), csv (các cột như bảng của trang web), json (mỗi mục một đối tượng), \
         schema (lược đồ JSON của dạng đó), ics (lịch, chỉ cho deadlines)",
    ),
    (
        "check_format",
        "DẠNG",
        "Báo bằng dạng nào: human (trích đoạn cho người đọc), json (mỗi điều một đối tượng), schema (lược \
         đồ JSON của dạng đó), sarif (SARIF 2.1.0), github (lệnh của workflow), gitlab (báo cáo code \
         quality), rdjson (dạng của reviewdog)",
    ),
    (
        "changed_since",
        "BẢN GIT",
        "Chỉ những điều chưa có ở chỗ nhánh này tách khỏi bản git ấy, dù dòng nay đã dời đi đâu",
    ),
    (
        "as_unit",
        "ĐƠN VỊ",
        "Chỉ những điều liên quan đến một đơn vị, theo mã hoặc tổ-chức/mã: những hồ sơ và kế hoạch nêu đơn \
         vị đó",
    ),
    ("fix", "", "Sửa những gì chỉ có một cách sửa: cho xem thay đổi, hỏi, rồi ghi"),
    ("yes", "", "Ghi thay đổi của --fix mà không hỏi"),
    (
        "ci",
        "MÁY CHỦ",
        "Ghi thêm tệp kiểm tra cho máy chủ mã nguồn: gitlab, github, gitea; đã có trang web thì chỉ ghi tệp ấy",
    ),
    (
        "cms",
        "CMS",
        "Ghi thêm thiết lập của một CMS để sửa nội dung trong trình duyệt: decap, sveltia; đã có trang web thì chỉ \
         ghi thiết lập ấy",
    ),
    ("renew", "", "Lập lại các mục của CMS theo nội dung"),
    ("up_to_date", "TỆP", "So với tệp này thay vì in ra; mã kết thúc 1 nếu tệp ấy không còn đúng"),
    (
        "bags",
        "THƯ MỤC",
        "Thư mục để ghi hồ sơ [mặc định: `folder` ở [archive] trong phần thiết lập, không có thì archive]",
    ),
    ("only", "BẢN", "Chỉ lập hồ sơ của bản này [mặc định: cả hai]"),
    ("sign", "KHÓA", "Ký hồ sơ bằng khóa này, qua ssh-keygen"),
    ("places", "HỒ SƠ", "Hồ sơ, là thư mục hay .zip, hoặc thư mục của trang web"),
    (
        "allowed_signers",
        "TỆP",
        "Tệp ghi những ai được ký (ALLOWED SIGNERS của ssh-keygen); hồ sơ không có chữ ký như vậy bị từ chối",
    ),
    ("dry_run", "", "Chỉ cho xem cây tệp và từng tệp, không ghi gì"),
    ("dir", "THƯ MỤC", "Thư mục để tạo trang web"),
    ("shell", "SHELL", "Shell cần tự điền lệnh: bash, elvish, fish, powershell, zsh"),
    ("help", "", "In hướng dẫn (`-h` in bản ngắn)"),
    ("version", "", "In phiên bản"),
];

const TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

fn in_vietnamese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let command = match name == "khacphuc" {
        true => command
            .disable_version_flag(true)
            .after_long_help(AFTER)
            .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version)),
        false => command,
    };
    let command = command
        .subcommand_help_heading("Lệnh")
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .help_template(TEMPLATE)
        .mut_args(arg_in_vietnamese)
        .mut_subcommands(in_vietnamese);
    let Some(words) = COMMANDS.iter().find(|words| words.name == name) else { return command };
    let long = [words.about, words.more].join("\n\n");
    command.override_usage(words.usage).about(words.about).long_about(long.trim_end().to_owned())
}

fn arg_in_vietnamese(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Đối số" } else { "Tùy chọn" };
    let name = arg.get_id().to_string();
    let mut arg = arg.help_heading(heading);
    let Some((_, value, help)) = ARGS.iter().find(|(known, _, _)| *known == name) else { return arg };
    let mut help = (*help).to_owned();
    if arg.get_action().takes_values() {
        let defaults = arg.get_default_values().iter().map(|value| value.to_string_lossy());
        let defaults = defaults.collect::<Vec<_>>().join(", ");
        if !defaults.is_empty() {
            help = format!("{help} [mặc định: {defaults}]");
        }
        arg = arg.value_name(value).hide_default_value(true).hide_possible_values(true);
    }
    // Without its own text, `--help` would give the English one of the declaration.
    arg.long_help(help.clone()).help(help)
}

/// What is wrong with a call, and the help that was asked for, as they are printed.
pub(super) fn wording(error: &Error, language: Language) -> String {
    let is_shown_as_it_is =
        !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if language == Language::En || is_shown_as_it_is {
        return error.render().to_string();
    }
    let get = |kind| error.get(kind).map(plain).unwrap_or_default();
    let (arg, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("không có lệnh `{}`", get(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("không có tùy chọn hay đối số `{arg}`"),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{arg}` còn thiếu giá trị"),
        ErrorKind::InvalidValue => format!("`{value}` không dùng được cho `{arg}`"),
        ErrorKind::ValueValidation => match error.source() {
            Some(reason) => format!("`{arg}`: {reason}"),
            None => format!("`{value}` không dùng được cho `{arg}`"),
        },
        ErrorKind::NoEquals => format!("`{arg}` cần dấu bằng trước giá trị"),
        ErrorKind::TooManyValues => format!("`{arg}` không nhận giá trị `{value}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("`{arg}` còn thiếu giá trị"),
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            prior if prior == arg || prior.is_empty() => format!("`{arg}` chỉ được ghi một lần"),
            prior => format!("`{arg}` không dùng cùng với `{prior}`"),
        },
        ErrorKind::MissingRequiredArgument => format!("còn thiếu: {arg}"),
        ErrorKind::MissingSubcommand => "còn thiếu lệnh".to_owned(),
        ErrorKind::InvalidUtf8 => "lời gọi không phải là văn bản UTF-8".to_owned(),
        _ => "lời gọi không đúng".to_owned(),
    };
    let meant =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue].map(get);
    let meant = meant.iter().find(|meant| !meant.is_empty());
    let meant = meant.map(|meant| format!("\n  có phải là `{meant}`?\n")).unwrap_or_default();
    let allowed = match get(ContextKind::ValidValue) {
        allowed if allowed.is_empty() => String::new(),
        allowed => format!("  có thể dùng: {allowed}\n"),
    };
    let usage = match get(ContextKind::Usage) {
        usage if usage.is_empty() => String::new(),
        usage => format!("\nCách dùng: {}\n", usage.trim_start_matches("Usage: ")),
    };
    format!("lỗi: {what}\n{allowed}{meant}{usage}\nXem thêm: `--help`.\n")
}

/// A value as it is written, without colours.
fn plain(value: &ContextValue) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    /// The names of all commands, and those of what each takes.
    fn names(command: &Command, commands: &mut Vec<String>, args: &mut Vec<String>) {
        commands.push(command.get_name().to_owned());
        args.extend(command.get_arguments().map(|arg| arg.get_id().to_string()));
        command.get_subcommands().for_each(|command| names(command, commands, args));
    }

    #[test]
    fn every_word_of_the_help_is_in_vietnamese() {
        let (mut commands, mut args) = (Vec::new(), vec!["help".to_owned(), "version".to_owned()]);
        names(&Cli::command(), &mut commands, &mut args);
        commands.sort();
        args.sort();
        args.dedup();
        let mut known: Vec<_> = COMMANDS.iter().map(|words| words.name).collect();
        known.sort();
        assert_eq!(commands, known);
        let mut known: Vec<_> = ARGS.iter().map(|(name, _, _)| *name).collect();
        known.sort();
        assert_eq!(args, known);
    }

    #[test]
    fn no_english_is_left_in_the_vietnamese_help() {
        let mut command = speak(Cli::command(), Language::Vi);
        command.clone().debug_assert();
        let mut pages = vec![command.render_long_help().to_string()];
        let subcommands = command.get_subcommands_mut();
        pages.extend(subcommands.map(|command| command.render_long_help().to_string()));
        for page in pages {
            for word in
                ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "default", "Print", "possible"]
            {
                assert!(!page.contains(word), "{word} in:\n{page}");
            }
        }
    }
}
