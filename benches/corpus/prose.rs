//! The body of a generated brief: about five hundred words with links and citations.
//!
//! In: a row of numbers, the brief's folder and what it may link to. Out: Markdown. Every way of
//! linking that a writer has turns up: by key, by title, with words of its own, by path, and in a
//! table. Every citation is of a source that the brief lists.

use super::random::Random;

/// Something to link to.
pub(crate) struct Target {
    /// The folder under `content/`.
    pub(crate) folder: &'static str,
    /// The file name without its ending.
    pub(crate) key: String,
    /// The title.
    pub(crate) title: String,
}

/// What one brief may name.
pub(crate) struct Surroundings<'a> {
    /// The brief's own folder.
    pub(crate) folder: &'static str,
    /// People, places, systems and organisations.
    pub(crate) entities: Vec<&'a Target>,
    /// Earlier briefs; empty for the first.
    pub(crate) events: Vec<&'a Target>,
    /// The keys of the brief's sources.
    pub(crate) sources: &'a [String],
}

// A body ends with the paragraph that reaches this, so that five hundred is the middle.
const WORDS_WANTED: usize = 450;
const SENTENCES_IN_PARAGRAPH: usize = 4;

const HEADINGS: [&str; 6] = [
    "What was said",
    "Before it",
    "What followed",
    "The figures",
    "Who took part",
    "What is not known",
];

const OPENINGS: [&str; 10] = [
    "According to the account of the day,",
    "In the words of the read-out,",
    "The first report says that",
    "By the evening",
    "Two days earlier",
    "At the same table",
    "On the second day of the meeting",
    "A spokesman added that",
    "In a note to the press",
    "The minutes record that",
];

const MIDDLES: [&str; 10] = [
    "the delegations went through the figures with",
    "the work on early warning was laid before",
    "a plan for a joint exercise was taken up with",
    "the flight was followed from the shore of",
    "the question of notice before a test was put to",
    "a list of open points was handed to",
    "the range given at first was corrected by",
    "the text agreed in the spring was read again with",
    "the data of three radars were compared with those of",
    "an earlier promise was set against what is known of",
];

const ENDINGS: [&str; 10] = [
    "and no further figure was given that day",
    "while the second account leaves the hour open",
    "so that the date of the next meeting could be set",
    "although both sides had expected less",
    "before the session closed without a statement",
    "and the wording was left to the officials",
    "as had been asked for in the month before",
    "which the later report does not repeat",
    "and the rest was left for a meeting in person",
    "without naming the place from which it came",
];

const ASIDES: [&str; 5] = [
    "The Korean text calls this a **공동성명(共同聲明)**이라고 한다, a joint statement",
    "In Japanese the paper speaks of **「発射」**の通告, notice of a firing",
    "The term *회담* stands in the title, and 会談 in the translation",
    "The hour is given as `07:52` in one account and left out in the other",
    "One line of the paper was ~~struck out~~ and written anew",
];

/// Writes a body.
pub(crate) fn write(random: &mut Random, around: &Surroundings) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut words = 0;
    let mut heading = random.below(HEADINGS.len());
    let has_footnote = random.once_in(10);
    while words < WORDS_WANTED {
        if blocks.len() % 3 == 2 && blocks.len() < HEADINGS.len() * 3 {
            heading = (heading + 1) % HEADINGS.len();
            blocks.push(format!("## {}", HEADINGS[heading]));
        }
        let mut paragraph = Vec::new();
        for _ in 0..SENTENCES_IN_PARAGRAPH {
            paragraph.push(sentence(random, around));
        }
        if has_footnote && blocks.is_empty() {
            paragraph.push("The count follows the rule of the day.[^rule]".to_owned());
        }
        let paragraph = paragraph.join(" ");
        words += paragraph.split_whitespace().count();
        blocks.push(paragraph);
    }
    if random.once_in(5) {
        blocks.push(table(random, around));
    }
    if random.once_in(6) {
        blocks.push(list(random, around));
    }
    if has_footnote {
        blocks.push(format!(
            "[^rule]: One day counts once {}.",
            citation(random, around)
        ));
    }
    blocks.join("\n\n") + "\n"
}

/// Writes a sentence that ends in a citation more often than not.
fn sentence(random: &mut Random, around: &Surroundings) -> String {
    let cited = if random.once_in(3) {
        String::new()
    } else {
        format!(" {}", citation(random, around))
    };
    if random.once_in(12) {
        return format!("{}{cited}.", random.pick(&ASIDES));
    }
    let opening = random.pick(&OPENINGS);
    let middle = random.pick(&MIDDLES);
    let ending = random.pick(&ENDINGS);
    let named = if random.once_in(3) {
        link(random, around, false)
    } else {
        [
            "the second delegation",
            "the officials",
            "the press",
            "the staffs",
        ][random.below(4)]
        .to_owned()
    };
    format!("{opening} {middle} {named} {ending}{cited}.")
}

/// Links to something in one of the ways that there are.
fn link(random: &mut Random, around: &Surroundings, in_table: bool) -> String {
    let wants_event = !around.events.is_empty() && random.once_in(4);
    let targets = if wants_event {
        &around.events
    } else {
        &around.entities
    };
    let Target { folder, key, title } = targets[random.below(targets.len())];
    let bar = if in_table { "\\|" } else { "|" };
    match random.below(4) {
        0 => format!("[[{key}]]"),
        1 => format!("[[{title}]]"),
        2 => format!("[[{key}{bar}{title}]]"),
        _ if *folder == around.folder => format!("[{title}]({key}.md)"),
        _ => format!("[{title}](../{folder}/{key}.md)"),
    }
}

/// Cites one or two of the brief's sources.
fn citation(random: &mut Random, around: &Surroundings) -> String {
    let first = random.below(around.sources.len());
    let second = random.below(around.sources.len());
    let key = &around.sources[first];
    if first != second && random.once_in(8) {
        format!(
            "[@{key}; @{}, p. {}]",
            around.sources[second],
            random.below(90) + 1
        )
    } else {
        format!("[@{key}]")
    }
}

/// Writes a table of figures.
fn table(random: &mut Random, around: &Surroundings) -> String {
    let mut lines = vec![
        "| Named | Range | Height |".to_owned(),
        "| --- | ---: | ---: |".to_owned(),
    ];
    for _ in 0..3 + random.below(4) {
        let named = link(random, around, true);
        let (range, height) = (200 + random.below(1800), 20 + random.below(900));
        lines.push(format!("| {named} | {range} km | {height} km |"));
    }
    lines.join("\n")
}

/// Writes a list.
fn list(random: &mut Random, around: &Surroundings) -> String {
    let mut lines = Vec::new();
    for _ in 0..3 {
        lines.push(format!(
            "- {} {}",
            link(random, around, false),
            random.pick(&ENDINGS)
        ));
    }
    lines.join("\n")
}
