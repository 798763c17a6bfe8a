//! HTTP on this machine only. A client that sends nothing, or does not read, holds up no other.

use anyhow::{Context, Result};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// The port that is tried first.
const DEFAULT_PORT: u16 = 3000;
/// How long a connection may be silent before a request.
const SILENCE: Duration = Duration::from_secs(30);
pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// A request without its body.
pub(super) type Request = hyper::http::request::Parts;
/// A response whose body is in memory.
pub(super) type Response = hyper::Response<http_body_util::Full<Bytes>>;

/// Only this machine can reach it. A port that was asked for must be free; else any will do.
pub(super) fn listen(port: Option<u16>) -> Result<TcpListener> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => at(port).with_context(|| format!("port {port} cannot be used")),
        None => at(DEFAULT_PORT).or_else(|_| at(0)).context("no port can be used"),
    }
}

/// Serves on a thread of its own, until the program ends.
pub(super) fn spawn<F>(listener: TcpListener, respond: F) -> Result<()>
where
    F: Fn(&Request) -> Response + Send + Sync + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _context = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    std::thread::spawn(move || runtime.block_on(accept(listener, Arc::new(respond))));
    Ok(())
}

async fn accept<F>(listener: tokio::net::TcpListener, respond: Arc<F>)
where
    F: Fn(&Request) -> Response + Send + Sync + 'static,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(SILENCE);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // No file may be left for a connection; one will be when another ends.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let respond = Arc::clone(&respond);
        // Files are read, and a build is waited for, beside the connections.
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let respond = Arc::clone(&respond);
            spawn_blocking(move || respond(&request.into_parts().0))
        });
        tokio::spawn(http.serve_connection(TokioIo::new(stream), service));
    }
}

/// What a request is told that asks for no page of this machine.
pub(super) fn refusal(request: &Request) -> Option<Response> {
    if request.uri.authority().is_some() || !request.uri.path().starts_with('/') {
        return Some(response(StatusCode::BAD_REQUEST, TEXT, "no path\n"));
    }
    if !request.headers.get_all(HOST).iter().all(is_here) {
        // A page of another site may have made its own name mean this machine.
        return Some(response(StatusCode::FORBIDDEN, TEXT, "ask 127.0.0.1\n"));
    }
    if ![Method::GET, Method::HEAD].contains(&request.method) {
        let mut response = response(StatusCode::METHOD_NOT_ALLOWED, TEXT, "GET or HEAD\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    None
}

/// Whether a host is this machine by its own name.
fn is_here(host: &HeaderValue) -> bool {
    let host = host.to_str().unwrap_or_default();
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    is_number && ["127.0.0.1", "localhost"].contains(&name)
}

pub(super) fn response(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(body.into().into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
