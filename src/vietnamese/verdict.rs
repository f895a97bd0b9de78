//! Verdict: what a reviewer says of a deficiency in one sentence.
//!
//! Takes a sentence; gives the one thing that it says, or none. It stands apart because a status is held against it,
//! and read from it, by the same rule: what says anything else as well is not read.

use crate::vietnamese::letters;

/// What a sentence says of a deficiency, where it says one thing only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Đã khắc phục.
    Fixed,
    /// Khắc phục một phần.
    Partly,
    /// Chưa khắc phục xong nhưng có chuyển biến.
    Improving,
    /// Chưa khắc phục.
    NotFixed,
}

impl Verdict {
    /// What a sentence says. One with any word more than it takes may say something else as well: `đã khắc phục
    /// bước đầu`, `chưa khắc phục hết`.
    pub fn read(sentence: &str) -> Option<Self> {
        const LEADS: [&str; 3] = ["ket luan:", "danh gia:", "ket qua:"];
        const WHAT: [&str; 5] =
            ["khuyet diem", "han che", "khuyet diem nay", "han che nay", "han che, khuyet diem"];
        const FIXED: [&str; 6] = [
            "da khac phuc",
            "da duoc khac phuc",
            "da khac phuc duoc",
            "khac phuc xong",
            "fixed",
            "fully fixed",
        ];
        const WHOLLY: [&str; 5] = ["xong", "hoan toan", "dut diem", "triet de", "duoc"];
        const PARTLY: [&str; 7] = [
            "khac phuc mot phan",
            "khac phuc duoc mot phan",
            "da khac phuc mot phan",
            "da khac phuc duoc mot phan",
            "duoc khac phuc mot phan",
            "da duoc khac phuc mot phan",
            "partly fixed",
        ];
        const NOT_FIXED: [&str; 6] = [
            "chua khac phuc",
            "chua khac phuc duoc",
            "chua duoc khac phuc",
            "khong khac phuc",
            "khong khac phuc duoc",
            "not fixed",
        ];
        const IMPROVING: [&str; 6] = [
            "co chuyen bien",
            "co chuyen bien tot",
            "co chuyen bien tich cuc",
            "co su chuyen bien",
            "co su chuyen bien tot",
            "co su chuyen bien tich cuc",
        ];
        const BUT: [&str; 6] = [" nhung ", ", nhung ", " nhung da ", ", nhung da ", " song ", " song da "];
        const WHOLLY_NOT: [&str; 4] = ["hoan toan", "triet de", "dut diem", "xong"];
        let sentence = letters::same_name(sentence);
        let sentence = LEADS.iter().find_map(|lead| sentence.strip_prefix(lead)).unwrap_or(&sentence).trim();
        let sentence =
            WHAT.iter().find_map(|what| sentence.strip_suffix(what)).unwrap_or(sentence).trim_end();
        // `Khuyết điểm đã được khắc phục một phần` says it of the same thing.
        let sentence = WHAT
            .iter()
            .filter_map(|what| sentence.strip_prefix(what))
            .find_map(|rest| rest.strip_prefix(' '))
            .unwrap_or(sentence);
        let wholly = WHOLLY.iter().find_map(|word| sentence.strip_suffix(word)).map(str::trim_end);
        let is_improving = BUT.iter().filter_map(|but| sentence.split_once(but)).any(|(before, behind)| {
            let before =
                WHOLLY_NOT.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before).trim_end();
            NOT_FIXED.contains(&before) && IMPROVING.contains(&behind)
        });
        match sentence {
            _ if FIXED.contains(&sentence) || wholly.is_some_and(|rest| FIXED.contains(&rest)) => {
                Some(Self::Fixed)
            }
            _ if PARTLY.contains(&sentence) => Some(Self::Partly),
            _ if is_improving => Some(Self::Improving),
            _ if NOT_FIXED.contains(&sentence) => Some(Self::NotFixed),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sentence_that_says_one_thing_is_read() {
        let said = Verdict::read;
        for text in [
            "Đã khắc phục",
            "Kết luận: đã khắc phục hoàn toàn",
            "Fixed",
            "Khắc phục xong",
            "Đã khắc phục dứt điểm khuyết điểm này",
        ] {
            assert!(said(text) == Some(Verdict::Fixed), "{text}");
        }
        for text in ["Chưa khắc phục", "Kết luận: Chưa khắc phục", "Không khắc phục được"]
        {
            assert!(said(text) == Some(Verdict::NotFixed), "{text}");
        }
        for text in ["Khắc phục được một phần", "Khuyết điểm đã được khắc phục một phần"]
        {
            assert!(said(text) == Some(Verdict::Partly), "{text}");
        }
        let text = "Khuyết điểm chưa khắc phục hoàn toàn nhưng có chuyển biến tốt";
        assert!(said(text) == Some(Verdict::Improving));
        for text in [
            "Đã khắc phục được phần lớn; phần chưa khắc phục chuyển sang năm sau",
            "Đã khắc phục được 3/5 nội dung; còn 2 nội dung chưa khắc phục",
            "Chưa khắc phục xong nhưng đã khắc phục được một phần",
            "Chưa khắc phục dứt điểm, tuy có tiến bộ",
            "Đã khắc phục xong việc củng cố đội; việc tuyên truyền chưa",
            "Chưa khắc phục hết",
            "Khuyết điểm chưa được khắc phục triệt để",
            "Đã khắc phục bước đầu",
            "Đã khắc phục một số nội dung",
            "Đã khắc phục đáng kể",
            "Đã khắc phục nhưng còn chậm",
            "Chưa khắc phục đầy đủ",
            "Chưa khắc phục kịp thời",
            "Khắc phục một phần, phần còn lại đã khắc phục trong năm",
            "Cần làm thêm",
        ] {
            assert!(said(text).is_none(), "{text}");
        }
    }
}
