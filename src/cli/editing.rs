//! The form of a page, as a preview answers for it.
//!
//! Takes what was filled in; gives the form with all that `check` would say of the text in it and the page that it
//! would make, and writes the file when that is asked for. It stands apart from the session, which follows what is
//! saved and does not care by whom.

use super::session::Session;
use super::site::open_site;
use crate::build::preview::Preview;
use crate::build::timings::Timings;
use crate::build::{Engine, Options};
use crate::diagnostic::{Diagnostic, Level};
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::form::{Deed, Filled, Form, Frame, Notice, Page, Refusal, Sent};
use crate::language::Language;
use crate::lock::lock;
use crate::model::vocabulary::{Lists, Vocabulary};
use crate::scan::Scan;
use crate::serve::{Answered, Visit};
use crate::settings::Edition;
use crate::source::commit::commit;
use crate::source::{ContentPath, Source, SourceId, Sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What would be, if a file held another text.
struct Outlook {
    sources: Sources,
    file: SourceId,
    found: Vec<Diagnostic>,
    /// What is found in other files, and was not before.
    elsewhere: Vec<Diagnostic>,
    /// The page, if nothing is wrong anywhere.
    page: Option<String>,
}

impl Outlook {
    fn has_errors(&self) -> bool {
        self.found.iter().chain(&self.elsewhere).any(|found| found.level == Level::Error)
    }
}

/// A file that is changed in a form.
struct Desk<'d> {
    session: &'d Session,
    preview: &'d Preview,
    /// Path of its page.
    page: &'d str,
    source: &'d Source,
    /// What it holds.
    now: String,
    visit: Visit<'d>,
}

impl Session {
    /// Whether the page at a path is of a file that the form changes.
    pub(super) fn has_form_of(&self, page: &str) -> bool {
        self.source_of(page).is_some_and(|(_, source)| self.file_of(source).is_ok())
    }

    fn source_of(&self, page: &str) -> Option<(&Preview, &Source)> {
        let preview = self.preview.as_ref()?;
        let is_internal = preview.options().edition == Edition::Internal;
        let id = preview.source_of(page).filter(|_| is_internal)?;
        let source = preview.scan().sources.get(id);
        // What is frozen is put right by an erratum.
        (!preview.is_frozen(&source.path)).then_some((preview, source))
    }

    /// The file of a source on the disk: one in the content folder itself, to which no symbolic link leads.
    fn file_of(&self, source: &Source) -> Result<PathBuf, Failure> {
        let content = &self.site.place.content;
        let file =
            source.file().ok_or_else(|| Failure::new(Doing::Write, &source.path, Cause::NotOfContent))?;
        let failed = |error| Failure::new(Doing::Write, file, error);
        let refused = || Failure::new(Doing::Write, file, Cause::NotOfContent);
        let below = file.strip_prefix(content).map_err(|_| refused())?;
        let root = fs::canonicalize(content).map_err(failed)?;
        let real = fs::canonicalize(file).map_err(failed)?;
        let is_file = fs::symlink_metadata(file).map_err(failed)?.is_file();
        if is_file && real == root.join(below) { Ok(real) } else { Err(refused()) }
    }

    /// The answer of the form of a page.
    pub(super) fn form_of(&self, page: &str, visit: Visit<'_>) -> Option<Answered> {
        let (preview, source) = self.source_of(page)?;
        let file = self.file_of(source).ok()?;
        let now = disk::read_text(&file).ok().filter(|text| !text.contains('\0'))?;
        let desk = Desk { session: self, preview, page, source, now, visit };
        Some(match visit.sent {
            None => desk.open(),
            Some(sent) => desk.take(&Sent::new(sent.to_vec()), &file),
        })
    }

