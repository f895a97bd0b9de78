//! Documents: which official document each number means.
//!
//! Takes the cards of all files and the register; gives the list of documents, the meaning of every number
//! mentioned, and what is doubtful about it. It stands apart from the other steps because it runs on the whole
//! site at once, not volume by volume.
//!
//! A number alone does not identify a document, since bodies of several provinces use the same code. The date
//! printed beside the number decides first; then the code, which in a body's own papers means that body.

use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::register::{Register, RegisterEntry};
use crate::model::documents::Documents;
use crate::model::ledger::{IssuerRef, OfficialDocument, OfficialId, PaperRef};
use crate::model::marks::Names;
use crate::model::outline::{About, Doubt, Meaning, Mention, Named, Outline};
use crate::source::ContentPath;
use crate::source::{Located, Place};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::{Lexicon, slug};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Finds every document with a number, and what each citation and reference means.
pub fn identify(outline: &Outline, register: Option<&Register>) -> (Documents, Vec<Diagnostic>) {
    let mut index = Index {
        outline,
        documents: Vec::new(),
        by_number: BTreeMap::new(),
        of_paper: BTreeMap::new(),
        meant: BTreeMap::new(),
        entries: Vec::new(),
        named: Vec::new(),
        diagnostics: Vec::new(),
    };
    index.add_papers();
    if let Some(register) = register {
        index.add_register(register);
    }
    index.relate();
    if let Some(register) = register {
        index.relate_register(register);
    }
    index.relate_back();
    index.cite();
    index.finish()
}

struct Index<'o> {
    outline: &'o Outline,
    documents: Vec<OfficialDocument>,
    by_number: BTreeMap<DocumentNumber, Vec<usize>>,
    of_paper: BTreeMap<ContentPath, usize>,
    /// The meaning of each mention, as found when it was first met.
    meant: BTreeMap<Mention, Meant>,
    /// The document of each entry of the register; none for one that is there twice.
    entries: Vec<Option<usize>>,
    /// Numbers that the register names, and where.
    named: Vec<(Mention, Place)>,
    diagnostics: Vec<Diagnostic>,
}

/// The meaning of a number.
#[derive(Debug, Clone)]
enum Meant {
    One(usize),
    Nothing,
    Several(Vec<usize>),
}

impl<'o> Index<'o> {
    fn push(&mut self, document: OfficialDocument) -> usize {
        let index = self.documents.len();
        self.by_number.entry(document.number.clone()).or_default().push(index);
        self.documents.push(document);
        index
    }

    fn with_number(&self, number: &DocumentNumber) -> &[usize] {
        self.by_number.get(number).map_or(&[], Vec::as_slice)
    }

    fn add_papers(&mut self) {
        let outline = self.outline;
        for card in outline.cards.values() {
            let About::Paper { number: Some(number), date, .. } = &card.about else { continue };
            let mut document = blank(number.clone());
            document.issuer = card.path.body().and_then(|body| self.body_issuer(body));
            document.date = *date;
            document.subject = Some(card.entry.title.clone());
            document.paper = Some(card.path.clone());
            document.declared = true;
            let index = self.push(document);
            self.of_paper.insert(card.path.clone(), index);
        }
    }

    fn body(&self, id: &str) -> Option<(&'o str, Option<&'o str>)> {
        match &self.outline.bodies.get(id)?.about {
            About::Body { name, code, .. } => Some((name, code.as_deref())),
            _ => None,
        }
    }

    fn body_issuer(&self, id: &str) -> Option<IssuerRef> {
        let (name, _) = self.body(id)?;
        Some(IssuerRef { id: id.to_owned(), name: name.to_owned(), is_body: true })
    }

    fn add_register(&mut self, register: &Register) {
        let mut seen: BTreeMap<(DocumentNumber, Option<String>, Option<Date>), &RegisterEntry> =
            BTreeMap::new();
        for entry in &register.entries {
            let issuer = entry.issuer.as_ref().and_then(|issuer| self.issuer(register, issuer));
            let identity =
                (entry.number.value.clone(), issuer.as_ref().map(|issuer| issuer.id.clone()), entry.date);
            if let Some(first) = seen.get(&identity) {
                self.diagnostics.push(
                    Diagnostic::new(Code::DocumentTwice, entry.number.place.clone())
                        .with("found", entry.number.value.as_str())
                        .and(first.number.place.clone(), Remark::FirstHere),
                );
                self.entries.push(None);
                continue;
            }
            seen.insert(identity, entry);
            let document = self.add_entry(entry, issuer);
            self.entries.push(Some(document));
        }
    }

