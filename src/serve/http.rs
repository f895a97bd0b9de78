//! HTTP: the requests of browsers, and the responses to them.
//!
//! Takes connections and the [`Live`] site; gives pages, redirects, notices and the stream of states. It
//! stands apart from `live` because only this module knows HTTP.

use super::form::{self, FORMS, Token};
use super::live::{Answer, Live};
use super::mime::mime;
use super::preview::{Answered, Visit};
use super::reload::{self, EVENTS, SCRIPT};
use super::{address, notice};
use http_body_util::{Channel, Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::uri::Authority;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time;

/// A complete body, or a stream.
type Body = Either<Full<Bytes>, Channel<Bytes>>;

/// How often a comment is sent on an idle stream, so that a browser that has gone away is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long to wait when the system is out of connections.
const EXHAUSTED: Duration = Duration::from_millis(100);

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// Accepts connections for ever.
pub(super) async fn accept(listener: TcpListener, live: Arc<Live>) {
    let token = Arc::new(Token::new());
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            time::sleep(EXHAUSTED).await;
            continue;
        };
        let (live, token) = (Arc::clone(&live), Arc::clone(&token));
        let service = service_fn(move |request| {
            let (live, token) = (Arc::clone(&live), Arc::clone(&token));
            async move { Ok::<_, Infallible>(answer(&live, &token, request).await) }
        });
        let connection =
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        // A browser that goes away in the middle of a response is no failure.
        tokio::spawn(async { connection.await.ok() });
    }
}

async fn answer(live: &Arc<Live>, token: &Token, request: Request<Incoming>) -> Response<Body> {
    if !is_local(&request) {
        return plain(StatusCode::FORBIDDEN, "This preview is for the machine that it runs on.\n");
    }
    if is_foreign(&request) {
        return plain(StatusCode::FORBIDDEN, "This preview is not for pages of other sites.\n");
    }
    let method = request.method().clone();
    let asked = request.uri().path().to_owned();
    if let Some(page) = asked.strip_prefix(FORMS) {
        let Some(page) = address::path(&format!("/{page}")) else { return no_address() };
        return match method {
            Method::GET | Method::HEAD => {
                let is_whole = request.uri().query() == Some("as=text");
                form(live, token, page, is_whole, None).await
            }
            Method::POST => match token.read(request).await {
                Ok(sent) => form(live, token, page, false, Some(sent)).await,
                Err(why) => plain(StatusCode::FORBIDDEN, why),
            },
            _ => not_allowed("GET, HEAD, POST", "Only GET, HEAD and POST.\n"),
        };
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        return not_allowed("GET, HEAD", "Only GET and HEAD.\n");
    }
    match asked.as_str() {
        EVENTS if method == Method::GET => events(live),
        EVENTS => whole(StatusCode::OK, "text/event-stream", Bytes::new()),
        SCRIPT => whole(StatusCode::OK, mime(SCRIPT), reload::SCRIPT_TEXT),
        reload::STYLE => whole(StatusCode::OK, mime(reload::STYLE), reload::STYLE_TEXT),
        form::SCRIPT => whole(StatusCode::OK, mime(form::SCRIPT), form::SCRIPT_TEXT),
        form::STYLE => whole(StatusCode::OK, mime(form::STYLE), form::STYLE_TEXT),
        asked => match address::path(asked) {
            Some(path) => file(live, asked, path).await,
            None => no_address(),
        },
    }
}

fn no_address() -> Response<Body> {
    plain(StatusCode::BAD_REQUEST, "This is no address of a page.\n")
}

fn not_allowed(methods: &'static str, text: &'static str) -> Response<Body> {
    let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED, text);
    refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    refusal
}

/// The form of a page, opened or sent.
async fn form(
    live: &Arc<Live>,
    token: &Token,
    page: String,
    is_whole: bool,
    sent: Option<Vec<(String, String)>>,
) -> Response<Body> {
    let (live, place) = (Arc::clone(live), token.place(&page));
    let back = place.back.clone();
    let answered = tokio::task::spawn_blocking(move || {
        live.form(&page, Visit { place: &place, is_whole, sent: sent.as_deref() })
    });
    let html = |status, html: String| {
        let mut answer = whole(status, HTML, html);
        let policy = HeaderValue::from_static(form::POLICY);
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        answer
    };
    match answered.await {
        Ok(Some(Answered::Page(page))) => html(StatusCode::OK, page),
        Ok(Some(Answered::Refused(page))) => html(StatusCode::UNPROCESSABLE_ENTITY, page),
        Ok(Some(Answered::Conflict(page))) => html(StatusCode::CONFLICT, page),
        Ok(Some(Answered::Data(json))) => whole(StatusCode::OK, mime(".json"), json),
        // The page is asked for again, and not sent again.
        Ok(Some(Answered::Saved)) => elsewhere(StatusCode::SEE_OTHER, &back),
        Ok(None) => plain(StatusCode::NOT_FOUND, "There is no form for this page.\n"),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "The form could not be made.\n"),
    }
}