    /// The site as it is now, with another text in a file.
    fn outlook(&self, preview: &Preview, page: &str, path: &str, text: &str) -> Result<Outlook, Failure> {
        let is_current = self.pending.as_ref().is_some_and(|pending| pending.is_empty());
        let opened = (!is_current).then(|| open_site(&self.site, self.asked)).transpose()?;
        let (scan, options): (&Scan, Options) = match &opened {
            Some(opened) => (&opened.scan, opened.options.clone()),
            None => (preview.scan(), preview.options().clone()),
        };
        let gone = || Failure::new(Doing::Read, path, Cause::Changed);
        let file = scan.sources.iter().find(|source| source.path == path).ok_or_else(gone)?.id;
        let scan = scan.with(&BTreeMap::from([(file, Arc::from(text))]));
        let sources = scan.sources.clone();
        let engine = Engine::with(&scan, &options, &self.cache, Timings::OFF)?;
        let reported = &engine.findings().reported;
        let (found, others): (Vec<_>, Vec<_>) =
            reported.iter().cloned().partition(|found| found.place.source == file);
        // The site that is shown had no errors; while there are some, what was there is what the disk holds.
        let disk =
            opened.as_ref().map(|opened| Engine::with(&opened.scan, &options, &self.cache, Timings::OFF));
        let disk = disk.transpose()?;
        let before = &disk.as_ref().map_or_else(|| preview.findings(), Engine::findings).reported;
        let is_new = |found: &Diagnostic| {
            !before.iter().any(|known| {
                (known.code, known.place.source, &known.args) == (found.code, found.place.source, &found.args)
            })
        };
        let elsewhere: Vec<Diagnostic> = others.iter().filter(|found| is_new(found)).cloned().collect();
        let is_fine = !reported.iter().any(|found| found.level == Level::Error);
        let content = engine.into_content();
        let made = is_fine.then(|| preview.beside(scan, options, content).page(page)).flatten();
        let page = made.and_then(Result::ok).and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(Outlook { sources, file, found, elsewhere, page })
    }
}

