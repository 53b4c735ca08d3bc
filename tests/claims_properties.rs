//! What must hold of verdicts whatever the record: held against every way in which it can be completed.
//!
//! Records of a few exercises are made by a row of numbers that is the same on every machine. Some dates,
//! classes, numbers and states are not certain; each of these has a few values, one of which is right. A
//! claim is then asked of every combination by other means than the program's.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::fmt::Write as _;

use briefbook::claims::Verdict;

#[allow(dead_code, reason = "the benchmarks need more of it")]
#[path = "../benches/corpus/random.rs"]
mod random;

#[path = "support/judging.rs"]
mod judging;

use judging::{Change, Outcome, Record};
use random::Random;

const CLASSES: [&str; 4] = ["shot", "long", "cruise", "throw"];

/// An exercise, each of its values with all that it can be, the preferred one first.
#[derive(Debug, Clone, PartialEq)]
struct Event {
    days: Vec<i64>,
    classes: Vec<usize>,
    numbers: Vec<i64>,
    took_place: Vec<bool>,
}

/// An exercise of which everything is known.
#[derive(Debug, Clone, Copy)]
struct Known {
    day: i64,
    class: usize,
    number: i64,
    took_place: bool,
    /// Whether it came after the exercise of which claims speak, if both were on one day.
    later: bool,
}

/// What a claim asserts of the first exercise.
#[derive(Debug, Clone, Copy)]
enum Says {
    Entries,
    Days,
    Sum,
    Place,
    PlaceOfDay,
    FirstSince,
    LastBefore,
    Largest,
    Smallest,
    Apart,
}

const ALL: [Says; 10] = [
    Says::Entries,
    Says::Days,
    Says::Sum,
    Says::Place,
    Says::PlaceOfDay,
    Says::FirstSince,
    Says::LastBefore,
    Says::Largest,
    Says::Smallest,
    Says::Apart,
];

#[derive(Debug, Clone)]
struct Claim {
    says: Says,
    class: Option<usize>,
    /// The first and the last day of a period.
    period: (i64, i64),
    /// The least and the most that is claimed.
    is: (i64, i64),
}

fn date(day: i64) -> String {
    let month = 1 + (day - 1).div_euclid(28);
    format!("2022-{month:02}-{:02}", 1 + (day - 1).rem_euclid(28))
}

/// Days of 28 to the month, so that a test can count them; the distance between two is another matter.
fn serial(day: i64) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let month = usize::try_from((day - 1).div_euclid(28)).unwrap();
    BEFORE[month] + (day - 1).rem_euclid(28)
}

fn statements(values: &[String]) -> String {
    match values {
        [one] => one.clone(),
        [first, others @ ..] => {
            let others: Vec<String> = others
                .iter()
                .map(|it| format!(", {{ value: {it} }}"))
                .collect();
            format!("[{{ value: {first}, prefer: true }}{}]", others.concat())
        }
        [] => String::new(),
    }
}

impl Event {
    fn front(&self, disputed: bool) -> String {
        let days: Vec<String> = self.days.iter().map(|day| date(*day)).collect();
        let when = match days.as_slice() {
            [one] => one.clone(),
            several if disputed => statements(several),
            several => {
                let mut several = several.to_vec();
                several.sort();
                format!("'[{}]'", several.join(","))
            }
        };
        let states: Vec<String> = self
            .took_place
            .iter()
            .map(|yes| if *yes { "done" } else { "dropped" }.to_owned())
            .collect();
        let mut part = Vec::new();
        if self.classes.len() < CLASSES.len() {
            let classes: Vec<String> = self
                .classes
                .iter()
                .map(|it| CLASSES[*it].to_owned())
                .collect();
            part.push(format!("class: {}", statements(&classes)));
        }
        let (low, high) = bounds(&self.numbers);
        part.push(match (low == high, disputed) {
            (true, _) => format!("number: {low}"),
            (false, false) => format!("number: {low}..{high}"),
            (false, true) => {
                let numbers: Vec<String> = self.numbers.iter().map(i64::to_string).collect();
                format!("number: {}", statements(&numbers))
            }
        });
        format!(
            "when: {when}\nstate: {}\nparts:\n  - {{ {} }}\n",
            statements(&states),
            part.join(", ")
        )
    }
}

