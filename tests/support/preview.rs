//! A running preview of a site, asked over HTTP as a browser would.
//!
//! In: a site, requests. Out: replies, the events that an open page hears, and what is told in the
//! terminal. Waiting is for something to arrive, never for time to pass.

#![allow(dead_code, reason = "each crate that uses this needs a part of it")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::site::Site;

/// How long something may take to arrive before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// How the line begins that follows what is wrong with a site after each reading.
const READ: &str = "Read ";

/// A preview that ends with this value.
pub(crate) struct Preview {
    process: Child,
    /// The lines that it prints, those of both streams in their order.
    lines: Receiver<String>,
    /// What it told of the site before the first page could be opened.
    begun: String,
    port: u16,
    base: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What came back for a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let pairs = self
            .headers
            .lines()
            .filter_map(|line| line.split_once(": "));
        let mut found = pairs.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }

    /// Returns the body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is UTF-8")
    }
}

/// Something that an open page hears.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) event: String,
    pub(crate) data: String,
}

/// The ear of an open page.
pub(crate) struct Ear {
    stream: BufReader<TcpStream>,
}

impl Preview {
    /// Starts a preview of a site and waits until it answers.
    pub(crate) fn of(site: &Site, arguments: &[&str]) -> Self {
        let (told, output) = std::io::pipe().expect("the system has pipes");
        let errors = output.try_clone().expect("a pipe has more than one end");
        let process = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(site.path(""))
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(output)
            .stderr(errors)
            .spawn()
            .expect("the program can be started");
        let (sender, lines) = mpsc::channel();
        // All is read at once, so that the program can go on printing.
        std::thread::spawn(move || {
            let lines = BufReader::new(told).lines();
            let mut printed = lines.map_while(Result::ok);
            printed.all(|line| sender.send(line).is_ok())
        });
        let begun = told_of_one_reading(&lines);
        let address = loop {
            let line = next_line(&lines);
            if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
                break address.trim().to_owned();
            }
        };
        // A sentence on how the preview ends.
        next_line(&lines);
        let (port, base) = address.split_once('/').expect("an address has a path");
        Self {
            process,
            lines,
            begun,
            port: port.parse().expect("a port is a number"),
            base: format!("/{base}"),
        }
    }

    /// Returns what was wrong or odd with the site before the first page could be opened.
    pub(crate) fn begun(&self) -> &str {
        &self.begun
    }

    /// Waits until it tells this, and no more, of the site as it was just read.
    #[track_caller]
    pub(crate) fn waits_until_it_tells(&self, expected: &str) {
        let mut readings = vec![String::new()];
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            let told = readings.last_mut().expect("it is never empty");
            if !line.starts_with(READ) {
                told.push_str(&line);
                told.push('\n');
            } else if *told == expected {
                return;
            } else {
                readings.push(String::new());
            }
        }
        panic!("it never told:\n{expected}\nbut:\n{}", readings.join("\n"));
    }

    /// Returns the path of the site's first page.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Returns the port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    fn connect(&self, request: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a time is not zero");
        stream
            .write_all(request.as_bytes())
            .expect("it takes requests");
        BufReader::new(stream)
    }

    /// Sends a request as it stands and returns the reply.
    pub(crate) fn ask(&self, request: &str) -> Reply {
        let mut stream = self.connect(request);
        let mut whole = Vec::new();
        stream.read_to_end(&mut whole).expect("the reply ends");
        let end = whole.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.expect("a reply has headers");
        let head = String::from_utf8(whole[..end].to_vec()).expect("headers are ASCII");
        let (first, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
        let status = first.split(' ').nth(1).expect("a reply has a status");
        Reply {
            status: status.parse().expect("a status is a number"),
            headers: headers.to_owned(),
            body: whole[end + 4..].to_vec(),
        }
    }

    /// Gets an absolute path.
    pub(crate) fn get_absolute(&self, path: &str) -> Reply {
        let port = self.port;
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        ))
    }

    /// Gets a path below the site's own, which may hold any letters.
    pub(crate) fn get(&self, path: &str) -> Reply {
        let encoded: String = path
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect();
        self.get_absolute(&format!("{}{encoded}", self.base))
    }

    /// Opens a page and listens to what it is told from then on.
    pub(crate) fn listen(&self, page: &str) -> Ear {
        let reply = self.get(page).text();
        let look = reply
            .split_once("data-look=\"")
            .expect("a page has the script")
            .1;
        let look = look.split('"').next().expect("an attribute ends");
        self.listen_with(page, look)
    }

    /// Listens to what a page that looks like this is told.
    pub(crate) fn listen_with(&self, page: &str, look: &str) -> Ear {
        let (base, port) = (&self.base, self.port);
        let mut stream = self.connect(&format!(
            "GET {base}_briefbook/events?page={page}&look={look} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
        ));
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            stream.read_line(&mut line).expect("a reply has headers");
        }
        Ear { stream }
    }
}

impl Ear {
    /// Waits for the next event.
    pub(crate) fn hear(&mut self) -> Heard {
        let mut heard = Heard {
            event: String::new(),
            data: String::new(),
        };
        loop {
            let mut line = String::new();
            let read = self.stream.read_line(&mut line).expect("an event arrives");
            assert!(read > 0, "the preview hung up");
            let line = line.trim_end_matches(['\r', '\n']);
            if let Some(event) = line.strip_prefix("event: ") {
                event.clone_into(&mut heard.event);
            } else if let Some(data) = line.strip_prefix("data:") {
                heard.data.push_str(data.strip_prefix(' ').unwrap_or(data));
                heard.data.push('\n');
            } else if line.is_empty() {
                // A browser ignores an event without data.
                if !heard.data.trim().is_empty() {
                    return heard;
                }
                heard.event.clear();
                heard.data.clear();
            }
        }
    }

    /// Waits for an event of a sort, past others.
    pub(crate) fn hear_of(&mut self, event: &str) -> Heard {
        loop {
            let heard = self.hear();
            if heard.event == event {
                return heard;
            }
        }
    }
}

/// Waits for the next line that is printed.
fn next_line(lines: &Receiver<String>) -> String {
    let line = lines.recv_timeout(PATIENCE);
    line.expect("the preview prints something more")
}

/// Returns what is told of a site after one reading.
fn told_of_one_reading(lines: &Receiver<String>) -> String {
    let mut told = String::new();
    loop {
        let line = next_line(lines);
        if line.starts_with(READ) {
            return told;
        }
        told.push_str(&line);
        told.push('\n');
    }
}

/// Takes the script of the preview out of a page.
pub(crate) fn without_script(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(page.to_vec()).expect("a page is UTF-8");
    let found = text
        .match_indices("<script defer src=\"")
        .find(|(start, _)| {
            let tag = text[*start..].split('>').next();
            tag.is_some_and(|tag| tag.contains("_briefbook/reload.js"))
        });
    match found {
        Some((start, _)) => cut(&text, start),
        None => page.to_vec(),
    }
}

fn cut(text: &str, start: usize) -> Vec<u8> {
    const END: &str = "</script>";
    let end = text[start..].find(END).expect("a script ends") + start + END.len();
    format!("{}{}", &text[..start], &text[end..]).into_bytes()
}
