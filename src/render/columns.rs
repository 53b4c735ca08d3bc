//! The columns of a strip of events: months and years, their words and where they lead.
//!
//! In: a month counted from the year 0, or a year. Out: what stands under the column and the address of
//! its events. How many these are is counted elsewhere.

use super::chronology::{month_url, month_word};
use crate::resolve::Site;
use crate::resolve::routes::year_page;

/// A month or a number of years, and what is written under it.
pub(super) struct Column {
    /// The words of the row in the table.
    pub(super) name: String,
    /// The words under the column, or nothing.
    pub(super) label: String,
    /// The year under the column, where one begins.
    pub(super) year: String,
    /// Whether the label gives way where room is scarce.
    pub(super) minor: bool,
    /// Whether the year does, since the next one begins beside it.
    pub(super) crowded: bool,
    /// The address of its events, or nothing.
    pub(super) url: String,
}

/// The most columns of a record that goes by years.
const COLUMNS: i64 = 60;
/// The most labels under the columns of years.
const LABELS: i64 = 12;

/// The columns of all years from one to another, or of several years each where these are too many.
pub(super) struct Years {
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// How many years a column stands for.
    pub(super) step: i64,
    /// The first column, counted from that of the year 0.
    first: i64,
}

impl Years {
    /// Makes the columns.
    pub(super) fn new(first: i64, last: i64, site: &Site) -> Self {
        let step = [1, 10, 100, 1000]
            .into_iter()
            .find(|step| (last - first) / step < COLUMNS)
            .unwrap_or(10_000);
        let (first, last) = (first.div_euclid(step), last.div_euclid(step));
        let every = [1, 2, 5, 10]
            .into_iter()
            .find(|every| (last - first) / every < LABELS)
            .unwrap_or(20);
        let columns = (first..=last)
            .map(|index| years(index * step, step, index.rem_euclid(every) == 0, site));
        Self {
            columns: columns.collect(),
            step,
            first,
        }
    }

    /// Returns the column of a year.
    pub(super) fn place(&self, year: i32) -> i64 {
        i64::from(year).div_euclid(self.step) - self.first
    }

    /// Returns what a column stands for, in a word.
    pub(super) fn word(&self) -> &'static str {
        if self.step == 1 { "year" } else { "period" }
    }
}

/// Returns the number of a month counted from the year 0.
fn number_of(month: i64) -> u32 {
    u32::try_from(month.rem_euclid(12)).unwrap_or_default() + 1
}

/// Makes the column of a month counted from the year 0.
pub(super) fn month(month: i64, first: bool, site: &Site) -> Column {
    let year = i32::try_from(month.div_euclid(12)).unwrap_or_default();
    let number = number_of(month);
    let word = month_word(number);
    let has_page = site.chronology.years.contains_key(&year);
    Column {
        name: format!("{} {year}", &word[..3]),
        label: word[..1].to_owned(),
        year: if first || number == 1 {
            year.to_string()
        } else {
            String::new()
        },
        minor: number % 3 != 1,
        crowded: number > 10,
        url: if has_page {
            month_url(year, Some(number), site)
        } else {
            String::new()
        },
    }
}

/// Makes the column of a year, or of several.
fn years(first: i64, step: i64, labelled: bool, site: &Site) -> Column {
    let name = if step == 1 {
        first.to_string()
    } else {
        format!("{first} to {}", first + step - 1)
    };
    let page = i32::try_from(first)
        .ok()
        .filter(|year| step == 1 && site.chronology.years.contains_key(year));
    Column {
        name,
        label: if labelled {
            first.to_string()
        } else {
            String::new()
        },
        year: String::new(),
        minor: false,
        crowded: false,
        url: page.map_or_else(String::new, |year| year_page(year).encoded()),
    }
}

/// Makes the column of a month on the page of its year.
pub(super) fn of_a_year(number: i64, site: &Site) -> Column {
    Column {
        label: month_word(number_of(number))[..3].to_owned(),
        year: String::new(),
        minor: false,
        crowded: false,
        ..month(number, false, site)
    }
}