fn bounds(numbers: &[i64]) -> (i64, i64) {
    (
        *numbers.iter().min().unwrap(),
        *numbers.iter().max().unwrap(),
    )
}

fn draw(random: &mut Random, certain: bool) -> Event {
    let number = |random: &mut Random, limit: usize| i64::try_from(random.below(limit)).unwrap();
    let day = 1 + number(random, 40);
    let mut event = Event {
        days: vec![day],
        classes: vec![random.below(3)],
        numbers: vec![1 + number(random, 4)],
        took_place: vec![!random.once_in(8)],
    };
    if !certain {
        widen(&mut event, random);
    }
    event
}

/// Takes something of an event to be less certain than it was.
fn widen(event: &mut Event, random: &mut Random) {
    match random.below(4) {
        0 => {
            let step = 1 + i64::try_from(random.below(6)).unwrap();
            let day = event.days[0] + step;
            if !event.days.contains(&day) {
                event.days.push(day);
            }
        }
        1 if random.once_in(2) => {
            let first = event.classes[0];
            event.classes = (0..CLASSES.len())
                .map(|step| (first + step) % CLASSES.len())
                .collect();
        }
        1 => {
            let class = random.below(3);
            if !event.classes.contains(&class) {
                event.classes.insert(random.below(2), class);
            }
        }
        2 => {
            let number = event.numbers[0] + 1 + i64::try_from(random.below(3)).unwrap();
            if !event.numbers.contains(&number) {
                event.numbers.push(number);
            }
        }
        _ => {
            let other = !event.took_place[0];
            if event.took_place.len() == 1 {
                event.took_place.insert(random.below(2), other);
            }
        }
    }
}

fn draw_claim(random: &mut Random) -> Claim {
    let number = |random: &mut Random, limit: usize| i64::try_from(random.below(limit)).unwrap();
    let first = 1 + number(random, 40);
    let least = number(random, 6);
    let says = ALL[random.below(ALL.len())];
    let least = match says {
        Says::Sum => least + number(random, 8),
        Says::Apart => 2 * least,
        Says::Place | Says::PlaceOfDay => 1 + least / 2,
        _ => least,
    };
    Claim {
        says,
        class: random.once_in(2).then(|| random.below(3)),
        period: (first, first + number(random, 20)),
        is: (
            least,
            least
                + if random.once_in(3) {
                    1 + number(random, 2)
                } else {
                    0
                },
        ),
    }
}

impl Claim {
    fn written(&self) -> String {
        let class = self
            .class
            .map(|class| format!(", parts.class: {}", CLASSES[class]));
        let set = format!("kind: exercise{}", class.unwrap_or_default());
        let period = format!("{}/{}", date(self.period.0), date(self.period.1));
        let is = match self.is {
            (least, most) if least == most => least.to_string(),
            (least, most) => format!("{least}..{most}"),
        };
        let count =
            |unit: &str| format!("count: {{ {set}, within: {period} }}, unit: {unit}, is: {is}");
        let record =
            |end: &str| format!("record: {{ field: parts.number, is: {end} }}, among: {{ {set} }}");
        match self.says {
            Says::Entries => count("entries"),
            Says::Days => count("rounds"),
            Says::Sum => count("pieces"),
            Says::Place => format!("ordinal: {{ {set} }}, unit: entries, is: {is}"),
            Says::PlaceOfDay => format!("ordinal: {{ {set} }}, unit: rounds, is: {is}"),
            Says::FirstSince => format!("first_since: {period}, among: {{ {set} }}"),
            Says::LastBefore => format!("last_before: {period}, among: {{ {set} }}"),
            Says::Largest => record("max"),
            Says::Smallest => record("min"),
            Says::Apart => format!(
                "days_between: {{ from: {} }}, is: {is}",
                date(self.period.0)
            ),
        }
    }

