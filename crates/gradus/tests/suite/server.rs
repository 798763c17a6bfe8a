//! A server on this machine that does whatever a bad one may do.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How a server answers.
#[derive(Clone, Debug)]
pub enum Manner {
    /// Gives the file, or the part that is asked for.
    Good,
    /// Gives the whole file whatever part is asked for.
    IgnoresRange,
    /// Gives so many bytes of what is asked for, then nothing more, and keeps the line open.
    Stalls(usize),
    /// Accepts the connection and says nothing.
    Silent,
    /// Announces the whole and closes the connection after so many bytes of it.
    Truncates(usize),
    /// Gives the right bytes but announces this length.
    Announces(usize),
    /// Announces no length and gives these bytes behind the right ones.
    GoesOn(Vec<u8>),
    /// Gives other bytes, as many as the file has.
    WrongBytes,
    /// Says that it gives the part asked for, but gives the one from this byte on.
    WrongRange(usize),
    /// Has no such file.
    NotFound,
    /// Sends the client to this address.
    Redirects(String),
    /// Closes the connection before it has said anything.
    Closes,
}

/// A server that runs until the test program ends.
pub struct Server {
    /// Where it answers, with a slash at the end.
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server of this manner that has one file, under any name.
    pub fn start(manner: Manner, file: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, file) = (requests.clone(), file.to_vec());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (manner, file, log) = (manner.clone(), file.clone(), log.clone());
                thread::spawn(move || answer(&stream.unwrap(), &manner, &file, &log));
            }
        });
        Server { address, requests }
    }

    /// For each request the byte from which on the file was asked for.
    pub fn asked_from(&self) -> Vec<usize> {
        self.requests.lock().unwrap().iter().map(|request| range_start(request)).collect()
    }
}

/// The head of a request.
fn read_request(stream: &TcpStream) -> String {
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    lines.take_while(|line| !line.is_empty()).fold(String::new(), |head, line| head + &line + "\n")
}

fn range_start(request: &str) -> usize {
    let request = request.to_lowercase();
    let range = request.lines().find_map(|line| line.strip_prefix("range: bytes="));
    range.map_or(0, |range| range.trim_end_matches('-').parse().unwrap())
}

fn answer(stream: &TcpStream, manner: &Manner, file: &[u8], log: &Mutex<Vec<String>>) {
    let request = read_request(stream);
    let from = range_start(&request);
    log.lock().unwrap().push(request);
    let part = &file[from.min(file.len())..];
    // The client may have gone: what it then finds on its disk is what the test looks at.
    let _ = match manner {
        Manner::Good => send(stream, from, part.len(), part),
        Manner::IgnoresRange => send(stream, 0, file.len(), file),
        Manner::Stalls(count) => {
            send(stream, from, part.len(), &part[..*count]).and_then(|()| sleep())
        }
        Manner::Silent => sleep(),
        Manner::Truncates(count) => send(stream, from, part.len(), &part[..*count]),
        Manner::Announces(length) => send(stream, from, *length, part),
        Manner::GoesOn(more) => send_unannounced(stream, &[file, more].concat()),
        Manner::WrongBytes => send(stream, from, part.len(), &vec![b'?'; part.len()]),
        Manner::WrongRange(start) => send(stream, *start, part.len(), part),
        Manner::NotFound => say(stream, "404 Not Found\r\nContent-Length: 9\r\n\r\nnot found"),
        Manner::Redirects(to) => {
            say(stream, &format!("302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"))
        }
        Manner::Closes => Ok(()),
    };
}

/// Longer than any test's patience.
fn sleep() -> std::io::Result<()> {
    thread::sleep(Duration::from_secs(60));
    Ok(())
}

fn say(mut stream: &TcpStream, text: &str) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 {text}")
}

/// Sends bytes of a file as an answer that announces `length` of them from byte `from` on.
fn send(mut stream: &TcpStream, from: usize, length: usize, bytes: &[u8]) -> std::io::Result<()> {
    match from {
        0 => say(stream, "200 OK\r\n")?,
        _ => say(stream, &format!("206 Partial Content\r\nContent-Range: bytes {from}-/*\r\n"))?,
    }
    write!(stream, "Content-Length: {length}\r\n\r\n")?;
    stream.write_all(bytes)
}

fn send_unannounced(mut stream: &TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    say(stream, "200 OK\r\nConnection: close\r\n\r\n")?;
    stream.write_all(bytes)
}
