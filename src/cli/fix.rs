//! `briefbook fix`: writes what diagnostics propose, each change shown as a diff and agreed to first.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use super::difference::difference;
use super::{complain, say, show, site};
use crate::fix::{Answer, Mended, Offer, mend};
use crate::pipeline::Deny;

/// The arguments of `fix`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook fix --dry-run     shows what would be written where, and writes nothing")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: site::SiteArguments,
    #[command(flatten)]
    deny: site::DenyArguments,
    /// Write all of it without asking
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// How mends are agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Each is asked for.
    Ask,
    /// All are made.
    All,
    /// None is made.
    Show,
}

/// Offers each mend, writes those agreed to, and tells what is left.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let Arguments {
        site,
        deny,
        yes,
        dry_run,
    } = arguments;
    let options = match site.options() {
        Ok(options) => options,
        Err(message) => return complain(&message),
    };
    let nobody = !io::stdin().is_terminal() || !io::stderr().is_terminal();
    let mut manner = match (yes, dry_run || nobody) {
        (true, _) => Manner::All,
        (false, true) => Manner::Show,
        (false, false) => Manner::Ask,
    };
    let shows_only = manner == Manner::Show;
    let mut choose = |offer: &Offer| {
        if let Err(message) = print(&shown(offer)) {
            complain(&message);
            return Answer::Quit;
        }
        match manner {
            Manner::All => Answer::Yes,
            Manner::Show => Answer::No,
            Manner::Ask => match ask() {
                Some('y') => Answer::Yes,
                Some('a') => {
                    manner = Manner::All;
                    Answer::Yes
                }
                Some('n') => Answer::No,
                _ => Answer::Quit,
            },
        }
    };
    let mended = match mend(&options, &mut choose) {
        Ok(mended) => mended,
        Err(error) => return complain(&error.to_string()),
    };
    if shows_only && !dry_run && mended.left > 0 {
        let _ = writeln!(
            anstream::stderr(),
            "there is no terminal to ask at, so nothing was written; --yes writes all of it"
        );
    }
    finish(&mended, deny.deny(), shows_only)
}

/// Prints what is left and what was done.
fn finish(mended: &Mended, deny: Deny, shows_only: bool) -> ExitCode {
    let (diagnostics, texts) = (&mended.findings.diagnostics, &mended.findings.inputs.texts);
    if !shows_only && let Err(message) = show(diagnostics, texts) {
        return complain(&message);
    }
    let said = say(&summary(mended, shows_only));
    if deny.forbids(diagnostics) {
        ExitCode::from(1)
    } else {
        said
    }
}

/// Prints a part of the output at once, before somebody is asked.
fn print(text: &str) -> Result<(), String> {
    let mut stdout = anstream::stdout().lock();
    let printed = stdout.write_all(text.as_bytes());
    printed
        .and_then(|()| stdout.flush())
        .map_err(|error| format!("this cannot be printed: {}", crate::disk::reason(&error)))
}

/// Writes what is wrong, where, and what would change.
fn shown(offer: &Offer) -> String {
    let Offer {
        path,
        position,
        code,
        message,
        ..
    } = offer;
    let (severity, name, line) = (code.severity().word(), code.name(), position.line);
    let mut text = format!("{path}:{line}: {severity}[{name}]: {message}\n");
    for change in offer.changes() {
        text.push_str(&difference(&change));
    }
    text.push('\n');
    crate::diagnostics::print::visible(&text)
}

/// Asks whether a mend is to be made; `None` at the end of what is typed.
fn ask() -> Option<char> {
    loop {
        let mut stderr = anstream::stderr().lock();
        let _ = write!(stderr, "Write this? [y]es [n]o [a]ll [q]uit ");
        let _ = stderr.flush();
        let mut answer = String::new();
        if io::stdin().read_line(&mut answer).ok()? == 0 {
            return None;
        }
        let letter = match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => 'y',
            "n" | "no" => 'n',
            "a" | "all" => 'a',
            "q" | "quit" => 'q',
            _ => continue,
        };
        return Some(letter);
    }
}

fn summary(mended: &Mended, shows_only: bool) -> String {
    let counted = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    if shows_only {
        return match mended.left {
            0 => "nothing that can be mended was found\n".to_owned(),
            left => format!(
                "{} can be made (nothing was written)\n",
                counted(left, "change")
            ),
        };
    }
    if mended.made == 0 && mended.left == 0 {
        return "nothing that can be mended was found\n".to_owned();
    }
    let (changes, files) = (
        counted(mended.made, "change"),
        counted(mended.files.len(), "file"),
    );
    format!("{changes} made in {files}, {} left\n", mended.left)
}