    /// Returns the number that a completed record gives, where it is about one.
    fn number(&self, events: &[Known]) -> Option<i64> {
        let own = &events[0];
        let belongs = |event: &&Known| {
            event.took_place && self.class.is_none_or(|class| class == event.class)
        };
        let within = |event: &&Known| (self.period.0..=self.period.1).contains(&event.day);
        let days = |events: Vec<&Known>| -> usize {
            let mut days: Vec<i64> = events.iter().map(|event| event.day).collect();
            days.sort_unstable();
            days.dedup();
            days.len()
        };
        let members = || events.iter().filter(belongs);
        let others = || events[1..].iter().filter(belongs);
        let earlier = |event: &&Known| is_before(event, own);
        let number = match self.says {
            Says::Entries => members().filter(within).count(),
            Says::Days => days(members().filter(within).collect()),
            Says::Sum => return Some(members().filter(within).map(|event| event.number).sum()),
            Says::Place => 1 + others().filter(earlier).count(),
            Says::PlaceOfDay => 1 + days(others().filter(|event| event.day < own.day).collect()),
            Says::Apart => return Some(serial(own.day) - serial(self.period.0)),
            Says::FirstSince | Says::LastBefore | Says::Largest | Says::Smallest => return None,
        };
        Some(i64::try_from(number).unwrap())
    }

    /// Tells whether it is so in a completed record.
    fn is_so(&self, events: &[Known]) -> bool {
        let own = &events[0];
        let belongs =
            |event: &Known| event.took_place && self.class.is_none_or(|class| class == event.class);
        let counts = matches!(
            self.says,
            Says::Entries | Says::Days | Says::Sum | Says::Apart
        );
        if !counts && !belongs(own) {
            return false;
        }
        if let Some(number) = self.number(events) {
            return (self.is.0..=self.is.1).contains(&number);
        }
        let others = || events[1..].iter().filter(|event| belongs(event));
        let within = |event: &Known| (self.period.0..=self.period.1).contains(&event.day);
        match self.says {
            Says::FirstSince => {
                let mut before = others().filter(|event| is_before(event, own));
                let between = before.clone().any(|event| event.day > self.period.1);
                !between && before.any(within)
            }
            Says::LastBefore => {
                let mut after = others().filter(|event| !is_before(event, own));
                let between = after.clone().any(|event| event.day < self.period.0);
                !between && after.any(within)
            }
            Says::Largest => others().all(|event| event.day > own.day || event.number < own.number),
            Says::Smallest => {
                others().all(|event| event.day > own.day || event.number > own.number)
            }
            _ => unreachable!("the others are about numbers"),
        }
    }
}

fn is_before(event: &Known, own: &Known) -> bool {
    event.day < own.day || (event.day == own.day && !event.later)
}

/// Lists every way in which a record can be completed.
fn completions(events: &[Event]) -> Vec<Vec<Known>> {
    let mut all = vec![Vec::new()];
    for (place, event) in events.iter().enumerate() {
        let mut ways = Vec::new();
        let (low, high) = bounds(&event.numbers);
        for day in &event.days {
            for class in &event.classes {
                for number in low..=high {
                    for took_place in &event.took_place {
                        for later in [false, true] {
                            if later && place == 0 {
                                continue;
                            }
                            ways.push(Known {
                                day: *day,
                                class: *class,
                                number,
                                took_place: *took_place,
                                later,
                            });
                        }
                    }
                }
            }
        }
        // The order within a day matters only on the day of the first.
        let own_days = &events[0].days;
        ways.retain(|way| !way.later || own_days.contains(&way.day));
        all = all
            .iter()
            .flat_map(|before: &Vec<Known>| {
                ways.iter()
                    .map(move |way| [before.as_slice(), &[*way]].concat())
            })
            .collect();
    }
    all
}

