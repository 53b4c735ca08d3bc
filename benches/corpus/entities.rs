//! The files of everything that briefs mention: countries, organisations, people and the rest.
//!
//! In: how many of each. Out: for each a [`Target`] and the text of its file. Every sourced value
//! names a source of the corpus or says that it is general knowledge.

use super::names;
use super::prose::Target;
use super::random::Random;

/// A file of the corpus.
pub(crate) struct Entity {
    /// Where it lies and what it is called.
    pub(crate) target: Target,
    /// The text of the file.
    pub(crate) text: String,
}

/// The entities of a corpus, and how many sources there are to cite.
pub(crate) struct Entities {
    /// The twelve countries.
    pub(crate) countries: Vec<Entity>,
    /// Ministries, staffs and agencies; those that differ by the number of countries share one.
    pub(crate) organisations: Vec<Entity>,
    /// People; those that differ by the number of countries share one.
    pub(crate) people: Vec<Entity>,
    /// Sites and cities.
    pub(crate) places: Vec<Entity>,
    /// Missiles.
    pub(crate) systems: Vec<Entity>,
    /// Series of talks, one for each topic.
    pub(crate) series: Vec<Entity>,
    /// What talks are about.
    pub(crate) topics: Vec<Entity>,
    /// The number of sources.
    pub(crate) sources: usize,
}

/// The office that everybody in the corpus holds: the date of a talk never contradicts it.
pub(crate) const OFFICE: &str = "Permanent Delegate";

/// The classes of missile that the corpus uses.
pub(crate) const CLASSES: [&str; 6] = ["srbm", "mrbm", "irbm", "icbm", "slbm", "cruise"];

/// Returns the key of a source.
pub(crate) fn source_key(number: usize) -> String {
    format!("report-{number:05}")
}

/// Makes the entities that go with a number of briefs.
pub(crate) fn make(briefs: usize, random: &mut Random) -> Entities {
    let hundredth = (briefs / 100).max(names::COUNTRIES.len());
    let mut entities = Entities {
        countries: Vec::new(),
        organisations: Vec::new(),
        people: Vec::new(),
        places: Vec::new(),
        systems: Vec::new(),
        series: Vec::new(),
        topics: Vec::new(),
        sources: (briefs / 5).max(20),
    };
    let sources = entities.sources;
    for number in 0..names::COUNTRIES.len() {
        entities.countries.push(country(number));
    }
    for number in 0..hundredth {
        entities
            .organisations
            .push(organisation(number, random, sources));
        entities.places.push(place(number, random, sources));
        entities.systems.push(system(number, random, sources));
    }
    for number in 0..(briefs / 20).max(names::COUNTRIES.len()) {
        let organisation = organisation_of(number, hundredth);
        entities
            .people
            .push(person(number, organisation, random, sources));
    }
    for number in 0..names::TOPICS.len() {
        entities.series.push(series(number));
        entities.topics.push(topic(number));
    }
    entities
}

/// Returns the key of a country by its number.
pub(crate) fn country_key(number: usize) -> String {
    names::COUNTRIES[number % names::COUNTRIES.len()]
        .0
        .to_lowercase()
}

/// Returns an organisation of the same country as a person.
fn organisation_of(person: usize, organisations: usize) -> usize {
    let countries = names::COUNTRIES.len();
    let rounds = organisations / countries;
    person % countries + countries * ((person / countries) % rounds)
}

fn entity(
    folder: &'static str,
    key: String,
    title: String,
    lines: &[String],
    body: &str,
) -> Entity {
    let text = format!("---\ntitle: {title}\n{}\n---\n{body}", lines.join("\n"));
    Entity {
        target: Target { folder, key, title },
        text,
    }
}

fn country(number: usize) -> Entity {
    let (name, code) = names::COUNTRIES[number];
    let lines = [
        format!("summary: {name} takes part in the talks of this generated record."),
        format!("code: {code}"),
        format!("formal_name: {{ value: Republic of {name}, basis: general-knowledge }}"),
    ];
    entity(
        "countries",
        country_key(number),
        name.to_owned(),
        &lines,
        "",
    )
}

fn organisation(number: usize, random: &mut Random, sources: usize) -> Entity {
    let (title, country) = names::organisation(number);
    let (native, language) = names::native(number);
    let lines = [
        format!("summary: {title} speaks for its country in this generated record."),
        format!("abbreviation: B{number}"),
        format!("names:\n  - {{ text: {native} 기관, lang: {language} }}"),
        format!("country: {}", country_key(country)),
        "form: ministry".to_owned(),
        format!("heads: [{OFFICE}]"),
        format!("sources: [{}]", source_key(random.below(sources))),
    ];
    entity(
        "organisations",
        format!("body-{number:04}"),
        title,
        &lines,
        "",
    )
}

