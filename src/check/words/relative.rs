//! Words of time that say when only to those who read them at once.
//!
//! A sentence with a day, a month of a year or a year in it may use them; so may quotations,
//! headlines and code. For an event the date is computed that the words mean from its own day.

use std::ops::Range;

use super::dates::{Reckoned, day_words, reckon};
use super::passages::{Form, Passage, overlap};
use super::phrases::{self, Meaning};
use super::sentence::{has_date, words};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::model::Entry;
use crate::schema::Kind;
use crate::when::When;

/// Reports the words of time of an entry.
pub(super) fn look(
    entry: &Entry,
    kind: &Kind,
    passages: &[Passage],
    diagnostics: &mut Diagnostics,
) {
    let is_event = kind.is_dated();
    for passage in passages {
        if matches!(passage.form, Form::Title(_)) {
            continue;
        }
        for sentence in &passage.sentences {
            for (place, meaning) in find(passage, sentence) {
                // What has no day of its own speaks of a time of the past in its own sentences.
                if !is_event && meaning != Meaning::Vague {
                    continue;
                }
                let written = &passage.words[place.clone()];
                let help = help(meaning, entry.when.as_ref());
                let mend = dated(passage, &place, meaning, entry.when.as_ref());
                diagnostics.push(
                    Diagnostic::new(
                        Code::RelativeTime,
                        passage.span(&place),
                        format!("`{written}` says when only to those who read it at once"),
                    )
                    .help(help)
                    .mend(mend),
                );
            }
        }
    }
}

/// Finds the phrases of a sentence that has no date.
fn find(passage: &Passage, sentence: &Range<usize>) -> Vec<(Range<usize>, Meaning)> {
    let mut words = words(passage.words, sentence);
    // The name of another entry is shown as its title, whatever words it is made of.
    words.retain(|word| !passage.is_silent(&word.place));
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let Some(phrase) = phrases::at(&words, index) else {
            index += 1;
            continue;
        };
        let place = words[index].place.start..words[index + phrase.words - 1].place.end;
        let is_quoted = passage.quoted.iter().any(|it| overlap(&it.place, &place));
        if !is_quoted {
            found.push((place, phrase.meaning));
        }
        index += phrase.words;
    }
    if !found.is_empty() && has_date(&words) {
        found.clear();
    }
    found
}

/// Puts the time that a phrase means behind it, where it means one only.
///
/// The sentence stays what it was, whatever part the phrase plays in it; a possessive such as `last
/// week’s` cannot be followed by brackets.
fn dated(
    passage: &Passage,
    place: &Range<usize>,
    meaning: Meaning,
    when: Option<&When>,
) -> Option<Mend> {
    let Some(Reckoned::One(time)) = reckon(meaning, when?) else {
        return None;
    };
    let written = &passage.words[place.clone()];
    let start = written.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let last = &written[start..];
    // `Friday` takes the rest of its date; any other phrase has it in brackets.
    let rest = time.strip_prefix(last);
    let goes_on = rest.is_some_and(|rest| start == 0 || rest.starts_with(','));
    let new = if goes_on {
        time
    } else {
        format!("{last} ({time})")
    };
    let span = passage.span(&(place.start + start..place.end));
    let mend = Mend::words(span, last, new);
    (!last.contains(['’', '\''])).then_some(mend)
}

