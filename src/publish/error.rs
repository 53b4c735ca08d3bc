//! The one error of `publish`: what stands in the way, told to whoever publishes.
//!
//! A message says in one sentence what happened, the help what to do; where git or a server gave a
//! reason, their own words follow. Passwords in addresses never reach a message.

use std::error::Error;
use std::fmt;

/// Why nothing could be published.
#[derive(Debug)]
pub struct PublishError {
    /// What happened, with names in backticks.
    pub message: String,
    /// What git or the server said of it, line by line.
    pub said: Vec<String>,
    /// What to do.
    pub help: String,
}

impl PublishError {
    /// Makes an error that needs no words of git.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            said: Vec::new(),
            help: help.into(),
        }
    }

    /// Adds what git printed, without its empty lines and advice.
    pub(super) fn with_words(mut self, printed: &str) -> Self {
        let lines = printed.lines().map(str::trim_end);
        self.said = lines
            .filter(|line| !line.is_empty() && !line.starts_with("hint:"))
            .map(without_secrets)
            .collect();
        self
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&harmless(&self.message))?;
        for line in &self.said {
            write!(formatter, "\n  {}", harmless(line))?;
        }
        write!(formatter, "\nhelp: {}", harmless(&self.help))
    }
}

/// Takes out what would steer a terminal: a server or a file name of others may have put it there.
fn harmless(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

impl Error for PublishError {}

/// Takes names and passwords out of the web addresses in a text.
pub(super) fn without_secrets(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        shown.push_str(before);
        shown.push_str("://");
        let host_ends = after
            .find(|letter: char| letter == '/' || letter.is_whitespace() || letter == '\'')
            .unwrap_or(after.len());
        let credentials = after[..host_ends].rfind('@').map_or(0, |at| at + 1);
        rest = &after[credentials..];
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_in_addresses_are_not_shown() {
        for (printed, shown) in [
            (
                "fatal: unable to access 'https://me:token@example.org/a.git/': no",
                "fatal: unable to access 'https://example.org/a.git/': no",
            ),
            (
                "https://a@b@example.org and https://example.org/@c",
                "https://example.org and https://example.org/@c",
            ),
            ("git@example.org:a/b.git", "git@example.org:a/b.git"),
        ] {
            assert_eq!(without_secrets(printed), shown);
        }
    }

    #[test]
    fn the_words_of_git_stand_between_message_and_help() {
        let error = PublishError::new("it was refused", "ask")
            .with_words("remote: no  \n\nhint: try again\nremote: \u{1b}[31mred\n");
        assert_eq!(
            error.to_string(),
            "it was refused\n  remote: no\n  remote: \u{fffd}[31mred\nhelp: ask"
        );
    }
}
