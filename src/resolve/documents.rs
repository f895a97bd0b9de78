//! Official documents: which one a number means.
//!
//! A number alone does not identify a document, since bodies of several provinces use one code.
//! Issuer and date do: the date printed beside the number decides first, then the code, which
//! in a body's own papers is its own.

use super::corpus::Corpus;
use crate::citation::DocumentNumber;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::model::document::{CitationHole, ContentPath, Document, Meta, Piece};
use crate::model::ledger::{IssuerRef, Ledger, OfficialDocument, OfficialId, PaperId, PaperRef};
use crate::model::register::{Register, RegisterEntry};
use crate::source::Located;
use crate::text;
use std::collections::{BTreeMap, BTreeSet};

/// Finds every document with a number, and what each citation and reference means.
pub(super) fn identify(corpus: &Corpus<'_>, ledger: &mut Ledger, diagnostics: &mut Vec<Diagnostic>) {
    let mut index = Index {
        corpus,
        documents: Vec::new(),
        by_number: BTreeMap::new(),
        by_path: BTreeMap::new(),
        plans: BTreeMap::new(),
        entries: Vec::new(),
        diagnostics,
    };
    index.add_papers(ledger);
    if let Some(register) = corpus.register {
        index.add_register(register);
    }
    index.relate(ledger);
    index.cite(ledger);
    let (documents, order) = sorted(index.documents);
    ledger.documents = documents;
    renumber(ledger, &order);
}

struct Index<'c> {
    corpus: &'c Corpus<'c>,
    documents: Vec<OfficialDocument>,
    by_number: BTreeMap<DocumentNumber, Vec<usize>>,
    by_path: BTreeMap<ContentPath, PaperId>,
    /// Plans of each folder.
    plans: BTreeMap<String, Vec<PaperId>>,
    /// The document of each entry of the register; none for one that is there twice.
    entries: Vec<Option<usize>>,
    diagnostics: &'c mut Vec<Diagnostic>,
}

/// What a number can mean.
enum Found {
    One(usize),
    Nothing,
    Several(Vec<usize>),
}

impl<'c> Index<'c> {
    fn push(&mut self, document: OfficialDocument) -> usize {
        let index = self.documents.len();
        self.by_number.entry(document.number.clone()).or_default().push(index);
        self.documents.push(document);
        index
    }

    fn with_number(&self, number: &DocumentNumber) -> Vec<usize> {
        self.by_number.get(number).cloned().unwrap_or_default()
    }

    fn add_papers(&mut self, ledger: &mut Ledger) {
        for (id, paper) in ledger.papers.iter_mut().enumerate() {
            let path = &paper.document.path;
            self.by_path.insert(path.clone(), PaperId(id));
            if matches!(paper.document.meta, Meta::Plan(_)) {
                self.plans.entry(path.folder().to_owned()).or_default().push(PaperId(id));
            }
            let Some(common) = paper.document.meta.paper() else { continue };
            let Some(number) = &common.number else { continue };
            let mut document = blank(number.value.clone());
            document.issuer = self.body_issuer(&paper.body);
            document.date = common.date;
            document.subject = Some(paper.document.title.value.clone());
            document.paper = Some(PaperId(id));
            document.declared = true;
            paper.official = Some(OfficialId(self.push(document)));
        }
    }

