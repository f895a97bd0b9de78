//! Marker: what officials put before a heading or an item.
//!
//! Takes the words of a line; gives its number or bullet, and where the words behind it begin. It stands apart
//! because whether a line is a heading or an item is told by its neighbours, not by its marker.

/// What a line begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// `-`, `+`, `–`, `•`.
    Bullet,
    /// `*`, which officials put before a label.
    Star,
    /// `III.`, `II./`, `I/`.
    Roman(u32),
    /// `1.`, `1.2`, `1)`.
    Number(Vec<u32>),
    /// `a)`, `đ)`.
    Letter(char),
}

/// The marker that a line begins with, and the byte where the words behind it begin.
pub fn read(line: &str) -> Option<(Marker, usize)> {
    let (word, rest) = line.split_once(char::is_whitespace)?;
    let start = line.len() - rest.trim_start().len();
    if start >= line.len() {
        return None;
    }
    let marker = match word {
        "-" | "+" | "–" | "—" | "•" | "·" | "●" | "○" | "▪" | "■" | "➢" => Marker::Bullet,
        "*" | "**" | "***" => Marker::Star,
        word => numbering(word, rest.trim_start())?,
    };
    Some((marker, start))
}

fn numbering(word: &str, rest: &str) -> Option<Marker> {
    let core = word.trim_end_matches(['.', ')', '/', '-', ':']);
    let is_closed = core.len() < word.len();
    if let Some(number) = roman(core).filter(|_| is_closed) {
        return Some(Marker::Roman(number));
    }
    let mut letters = core.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_lowercase()
        && (word.ends_with(')') || word.ends_with('.'))
    {
        return Some(Marker::Letter(letter));
    }
    let number = |part: &str| part.parse().ok().filter(|_| part.len() <= 2);
    let parts: Vec<u32> = core.split('.').map(number).collect::<Option<_>>()?;
    // `01 lớp tập huấn` begins with a figure. Some headings lost their dot: `2 Khuyết điểm 2: …`.
    let is_numbering = is_closed || parts.len() > 1 || super::naming::begins(rest);
    is_numbering.then_some(Marker::Number(parts))
}

/// A Roman number up to 39.
fn roman(word: &str) -> Option<u32> {
    let value = |letter| match letter {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = word.chars().take(8).map(value).collect::<Option<_>>()?;
    // `IV` and `IX`: what stands before something greater is taken away.
    let taken: u32 = values.windows(2).filter(|pair| pair[0] < pair[1]).map(|pair| pair[0]).sum();
    let all: u32 = values.iter().sum();
    all.checked_sub(2 * taken).filter(|number| *number > 0 && word.len() <= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_with_markers_or_with_words() {
        let marker = |line: &str| read(line).map(|(marker, start)| (marker, line[start..].to_owned()));
        let found = |marker: Marker, rest: &str| Some((marker, rest.to_owned()));
        assert_eq!(marker("III. KẾT QUẢ"), found(Marker::Roman(3), "KẾT QUẢ"));
        assert_eq!(marker("II./ NỘI DUNG"), found(Marker::Roman(2), "NỘI DUNG"));
        assert_eq!(marker("IX. A"), found(Marker::Roman(9), "A"));
        assert_eq!(marker("1.2. Kết quả"), found(Marker::Number(vec![1, 2]), "Kết quả"));
        assert_eq!(
            marker("2 Khuyết điểm 2: Họp trễ"),
            found(Marker::Number(vec![2]), "Khuyết điểm 2: Họp trễ")
        );
        assert_eq!(marker("đ) Kiểm tra"), found(Marker::Letter('đ'), "Kiểm tra"));
        assert_eq!(marker("- Kiểm tra"), found(Marker::Bullet, "Kiểm tra"));
        for words in ["01 lớp tập huấn", "94/2010/NĐ-CP quy định", "Khuyết điểm 1", "-", "2021. Năm"]
        {
            assert_eq!(marker(words), None, "{words}");
        }
    }
}