    fn issuer(&mut self, register: &Register, id: &Located<String>) -> Option<IssuerRef> {
        let own = register.issuers.iter().find(|issuer| issuer.id.value == id.value);
        let own =
            own.map(|issuer| IssuerRef { id: id.value.clone(), name: issuer.name.clone(), is_body: false });
        let found = own.or_else(|| self.body_issuer(&id.value));
        if found.is_none() {
            let issuers = register.issuers.iter().map(|issuer| issuer.id.value.as_str());
            let known = issuers.chain(self.outline.bodies.keys().map(String::as_str));
            self.diagnostics.push(Diagnostic::unknown(Code::UnknownIssuer, id, known));
        }
        found
    }

    /// An entry for a document of the content adds to it; any other is a document of its own.
    fn add_entry(&mut self, entry: &RegisterEntry, issuer: Option<IssuerRef>) -> usize {
        let same = |document: &OfficialDocument| {
            document.paper.is_some()
                && agrees(document.issuer.as_ref(), issuer.as_ref())
                && agrees(document.date.as_ref(), entry.date.as_ref())
        };
        let known = self.with_number(&entry.number.value).iter().copied();
        let known = known.into_iter().find(|index| same(&self.documents[*index]));
        let index = known.unwrap_or_else(|| self.push(blank(entry.number.value.clone())));
        let document = &mut self.documents[index];
        document.declared = true;
        document.kind = entry.kind.clone().or(document.kind.take());
        document.issuer = issuer.or(document.issuer.take());
        document.date = entry.date.or(document.date);
        document.period = entry.period;
        document.subject = entry.subject.clone().or(document.subject.take());
        document.note = entry.note.as_ref().map(|note| note.text.clone());
        index
    }

    /// What a mention means, by the documents known so far.
    fn find(&self, mention: &Mention) -> Meant {
        let all = self.with_number(&mention.number).to_vec();
        let is_of = |index: &usize| mention.date.is_some() && self.documents[*index].date == mention.date;
        let dated: Vec<usize> = all.iter().copied().filter(is_of).collect();
        let candidates = match dated.as_slice() {
            // A day that no document of the number has decides nothing.
            [] => self.of_own_code(mention, all),
            [_] => dated,
            _ => self.of_own_code(mention, dated),
        };
        match candidates.as_slice() {
            [] => Meant::Nothing,
            [one] => Meant::One(*one),
            _ => Meant::Several(candidates),
        }
    }

    /// Narrows candidates: in a body's own papers, its code means that body.
    fn of_own_code(&self, mention: &Mention, candidates: Vec<usize>) -> Vec<usize> {
        let Some(id) = mention.body.as_deref().filter(|id| self.is_own_code(&mention.number, id)) else {
            return candidates;
        };
        let is_own =
            |index: &usize| self.documents[*index].issuer.as_ref().is_none_or(|issuer| issuer.id == id);
        candidates.into_iter().filter(is_own).collect()
    }

    fn is_own_code(&self, number: &DocumentNumber, body: &str) -> bool {
        self.body(body).is_some_and(|(_, code)| code == Some(number.issuer_code.as_str()))
    }

    /// The document that a mention means, which is added to the list where nothing declares it. None when it
    /// may mean several.
    fn mean(&mut self, mention: Mention) -> Option<usize> {
        let found = match self.meant.get(&mention) {
            Some(found) => found.clone(),
            None => {
                let found = match self.find(&mention) {
                    Meant::Nothing => {
                        let mut document = blank(mention.number.clone());
                        let body = mention.body.as_deref();
                        let body = body.filter(|body| self.is_own_code(&mention.number, body));
                        document.issuer = body.and_then(|body| self.body_issuer(body));
                        document.date = mention.date;
                        Meant::One(self.push(document))
                    }
                    found => found,
                };
                self.meant.insert(mention, found.clone());
                found
            }
        };
        match found {
            Meant::One(index) => Some(index),
            Meant::Nothing | Meant::Several(_) => None,
        }
    }

    /// What a text of front matter refers to: a content path, or a number.
    fn refer(&mut self, text: &str, body: Option<&str>) -> Option<PaperRef> {
        let number = match self.outline.named(text)? {
            Named::Paper(path) => return Some(PaperRef::File(path)),
            Named::Number(number) => number,
        };
        let index = self.mean(Mention { body: body.map(Arc::from), number, date: None })?;
        Some(self.reference(index))
    }

    fn reference(&self, index: usize) -> PaperRef {
        match &self.documents[index].paper {
            Some(paper) => PaperRef::File(paper.clone()),
            None => PaperRef::Official(OfficialId(index)),
        }
    }

