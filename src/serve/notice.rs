//! Notices: the two pages that are not the site's, for a path that is not there and for a site that has
//! mistakes.
//!
//! Each takes the state and gives HTML, without the theme, which may be what is wrong.

use super::reload::State;
use crate::source::link;
use crate::vietnamese::letters::escape;

/// The address of a path below the site.
pub(super) fn address(path: &str) -> String {
    format!("/{}", link::encode(path))
}

/// The page for a `path` that is not there.
pub(super) fn nothing(path: &str, nearest: Option<&str>, state: &State) -> String {
    let language = state.language();
    let title = language.choose("Không có trang này", "There is no such page");
    let nearest = nearest.map(|nearest| {
        let question = language.choose("Có phải là", "Did you mean");
        let link = format!("<a href=\"{}\">{}</a>", escape(&address(nearest)), escape(nearest));
        format!("<p>{question} {link}?</p>")
    });
    let home = language.choose("Trang đầu", "Front page");
    let nearest = nearest.unwrap_or_default();
    page(
        state,
        title,
        &format!("<p><code>{}</code></p>{nearest}<p><a href=\"/\">{home}</a></p>", escape(path)),
    )
}

/// The page while there is no site yet, with the mistakes.
pub(super) fn broken(state: &State) -> String {
    let mistakes = state.wrong().map(|mistake| format!("<pre>{}</pre>", escape(mistake)));
    page(state, state.title(), &mistakes.collect::<String>())
}

fn page(state: &State, title: &str, body: &str) -> String {
    let language = state.language().tag();
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self';style-src 'unsafe-inline';\
         base-uri 'none';form-action 'none'\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>body{{font:1rem/1.5 sans-serif;\
         margin:2rem auto;max-width:60rem;padding:0 1rem}}pre{{white-space:pre-wrap}}</style></head>\
         <body><h1>{title}</h1>{body}</body></html>"
    )
}
