//! What a browser asks for.

use crate::response::{Response, TEXT, response};
use hyper::body::Bytes;
use hyper::header::{ALLOW, HOST, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

/// A request with all of its body.
#[derive(Debug)]
pub struct Request {
    head: Parts,
    body: Bytes,
}

impl Request {
    pub(crate) fn new(head: Parts, body: Bytes) -> Self {
        Request { head, body }
    }

    /// What is asked for, without the host and without a query; it begins with `/`.
    pub fn path(&self) -> &str {
        self.head.uri.path()
    }

    /// What is to be done with it.
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// What came with it; empty for a [`Method::GET`].
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The refusal of a request whose method is none of these.
    pub fn refuse_methods_but(&self, allowed: &'static str) -> Option<Response> {
        let is_allowed = allowed.split(", ").any(|method| method == self.head.method.as_str());
        (!is_allowed).then(|| {
            let mut response =
                response(StatusCode::METHOD_NOT_ALLOWED, TEXT, format!("only {allowed}\n"));
            response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
            response
        })
    }
}

/// What a request is told that is not for this machine.
pub(crate) fn refusal(head: &Parts) -> Option<Response> {
    if head.uri.authority().is_some() || !head.uri.path().starts_with('/') {
        return Some(response(StatusCode::BAD_REQUEST, TEXT, "no path\n"));
    }
    // A page of another site may have made its own name mean this machine.
    let is_here = head.headers.get_all(HOST).iter().all(is_this_machine);
    (!is_here).then(|| response(StatusCode::FORBIDDEN, TEXT, "ask 127.0.0.1\n"))
}

/// Whether a host is this machine by its own name.
fn is_this_machine(host: &HeaderValue) -> bool {
    let host = host.to_str().unwrap_or_default();
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    is_number && ["127.0.0.1", "localhost"].contains(&name)
}