const RULES: &[(&str, &str)] = &[
    (
        "counting",
        "units:\n  \
         - { name: entries, kind: exercise, counts: entries, sentence: A rule }\n  \
         - { name: rounds, kind: exercise, counts: days, sentence: A rule }\n  \
         - { name: pieces, kind: exercise, counts: sum of parts.number, sentence: A rule }\n",
    ),
    (
        "coverage",
        "coverage:\n  - { name: All, kind: exercise, rule: A rule }\n",
    ),
];

/// Writes a record; claims stand with the first of its events.
fn change(events: &[Event], claims: &[Claim], disputed: bool) -> Change {
    let briefs = events.iter().enumerate().map(|(number, event)| {
        let mut front = event.front(disputed);
        if number == 0 {
            front.push_str("claims:\n");
            for claim in claims {
                writeln!(front, "  - {{ says: x, {} }}", claim.written()).unwrap();
            }
        }
        (
            format!("content/exercises/e{number}.md"),
            format!("---\ntitle: Exercise {number}\n{front}---\n"),
        )
    });
    Change {
        briefs: briefs.collect(),
        rules: RULES
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
        ..Change::default()
    }
}

fn judge(record: &mut Record, change: &Change) -> Outcome {
    let outcome = record.judge(change);
    assert_eq!(outcome.printed(), "", "{:?}", change.briefs);
    outcome
}

fn verdicts(outcome: &Outcome) -> Vec<Verdict> {
    let judged = outcome.claims.judged.iter();
    judged.map(|judged| judged.verdict).collect()
}

/// Draws a record of a few events, at most three of them uncertain.
fn draw_record(random: &mut Random) -> Vec<Event> {
    let number = 2 + random.below(4);
    let uncertain = random.below(4);
    let mut events: Vec<Event> = (0..number)
        .map(|place| draw(random, place >= uncertain))
        .collect();
    // Claims speak of the first: it is an uncertain one in some records only.
    let first = random.below(events.len());
    events.swap(0, first);
    events
}

const RECORDS: usize = 250;
const CLAIMS: usize = 24;

#[test]
fn verdicts_hold_in_every_way_in_which_a_record_can_be_completed() {
    let mut random = Random::new(6);
    let mut record = Record::empty();
    let (mut decided, mut open, mut missed) = (0, 0, 0);
    for round in 0..RECORDS {
        let events = draw_record(&mut random);
        let claims: Vec<Claim> = (0..CLAIMS).map(|_| draw_claim(&mut random)).collect();
        let disputed = random.once_in(2);
        let change = change(&events, &claims, disputed);
        let outcome = judge(&mut record, &change);
        let ways = completions(&events);
        for (claim, judged) in claims.iter().zip(&outcome.claims.judged) {
            let told = || {
                format!(
                    "round {round}: {}\n{:?} {:?} {:?}\n{:#?}",
                    claim.written(),
                    judged.verdict,
                    judged.computed,
                    judged.reason,
                    change.briefs
                )
            };
            let so = ways.iter().filter(|way| claim.is_so(way)).count();
            match judged.verdict {
                Verdict::Confirmed => assert_eq!(so, ways.len(), "{}", told()),
                Verdict::Contradicted => assert_eq!(so, 0, "{}", told()),
                Verdict::Possible => {}
                Verdict::NotCheckable => panic!("{}", told()),
            }
            match (judged.verdict, so) {
                (Verdict::Possible, so) if so == 0 || so == ways.len() => missed += 1,
                (Verdict::Possible, _) => open += 1,
                _ => decided += 1,
            }
            let Some(tally) = judged.computed else {
                continue;
            };
            assert!(tally.least <= tally.most, "{}", told());
            for way in &ways {
                // Of an event that is none of those counted there is no place.
                let places = matches!(claim.says, Says::Place | Says::PlaceOfDay);
                let counted = way[0].took_place && claim.class.is_none_or(|it| it == way[0].class);
                if places && !counted {
                    continue;
                }
                #[expect(clippy::cast_precision_loss, reason = "they are small")]
                let number = claim.number(way).unwrap() as f64;
                assert!(
                    (tally.least..=tally.most).contains(&number),
                    "{number} {}",
                    told()
                );
            }
        }
    }
    // To call everything possible would be sound as well, and of no use.
    assert!(decided > 3_000 && open > 300, "{decided} {open} {missed}");
    assert!(missed * 50 < decided, "{decided} {open} {missed}");
}

