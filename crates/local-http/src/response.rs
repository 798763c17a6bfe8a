//! What a browser is given.

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};

/// The kind of a page.
pub const HTML: &str = "text/html; charset=utf-8";
/// The kind of plain text.
pub const TEXT: &str = "text/plain; charset=utf-8";

/// A response whose body is in memory.
pub type Response = hyper::Response<http_body_util::Full<Bytes>>;

/// A response of this kind (a media type), which no browser keeps.
///
/// ```
/// use local_http::{StatusCode, TEXT, response};
///
/// let found = response(StatusCode::OK, TEXT, "a 7, probably\n");
/// assert_eq!(found.headers()["content-type"], "text/plain; charset=utf-8");
/// ```
pub fn response(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(body.into().into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
