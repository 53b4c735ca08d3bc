//! The little HTML that people write in cells, as Markdown.
//!
//! Paragraphs, line ends, bold, italics and links are kept. Of everything else the words stay, and the
//! names of the tags are told. Words that Markdown would take for its own are escaped.

use crate::config::is_web_address;

/// A text, and what was taken out of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Converted {
    /// The text as Markdown.
    pub(super) text: String,
    /// The tags that were taken out, each once.
    pub(super) left_out: Vec<String>,
}

/// Elements whose words are not for readers.
const SILENT: &[&str] = &["script", "style", "iframe", "object"];

/// Turns HTML into Markdown.
pub(super) fn markdown(html: &str) -> Converted {
    let mut writer = Writer::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        writer.words(&rest[..at]);
        rest = &rest[at..];
        if let Some(end) = rest.strip_prefix("<!--").map(|inner| inner.find("-->")) {
            rest = end.map_or("", |end| &rest[end + 7..]);
            continue;
        }
        let Some((tag, length)) = read_tag(rest) else {
            writer.words("<");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        if SILENT.contains(&tag.name.as_str()) && !tag.closes {
            writer.leave_out(&tag.name);
            let end = format!("</{}", tag.name);
            let lower = rest.to_ascii_lowercase();
            rest = lower.find(&end).map_or("", |at| &rest[at..]);
            continue;
        }
        writer.tag(&tag);
    }
    writer.words(rest);
    writer.finish()
}

