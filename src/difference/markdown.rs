//! A difference as a comment on a proposal of changes: Markdown that GitHub shows, folded where it is long.
//!
//! Words of the record are escaped, so that none of them is taken for markup, a mention or a link. What
//! does not fit into a comment is counted at its end.

use std::fmt::Write as _;

use super::text::remarks;
use super::{Difference, Item, headline, sections};

/// The most that a comment on GitHub holds, in characters.
const MOST: usize = 65_536;

/// What is kept free for the end.
const RESERVE: usize = 600;

/// The most lines that a section shows unfolded.
const UNFOLDED: usize = 12;

/// Writes a difference as a comment.
#[must_use]
pub fn markdown(difference: &Difference, before: &str, now: &str) -> String {
    let mut text = format!(
        "### What changes for readers\n\n{} → {}: {}\n",
        escaped(before),
        escaped(now),
        headline(difference)
    );
    let mut room = MOST.saturating_sub(RESERVE + text.chars().count());
    let mut left_out = 0;
    for section in sections(difference) {
        let lines: usize = section.items.iter().map(|item| 1 + item.lines.len()).sum();
        let number = section.items.len();
        let (opening, closing) = if lines > UNFOLDED {
            (
                format!(
                    "\n<details><summary><b>{}</b> ({number})</summary>\n\n",
                    section.heading
                ),
                "\n</details>\n",
            )
        } else {
            (format!("\n**{}**\n\n", section.heading), "")
        };
        let frame = opening.chars().count() + closing.chars().count();
        let mut body = String::new();
        let mut within = room.saturating_sub(frame);
        for item in &section.items {
            let written = written(item);
            let length = written.chars().count();
            if left_out > 0 || length > within {
                left_out += 1;
            } else {
                within -= length;
                body.push_str(&written);
            }
        }
        if !body.is_empty() {
            room = within;
            let _ = write!(text, "{opening}{body}{closing}");
        }
    }
    if left_out > 0 {
        let _ = write!(
            text,
            "\nand {left_out} more, which do not fit here; `briefbook diff` lists them\n"
        );
    }
    for remark in remarks(difference) {
        let _ = write!(text, "\n{remark}\n");
    }
    text
}

fn written(item: &Item) -> String {
    let when = if item.when.is_empty() {
        String::new()
    } else {
        format!("{} ", escaped(&item.when))
    };
    let remark = if item.remark.is_empty() {
        String::new()
    } else {
        format!(" ({})", escaped(&item.remark))
    };
    let mut text = format!("- {when}**{}**{remark}\n", escaped(&item.title));
    for line in &item.lines {
        let _ = writeln!(text, "  - {}", escaped(line));
    }
    text
}

/// Escapes what Markdown or GitHub would read as more than words.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut before = ' ';
    for letter in words.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            // A mention, and the number of a proposal.
            '@' => text.push_str("&#64;"),
            '#' => text.push_str("&#35;"),
            // An address would become a link.
            ':' => text.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => {
                text.push('\\');
                text.push(letter);
            }
            '+' | '-' if before == ' ' => {
                text.push('\\');
                text.push(letter);
            }
            '.' if before == 'w' => text.push_str("&#46;"),
            letter if letter.is_control() => text.push(' '),
            letter => text.push(letter),
        }
        before = letter;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::difference::RuleChange;

    #[test]
    fn words_stay_words() {
        assert_eq!(
            escaped("<b>@me</b> [a](https://x) *1* #2\n- c"),
            "&lt;b&gt;&#64;me&lt;/b&gt; \\[a\\]\\(https&#58;//x\\) \\*1\\* &#35;2 - c"
        );
    }

    #[test]
    fn a_comment_is_never_longer_than_fits() {
        let rule = |number: usize| RuleChange {
            rule: format!("coverage: {number}"),
            part: "to".to_owned(),
            before: Some("<".repeat(150)),
            now: None,
        };
        let difference = Difference {
            rules: (0..3000).map(rule).collect(),
            is_judged: true,
            has_legend: true,
            ..Difference::default()
        };
        let text = markdown(&difference, &"a".repeat(300), "b");
        assert!(text.chars().count() <= MOST);
        let shown = text.matches("\n- **").count();
        assert!(text.ends_with(&format!(
            "\nand {} more, which do not fit here; `briefbook diff` lists them\n",
            3000 - shown
        )));
        assert!(shown > 50 && text.contains("</details>"));
    }
}
