//! Requests to replies, and events to open pages.
//!
//! Only requests that name this computer as their host are answered: a page of the web that has its
//! own name lead to this address would else read the site.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::preview::Preview;
use super::reply::{EVENTS, Reply, reply};
use crate::model::names::percent_decode;

/// What every request is answered from.
#[derive(Clone)]
struct Server {
    preview: Arc<Preview>,
    /// The names by which this computer may be asked.
    hosts: Arc<[String; 3]>,
}

/// Answers requests until the program ends.
pub(super) async fn run(
    listener: TcpListener,
    address: SocketAddr,
    preview: Arc<Preview>,
) -> io::Result<()> {
    let port = address.port();
    let hosts = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"));
    let server = Server {
        preview,
        hosts: Arc::new(hosts),
    };
    let router = Router::new().fallback(answer).with_state(server);
    axum::serve(listener, router).await
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    if !names_this_computer(request.headers(), &uri, &server.hosts) {
        let words = "this preview answers only to this computer's own name\n";
        return (StatusCode::MISDIRECTED_REQUEST, words).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some(path) = decode(uri.path()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if path.strip_prefix(&server.preview.base()) == Some(EVENTS) {
        return events(server.preview, uri.query().unwrap_or_default()).into_response();
    }
    let preview = Arc::clone(&server.preview);
    // A page is work for the processor; the threads that answer must stay free for the others.
    let made = tokio::task::spawn_blocking(move || reply(&preview, &path)).await;
    match made {
        Ok(made) => respond(made),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn names_this_computer(headers: &HeaderMap, uri: &Uri, hosts: &[String; 3]) -> bool {
    let header = headers.get(header::HOST);
    let named = header
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    named.is_some_and(|named| hosts.iter().any(|host| host.eq_ignore_ascii_case(named)))
}

fn respond(reply: Reply) -> Response {
    let Reply { status, kind, body } = reply;
    let name = if (300..400).contains(&status) {
        header::LOCATION
    } else {
        header::CONTENT_TYPE
    };
    Response::builder()
        .status(status)
        .header(name, kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(Body::from(body))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Decodes a path; `None` for one that no page can have.
fn decode(path: &str) -> Option<String> {
    let decoded = percent_decode(path);
    let harmless = !decoded.contains(['\0', '\\', '\r', '\n']);
    let stays = !decoded.split('/').any(|part| part == "..");
    (harmless && stays).then_some(decoded)
}

/// What an open page last heard.
struct Heard {
    preview: Arc<Preview>,
    changed: watch::Receiver<u64>,
    page: String,
    look: String,
    faults: Option<Arc<str>>,
    first: bool,
}

/// Tells an open page when it would look different, and what is wrong.
fn events(
    preview: Arc<Preview>,
    query: &str,
) -> Sse<impl stream::Stream<Item = Result<Event, Infallible>> + use<>> {
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(key, _)| *key == name);
        found
            .and_then(|(_, value)| decode(value))
            .unwrap_or_default()
    };
    let heard = Heard {
        changed: preview.subscribe(),
        page: value("page"),
        look: value("look"),
        faults: None,
        first: true,
        preview,
    };
    let events = stream::unfold(heard, async |mut heard| {
        loop {
            // What changed between the making of a page and this first look is told at once.
            if !std::mem::take(&mut heard.first) {
                heard.changed.changed().await.ok()?;
            }
            heard.changed.borrow_and_update();
            if let Some(event) = heard.next() {
                return Some((Ok(event), heard));
            }
        }
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

impl Heard {
    /// Returns what the page has to be told now, if anything.
    fn next(&mut self) -> Option<Event> {
        let faults = self.preview.faults();
        if faults != self.faults {
            self.faults.clone_from(&faults);
            // The page may have to be loaded again as well; that is looked at next.
            self.first = true;
            return Some(match faults {
                Some(words) => Event::default().event("faults").data(&*words),
                None => event("mended"),
            });
        }
        let look = self.preview.look(&self.page);
        if look == self.look {
            return None;
        }
        self.look = look;
        Some(event("reload"))
    }
}

/// Makes an event that says all with its name; browsers ignore one without any data.
fn event(name: &str) -> Event {
    Event::default().event(name).data(name)
}