fn person(number: usize, organisation: usize, random: &mut Random, sources: usize) -> Entity {
    let (given, family) = names::person(number);
    let (native, language) = names::native(number);
    let source = source_key(random.below(sources));
    let title = format!("{given} {family}");
    let lines = [
        format!("aliases: [\"{family} {given}\"]"),
        format!("family: {family}"),
        format!("summary: {title} is a delegate in this generated record."),
        format!(
            "names:\n  - {{ text: {{ value: {native}, basis: general-knowledge }}, lang: {language} }}"
        ),
        format!("country: {}", country_key(number)),
        format!("organisation: body-{organisation:04}"),
        format!("tenures:\n  - title: {OFFICE}\n    of: body-{organisation:04}"),
        format!("    from: {{ value: 1980-01, source: {source} }}"),
        format!("sources: [{source}]"),
    ];
    let body =
        format!("\nHolds one office throughout, in the [[body-{organisation:04}]] [@{source}].\n");
    entity(
        "people",
        format!("person-{number:05}"),
        title,
        &lines,
        &body,
    )
}

fn place(number: usize, random: &mut Random, sources: usize) -> Entity {
    let title = names::place(number);
    let (native, language) = names::native(number);
    let lines = [
        format!("summary: {title} is a site in this generated record."),
        format!("form: {}", ["launch site", "city"][number % 2]),
        format!("country: {}", country_key(number)),
        format!("names:\n  - {{ text: {native} 곳, lang: {language} }}"),
        format!(
            "latitude: {{ value: {}.{}, basis: general-knowledge }}",
            random.below(80),
            random.below(10)
        ),
        format!(
            "longitude: {{ value: -{}.{}, basis: general-knowledge }}",
            random.below(170),
            random.below(10)
        ),
        format!("sources: [{}]", source_key(random.below(sources))),
    ];
    entity("places", format!("place-{number:04}"), title, &lines, "")
}

fn system(number: usize, random: &mut Random, sources: usize) -> Entity {
    let title = names::system(number);
    let source = source_key(random.below(sources));
    let lines = [
        format!("summary: {title} is a missile in this generated record."),
        format!("class: {}", CLASSES[number % CLASSES.len()]),
        format!("country: {}", country_key(number)),
        format!(
            "designations:\n  - {{ name: LT-{number:04}, by: {}, from: 2015 }}",
            country_key(number + 1)
        ),
        format!(
            "range_km: {{ value: about {}, source: {source} }}",
            300 + random.below(5000)
        ),
        format!("stages: {}", 1 + random.below(3)),
        format!("fuel: {}", ["liquid", "solid"][random.below(2)]),
        format!("sources: [{source}]"),
    ];
    entity(
        "systems",
        format!("lantern-{}", number + 1),
        title,
        &lines,
        "",
    )
}

fn series(number: usize) -> Entity {
    let title = format!("Talks on {}", names::TOPICS[number]);
    let parties = [
        country_key(number),
        country_key(number + 1),
        country_key(number + 2),
    ];
    let lines = [
        "summary: Officials of three countries meet in this generated series.".to_owned(),
        format!("abbreviation: S{number}"),
        format!("parties: [{}]", parties.join(", ")),
    ];
    entity("series", format!("series-{number}"), title, &lines, "")
}

fn topic(number: usize) -> Entity {
    let name = names::TOPICS[number];
    let title = format!("The subject of {name}");
    let lines = [format!(
        "summary: Talks of this generated record on {name}."
    )];
    entity("topics", format!("topic-{number}"), title, &lines, "")
}

/// Returns one list of sources, from one number up to another.
pub(crate) fn source_list(from: usize, to: usize, random: &mut Random) -> String {
    let mut lines = Vec::new();
    for number in from..to {
        let year = 1984 + random.below(41);
        let (month, day) = (1 + random.below(12), 1 + random.below(28));
        lines.push(format!("{}:", source_key(number)));
        lines.push(format!("  title: Report {number} of the generated record"));
        lines.push(format!("  publisher: Daily Sample {}", number % 40));
        lines.push(format!("  issued: {year}-{month:02}-{day:02}"));
        lines.push(format!("  url: https://example.org/reports/{number}"));
        lines.push(format!(
            "  form: {}",
            ["news", "government", "dataset"][number % 3]
        ));
        lines.push(format!(
            "  consulted: {}",
            ["\"yes\"", "excerpt"][number % 2]
        ));
    }
    lines.join("\n") + "\n"
}
