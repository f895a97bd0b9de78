//! What the server offers, as the editor is told when they meet, and what the editor can do.

use super::sheet::Columns;
use gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CompletionOptions,
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, InitializeParams,
    InitializeResult, LspNotificationMethod, PositionEncodingKind, Registration, RegistrationParams,
    RenameOptions, ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFolders,
};
use std::path::PathBuf;

/// Kind of the action that mends all that a file has of one remedy only.
pub fn fix_all() -> CodeActionKind {
    CodeActionKind::new("source.fixAll.khacphuc")
}

/// The columns that an editor counts: bytes where it offers them, since the server need not count again then.
pub fn columns(editor: &ClientCapabilities) -> Columns {
    let offered = editor.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    match offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
        true => Columns::Utf8,
        false => Columns::Utf16,
    }
}

/// The folder that the editor has opened: the first where there are several.
pub fn folder(asked: &InitializeParams) -> Option<PathBuf> {
    let folders = match &asked.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.first().map(|folder| folder.uri.clone())
        }
        Some(WorkspaceFolders::Null) | None => None,
    };
    #[expect(deprecated, reason = "editors that know no folders say it this way")]
    let root = asked.root_uri.clone();
    folders.or(root)?.to_file_path().ok()
}

/// What the server offers.
pub fn offered(columns: Columns) -> InitializeResult {
    let encoding = match columns {
        Columns::Utf8 => PositionEncodingKind::UTF8,
        Columns::Utf16 => PositionEncodingKind::UTF16,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let triggers = ["@", ":", " ", "/", "-", "#", "[", ","].map(str::to_owned);
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, fix_all()]),
        ..CodeActionOptions::default()
    };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(sync.into()),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(triggers.into()),
                ..CompletionOptions::default()
            }),
            hover_provider: Some(true.into()),
            definition_provider: Some(true.into()),
            rename_provider: Some(
                RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
            ),
            code_action_provider: Some(actions.into()),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "khacphuc".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

/// Whether the editor tells of files that change on the disk, if it is asked to.
pub fn can_watch(editor: &ClientCapabilities) -> bool {
    let watching =
        editor.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files.as_ref());
    watching.is_some_and(|watching| watching.dynamic_registration == Some(true))
}

/// What asks the editor to tell of them.
pub fn watching() -> RegistrationParams {
    let files = FileSystemWatcher {
        glob_pattern: GlobPattern::Pattern("**/*.{md,markdown,yaml,toml}".to_owned()),
        kind: None,
    };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![files] };
    RegistrationParams {
        registrations: vec![Registration {
            id: "files".to_owned(),
            method: LspNotificationMethod::WorkspaceDidChangeWatchedFiles.as_str().to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}
