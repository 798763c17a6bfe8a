//! The connections.

use crate::request::{Request, refusal};
use crate::response::{Response, TEXT, response};
use http_body_util::{BodyExt, Limited};
use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{JoinError, spawn_blocking};

/// How long a connection may be silent before a request.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the body of a request may take.
const BODY_TIME: Duration = Duration::from_secs(10);
/// The maximum size of a request's body in bytes.
const BODY_SIZE: usize = 1 << 20;

/// A port that only this machine can reach: `port` if there is one, which must be free; else `preferred`, or
/// any that is free.
///
/// ```
/// let taken = local_http::listen(None, 0)?;
/// let port = taken.local_addr()?.port();
/// assert!(local_http::listen(Some(port), 0).is_err());
/// assert_ne!(local_http::listen(None, port)?.local_addr()?.port(), port);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If the port is taken, or none is free.
pub fn listen(port: Option<u16>, preferred: u16) -> io::Result<TcpListener> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    port.map_or_else(|| at(preferred).or_else(|_| at(0)), at)
}

/// Serves on a thread of its own, until the program ends. `respond` may be called for several requests at
/// once, and may take its time.
///
/// # Errors
/// If the system gives no thread, or cannot tell when a connection comes.
pub fn spawn<F>(listener: TcpListener, respond: F) -> io::Result<()>
where
    F: Fn(&Request) -> Response + Send + Sync + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _context = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    let serve = move || runtime.block_on(accept(listener, Arc::new(respond)));
    std::thread::Builder::new().spawn(serve).map(drop)
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
        let service = service_fn(move |request| respond_to(request, Arc::clone(&respond)));
        tokio::spawn(http.serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond_to<F>(
    request: hyper::Request<Incoming>,
    respond: Arc<F>,
) -> Result<Response, JoinError>
where
    F: Fn(&Request) -> Response + Send + Sync + 'static,
{
    let (head, body) = request.into_parts();
    if let Some(refusal) = refusal(&head) {
        return Ok(refusal);
    }
    let body = Limited::new(body, BODY_SIZE).collect();
    let Ok(Ok(body)) = tokio::time::timeout(BODY_TIME, body).await else {
        let words = "the body is too long, or did not come\n";
        return Ok(response(StatusCode::BAD_REQUEST, TEXT, words));
    };
    let request = Request::new(head, body.to_bytes());
    // Beside the connections: it may read files or compute.
    spawn_blocking(move || respond(&request)).await
}