    fn body_issuer(&self, id: &str) -> Option<IssuerRef> {
        let (_, meta) = self.corpus.bodies.get(id)?;
        Some(IssuerRef { id: id.to_owned(), name: meta.name.clone(), is_body: true })
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
            let known = issuers.chain(self.corpus.bodies.keys().copied());
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
        let known =
            self.with_number(&entry.number.value).into_iter().find(|index| same(&self.documents[*index]));
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

    /// What `number`, printed with `date` in a file of `body`, means.
    fn find(&self, number: &DocumentNumber, date: Option<Date>, body: Option<&str>) -> Found {
        let mut candidates = self.with_number(number);
        if let Some(date) = date {
            let dated: Vec<usize> = candidates
                .iter()
                .copied()
                .filter(|index| self.documents[*index].date == Some(date))
                .collect();
            if !dated.is_empty() {
                candidates = dated;
            }
        }
        if candidates.len() > 1 || date.is_none() {
            candidates = self.of_own_code(number, body, candidates);
        }
        match candidates.as_slice() {
            [] => Found::Nothing,
            [one] => Found::One(*one),
            _ => Found::Several(candidates),
        }
    }

    /// In a body's own papers its own code means itself.
    fn of_own_code(&self, number: &DocumentNumber, body: Option<&str>, candidates: Vec<usize>) -> Vec<usize> {
        let Some((id, (_, meta))) = body.and_then(|id| self.corpus.bodies.get_key_value(id)) else {
            return candidates;
        };
        if meta.code.as_deref() != Some(number.issuer_code.as_str()) {
            return candidates;
        }
        let is_own =
            |index: &usize| self.documents[*index].issuer.as_ref().is_none_or(|issuer| issuer.id == **id);
        candidates.into_iter().filter(is_own).collect()
    }

    /// The document that a number means, which is made known where nobody declared it. Nothing
    /// when it may mean several.
    fn mean(
        &mut self,
        number: &DocumentNumber,
        date: Option<Date>,
        body: Option<&str>,
        place: &crate::source::Place,
    ) -> Option<usize> {
        match self.find(number, date, body) {
            Found::One(index) => Some(index),
            Found::Nothing => {
                let mut document = blank(number.clone());
                document.issuer = body.and_then(|body| self.own_issuer(number, body));
                document.date = date;
                Some(self.push(document))
            }
            Found::Several(candidates) => {
                self.report_ambiguous(number, &candidates, place);
                None
            }
        }
    }

    fn report_ambiguous(
        &mut self,
        number: &DocumentNumber,
        candidates: &[usize],
        place: &crate::source::Place,
    ) {
        let names = candidates.iter().filter_map(|index| self.documents[*index].issuer.as_ref());
        let names: Vec<&str> = names.map(|issuer| issuer.name.as_str()).collect();
        self.diagnostics.push(
            Diagnostic::new(Code::DocumentAmbiguous, place.clone())
                .with("found", number.as_str())
                .with("candidates", names.join(", ")),
        );
    }

    fn own_issuer(&self, number: &DocumentNumber, body: &str) -> Option<IssuerRef> {
        let (_, meta) = self.corpus.bodies.get(body)?;
        (meta.code.as_deref() == Some(number.issuer_code.as_str())).then(|| self.body_issuer(body))?
    }

    /// What front matter names: a content path, or a number.
    fn refer(&mut self, text: &Located<String>, body: Option<&str>) -> Option<PaperRef> {
        if let Some(paper) = self.by_path.get(&ContentPath::of_file(&text.value)) {
            return Some(PaperRef::Paper(*paper));
        }
        if let Some(number) = DocumentNumber::parse(&text.value) {
            let index = self.mean(&number, None, body, &text.place)?;
            if !self.documents[index].declared {
                self.report_undeclared(&number, &text.place);
            }
            return Some(match self.documents[index].paper {
                Some(paper) => PaperRef::Paper(paper),
                None => PaperRef::Official(OfficialId(index)),
            });
        }
        let known = self.by_path.keys().map(ContentPath::as_str);
        self.diagnostics.push(Diagnostic::unknown(Code::UnknownPlan, text, known));
        None
    }

    fn report_undeclared(&mut self, number: &DocumentNumber, place: &crate::source::Place) {
        let others = self.with_number(number).into_iter().filter(|index| self.documents[*index].declared);
        let others: Vec<usize> = others.collect();
        if !others.is_empty() {
            return self.report_ambiguous(number, &others, place);
        }
        let mut undeclared =
            Diagnostic::new(Code::DocumentUndeclared, place.clone()).with("found", number.as_str());
        // `TDTN` for `TĐTN` is the commonest slip; folded, the two are one.
        let known = self.documents.iter().filter(|document| document.declared);
        let known = known.map(|document| document.number.as_str());
        undeclared.nearest = text::nearest(number.as_str(), known).map(str::to_owned);
        self.diagnostics.push(undeclared);
    }

    /// Relations that front matter and register state.
    fn relate(&mut self, ledger: &mut Ledger) {
        for index in 0..ledger.papers.len() {
            let document = ledger.papers[index].document.clone();
            let body = document.path.body();
            match &document.meta {
                Meta::Plan(plan) => {
                    let named = plan.implements.iter();
                    let found = named.filter_map(|text| self.refer(text, body)).collect();
                    ledger.papers[index].implements = found;
                }
                Meta::Report(report) => {
                    let on = report.on.as_ref().and_then(|text| self.refer(text, body));
                    ledger.papers[index].on = on;
                }
                _ => {}
            }
        }
        self.relate_records(ledger);
        if let Some(register) = self.corpus.register {
            self.relate_register(register);
        }
        self.relate_back(ledger);
    }

    fn relate_records(&mut self, ledger: &mut Ledger) {
        let mut without_plan = BTreeSet::new();
        for index in 0..ledger.records.len() {
            let document = ledger.records[index].document.clone();
            let Meta::Deficiency(meta) = &document.meta else { continue };
            let plan = match &meta.plan {
                Some(text) => self.refer(text, document.path.body()),
                None if meta.plan_withheld => continue,
                None => self.folder_plan(ledger, &document).map(PaperRef::Paper),
            };
            let folder = document.path.folder().to_owned();
            if plan.is_none() && meta.plan.is_none() && without_plan.insert(folder) {
                let place = document.name_place();
                let year = ledger.records[index].year;
                self.diagnostics.push(Diagnostic::new(Code::PlanMissing, place).with("year", year));
            }
            ledger.records[index].plan = plan;
        }
    }

    /// The plan of a record's folder: the one called `plan`, or the only one.
    fn folder_plan(&self, ledger: &Ledger, record: &Document) -> Option<PaperId> {
        let plans = self.plans.get(record.path.folder())?;
        let named = plans.iter().find(|id| ledger.paper(**id).document.path.name() == "plan");
        match (named, plans.as_slice()) {
            (Some(id), _) | (None, [id]) => Some(*id),
            _ => None,
        }
    }

    fn relate_register(&mut self, register: &Register) {
        for (entry, index) in register.entries.iter().zip(self.entries.clone()) {
            let issuer = entry.issuer.as_ref().map(|issuer| issuer.value.as_str());
            let Some(index) = index else { continue };
            let implements = entry.implements.iter().filter_map(|text| self.refer(text, issuer)).collect();
            let reported_by = entry.reported_by.iter().filter_map(|text| self.refer(text, issuer)).collect();
            self.documents[index].implements = implements;
            self.documents[index].reported_by = reported_by;
        }
    }

    /// The other end of each relation.
    fn relate_back(&mut self, ledger: &Ledger) {
        for (index, paper) in ledger.papers.iter().enumerate() {
            let this = PaperRef::Paper(PaperId(index));
            for target in &paper.implements {
                self.add_back(target, ledger, |document| &mut document.implemented_by, &this);
            }
            if let Some(on) = &paper.on {
                self.add_back(on, ledger, |document| &mut document.reported_by, &this);
            }
        }
        for index in 0..self.documents.len() {
            let this = match self.documents[index].paper {
                Some(paper) => PaperRef::Paper(paper),
                None => PaperRef::Official(OfficialId(index)),
            };
            for target in self.documents[index].implements.clone() {
                self.add_back(&target, ledger, |document| &mut document.implemented_by, &this);
            }
        }
    }

    fn add_back(
        &mut self,
        target: &PaperRef,
        ledger: &Ledger,
        list: impl Fn(&mut OfficialDocument) -> &mut Vec<PaperRef>,
        this: &PaperRef,
    ) {
        let official = match target {
            PaperRef::Official(official) => Some(*official),
            PaperRef::Paper(paper) => ledger.paper(*paper).official,
        };
        if let Some(official) = official {
            let list = list(&mut self.documents[official.0]);
            if !list.contains(this) {
                list.push(this.clone());
            }
        }
    }

    /// Every citation in running text.
    fn cite(&mut self, ledger: &mut Ledger) {
        let bodies = self.corpus.bodies.values().map(|(document, _)| *document);
        let records = ledger.records.iter().map(|record| &record.document);
        let papers = ledger.papers.iter().map(|paper| &paper.document);
        let pages = ledger.pages.iter();
        let mut files: Vec<_> = bodies.chain(records).chain(papers).chain(pages).cloned().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for file in files {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for hole in citations(&file) {
                let body = file.path.body();
                let Some(index) = self.mean(&hole.number, hole.date, body, &hole.place) else { continue };
                let count = counts.entry(index).or_default();
                *count += 1;
                if *count == 1 && !self.documents[index].declared {
                    self.report_undeclared(&hole.number, &hole.place);
                }
                ledger.citations.insert(hole.place.clone(), OfficialId(index));
            }
            for (index, count) in counts {
                self.documents[index].cited_by.push((file.path.clone(), count));
            }
        }
    }
}

fn citations(file: &Document) -> impl Iterator<Item = &CitationHole> {
    file.all_pieces().filter_map(|piece| match piece {
        Piece::Citation(hole) => Some(hole.as_ref()),
        _ => None,
    })
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
    }
}

