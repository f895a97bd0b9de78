//! The thread that looks at the content.
//!
//! Takes what is on the desk whenever that changes; looks at the content once nothing has changed for a moment, and
//! reports what is wrong. It answers what has to be true of the content as it is now. It stands apart because a look
//! at ten thousand files takes longer than an answer may.

use super::backend::{Backend, Look};
use super::desk::Desk;
use super::fixes::{actions, changes};
use super::report::Reporter;
use super::sheet::Sheet;
use crate::author::{self, Manuscript};
use crate::failure::Failure;
use crate::lock::lock;
use crate::source::{SourceId, Span};
use gen_lsp_types::{
    CodeActionParams, LspNotificationMethod, MessageType, PublishDiagnosticsParams, RenameParams,
    ShowMessageParams, TextEdit, Uri, WorkspaceEdit,
};
use lsp_server::{ErrorCode, Message, Notification, RequestId, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What there is to do.
pub enum Task {
    /// The files on the desk are others; files may have come or gone on the disk where it `is_afresh`.
    Look { desk: Desk, is_afresh: bool },
    /// Say what can be mended at a place.
    Act { id: RequestId, asked: CodeActionParams },
    /// Give a deficiency another name.
    Rename { id: RequestId, asked: RenameParams },
}

/// What was found last, for both threads.
pub type Shared = Arc<Mutex<Arc<Look>>>;

/// How long nothing may change before the content is looked at, and how often that is waited for.
const QUIET: Duration = Duration::from_millis(50);
const PATIENCE: usize = 8;

/// The thread that looks at the content.
pub struct Examiner<B> {
    backend: B,
    desk: Desk,
    shared: Shared,
    send: Box<dyn Fn(Message) + Send>,
    /// What the editor was told last, file by file.
    told: BTreeMap<Uri, PublishDiagnosticsParams>,
    /// The failure that it was told of last.
    failed: Option<Failure>,
}

impl<B: Backend> Examiner<B> {
    /// An examiner that sends its messages by `send`.
    pub fn new(backend: B, desk: Desk, shared: Shared, send: Box<dyn Fn(Message) + Send>) -> Self {
        Self { backend, desk, shared, send, told: BTreeMap::new(), failed: None }
    }

    /// Works until nobody has anything to do any more.
    pub fn work(mut self, tasks: &Receiver<Task>) {
        // Whether there is something to look at, and whether afresh.
        let mut pending: Option<bool> = None;
        let mut patience = 0;
        loop {
            let next = match pending {
                None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) if patience == 0 => tasks.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                }),
                Some(_) => tasks.recv_timeout(QUIET),
            };
            match next {
                Ok(Task::Look { desk, is_afresh }) => {
                    self.desk = desk;
                    patience = if pending.is_none() { PATIENCE } else { patience.saturating_sub(1) };
                    pending = Some(is_afresh || pending.unwrap_or_default());
                }
                Ok(Task::Act { id, asked }) => {
                    self.look(&mut pending);
                    let answer = self.act(&asked);
                    self.answer(id, answer);
                }
                Ok(Task::Rename { id, asked }) => {
                    self.look(&mut pending);
                    let answer = self.rename(&asked);
                    self.answer(id, answer);
                }
                Err(RecvTimeoutError::Timeout) => self.look(&mut pending),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Looks at the content, if there is something to look at.
    fn look(&mut self, pending: &mut Option<bool>) {
        let Some(is_afresh) = pending.take() else { return };
        match self.find(is_afresh) {
            Ok(()) => self.failed = None,
            Err(failure) => self.complain(failure),
        }
    }

    /// Finds what is wrong, tells of it, and then takes in all that the content says.
    fn find(&mut self, is_afresh: bool) -> Result<(), Failure> {
        let look = self.backend.look(&self.desk.texts(), is_afresh)?;
        self.report(&look);
        let look = Arc::new(Look { whole: self.backend.whole()?, ..look });
        let former = std::mem::replace(&mut *lock(&self.shared), look);
        // To take ten thousand records apart takes longer than an answer may: no answer is to be the last to know
        // them.
        while Arc::strong_count(&former) > 1 {
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Tells what is other than it was told last.
    fn report(&mut self, look: &Look) {
        let reports = Reporter::new(look, &self.desk).reports(&self.backend);
        for uri in self.told.keys().filter(|uri| !reports.contains_key(*uri)) {
            self.publish(&PublishDiagnosticsParams {
                uri: uri.clone(),
                version: None,
                diagnostics: Vec::new(),
            });
        }
        reports.iter().filter(|(uri, report)| self.told.get(*uri) != Some(*report)).for_each(
            |(_, report)| {
                self.publish(report);
            },
        );
        self.told = reports;
    }

    fn publish(&self, report: &PublishDiagnosticsParams) {
        self.notify(LspNotificationMethod::TextDocumentPublishDiagnostics, report);
    }

    fn notify(&self, method: LspNotificationMethod<'_>, params: impl Serialize) {
        (self.send)(Notification::new(method.as_str().to_owned(), params).into());
    }

    /// Tells of a failure, once. What was found before stays.
    fn complain(&mut self, failure: Failure) {
        if self.failed.as_ref() != Some(&failure) {
            let message = failure.show(self.backend.language());
            let shown = ShowMessageParams { kind: MessageType::Error, message };
            self.notify(LspNotificationMethod::WindowShowMessage, shown);
            self.failed = Some(failure);
        }
    }

    fn answer<T: Serialize>(&self, id: RequestId, answer: Result<T, String>) {
        (self.send)(match answer {
            Ok(answer) => Response::new_ok(id, answer).into(),
            Err(reason) => Response::new_err(id, ErrorCode::RequestFailed as i32, reason).into(),
        });
    }

    fn last(&self) -> Arc<Look> {
        lock(&self.shared).clone()
    }

    fn act(&self, asked: &CodeActionParams) -> Result<impl Serialize + use<B>, String> {
        let look = self.last();
        actions(&self.backend, &look, &self.desk, asked).map_err(|failure| failure.show(look.language))
    }

    fn rename(&self, asked: &RenameParams) -> Result<WorkspaceEdit, String> {
        let look = self.last();
        let place = &asked.text_document_position_params;
        let nothing = || author::Refusal::Nothing.show(look.language);
        let open = self.desk.get(&place.text_document.uri).ok_or_else(nothing)?;
        let path = open.path.as_ref().ok_or_else(nothing)?;
        let manuscript = Manuscript::new(path, open.sheet.raw(), &look.headings);
        let named = author::name_at(&manuscript, open.sheet.offset(place.position)).ok_or_else(nothing)?;
        let renamed = author::rename(&look.known(), &look.sources, &named, &asked.new_name);
        let edits = renamed.and_then(|renamed| {
            renamed
                .into_iter()
                .map(|(file, edits)| self.edits(&look, file, edits))
                .collect::<Result<Vec<_>, _>>()
        });
        edits.map(changes).map_err(|refusal| refusal.show(look.language))
    }

    /// Edits of a file, as the editor has it.
    fn edits(
        &self,
        look: &Look,
        file: SourceId,
        edits: Vec<(Span, String)>,
    ) -> Result<(Uri, Vec<TextEdit>), author::Refusal> {
        let source = look.sources.get(file);
        let unread = || author::Refusal::Unread(source.path.clone());
        let raw = source.read().map_err(|_| unread())?;
        let sheet = Sheet::new(raw.as_text().ok_or_else(unread)?, self.desk.columns);
        let edit = |(span, new_text)| TextEdit { range: sheet.range(&span), new_text };
        let address = self.desk.address(&source.path).ok_or_else(unread)?;
        Ok((address, edits.into_iter().map(edit).collect()))
    }
}