/// Returns the words of HTML without any mark, on one line.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match read_tag(rest) {
            Some((_, length)) => {
                text.push(' ');
                rest = &rest[length..];
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    let text = entities(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Tag {
    name: String,
    closes: bool,
    address: Option<String>,
}

/// Reads a tag at the beginning of a text; returns it with its length.
fn read_tag(text: &str) -> Option<(Tag, usize)> {
    let inner = text.strip_prefix('<')?;
    let closes = inner.starts_with('/');
    let name_start = 1 + usize::from(closes);
    let name: String = text[name_start..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = text.char_indices().find(|(_, letter)| match quote {
        Some(open) => {
            quote = quote.filter(|_| *letter != open);
            false
        }
        None => {
            quote = Some(*letter).filter(|letter| matches!(letter, '"' | '\''));
            *letter == '>'
        }
    })?;
    let attributes = &text[name_start + name.len()..end.0];
    let address = attributes.to_ascii_lowercase().find("href=").map(|at| {
        let value = &attributes[at + 5..];
        let quoted = value
            .chars()
            .next()
            .filter(|letter| matches!(letter, '"' | '\''));
        let value = match quoted {
            Some(mark) => value[1..].split(mark).next(),
            None => value.split([' ', '>']).next(),
        };
        entities(value.unwrap_or_default().trim())
    });
    let name = name.to_ascii_lowercase();
    Some((
        Tag {
            name,
            closes,
            address,
        },
        end.0 + 1,
    ))
}

#[derive(Default)]
struct Writer {
    text: String,
    /// The marks that open before the next words.
    waiting: Vec<&'static str>,
    /// The addresses of the links that are open; `None` where one was taken out.
    links: Vec<Option<String>>,
    left_out: Vec<String>,
}

impl Writer {
    fn leave_out(&mut self, name: &str) {
        let name = format!("<{name}>");
        if !self.left_out.contains(&name) {
            self.left_out.push(name);
        }
    }

    fn words(&mut self, html: &str) {
        let words = entities(html);
        if self.waiting.is_empty() || words.trim().is_empty() {
            return self.escaped(&words);
        }
        // A mark stands right before its first word, or it would not be one.
        let start = words.len() - words.trim_start().len();
        self.escaped(&words[..start]);
        for mark in std::mem::take(&mut self.waiting) {
            self.text.push_str(mark);
        }
        self.escaped(&words[start..]);
    }

    fn escaped(&mut self, words: &str) {
        for letter in words.chars() {
            let begins = self.text.is_empty() || self.text.ends_with('\n');
            let special = matches!(letter, '\\' | '*' | '_' | '[' | ']' | '<' | '`')
                || (begins && matches!(letter, '#' | '-' | '+' | '>' | '=' | '|'));
            if special {
                self.text.push('\\');
            }
            if !(begins && letter == ' ') {
                self.text.push(letter);
            }
        }
    }

    fn paragraph(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    fn close(&mut self, mark: &'static str) {
        if self.waiting.last() == Some(&mark) {
            self.waiting.pop();
            return;
        }
        let length = self.text.trim_end().len();
        let spaces = self.text.split_off(length);
        self.text.push_str(mark);
        self.text.push_str(&spaces);
    }

    fn tag(&mut self, tag: &Tag) {
        match (tag.name.as_str(), tag.closes) {
            ("p", _) => self.paragraph(),
            ("br", _) => {
                let length = self.text.trim_end().len();
                self.text.truncate(length);
                self.text.push_str("  \n");
            }
            ("b" | "strong", false) => self.waiting.push("**"),
            ("b" | "strong", true) => self.close("**"),
            ("i" | "em", false) => self.waiting.push("*"),
            ("i" | "em", true) => self.close("*"),
            ("a", false) => {
                let address = tag.address.clone();
                let address = address
                    .filter(|address| is_web_address(address) || address.starts_with("mailto:"));
                match address {
                    Some(_) => self.waiting.push("["),
                    None => self.leave_out("a"),
                }
                self.links.push(address);
            }
            ("a", true) => {
                if let Some(Some(address)) = self.links.pop() {
                    if self.waiting.last() == Some(&"[") {
                        self.waiting.pop();
                    } else {
                        let address = address.replace('(', "%28").replace(')', "%29");
                        self.text.push_str("](");
                        self.text.push_str(&address);
                        self.text.push(')');
                    }
                }
            }
            (name, false) => {
                let name = name.to_owned();
                self.leave_out(&name);
            }
            (_, true) => {}
        }
    }

    fn finish(self) -> Converted {
        Converted {
            text: self.text.trim().to_owned(),
            left_out: self.left_out,
        }
    }
}

/// Puts letters in the place of the names that HTML has for them.
fn entities(text: &str) -> String {
    const NAMES: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
    ];
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(';').filter(|end| *end < 10);
        let letter = end.and_then(|end| {
            let name = &rest[..end];
            let number =
                name.strip_prefix('#')
                    .map(|digits| match digits.strip_prefix(['x', 'X']) {
                        Some(digits) => u32::from_str_radix(digits, 16),
                        None => digits.parse(),
                    });
            match number {
                Some(number) => number.ok().and_then(char::from_u32),
                None => NAMES
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, letter)| *letter),
            }
        });
        match (letter, end) {
            (Some(letter), Some(end)) => {
                decoded.push(letter);
                rest = &rest[end + 1..];
            }
            _ => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_can_say_is_kept_and_the_rest_is_told() {
        for (html, text, left_out) in [
            ("plain", "plain", ""),
            (
                "<p>One.</p><p>Two<br>lines.</p>",
                "One.\n\nTwo  \nlines.",
                "",
            ),
            ("a <b> bold </b>word", "a  **bold** word", ""),
            ("<strong>b</strong> and <em>i</em>", "**b** and *i*", ""),
            ("<b></b>x", "x", ""),
            (
                "<a href=\"https://a.org/b_(c)?d=1&amp;e\">link</a>",
                "[link](https://a.org/b_%28c%29?d=1&e)",
                "",
            ),
            ("<a href='javascript:x'>link</a>", "link", "<a>"),
            (
                "<div class=\"x > y\">a</div><img src=x>b",
                "ab",
                "<div> <img>",
            ),
            ("a<script>x < y</script>b", "ab", "<script>"),
            (
                "2 * 3 < 7 &amp; [[x]] `y` a_b",
                "2 \\* 3 \\< 7 & \\[\\[x\\]\\] \\`y\\` a\\_b",
                "",
            ),
            ("# no heading\n- no list", "\\# no heading\n\\- no list", ""),
            ("a<!-- <b>no</b> -->b", "ab", ""),
            ("caf&#233; &#xe9; &unknown; &", "café é &unknown; &", ""),
        ] {
            let converted = markdown(html);
            assert_eq!(converted.text, text, "{html}");
            assert_eq!(converted.left_out.join(" "), left_out, "{html}");
        }
        assert_eq!(
            plain("A <b>bold</b>  &amp; <i>thin</i><br>line < 5"),
            "A bold & thin line < 5"
        );
    }
}