fn help(meaning: Meaning, when: Option<&When>) -> String {
    const SAY: &str = "say when: a day, a month or a year in the same sentence";
    let Some((when, reckoned)) = when.and_then(|when| Some((when, reckon(meaning, when)?))) else {
        return SAY.to_owned();
    };
    let own = when.certain_day().map_or_else(|| when.long(), day_words);
    let zone = when.zone().map(|zone| format!(" ({})", zone.name()));
    let zone = zone.unwrap_or_default();
    match reckoned {
        Reckoned::One(time) => {
            format!("counted from this entry's own day, {own}{zone}, it is {time}: write that")
        }
        Reckoned::Either(one, other) => format!(
            "counted from this entry's own day, {own}{zone}, it is {one}? or {other}? write the one that is meant"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::quoted;
    use super::*;
    use crate::model::body;
    use crate::text::{Span, Texts};

    /// Returns the phrases found in a text, each with what it means from a day.
    fn found(text: &str, day: &str) -> Vec<(String, String)> {
        let mut texts = Texts::default();
        let id = texts.add("a.md", text);
        let passage = Passage {
            words: text,
            sentences: body::sentences(text, &[]),
            quoted: quoted::find(text, &[]),
            silent: Vec::new(),
            sourced: false,
            form: Form::Line(Span::new(id, 0, text.len())),
        };
        let when = When::parse(day).unwrap();
        let sentences = passage.sentences.iter();
        sentences
            .flat_map(|sentence| find(&passage, sentence))
            .map(|(place, meaning)| {
                let time = match reckon(meaning, &when) {
                    Some(Reckoned::One(time)) => time,
                    Some(Reckoned::Either(one, other)) => format!("{one}? or {other}?"),
                    None => "?".to_owned(),
                };
                (text[place].to_owned(), time)
            })
            .collect()
    }

    #[test]
    fn words_of_time_are_counted_from_the_day_of_the_event() {
        // 10 February 2022 was a Thursday.
        for (text, words, time) in [
            ("They spoke today.", "today", "Thursday, 10 February 2022"),
            (
                "They met yesterday.",
                "yesterday",
                "Wednesday, 9 February 2022",
            ),
            (
                "They meet tomorrow.",
                "tomorrow",
                "Friday, 11 February 2022",
            ),
            (
                "They met last night.",
                "last night",
                "Wednesday, 9 February 2022",
            ),
            (
                "It was the day before yesterday.",
                "the day before yesterday",
                "Tuesday, 8 February 2022",
            ),
            (
                "Last week’s launch",
                "Last week’s",
                "the week from Monday, 31 January 2022",
            ),
            (
                "They meet next week.",
                "next week",
                "the week from Monday, 14 February 2022",
            ),
            ("Seven launches this month", "this month", "February 2022"),
            ("Seven launches last month", "last month", "January 2022"),
            ("It was last year.", "last year", "2021"),
            ("They meet next year.", "next year", "2023"),
            (
                "The ministry said on Friday that",
                "Friday",
                "Friday, 4 February 2022? or Friday, 11 February 2022?",
            ),
            (
                "They spoke Thursday.",
                "Thursday",
                "Thursday, 10 February 2022",
            ),
            (
                "Friday’s call",
                "Friday’s",
                "Friday, 4 February 2022? or Friday, 11 February 2022?",
            ),
            (
                "launched last Sunday",
                "last Sunday",
                "Sunday, 6 February 2022",
            ),
            (
                "launched last Wednesday",
                "last Wednesday",
                "Wednesday, 9 February 2022? or Wednesday, 2 February 2022?",
            ),
            (
                "They meet next Friday.",
                "next Friday",
                "Friday, 11 February 2022? or Friday, 18 February 2022?",
            ),
            (
                "They meet next Monday.",
                "next Monday",
                "Monday, 14 February 2022",
            ),
            (
                "They meet this Saturday.",
                "this Saturday",
                "Saturday, 12 February 2022",
            ),
            ("as agreed last November", "last November", "November 2021"),
            (
                "as agreed last January",
                "last January",
                "January 2022? or January 2021?",
            ),
            ("They meet next May.", "next May", "May 2022? or May 2023?"),
            (
                "It flew two days ago.",
                "two days ago",
                "Tuesday, 8 February 2022",
            ),
            (
                "It flew a week ago.",
                "a week ago",
                "the week from Monday, 31 January 2022",
            ),
            ("It flew 3 months ago.", "3 months ago", "November 2021"),
        ] {
            let expected = [(words.to_owned(), time.to_owned())];
            assert_eq!(found(text, "2022-02-10"), expected, "{text}");
        }
    }

    #[test]
    fn vague_words_have_no_date() {
        for (text, words) in [
            ("They recently met.", "recently"),
            ("Recently they met.", "Recently"),
            ("The site is currently closed.", "currently"),
            ("It is now closed.", "now"),
            ("Talks will soon begin.", "soon"),
            ("the upcoming talks", "upcoming"),
            ("It happened some years ago.", "some years ago"),
            ("seven times in the last month", "the last month"),
            ("They met the other day.", "the other day"),
            ("in recent weeks", "in recent weeks"),
            ("They will meet this summer.", "this summer"),
        ] {
            let expected = [(words.to_owned(), "?".to_owned())];
            assert_eq!(found(text, "2022-02-10"), expected, "{text}");
        }
    }

    #[test]
    fn the_next_friday_after_a_friday_leaves_no_choice() {
        let expected = (
            "next Friday".to_owned(),
            "Friday, 11 February 2022".to_owned(),
        );
        assert_eq!(found("They meet next Friday.", "2022-02-04"), [expected]);
    }

    #[test]
    fn what_cannot_be_counted_is_not() {
        for (day, text) in [
            ("2022-01-13~", "They meet tomorrow."),
            ("2022-01", "They meet on Friday."),
            ("2022", "They meet next month."),
            ("2022-02-09/2022-02-10", "They met last week."),
        ] {
            assert_eq!(found(text, day)[0].1, "?", "{text}");
        }
        assert_eq!(
            found("They meet next month.", "2022-12")[0].1,
            "January 2023"
        );
    }

    #[test]
    fn other_words_raise_no_alarm() {
        for text in [
            "It was launched on Sunday, 30 January.",
            "It was launched last Sunday, 30 January 2022.",
            "They met on Friday (2022-02-04).",
            "In 2022 they recently agreed.",
            "By mid-2021 it was now closed.",
            "last month, in January 2022",
            "on Jan. 30 last year",
            "the 9th of February, yesterday in Washington",
            "He went to Friday prayers.",
            "On Good Friday and Bloody Sunday, the Sunday Times said so.",
            "They meet on Fridays.",
            "Until now nothing was said.",
            "now and then",
            "It was the last of them.",
            "At last they met.",
            "the last week of January",
            "the next day they met",
            "the next Friday they met",
            "the Sunday before",
            "as soon as they met, soon after the launch",
            "It may be so, and they march next.",
            "He said: “We will meet next Friday.”",
            "the current tenant of the office",
            "Russia Today and USA Today said so.",
            "This is the third round.",
            "in the end, at the ministry, not so",
            "two weeks later, a week before",
            "this launch, this Treaty, last round, next steps",
        ] {
            let found = found(text, "2022-02-10");
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_number_is_a_year_only_where_it_counts_nothing() {
        for text in [
            "It flew 2000 km yesterday.",
            "Some 2020 troops left yesterday.",
            "It flew 1,900 km yesterday.",
            "It rose at 1952 UTC yesterday.",
        ] {
            assert_eq!(found(text, "2022-02-10").len(), 1, "{text}");
        }
    }
}