#[test]
fn what_becomes_less_certain_never_decides_a_claim() {
    let mut random = Random::new(7);
    let mut record = Record::empty();
    let mut turned = 0;
    for round in 0..RECORDS {
        let mut events = draw_record(&mut random);
        let claims: Vec<Claim> = (0..CLAIMS).map(|_| draw_claim(&mut random)).collect();
        let disputed = random.once_in(2);
        let before = verdicts(&judge(&mut record, &change(&events, &claims, disputed)));
        let place = random.below(events.len());
        widen(&mut events[place], &mut random);
        let changed = change(&events, &claims, disputed);
        let after = verdicts(&judge(&mut record, &changed));
        for ((before, after), claim) in before.iter().zip(&after).zip(&claims) {
            assert!(
                after == before || *after == Verdict::Possible,
                "round {round}: {}: {before:?} {after:?}\n{:#?}",
                claim.written(),
                changed.briefs
            );
            turned += usize::from(after != before);
        }
    }
    assert!(turned > 100, "{turned}");
}

#[test]
fn what_lies_outside_changes_no_verdict() {
    let mut random = Random::new(8);
    let mut record = Record::empty();
    for round in 0..RECORDS {
        let mut events = draw_record(&mut random);
        let class = random.below(3);
        let claims: Vec<Claim> = (0..CLAIMS)
            .map(|_| Claim {
                class: Some(class),
                ..draw_claim(&mut random)
            })
            .collect();
        let before = judge(&mut record, &change(&events, &claims, true));
        let before: Vec<String> = before
            .claims
            .judged
            .iter()
            .map(|it| format!("{it:?}"))
            .collect();
        let mut outside = draw(&mut random, true);
        if random.once_in(2) {
            // Of another class, on any day.
            outside.classes = vec![3];
        } else {
            // Of the same class, but after all periods; that is no place to ask for the last before.
            outside.days = vec![200];
        }
        events.push(outside);
        let changed = change(&events, &claims, true);
        let after = judge(&mut record, &changed);
        let after = after.claims.judged.iter().map(|it| format!("{it:?}"));
        for ((before, after), claim) in before.iter().zip(after).zip(&claims) {
            assert_eq!(
                *before,
                after,
                "round {round}: {}\n{:#?}",
                claim.written(),
                changed.briefs
            );
        }
    }
}

#[test]
fn the_order_of_files_never_matters() {
    let mut random = Random::new(9);
    let mut record = Record::empty();
    for _ in 0..RECORDS / 5 {
        let events = draw_record(&mut random);
        let claims: Vec<Claim> = (0..CLAIMS).map(|_| draw_claim(&mut random)).collect();
        let mut changed = change(&events, &claims, true);
        let told = |outcome: &Outcome| -> Vec<String> {
            let judged = outcome.claims.judged.iter();
            judged
                .map(|it| format!("{} {}", it.verdict.word(), outcome.computed(it)))
                .collect()
        };
        let before = told(&judge(&mut record, &changed));
        for step in (1..changed.briefs.len()).rev() {
            changed.briefs.swap(step, random.below(step + 1));
        }
        // Another record reads the files in another order.
        assert_eq!(before, told(&judge(&mut Record::empty(), &changed)));
    }
}
