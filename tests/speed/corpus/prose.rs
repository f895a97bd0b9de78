//! Sentences, promises, deadlines and figures.

use super::model::{Day, Measure, Official, Part, Row, Status, Text};
use super::random::Random;
use super::words;
use std::rc::Rc;

/// The day on which a corpus is true; what is due before it is done, or late.
pub(crate) const AS_OF: Day = Day { year: 2024, month: 10, day: 31 };

/// Words of a promise, by their numbers in the lists: what a later year changes is one of them.
#[derive(Debug, Clone)]
pub(crate) struct Promise {
    deed: usize,
    object: usize,
    way: usize,
    end: usize,
    cites: Option<Rc<Official>>,
}

impl Promise {
    /// A new one.
    pub(crate) fn new(random: &mut Random, documents: &[Rc<Official>], year: usize) -> Self {
        Self {
            deed: random.below(words::DEEDS.len()),
            object: random.below(words::OBJECTS.len()),
            way: random.below(words::WAYS.len()),
            end: random.below(words::ENDS.len()),
            cites: random.chance(12).then(|| known(random, documents, year).clone()),
        }
    }

    /// The same one in other words.
    pub(crate) fn reworded(&self, random: &mut Random) -> Self {
        let way = (self.way + random.between(1, words::WAYS.len() - 1)) % words::WAYS.len();
        let end = if random.chance(50) { random.below(words::ENDS.len()) } else { self.end };
        Self { way, end, ..self.clone() }
    }

    /// Its words about `topic`.
    pub(crate) fn text(&self, topic: &str) -> Text {
        let [deed, object] = [words::DEEDS[self.deed], words::OBJECTS[self.object]];
        let [way, end] = [words::WAYS[self.way], words::ENDS[self.end]];
        let mut text = vec![Part::Words(format!("{deed} về {topic} {object}, {way}"))];
        if let Some(document) = &self.cites {
            text.push(Part::Words(", theo ".to_owned()));
            text.push(Part::Cite(document.clone()));
        }
        text.push(Part::Words(format!(", {end}")));
        text
    }
}

/// `count` sentences about what is wrong.
pub(crate) fn complaint(random: &mut Random, topic: &str, count: usize) -> Text {
    let sentences = (0..count).map(|index| {
        let opening = random.pick(&words::OPENINGS);
        let subject = random.pick(&words::SUBJECTS);
        let failing = random.pick(&words::FAILINGS);
        let outcome = random.pick(&words::OUTCOMES);
        let about = if index % 2 == 0 { format!(" về {topic}") } else { String::new() };
        format!("{opening}, {subject} {failing}{about}, {outcome}. ")
    });
    let text: String = sentences.collect();
    vec![Part::Words(text.trim_end().to_owned())]
}

/// `count` sentences about how it went.
pub(crate) fn judgement(random: &mut Random, topic: &str, count: usize) -> Text {
    let sentences = (0..count).map(|_| {
        let opening = random.pick(&words::OPENINGS);
        let judgement = random.pick(&words::JUDGEMENTS);
        let other = random.pick(&words::JUDGEMENTS);
        format!("{opening}, đối với {topic}, {judgement}; {other}. ")
    });
    let text: String = sentences.collect();
    vec![Part::Words(text.trim_end().to_owned())]
}

/// An entry of the log.
pub(crate) fn step(random: &mut Random, topic: &str) -> Text {
    let step = random.pick(&words::STEPS);
    let way = random.pick(&words::WAYS);
    vec![Part::Words(format!("{step} về {topic}, {way}"))]
}

/// One of the documents that there are in a year; the first one where there is none yet.
pub(crate) fn known<'d>(random: &mut Random, documents: &'d [Rc<Official>], year: usize) -> &'d Rc<Official> {
    let known: Vec<&Rc<Official>> = documents.iter().filter(|document| document.date.year < year).collect();
    if known.is_empty() { &documents[0] } else { known[random.below(known.len())] }
}

/// Adds a sentence that names a document.
pub(crate) fn cite(text: &mut Text, before: &str, document: &Rc<Official>) {
    text.push(Part::Words(format!(" {before} ")));
    text.push(Part::Cite(document.clone()));
    text.push(Part::Words(".".to_owned()));
}

/// A promise as it stands in the plan of `year`. Of an open deficiency the first one goes on as a rule; of one that is
/// fixed nearly all are done.
pub(crate) fn measure(random: &mut Random, text: &Text, year: usize, status: Status, first: bool) -> Measure {
    let text = text.clone();
    let unit = random.chance(15).then(|| random.pick(&words::UNITS[..6]).0);
    let goes_on = status.is_unresolved() && first && random.chance(93);
    if goes_on || random.chance(18) {
        let deadline = random.pick(&ENDLESS).replace('Y', &year.to_string());
        let done = !goes_on && (status == Status::Fixed || random.chance(60));
        return Measure { done, text, unit, struck: None, deadline: Some(deadline) };
    }
    if random.chance(2) {
        return Measure { done: true, text, unit, struck: None, deadline: None };
    }
    let (form, month, day) = *random.pick(&DATED);
    let done = is_done(random, (year, month, day), status);
    let write = |form: &str| form.replace('Y', &year.to_string());
    let earlier: Vec<&(&str, usize, usize)> =
        DATED.iter().filter(|(_, m, d)| (*m, *d) < (month, day)).collect();
    let struck = (!earlier.is_empty() && random.chance(8)).then(|| write(random.pick(&earlier).0));
    Measure { done, text, unit, struck, deadline: Some(write(form)) }
}

