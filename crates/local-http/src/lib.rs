//! HTTP for a browser on the same machine: a function responds to each request.
//!
//! A client that sends nothing, or does not read, holds up no other; a page of another site that has
//! made its own name mean this machine is refused.
//!
//! ```
//! use local_http::{HTML, Request, StatusCode, response};
//! use std::io::{Read, Write};
//!
//! let listener = local_http::listen(None, 3000)?;
//! let address = listener.local_addr()?;
//! local_http::spawn(listener, |request: &Request| match request.path() {
//!     "/" => response(StatusCode::OK, HTML, "<h1>Gradus</h1>"),
//!     _ => response(StatusCode::NOT_FOUND, HTML, "<h1>no such page</h1>"),
//! })?;
//!
//! let mut stream = std::net::TcpStream::connect(address)?;
//! write!(stream, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
//! let mut page = String::new();
//! stream.read_to_string(&mut page)?;
//! assert!(page.ends_with("<h1>Gradus</h1>"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod request;
mod response;
mod server;

pub use hyper::{Method, StatusCode};
pub use request::Request;
pub use response::{HTML, Response, TEXT, response};
pub use server::{listen, spawn};