/// Documents in the order of their numbers, and where each of them went.
fn sorted(documents: Vec<OfficialDocument>) -> (Vec<OfficialDocument>, Vec<usize>) {
    let key = |document: &OfficialDocument| {
        let number = &document.number;
        (
            number.kind.clone(),
            number.issuer_code.clone(),
            number.sequence,
            number.year,
            document.issuer.clone(),
            document.date,
        )
    };
    let mut indexed: Vec<(usize, OfficialDocument)> = documents.into_iter().enumerate().collect();
    indexed.sort_by_key(|(_, document)| key(document));
    let mut order = vec![0; indexed.len()];
    for (new, (old, _)) in indexed.iter().enumerate() {
        order[*old] = new;
    }
    (indexed.into_iter().map(|(_, document)| document).collect(), order)
}

/// Follows the documents to where sorting put them.
fn renumber(ledger: &mut Ledger, order: &[usize]) {
    let moved = |id: &mut OfficialId| id.0 = order[id.0];
    let moved_ref = |reference: &mut PaperRef| {
        if let PaperRef::Official(id) = reference {
            moved(id);
        }
    };
    ledger.citations.values_mut().for_each(moved);
    for document in &mut ledger.documents {
        let lists = [&mut document.implements, &mut document.implemented_by, &mut document.reported_by];
        lists.into_iter().flatten().for_each(moved_ref);
    }
    for paper in &mut ledger.papers {
        paper.official.iter_mut().for_each(moved);
        paper.on.iter_mut().for_each(moved_ref);
        paper.implements.iter_mut().for_each(moved_ref);
    }
    for record in &mut ledger.records {
        record.plan.iter_mut().for_each(moved_ref);
    }
}
