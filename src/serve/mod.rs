//! Shows a site while it is written: from memory, at its real path, on this computer only.
//!
//! In: what a build is asked to do. A watcher tells what changed on disk, a builder reads and
//! resolves it anew, and the server makes each page when a browser asks for it, from the same
//! values as a build does. Open pages are told to reload when they would look different, and show
//! what is wrong while the last good state stays in sight. Nothing is written to disk.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::runtime;

use crate::diagnostics::Diagnostics;
use crate::load::{Changes, Inputs, NotASite};
use crate::pipeline::Options;
use crate::resolve::Site;

mod check;
mod http;
mod preview;
mod reply;
mod watch;

use preview::{Builder, Preview};
use watch::{Batch, Change, Watch};

/// How long the disk has to be quiet before it is read: an editor that saves a file renames,
/// empties and fills files in quick succession. What is read too early is read again at once.
const SETTLE: Duration = Duration::from_millis(10);
/// How much longer a mistake has to last before it is shown: a file that is only half written when
/// it is read is not a mistake.
const SETTLE_FAULTS: Duration = Duration::from_millis(125);
/// The longest wait for quiet.
const LONGEST: Duration = Duration::from_secs(1);
/// The port that is tried first where none is asked for, and how many are tried.
const FIRST_PORT: u16 = 4000;
const PORTS: u16 = 20;

/// What is to be told of a preview while it runs.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    /// Browsers can open this address.
    Ready(&'a str),
    /// The site was read, with what was found wrong or odd.
    Read(&'a Inputs, &'a Diagnostics, Count),
    /// There is no site in the folder any more.
    NoSite(&'a NotASite),
    /// Changes are no longer seen.
    Blind(&'a str),
}

/// How much a site holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The entries of all kinds.
    pub entries: usize,
    /// The events of the chronology.
    pub events: usize,
}

impl Count {
    fn of(site: &Site) -> Self {
        Self {
            entries: site.entries.len(),
            events: site.chronology.order.len(),
        }
    }
}

/// Why a preview could not begin or go on.
#[derive(Debug)]
pub enum ServeError {
    /// The folder is not a site.
    NotASite(NotASite),
    /// No port is free, or the one asked for is not.
    Port(u16, std::io::Error),
    /// Changes cannot be seen.
    Blind(String),
    /// Something else of the system failed.
    System(std::io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASite(error) => error.fmt(formatter),
            Self::Port(port, error) => write!(
                formatter,
                "port {port} cannot be used: {error}\nhelp: another preview may still run there; stop it, or choose another port with --port"
            ),
            Self::Blind(reason) => write!(
                formatter,
                "changes cannot be seen ({reason}); run the command again after each one"
            ),
            Self::System(error) => write!(formatter, "the preview cannot run: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// Serves a site until the program is interrupted.
///
/// `tell` is called from several threads.
///
/// # Errors
///
/// Fails if the folder is not a site, or no port can be used.
pub fn serve(
    options: Options,
    port: Option<u16>,
    tell: impl Fn(News) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let tell: Arc<dyn Fn(News) + Send + Sync> = Arc::new(tell);
    let (sender, events) = mpsc::channel();
    // The watch begins before the first reading, so that no change falls between the two.
    let watch = Watch::new(&options.site, sender);
    let (preview, builder) =
        Preview::open(options, Arc::clone(&tell)).map_err(ServeError::NotASite)?;
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()
        .map_err(ServeError::System)?;
    let listener = runtime.block_on(listen(port))?;
    let address = listener.local_addr().map_err(ServeError::System)?;
    match watch {
        Ok(watch) => {
            std::thread::spawn(move || follow(&events, watch, builder));
        }
        Err(error) => tell(News::Blind(&error.to_string())),
    }
    tell(News::Ready(&format!("http://{address}{}", preview.base())));
    let served = runtime.block_on(async {
        tokio::select! {
            served = http::run(listener, address, Arc::clone(&preview)) => served,
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    });
    // Open pages hold connections that never end by themselves.
    runtime.shutdown_background();
    served.map_err(ServeError::System)
}

/// Calls `read` at once and again after each change of what a build reads, until it returns something
/// to end with.
///
/// # Errors
///
/// Fails if the system cannot tell of changes.
pub fn watch<T>(
    site: &Path,
    mut read: impl FnMut(&Changes) -> ControlFlow<T>,
) -> Result<T, ServeError> {
    let (sender, events) = mpsc::channel();
    // The watch begins before the first reading, so that no change falls between the two.
    let mut watch =
        Watch::new(site, sender).map_err(|error| ServeError::Blind(error.to_string()))?;
    let mut changes = Changes::Unknown;
    loop {
        if let ControlFlow::Break(end) = read(&changes) {
            return Ok(end);
        }
        let mut batch = Batch::default();
        let first = events
            .recv()
            .map_err(|error| ServeError::Blind(error.to_string()))?;
        batch.add(first);
        // A file that is only half written is not to be told as a mistake.
        gather(&events, SETTLE_FAULTS, &mut batch);
        watch.renew(&batch);
        changes = batch.take();
    }
}

/// Binds the port asked for, or the first free one.
async fn listen(port: Option<u16>) -> Result<TcpListener, ServeError> {
    let bind = async |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await;
    if let Some(port) = port {
        return bind(port)
            .await
            .map_err(|error| ServeError::Port(port, error));
    }
    let mut port = FIRST_PORT;
    loop {
        match bind(port).await {
            Ok(listener) => return Ok(listener),
            Err(error) if port + 1 == FIRST_PORT + PORTS => {
                return Err(ServeError::Port(port, error));
            }
            Err(_) => port += 1,
        }
    }
}

/// Reads the site anew whenever the disk has changed and is quiet again.
fn follow(events: &Receiver<Change>, mut watch: Watch, mut builder: Builder) {
    while let Ok(first) = events.recv() {
        builder.pause();
        let mut batch = Batch::default();
        batch.add(first);
        gather(events, SETTLE, &mut batch);
        loop {
            watch.renew(&batch);
            builder.read(&batch.take());
            if !builder.withholds() {
                break;
            }
            if !gather(events, SETTLE_FAULTS, &mut batch) {
                builder.show_faults();
                break;
            }
        }
    }
}

/// Adds changes until the disk has been quiet for a while; tells whether there were any.
///
/// What never rests, such as a file that some program writes to all the time, is not waited for.
fn gather(events: &Receiver<Change>, quiet: Duration, batch: &mut Batch) -> bool {
    let end = Instant::now() + LONGEST;
    let mut any = false;
    while Instant::now() < end {
        match events.recv_timeout(quiet) {
            Ok(change) => {
                any = true;
                batch.add(change);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    any
}