    /// Relations that front matter states.
    fn relate(&mut self) {
        let outline = self.outline;
        for card in outline.cards.values() {
            let body = card.path.body();
            match &card.about {
                About::Paper { implements, on, .. } => {
                    let this = PaperRef::File(card.path.clone());
                    for text in implements {
                        if let Some(target) = self.refer(text, body) {
                            self.add_back(&target, |document| &mut document.implemented_by, &this);
                        }
                    }
                    if let Some(target) = on.as_ref().and_then(|text| self.refer(text, body)) {
                        self.add_back(&target, |document| &mut document.reported_by, &this);
                    }
                }
                About::Record { plan: Some(plan), .. } => {
                    self.refer(plan, body);
                }
                About::Record { .. } | About::Body { .. } | About::Erratum { .. } | About::Page => {}
            }
        }
    }

    /// Relations that the register states.
    fn relate_register(&mut self, register: &Register) {
        for (entry, index) in register.entries.iter().zip(self.entries.clone()) {
            let issuer = entry.issuer.as_ref().map(|issuer| issuer.value.as_str());
            let Some(index) = index else { continue };
            let [implements, reported_by]: [Vec<PaperRef>; 2] = [&entry.implements, &entry.reported_by]
                .map(|named| named.iter().filter_map(|text| self.refer_located(text, issuer)).collect());
            let document = &mut self.documents[index];
            document.implements = implements;
            document.reported_by.retain(|known| !reported_by.contains(known));
            document.reported_by.splice(0..0, reported_by);
        }
    }

    fn refer_located(&mut self, text: &Located<String>, body: Option<&str>) -> Option<PaperRef> {
        let found = self.refer(&text.value, body);
        let number = DocumentNumber::parse(&text.value);
        match (&found, number) {
            (Some(PaperRef::File(_)), _) => {}
            (_, Some(number)) => {
                let mention = Mention { body: body.map(Arc::from), number, date: None };
                self.named.push((mention, text.place.clone()));
            }
            (_, None) => {
                let unknown = Diagnostic::unknown(Code::UnknownPlan, text, self.outline.papers());
                self.diagnostics.push(unknown);
            }
        }
        found
    }

    /// Adds the reverse of the relation "implements", as stated by the register and the content.
    fn relate_back(&mut self) {
        for index in 0..self.documents.len() {
            let this = self.reference(index);
            for target in self.documents[index].implements.clone() {
                self.add_back(&target, |document| &mut document.implemented_by, &this);
            }
        }
    }

    fn add_back(
        &mut self,
        target: &PaperRef,
        list: impl Fn(&mut OfficialDocument) -> &mut Vec<PaperRef>,
        this: &PaperRef,
    ) {
        let official = match target {
            PaperRef::Official(official) => Some(official.0),
            PaperRef::File(path) => self.of_paper.get(path).copied(),
            PaperRef::Paper(_) => None,
        };
        if let Some(official) = official {
            let list = list(&mut self.documents[official]);
            if !list.contains(this) {
                list.push(this.clone());
            }
        }
    }

    /// Every citation in running text.
    fn cite(&mut self) {
        let outline = self.outline;
        for card in outline.cards.values() {
            let body: Option<Arc<str>> = card.path.body().map(Arc::from);
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for ((number, date), times) in &card.mentions {
                let mention = Mention { body: body.clone(), number: number.clone(), date: *date };
                if let Some(index) = self.mean(mention) {
                    *counts.entry(index).or_default() += times;
                }
            }
            for (index, count) in counts {
                self.documents[index].cited_by.push((card.path.clone(), count));
            }
        }
    }

    /// What is doubtful about a mention.
    fn doubt(
        &self,
        mention: &Mention,
        found: &Meant,
        nearest: impl Fn(&DocumentNumber) -> Option<String>,
    ) -> Option<Doubt> {
        match found {
            Meant::Nothing => None,
            Meant::Several(candidates) => Some(Doubt::Ambiguous(self.issuers(candidates))),
            Meant::One(index) if self.documents[*index].declared => {
                let known = self.documents[*index].date?;
                mention.date.filter(|date| *date != known).map(|_| Doubt::OtherDay(known))
            }
            Meant::One(_) => {
                let others = self.with_number(&mention.number).iter().copied();
                let others: Vec<usize> = others.filter(|index| self.documents[*index].declared).collect();
                Some(match others.is_empty() {
                    true => Doubt::Undeclared(nearest(&mention.number)),
                    false => Doubt::Ambiguous(self.issuers(&others)),
                })
            }
        }
    }