/// Whether the request names this machine as its host. Under a foreign name that resolves to this machine,
/// a page of another site could read what is served (DNS rebinding).
fn is_local(request: &Request<Incoming>) -> bool {
    let mut named = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return false };
    let host = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    host.iter().chain(request.uri().authority()).all(is_loopback) && host.is_some()
}

/// Whether a page of another site asks, be it one of this machine under another port: browsers say so. Such a page
/// may lead here, and may use nothing of what is here.
fn is_foreign(request: &Request<Incoming>) -> bool {
    let values = |name: HeaderName| request.headers().get_all(name).iter().map(HeaderValue::as_bytes);
    let is = |name: &'static str, value: &str| values(HeaderName::from_static(name)).eq([value.as_bytes()]);
    let own = request.headers().get(header::HOST).map(|host| [b"http://", host.as_bytes()].concat());
    let has_foreign_origin = values(header::ORIGIN).any(|origin| Some(origin) != own.as_deref());
    let is_by_its_own = |site: &[u8]| matches!(site, b"same-origin" | b"none");
    let is_own = values(HeaderName::from_static("sec-fetch-site")).all(is_by_its_own);
    let leads_here = is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document");
    has_foreign_origin || !(is_own || leads_here)
}

fn is_loopback(authority: &Authority) -> bool {
    let is_name = authority.host().eq_ignore_ascii_case("localhost");
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    let is_address = host.parse().is_ok_and(|host: IpAddr| host.is_loopback());
    !authority.as_str().contains('@') && (is_name || is_address)
}

/// The response with the file at `path`; `asked` is the path as the browser sent it.
async fn file(live: &Arc<Live>, asked: &str, path: String) -> Response<Body> {
    let found = {
        let (live, path) = (Arc::clone(live), path.clone());
        tokio::task::spawn_blocking(move || live.find(&path)).await
    };
    match found {
        Ok(Answer::File { bytes, state, has_form }) => match mime(&path) {
            HTML => {
                let form = has_form.then(|| form::address(&path));
                whole(StatusCode::OK, HTML, state.inject(&bytes, form.as_deref()))
            }
            other => whole(StatusCode::OK, other, bytes),
        },
        Ok(Answer::Folder) => elsewhere(StatusCode::TEMPORARY_REDIRECT, &format!("{asked}/")),
        Ok(Answer::Nothing { nearest, state }) => {
            let page = notice::nothing(&path, nearest.as_deref(), &state);
            whole(StatusCode::NOT_FOUND, HTML, state.inject(page.as_bytes(), None))
        }
        Ok(Answer::Broken(state)) => {
            let page = notice::broken(&state);
            whole(StatusCode::SERVICE_UNAVAILABLE, HTML, state.inject(page.as_bytes(), None))
        }
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "The page could not be made.\n"),
    }
}

/// The states of the site as server-sent events, until the browser goes away.
fn events(live: &Live) -> Response<Body> {
    let mut states = live.states();
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        loop {
            let event = states.borrow_and_update().event();
            let mut sent = sender.send_data(Bytes::from(event)).await;
            while sent.is_ok() && time::timeout(HEARTBEAT, states.changed()).await.is_err() {
                sent = sender.send_data(Bytes::from_static(b":\n\n")).await;
            }
            if sent.is_err() {
                break;
            }
        }
    });
    with_headers(StatusCode::OK, "text/event-stream", Either::Right(body))
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    whole(status, PLAIN, text)
}

fn elsewhere(status: StatusCode, address: &str) -> Response<Body> {
    let mut answer = plain(status, "");
    if let Ok(address) = HeaderValue::from_str(address) {
        answer.headers_mut().insert(header::LOCATION, address);
    }
    answer
}

fn whole(status: StatusCode, mime: &'static str, body: impl Into<Bytes>) -> Response<Body> {
    with_headers(status, mime, Either::Left(Full::new(body.into())))
}

fn with_headers(status: StatusCode, mime: &'static str, body: Body) -> Response<Body> {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// No response is cached, no type is guessed, and no page of another site may use it, show it in a frame, or keep a
/// hold on a window that it opened.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        let own = ["localhost", "LOCALHOST:80", "127.0.0.1:1931", "127.0.0.1", "[::1]:1931", "127.9.9.9"];
        let foreign = [
            "example.org",
            "localhost.example.org",
            "127.0.0.1.nip.io",
            "0.0.0.0",
            "10.0.0.1:1931",
            "[::]",
            "127.0.0.1@example.org",
            "localhost@example.org",
            "example.org:127",
        ];
        for name in own {
            assert!(is_loopback(&name.parse().unwrap()), "{name}");
        }
        for name in foreign {
            assert!(!is_loopback(&name.parse().unwrap()), "{name}");
        }
    }
}
