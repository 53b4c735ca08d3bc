//! A line that counts the files made, for builds that let somebody wait.
//!
//! It is shown on a terminal only, after a second, and wiped out at the end. A pipe never sees it.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::figures::grouped;

/// Nobody needs to be told of work that is over before this.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line changes.
const BEAT: Duration = Duration::from_millis(100);

/// Does work that counts what it has finished, and shows the count while it lasts.
pub(super) fn counted<T>(work: impl FnOnce(&AtomicUsize) -> T) -> T {
    let finished = AtomicUsize::new(0);
    if !io::stderr().is_terminal() {
        return work(&finished);
    }
    thread::scope(|scope| {
        let (over, waiting) = mpsc::channel::<()>();
        scope.spawn(|| show(waiting, &finished));
        let result = work(&finished);
        drop(over);
        result
    })
}

/// Shows the count until the other end of the channel is gone.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a receiver can only be moved to another thread"
)]
fn show(waiting: Receiver<()>, finished: &AtomicUsize) {
    let mut width = 0;
    let mut pause = PATIENCE;
    while waiting.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        let line = match finished.load(Ordering::Relaxed) {
            0 => "reading …".to_owned(),
            count => format!("{} files made …", grouped(&count.to_string())),
        };
        width = line.chars().count();
        // A line that cannot be shown is not missed.
        let _ = write!(io::stderr(), "\r{line}");
        pause = BEAT;
    }
    if width > 0 {
        let _ = write!(io::stderr(), "\r{:width$}\r", "");
    }
}