    fn issuers(&self, documents: &[usize]) -> String {
        let names = documents.iter().filter_map(|index| self.documents[*index].issuer.as_ref());
        names.map(|issuer| issuer.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// What each mention means, and what is doubtful about it.
    fn doubts(&self) -> Vec<(Mention, Option<usize>, Option<Doubt>)> {
        let declared = || self.documents.iter().filter(|document| document.declared);
        let numbers = LazyLock::new(|| Lexicon::new(declared().map(|document| document.number.as_str())));
        // `TDTN` for `TĐTN` is the commonest slip; folded, the two are one.
        let nearest = |number: &DocumentNumber| numbers.nearest(number.as_str()).map(str::to_owned);
        let doubt = |(mention, found): (&Mention, &Meant)| {
            let document = match found {
                Meant::One(index) => Some(*index),
                Meant::Nothing | Meant::Several(_) => None,
            };
            (mention.clone(), document, self.doubt(mention, found, nearest))
        };
        self.meant.par_iter().map(doubt).collect()
    }

    /// Sorts the documents, and renumbers everything that refers to them.
    fn finish(mut self) -> (Documents, Vec<Diagnostic>) {
        let doubts = self.doubts();
        for (mention, place) in &self.named {
            let found = doubts.binary_search_by(|(other, ..)| other.cmp(mention));
            let doubt = found.ok().and_then(|at| doubts[at].2.as_ref());
            self.diagnostics.extend(doubt.map(|doubt| doubtful(doubt, &mention.number, place)));
        }
        let (mut list, order) = sorted(self.documents);
        for document in &mut list {
            let lists = [&mut document.implements, &mut document.implemented_by, &mut document.reported_by];
            for reference in lists.into_iter().flatten() {
                if let PaperRef::Official(id) = reference {
                    id.0 = order[id.0];
                }
            }
        }
        name_pages(&mut list);
        let meaning = |document: Option<usize>, doubt| Meaning {
            document: document.map(|index| OfficialId(order[index])),
            doubt,
        };
        let meanings =
            doubts.into_iter().map(|(mention, document, doubt)| (mention, meaning(document, doubt)));
        let of_paper = self.of_paper.into_iter().map(|(path, index)| (path, OfficialId(order[index])));
        let documents = Documents { list, meanings: meanings.collect(), of_paper: of_paper.collect() };
        (documents, self.diagnostics)
    }
}

/// The diagnostic for a doubtful number at a place.
pub(super) fn doubtful(doubt: &Doubt, number: &DocumentNumber, place: &Place) -> Diagnostic {
    match doubt {
        Doubt::Ambiguous(candidates) => Diagnostic::new(Code::DocumentAmbiguous, place.clone())
            .with("found", number.as_str())
            .with("candidates", candidates),
        Doubt::Undeclared(nearest) => {
            let mut report =
                Diagnostic::new(Code::DocumentUndeclared, place.clone()).with("found", number.as_str());
            report.nearest.clone_from(nearest);
            report
        }
        Doubt::OtherDay(known) => Diagnostic::new(Code::CitationDay, place.clone())
            .with("found", number.as_str())
            .with_day("day", *known),
    }
}

/// Gives documents their file names: the number alone, with the issuer where several share the number, and with
/// a counter where they share both.
fn name_pages(documents: &mut [OfficialDocument]) {
    let plain: Vec<String> = documents.iter().map(|document| slug(document.number.as_str())).collect();
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &plain {
        *shared.entry(slug).or_insert(0) += 1;
    }
    let mut names = Names::default();
    names.unused("index".to_owned());
    for (document, plain) in documents.iter_mut().zip(&plain) {
        let name = match &document.issuer {
            Some(issuer) if shared[plain.as_str()] > 1 => format!("{plain}-{}", slug(&issuer.id)),
            _ => plain.clone(),
        };
        document.page = names.unused(name);
    }
}

fn agrees<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn blank(number: DocumentNumber) -> OfficialDocument {
    OfficialDocument {
        kind: number.kind_name().map(str::to_owned),
        number,
        issuer: None,
        date: None,
        period: None,
        subject: None,
        note: None,
        paper: None,
        declared: false,
        implements: Vec::new(),
        implemented_by: Vec::new(),
        reported_by: Vec::new(),
        cited_by: Vec::new(),
        page: String::new(),
    }
}

/// The key that documents are sorted by.
fn in_order(document: &OfficialDocument) -> impl Ord {
    let OfficialDocument { number, issuer, date, .. } = document;
    (&number.kind, &number.issuer_code, number.sequence, number.year, issuer, date)
}

/// Sorts documents by their numbers, and gives the new index of each.
fn sorted(documents: Vec<OfficialDocument>) -> (Vec<OfficialDocument>, Vec<usize>) {
    let mut indexed: Vec<(usize, OfficialDocument)> = documents.into_iter().enumerate().collect();
    indexed.sort_by(|(_, a), (_, b)| in_order(a).cmp(&in_order(b)));
    let mut order = vec![0; indexed.len()];
    for (new, (old, _)) in indexed.iter().enumerate() {
        order[*old] = new;
    }
    (indexed.into_iter().map(|(_, document)| document).collect(), order)
}
