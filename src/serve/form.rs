//! Requests to the form of a page: who may send one, and what it holds.
//!
//! Takes the head and the body of a request; gives what was filled in, or the reason why it is refused. It stands
//! apart from `http` because this is the fence around the only requests that change a file.

use super::notice;
use super::preview::Place;
use http_body_util::{BodyExt, Limited};
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{self, HeaderName};
use std::hash::{BuildHasher, Hasher, RandomState};

/// Where the forms are, each under the path of its page.
pub(super) const FORMS: &str = "/.khacphuc/edit/";

/// Path of the script.
pub(super) const SCRIPT: &str = "/.khacphuc/form.js";

/// Text of the script.
pub(super) const SCRIPT_TEXT: &str = include_str!("form.js");

/// Path of the style.
pub(super) const STYLE: &str = "/.khacphuc/form.css";

/// Text of the style.
pub(super) const STYLE_TEXT: &str = include_str!("form.css");

/// What the page of a form may load and do: nothing from elsewhere, no script but its own. The page that it shows in a
/// frame is held to this as well; a theme has styles in attributes.
pub(super) const POLICY: &str = "default-src 'none';script-src 'self';style-src 'self';\
                                 style-src-attr 'unsafe-inline';img-src 'self' data:;font-src 'self';\
                                 connect-src 'self';form-action 'self';base-uri 'self';frame-ancestors 'none'";

/// What a form can be at most, in bytes: it holds a file several times.
const LARGEST: usize = 64 << 20;

/// Proves that a form was made by this run of the program: nobody else can know it, and no page of another site can
/// read it.
#[derive(Debug)]
pub(super) struct Token(String);

impl Token {
    /// A token from the randomness of the system.
    pub(super) fn new() -> Self {
        // Each is a keyed hash, whose key is random and never told.
        let word = || RandomState::new().build_hasher().finish();
        Self(format!("{:016x}{:016x}", word(), word()))
    }

    fn is(&self, sent: &[(String, String)]) -> bool {
        let mut tokens = sent.iter().filter(|(name, _)| name == "token").map(|(_, value)| value);
        tokens.next() == Some(&self.0) && tokens.next().is_none()
    }

    /// Where the form of the page at a path is.
    pub(super) fn place(&self, page: &str) -> Place {
        Place {
            action: address(page),
            back: notice::address(page),
            token: self.0.clone(),
            script: SCRIPT,
            style: STYLE,
        }
    }

    /// What was filled in, or why it is refused.
    pub(super) async fn read(
        &self,
        request: Request<Incoming>,
    ) -> Result<Vec<(String, String)>, &'static str> {
        let one = |name: HeaderName| {
            let mut values = request.headers().get_all(name).iter();
            values.next().filter(|_| values.next().is_none()).map(|value| value.as_bytes().to_owned())
        };
        let own = one(header::HOST).map(|host| [b"http://", host.as_slice()].concat());
        if own.is_none() || one(header::ORIGIN) != own {
            return Err("Only a form of this preview can be sent here.\n");
        }
        let site = request.headers().get_all("sec-fetch-site");
        if !site.iter().all(|site| site == "same-origin") {
            return Err("Only a form of this preview can be sent here.\n");
        }
        let kind = one(header::CONTENT_TYPE).unwrap_or_default();
        let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default();
        if kind != b"application/x-www-form-urlencoded" {
            return Err("This is not what a form sends.\n");
        }
        let body = Limited::new(request.into_body(), LARGEST).collect().await;
        let body = body.map_err(|_| "The form is too long, or did not arrive.\n")?.to_bytes();
        let sent: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        match self.is(&sent) {
            true => Ok(sent),
            false => Err("The preview was started again since this form was opened: \
                          go back, copy what you wrote, and open the form again.\n"),
        }
    }
}

/// Address of the form of the page at a path.
pub(super) fn address(page: &str) -> String {
    notice::address(&format!("{}{page}", &FORMS[1..]))
}

#[test]
fn no_two_runs_have_one_token() {
    let (one, other) = (Token::new(), Token::new());
    let sent = |token: &Token| vec![("token".to_owned(), token.0.clone())];
    assert!(one.is(&sent(&one)) && one.0.len() == 32);
    assert!(!one.is(&sent(&other)) && !one.is(&[]) && !one.is(&[sent(&one), sent(&one)].concat()));
}