/// Whether what is due on a day is claimed done: nearly always, once the day has passed.
fn is_done(random: &mut Random, (year, month, day): (usize, usize, usize), status: Status) -> bool {
    let is_over = (year, month, day) <= (AS_OF.year, AS_OF.month, AS_OF.day);
    match (is_over, status) {
        (true, Status::Fixed) => !random.chance(1),
        (true, _) => !random.chance(4),
        (false, Status::Fixed) => true,
        (false, _) => random.chance(25),
    }
}

/// Forms of deadlines that can be missed, with the last good day. `Y` is the year of the plan.
const DATED: [(&str, usize, usize); 26] = [
    ("hoàn thành trong tháng 02/Y", 2, 28),
    ("trong tháng 3 năm Y", 3, 31),
    ("T4/Y", 4, 30),
    ("cuối tháng 5/Y", 5, 31),
    ("tháng 9", 9, 30),
    ("trong tháng 10/Y", 10, 31),
    ("hoàn thành trong quý I/Y", 3, 31),
    ("hoàn thành trong quý II/Y", 6, 30),
    ("quý 3 năm Y", 9, 30),
    ("Quí IV - Y", 12, 31),
    ("6 tháng đầu năm Y", 6, 30),
    ("sáu tháng cuối năm", 12, 31),
    ("thực hiện trong năm Y", 12, 31),
    ("đến hết năm Y", 12, 31),
    ("trước ngày 10/5/Y", 5, 9),
    ("trước tháng 6/Y", 5, 31),
    ("chậm nhất ngày 15/8/Y", 8, 15),
    ("đến hết ngày 20-11-Y", 11, 20),
    ("thực hiện từ tháng 3/Y đến hết năm", 12, 31),
    ("từ ngày 01/3/Y đến ngày 30/6/Y", 6, 30),
    ("từ quý I đến quý III/Y", 9, 30),
    ("tháng 3 - 6/Y", 6, 30),
    ("Y-07-31", 7, 31),
    ("Y-03-01/Y-10-15", 10, 15),
    ("by 31 March Y", 3, 31),
    ("by the end of September Y", 9, 30),
];

/// Forms of deadlines that nobody can miss.
const ENDLESS: [&str; 16] = [
    "thực hiện thường xuyên",
    "thường xuyên trong năm",
    "thực hiện thường xuyên, tập trung dịp Tết",
    "thường xuyên; cao điểm vào Tháng Thanh niên",
    "hằng tháng",
    "định kỳ hằng quý",
    "6 tháng/lần",
    "định kỳ 2 năm/lần",
    "ít nhất 01 lần/quý",
    "Quý I hằng năm",
    "trước ngày 05/11 hằng năm",
    "kể từ năm Y",
    "sau khi kết thúc đợt khảo sát",
    "trong vòng 30 ngày kể từ ngày ban hành",
    "quarterly",
    "R/P1M",
];

/// An indicator of a deficiency: what is counted, and how much of it.
#[derive(Debug, Clone)]
pub(crate) struct Gauge {
    counted: usize,
    level: usize,
}

impl Gauge {
    /// Some that differ in what they count.
    pub(crate) fn some(random: &mut Random) -> Vec<Self> {
        let start = random.below(words::COUNTED.len());
        let counted = |index: usize| (start + index * 5) % words::COUNTED.len();
        (0..random.between(2, 4))
            .map(|index| Self { counted: counted(index), level: random.between(8, 900) })
            .collect()
    }

    /// What it shows in one year.
    pub(crate) fn read(&self, random: &mut Random, about: &str) -> Row {
        let (what, unit) = words::COUNTED[self.counted];
        let target = self.level + random.below(self.level);
        let actual = target * random.between(60, 115) / 100;
        let (target, actual) = match unit {
            "%" => (percent(target % 60 * 10 + 400), percent(actual % 55 * 10 + random.between(300, 449))),
            "đồng" => (
                format!("{} triệu đồng", thousands(target)),
                format!("hơn {},{} tỷ đồng", actual / 400 + 1, actual % 9 + 1),
            ),
            "đơn vị" => (
                format!("{}/{}", target % 9 + 3, target % 9 + 3),
                format!("{}/{}", actual % 3 + 1, target % 9 + 3),
            ),
            "chi đoàn" => (format!("≥ {target}"), format!("{:02} / {actual}", actual % 9 + 1)),
            "ngày" => (format!("tối thiểu {} ngày", target % 60 + 20), format!("{} ngày", actual % 60 + 15)),
            _ => (bounded(random, target), bounded_below(random, actual)),
        };
        Row { name: format!("{what} về {about}"), target, actual, unit }
    }
}

/// A target as people write it.
fn bounded(random: &mut Random, number: usize) -> String {
    let shown = thousands(number * 7);
    match random.below(4) {
        0 => format!("ít nhất {shown}"),
        1 => format!("≥ {shown}"),
        2 => format!("{shown} trở lên"),
        _ => shown,
    }
}

/// A result as people write it.
fn bounded_below(random: &mut Random, number: usize) -> String {
    let shown = thousands(number * 7);
    if random.chance(15) { format!("hơn {shown}") } else { shown }
}

/// `1.805`.
fn thousands(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{}.{:03}", number / 1000, number % 1000),
    }
}

/// Tenths of a hundredth: `82,4%`.
fn percent(tenths: usize) -> String {
    format!("{},{}%", tenths / 10, tenths % 10)
}
