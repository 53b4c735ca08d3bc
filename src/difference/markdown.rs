//! A difference as a comment on a proposal of changes: Markdown that GitHub shows, folded where it is long.
//!
//! Words of the record are escaped, so that none of them is taken for markup, a mention or a link. What
//! does not fit into a comment is counted at its end.

use std::fmt::Write as _;

use super::text::remarks;
use super::{Difference, Item, Section, headline, sections};
use crate::figures::grouped;

/// The most that a comment on GitHub holds, in characters.
const MOST: usize = 65_536;

/// What is kept free for the end.
const RESERVE: usize = 600;

/// What the heading and the end of a section take at most.
const FRAME: usize = 160;

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
    for remark in remarks(difference, before, now) {
        let _ = write!(text, "\n{}\n", escaped(&remark));
    }
    let blocks: Vec<Block> = sections(difference).iter().map(Block::of).collect();
    let room = MOST.saturating_sub(RESERVE + text.chars().count());
    let mut left_out = 0;
    for (block, share) in blocks.iter().zip(shares(&blocks, room)) {
        left_out += block.write(share, &mut text);
    }
    if left_out > 0 {
        let _ = write!(
            text,
            "\n{} of all this did not fit here; `briefbook diff` lists them\n",
            grouped(&left_out.to_string())
        );
    }
    text
}

/// A section as it is to be written.
struct Block {
    opening: String,
    items: Vec<String>,
    closing: &'static str,
}

impl Block {
    fn of(section: &Section) -> Self {
        let lines: usize = section.items.iter().map(|item| 1 + item.lines.len()).sum();
        let (heading, number) = (section.heading, section.items.len());
        let (opening, closing) = if lines > UNFOLDED {
            (
                format!("\n<details><summary><b>{heading}</b> ({number})</summary>\n\n"),
                "\n</details>\n",
            )
        } else {
            (format!("\n**{heading}**\n\n"), "")
        };
        Self {
            opening,
            items: section.items.iter().map(written).collect(),
            closing,
        }
    }

    fn length(&self) -> usize {
        let items = self.items.iter().map(|item| item.chars().count());
        items.sum::<usize>() + FRAME
    }

    /// Writes as many items as have room, and returns how many have none.
    fn write(&self, share: usize, text: &mut String) -> usize {
        text.push_str(&self.opening);
        let is_whole = self.length() <= share;
        let mut room = share.saturating_sub(FRAME);
        let mut shown = 0;
        for item in &self.items {
            let length = item.chars().count();
            if !is_whole && length > room {
                break;
            }
            room = room.saturating_sub(length);
            text.push_str(item);
            shown += 1;
        }
        let left_out = self.items.len() - shown;
        if left_out > 0 {
            let _ = writeln!(text, "- and {} more", grouped(&left_out.to_string()));
        }
        text.push_str(self.closing);
        left_out
    }
}

/// Shares the room among sections: short ones have what they need, and long ones what is left, alike.
fn shares(blocks: &[Block], room: usize) -> Vec<usize> {
    let mut by_length: Vec<usize> = (0..blocks.len()).collect();
    by_length.sort_by_key(|place| blocks[*place].length());
    let mut shares = vec![0; blocks.len()];
    let mut left = room;
    for (done, place) in by_length.iter().enumerate() {
        let share = left / (blocks.len() - done);
        shares[*place] = share.min(blocks[*place].length());
        left -= shares[*place];
    }
    shares
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
            '.' if text.ends_with("www") => text.push_str("&#46;"),
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
        let more = grouped(&(3000 - shown).to_string());
        assert!(text.contains(&format!("\n- and {more} more\n\n</details>\n")));
        assert!(text.ends_with(&format!(
            "\n{more} of all this did not fit here; `briefbook diff` lists them\n"
        )));
        assert!(shown > 50);
    }

    #[test]
    fn short_sections_are_whole_where_long_ones_do_not_fit() {
        let block = |length: usize| Block {
            opening: String::new(),
            items: vec!["a".to_owned(); length],
            closing: "",
        };
        let blocks = [block(5000), block(10), block(4000), block(300)];
        let given = shares(&blocks, 6000);
        assert_eq!((given[1], given[3]), (10 + FRAME, 300 + FRAME));
        assert_eq!(given[0], given[2]);
        assert!(given.iter().sum::<usize>() <= 6000);
        let given = shares(&blocks, 60_000);
        assert!(
            blocks
                .iter()
                .zip(given)
                .all(|(block, share)| block.length() == share)
        );
    }
}
