//! The messages: what is answered at once, what is left to the examiner, and how the two begin and end.

use super::answers::Question;
use super::backend::{Backend, Look};
use super::desk::Desk;
use super::examiner::{Examiner, Shared, Task};
use super::offered::{can_watch, columns, folder, offered, watching};
use crate::lock::lock;
use gen_lsp_types::{
    CodeActionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    InitializeParams, LspNotificationMethod as Notified, LspRequestMethod as Asked, RenameParams,
    TextDocumentPositionParams,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::mpsc::{SendError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Answers an editor until it goes away. The backend is made for the folder that the editor has opened. Whether the
/// editor took its leave as it should.
pub fn serve<B: Backend + 'static>(
    connection: &Connection,
    start: impl FnOnce(Option<PathBuf>) -> B,
) -> bool {
    let mut start = Some(start);
    let mut server: Option<Server> = None;
    let mut has_ended = false;
    for message in &connection.receiver {
        match message {
            Message::Request(Request { id, method, params }) => match (Asked::from(&*method), &mut server) {
                _ if has_ended => refuse(connection, id, ErrorCode::InvalidRequest, &method),
                (Asked::Initialize, None) => match read::<InitializeParams>(params) {
                    Ok(asked) => {
                        let start = start.take();
                        server = start.map(|start| Server::start(connection, id, &asked, start));
                    }
                    Err(error) => refuse(connection, id, ErrorCode::InvalidParams, &error),
                },
                (_, None) => refuse(connection, id, ErrorCode::ServerNotInitialized, &method),
                (Asked::Shutdown, Some(_)) => {
                    has_ended = true;
                    reply(connection, Response::new_ok(id, ()));
                }
                (asked, Some(server)) => server.answer(connection, id, &asked, params),
            },
            Message::Notification(Notification { method, params }) => {
                match (Notified::from(&*method), &mut server) {
                    (Notified::Exit, _) => break,
                    (told, Some(server)) => server.take_notice(connection, &told, params),
                    (_, None) => {}
                }
            }
            // The editor has nothing to answer that anybody waits for.
            Message::Response(_) => {}
        }
    }
    if let Some(server) = server {
        server.end();
    }
    has_ended
}

/// What the editor is answered from.
struct Server {
    desk: Desk,
    shared: Shared,
    tasks: Sender<Task>,
    examiner: JoinHandle<()>,
    can_watch: bool,
}

impl Server {
    fn start<B: Backend + 'static>(
        connection: &Connection,
        id: RequestId,
        asked: &InitializeParams,
        start: impl FnOnce(Option<PathBuf>) -> B,
    ) -> Self {
        let columns = columns(&asked.capabilities);
        let backend = start(folder(asked));
        let desk = Desk::new(backend.content(), columns);
        let look = Look { language: backend.language(), ..Look::default() };
        let shared: Shared = Arc::new(Mutex::new(Arc::new(look)));
        let sender = connection.sender.clone();
        // An editor that has gone away needs no answer.
        let send = Box::new(move |message| drop(sender.send(message)));
        let examiner = Examiner::new(backend, desk.clone(), shared.clone(), send);
        let (tasks, waiting) = channel();
        reply(connection, Response::new_ok(id, offered(columns)));
        Self {
            desk,
            shared,
            tasks,
            examiner: thread::spawn(move || examiner.work(&waiting)),
            can_watch: can_watch(&asked.capabilities),
        }
    }

    /// Waits for the examiner to end what it is at.
    fn end(self) {
        let Self { tasks, examiner, .. } = self;
        drop(tasks);
        // It has said what there was to say of its failure.
        drop(examiner.join());
    }

    fn look(&self, is_afresh: bool) {
        // Where the examiner has failed, what it found last is still there.
        drop(self.tasks.send(Task::Look { desk: self.desk.clone(), is_afresh }));
    }

    /// Leaves a question to the examiner.
    fn pass_on(&self, connection: &Connection, question: Task) {
        if let Err(SendError(Task::Act { id, .. } | Task::Rename { id, .. })) = self.tasks.send(question) {
            refuse(connection, id, ErrorCode::InternalError, "the content cannot be looked at any more");
        }
    }

    fn answer(&self, connection: &Connection, id: RequestId, asked: &Asked<'_>, params: Value) {
        let answered = match asked {
            Asked::TextDocumentHover => self.at(params, |question| question.hover()),
            Asked::TextDocumentDefinition => self.at(params, |question| question.definition()),
            Asked::TextDocumentCompletion => self.at(params, |question| Some(question.completion())),
            Asked::TextDocumentPrepareRename => self.at(params, |question| question.name()),
            Asked::TextDocumentCodeAction => match read::<CodeActionParams>(params) {
                Ok(asked) => return self.pass_on(connection, Task::Act { id, asked }),
                Err(error) => Err(error),
            },
            Asked::TextDocumentRename => match read::<RenameParams>(params) {
                Ok(asked) => return self.pass_on(connection, Task::Rename { id, asked }),
                Err(error) => Err(error),
            },
            _ => return refuse(connection, id, ErrorCode::MethodNotFound, asked.as_str()),
        };
        match answered {
            Ok(answer) => reply(connection, Response::new_ok(id, answer)),
            Err(error) => refuse(connection, id, ErrorCode::InvalidParams, &error),
        }
    }

    /// The answer to a question about a place; null where there is none.
    fn at<T: Serialize>(
        &self,
        params: Value,
        answer: impl FnOnce(&Question<'_>) -> Option<T>,
    ) -> Result<Value, String> {
        let place: TextDocumentPositionParams = read(params)?;
        let look = lock(&self.shared).clone();
        let question = Question::new(&look, &self.desk, &place);
        let answer = question.and_then(|question| answer(&question));
        serde_json::to_value(answer).map_err(|error| error.to_string())
    }

    /// Takes in what the editor tells. What makes no sense is passed over: nobody waits for an answer.
    fn take_notice(&mut self, connection: &Connection, told: &Notified<'_>, params: Value) {
        match told {
            Notified::Initialized => {
                if self.can_watch {
                    let method = Asked::ClientRegisterCapability.as_str().to_owned();
                    let request = Request::new(RequestId::from("watch".to_owned()), method, watching());
                    drop(connection.sender.send(request.into()));
                }
                self.look(true);
            }
            Notified::TextDocumentDidOpen => {
                if let Ok(DidOpenTextDocumentParams { text_document: file }) = read(params) {
                    self.desk.open(file.uri, file.version, &file.text);
                    self.look(false);
                }
            }
            Notified::TextDocumentDidChange => {
                if let Ok(DidChangeTextDocumentParams { text_document: file, content_changes }) = read(params)
                {
                    self.desk.change(&file.text_document_identifier.uri, file.version, content_changes);
                    self.look(false);
                }
            }
            Notified::TextDocumentDidClose => {
                if let Ok(DidCloseTextDocumentParams { text_document: file }) = read(params) {
                    self.desk.close(&file.uri);
                    self.look(false);
                }
            }
            Notified::TextDocumentDidSave | Notified::WorkspaceDidChangeWatchedFiles => self.look(true),
            _ => {}
        }
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, String> {
    serde_json::from_value(params).map_err(|error| error.to_string())
}

fn reply(connection: &Connection, response: Response) {
    // An editor that has gone away needs no answer.
    drop(connection.sender.send(response.into()));
}

fn refuse(connection: &Connection, id: RequestId, code: ErrorCode, why: &str) {
    reply(connection, Response::new_err(id, code as i32, why.to_owned()));
}