impl Desk<'_> {
    fn language(&self) -> Language {
        self.session.language
    }

    fn form(&self, text: &str, is_whole: bool) -> Form {
        Form::of(text, &self.preview.options().config.headings, self.language(), is_whole)
    }

    /// What the content has for the fields of the file.
    fn lists(&self) -> Lists {
        let path = &ContentPath::of_file(&self.source.path);
        let lists = self.preview.with_ledger_of(self.page, |ledger| {
            let is_record = ledger.records.iter().any(|record| record.path() == path);
            Lists::of(&Vocabulary { ledger, register: None, path, is_record })
        });
        lists.unwrap_or_default()
    }

    fn outlook(&self, text: &str) -> Result<Outlook, Failure> {
        self.session.outlook(self.preview, self.page, &self.source.path, text)
    }

    /// The form of the file as it is.
    fn open(&self) -> Answered {
        let form = self.form(&self.now, self.visit.is_whole);
        match self.outlook(&self.now) {
            Ok(outlook) => Answered::Page(self.show(&form, &outlook, Vec::new(), None, "")),
            Err(failure) => self.fail(&form, failure, ""),
        }
    }

    /// What comes of a form that was sent.
    fn take(&self, sent: &Sent, file: &Path) -> Answered {
        let (language, deed) = (self.language(), sent.deed());
        let headings = &self.preview.options().config.headings;
        let Some((filled, refusals)) = Filled::of(sent, headings, &self.lists(), language) else {
            let notice = Notice { is_bad: true, text: Refusal::broken(language) };
            let form = self.form(&self.now, false);
            return match self.outlook(&self.now) {
                Ok(outlook) => {
                    Answered::Refused(self.show(&form, &outlook, vec![notice], None, sent.message()))
                }
                Err(failure) => self.fail(&form, failure, sent.message()),
            };
        };
        let mut notices: Vec<Notice> =
            refusals.iter().map(|refusal| Notice { is_bad: true, text: refusal.show(language) }).collect();
        // Two saves at once, from two windows: the second one finds the text of the first.
        let _one_after_the_other = lock(&self.session.saving);
        let is_conflict = filled.base != self.now && filled.text != self.now;
        let form = self.form(&filled.text, is_conflict && deed != Deed::Follow || sent.is_whole());
        let outlook = match self.outlook(&filled.text) {
            Ok(outlook) => outlook,
            Err(failure) => return self.fail(&form, failure, sent.message()),
        };
        let show = |notices, conflict| self.show(&form, &outlook, notices, conflict, sent.message());
        if deed == Deed::Follow {
            if is_conflict {
                notices.push(Notice { is_bad: true, text: changed_meanwhile(language) });
            }
            return Answered::Data(self.with_page(&form, &outlook, &notices, None, sent.message(), |page| {
                serde_json::to_string(&page.live()).unwrap_or_default()
            }));
        }
        if is_conflict {
            return Answered::Conflict(show(notices, Some(self.now.as_str())));
        }
        if deed == Deed::Check {
            return Answered::Page(show(notices, None));
        }
        if !notices.is_empty() {
            return Answered::Refused(show(notices, None));
        }
        if outlook.has_errors() && deed != Deed::SaveAnyway {
            notices.push(Notice { is_bad: true, text: not_saved(language) });
            return Answered::Refused(show(notices, None));
        }
        if let Err(failure) = self.save(file, &filled.text, sent.message()) {
            notices.push(Notice { is_bad: true, text: failure });
        }
        let has_saved = notices.is_empty();
        if has_saved && !outlook.has_errors() {
            return Answered::Saved;
        }
        if has_saved {
            notices.push(Notice { is_bad: false, text: saved_as_draft(language) });
        }
        // Whatever went wrong, the file may be written: the form goes on from what it holds.
        let now = disk::read_text(file).unwrap_or_else(|_| self.now.clone());
        let desk = Desk { now, ..*self };
        Answered::Page(desk.show(&form, &outlook, notices, None, sent.message()))
    }

    /// Writes the file, and makes a commit of it where that is asked for. What went wrong is told in words.
    fn save(&self, file: &Path, text: &str, message: &str) -> Result<(), String> {
        let language = self.language();
        if text == self.now {
            return Ok(());
        }
        let failed = |failure: Failure| failure.show(language);
        // Once more, as the look at the site took time.
        let now = disk::read(file).map_err(|error| failed(Failure::new(Doing::Write, file, error)))?;
        if now != self.now.as_bytes() {
            return Err(changed_meanwhile(language));
        }
        disk::replace(file, text.as_bytes())
            .map_err(|error| failed(Failure::new(Doing::Write, file, error)))?;
        let Some(author) = &self.session.author else { return Ok(()) };
        let path = &self.source.path;
        let usual = language.choose(format!("Sửa {path}"), format!("Change {path}"));
        let message = if message.is_empty() { usual.as_str() } else { message };
        commit(file, author, message).map_err(|failure| {
            let saved = language.choose("Đã lưu, nhưng chưa ghi vào git", "Saved, but not committed");
            format!("{saved}: {}", failed(failure))
        })
    }

    fn fail(&self, form: &Form, failure: Failure, message: &str) -> Answered {
        let sources = self.preview.scan().sources.clone();
        let (found, elsewhere) = (Vec::new(), Vec::new());
        let outlook = Outlook { sources, file: self.source.id, found, elsewhere, page: None };
        let notice = Notice { is_bad: true, text: failure.show(self.language()) };
        Answered::Refused(self.show(form, &outlook, vec![notice], None, message))
    }

    fn show(
        &self,
        form: &Form,
        outlook: &Outlook,
        notices: Vec<Notice>,
        conflict: Option<&str>,
        message: &str,
    ) -> String {
        self.with_page(form, outlook, &notices, conflict, message, |page| page.html())
    }

    fn with_page<T>(
        &self,
        form: &Form,
        outlook: &Outlook,
        notices: &[Notice],
        conflict: Option<&str>,
        message: &str,
        show: impl FnOnce(&Page<'_>) -> T,
    ) -> T {
        let place = self.visit.place;
        let frame = Frame {
            action: place.action.clone(),
            back: place.back.clone(),
            token: place.token.clone(),
            script: place.script,
            style: place.style,
        };
        let former = || Some(String::from_utf8(self.preview.page(self.page)?.ok()?).ok()).flatten();
        let is_old = outlook.page.is_none();
        let made = outlook.page.clone().or_else(former);
        let author = self.session.author.as_ref().map(|author| author.show());
        show(&Page {
            language: self.language(),
            frame: &frame,
            path: outlook.sources.shown_path(outlook.file),
            form,
            base: &self.now,
            lists: &self.lists(),
            found: &outlook.found.iter().collect::<Vec<_>>(),
            elsewhere: &outlook.elsewhere.iter().collect::<Vec<_>>(),
            sources: &outlook.sources,
            made: made.as_deref(),
            is_old,
            notices,
            author: author.as_deref(),
            conflict,
            message,
        })
    }
}

fn changed_meanwhile(language: Language) -> String {
    let (vi, en) = (
        "Tệp đã đổi trên đĩa từ khi mở biểu mẫu này. Bấm Kiểm tra để xem hai bản cạnh nhau.",
        "The file was changed on the disk since this form was opened. Press Check to see both versions.",
    );
    language.choose(vi, en).to_owned()
}

fn not_saved(language: Language) -> String {
    let (vi, en) = (
        "Còn lỗi nên chưa lưu. Sửa xong rồi lưu; hoặc bấm “Vẫn lưu” để giữ bản nháp: trang web giữ nguyên như cũ cho tới khi hết lỗi.",
        "There are errors, so nothing was saved. Mend them and save; or press “Save in spite of errors” to keep a draft: the site stays as it is until they are mended.",
    );
    language.choose(vi, en).to_owned()
}

fn saved_as_draft(language: Language) -> String {
    let (vi, en) = (
        "Đã lưu bản nháp còn lỗi. Trang web giữ nguyên như cũ cho tới khi hết lỗi.",
        "The draft was saved with its errors. The site stays as it is until they are mended.",
    );
    language.choose(vi, en).to_owned()
}
