//! Asking an address for a file, or for the rest of it.

use std::io;
use std::time::Duration;
use ureq::http;
use ureq::{Agent, Body, BodyReader};

/// A response that holds bytes of the file.
pub(super) struct Response {
    /// Where in the file they begin.
    pub(super) start: u64,
    /// The bytes.
    pub(super) body: BodyReader<'static>,
}

/// A client that waits no longer than `patience` for a server to answer or to go on.
///
/// There is no limit for the whole: a slow line may take an hour.
pub(super) fn agent(patience: Duration) -> Agent {
    let limit = Some(patience);
    Agent::config_builder()
        .timeout_resolve(limit)
        .timeout_connect(limit)
        .timeout_per_read(limit)
        .http_status_as_error(false)
        .user_agent(concat!("gradus/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

/// Asks for a file of `size` bytes from byte `from` on. A server that does not know how to begin
/// there gives the file from its beginning.
///
/// Source: R. Fielding et al., "HTTP Semantics", RFC 9110 (2022), section 14.
pub(super) fn send(agent: &Agent, address: &str, from: u64, size: u64) -> Result<Response, String> {
    // The file's own bytes are wanted, not packed a second time for the journey.
    let mut request = agent.get(address).header("Accept-Encoding", "identity");
    if from > 0 {
        request = request.header("Range", format!("bytes={from}-"));
    }
    let response = request.call().map_err(|error| match error {
        ureq::Error::Timeout(ureq::Timeout::PerRead) => {
            "does not answer: the time for an answer is over (--patience gives it more)".into()
        }
        error => format!("cannot be asked: {error}"),
    })?;
    let start = start(&response, from)?;
    let (body, expected) = (response.into_body(), size - start);
    match body.content_length() {
        Some(found) if found != expected => {
            Err(format!("announces {found} bytes where {expected} are expected"))
        }
        _ => Ok(Response { start, body: body.into_reader() }),
    }
}

/// Where in the file the response begins.
fn start(response: &http::Response<Body>, from: u64) -> Result<u64, String> {
    match response.status() {
        http::StatusCode::OK => Ok(0),
        http::StatusCode::PARTIAL_CONTENT if from > 0 => {
            let range = response.headers().get("Content-Range");
            let range = range.and_then(|range| range.to_str().ok()).unwrap_or("nothing");
            match range.starts_with(&format!("bytes {from}-")) {
                true => Ok(from),
                false => Err(format!(
                    "answers with the range {range:?} where one from byte {from} on is expected"
                )),
            }
        }
        status => Err(format!("answers {:?} where the file is expected", status.to_string())),
    }
}

/// Why a response broke off after `found` of `expected` bytes.
pub(super) fn read_error(error: io::Error, found: u64, expected: u64) -> String {
    let after = format!("after {found} bytes where {expected} are expected");
    match ureq::Error::from(error) {
        ureq::Error::Timeout(_) => {
            format!("stalls {after}: the time for the next is over (--patience gives it more)")
        }
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            ended(found, expected)
        }
        error => format!("breaks off {after}: {error}"),
    }
}

/// The connection was closed too early.
pub(super) fn ended(found: u64, expected: u64) -> String {
    format!("ends after {found} bytes where {expected} are expected")
}
