//! A headless Chromium, told what to do through two named pipes.

use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Chromium {
    process: Child,
    commands: File,
    messages: Receiver<Value>,
    session: Option<String>,
    commands_sent: u64,
    /// What the browser said without being asked, such as that it sends a request.
    pub events: Vec<Value>,
    _folder: TempDir,
}

impl Chromium {
    /// A browser with one empty page; `None` on a machine without Chromium.
    pub fn start() -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let is_there = |name: &&str| {
            let version = Command::new(name).arg("--version").output();
            version.is_ok_and(|version| version.status.success())
        };
        let name = names.into_iter().find(is_there)?;
        let folder = programs::temp_dir();
        let [commands, messages] = ["commands", "messages"].map(|pipe| {
            let path = folder.path().join(pipe);
            let made = Command::new("mkfifo").arg(&path).status();
            assert!(made.is_ok_and(|status| status.success()), "mkfifo");
            // For both: to open a pipe for one of them waits for the other end.
            OpenOptions::new().read(true).write(true).open(&path).expect("the pipe opens")
        });
        // The browser reads file descriptor 3 and writes to 4.
        let script = r#"exec "$0" --headless=new --no-sandbox --disable-gpu --no-first-run \
            --remote-debugging-pipe --user-data-dir="$1/profile" 3<"$1/commands" 4>"$1/messages""#;
        let process = Command::new("sh")
            .args(["-c", script, name])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh");
        let messages = receive(messages);
        let mut browser = Chromium {
            process,
            commands,
            messages,
            session: None,
            commands_sent: 0,
            events: Vec::new(),
            _folder: folder,
        };
        let target = browser.tell("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.tell("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.tell(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Sends a command and waits for its result.
    #[track_caller]
    pub fn tell(&mut self, method: &str, params: Value) -> Value {
        self.commands_sent += 1;
        let id = self.commands_sent;
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.commands.write_all(format!("{message}\0").as_bytes()).expect("the browser reads");
        loop {
            let Ok(mut message) = self.messages.recv_timeout(PATIENCE) else {
                panic!("{method}: nothing came back within {PATIENCE:?}")
            };
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    /// The value of an expression on the page.
    #[track_caller]
    pub fn value(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true});
        let mut result = self.tell("Runtime.evaluate", asked);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {result}");
        result["result"]["value"].take()
    }

    /// Waits until an expression on the page is true.
    #[track_caller]
    pub fn wait_for(&mut self, expression: &str) {
        let started = Instant::now();
        while self.value(expression) != true {
            assert!(started.elapsed() < PATIENCE, "{expression} is still not true");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let close = json!({"id": 0, "method": "Browser.close"});
        let _ = self.commands.write_all(format!("{close}\0").as_bytes());
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(5) {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Messages end with a zero byte.
fn receive(messages: File) -> Receiver<Value> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut messages = BufReader::new(messages);
        let mut message = Vec::new();
        while messages.read_until(0, &mut message).is_ok_and(|len| len > 0) {
            message.pop();
            let Ok(value) = serde_json::from_slice(&message) else { return };
            if sender.send(value).is_err() {
                return;
            }
            message.clear();
        }
    });
    receiver
}
