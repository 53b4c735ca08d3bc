//! What templates really see: a site whose templates print everything, read back as names.
//!
//! Out: for each section of `docs/templates.md` the names in it, dotted where one lies in another.
//! A list counts as its items. Cards, values, dates, rows, citations and kinds occur in many places;
//! they are recognised by their names and gathered in sections of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::iter::Peekable;
use std::path::Path;
use std::str::Chars;

/// The names of each section.
pub(crate) type Sections = BTreeMap<String, BTreeSet<String>>;

/// A page of the site below and the section that its own variables make.
const PAGES: &[(&str, &str)] = &[
    ("index.html", "home"),
    ("404.html", "missing"),
    ("probes/index.html", "list"),
    ("probes/2022.html", "list"),
    ("probes/2021.html", "list"),
    ("probes/2020.html", "list"),
    ("sources/index.html", "list"),
    ("countries/japan/probes-l.html", "group"),
    ("countries/japan/probes-l/2022.html", "group"),
    ("countries/japan/probes-l/2021.html", "group"),
    ("chronology/index.html", "chronology"),
    ("chronology/2021.html", "year"),
    ("chronology/2022.html", "year"),
    ("chronology/2022-02.html", "year"),
    ("chronology/2022-03.html", "year"),
    ("probes/old.html", "redirect"),
    ("probes/shared.html", "choice"),
    ("corrections.html", "corrections"),
    ("probes/one.html", ""),
    ("probes/two.html", ""),
    ("sources/s.html", ""),
    ("pictures.html", "pictures"),
    ("responses.html", "responses"),
    ("commitments.html", "commitments"),
    ("meetings.html", "meetings"),
    ("methodology.html", "methodology"),
    ("data.html", "data"),
    ("search.html", "search"),
    ("statements.html", "statements"),
    ("statements/2021.html", "statements"),
    ("statements/2022.html", "statements"),
];

/// The templates that print all they see.
const TEMPLATES: &[&str] = &[
    "home.html",
    "missing.html",
    "redirect.html",
    "choice.html",
    "lists/probe.html",
    "lists/source.html",
    "lists/group.html",
    "lists/chronology.html",
    "lists/year.html",
    "kinds/probe.html",
    "kinds/source.html",
    "reports/pictures.html",
    "reports/responses.html",
    "reports/commitments.html",
    "reports/meetings.html",
    "reports/corrections.html",
    "reports/methodology.html",
    "reports/data.html",
    "reports/search.html",
    "reports/statements.html",
];

/// A site with a value of every type and something in every list.
const FILES: &[(&str, &str)] = &[
    (
        "site.yaml",
        "title: A\ntagline: B\nurl: https://example.org/a/\nlicence: { name: C, url: https://example.org/c }\n\
         publisher: D\nrepository: https://example.org/d\ncontact: e@example.org\nas_of: 2022-03-09\n\
         zones: { Seoul: Asia/Seoul }\n",
    ),
    (
        "templates/kinds/probe.yaml",
        "label: Probe
plural: Probes
folder: probes
mark: square
menu: 1
roles: { dated_by: when, zoned_by: zone, also_by: also, status_by: state, parties_by: parties, cites_by: sources, answers: answered, named_by: names.text, designated_by: names, summary_by: line, fulfilled_by: agreed.kept, due_by: agreed.due, settled_by: agreed.end, realised_by: became, reason_by: why, grouped_by: run, attended_by: with.who, stated_by: with.as, heads_by: heads, classed_by: state, tenures_by: held, typed_by: used, corrected_by: wrong, published_by: out, updated_by: new, located_by: from_there, flown_by: figure, risen_by: high, latitude_by: north, longitude_by: east, reached_by: figure }
ballistic: { state: [good] }
card: [parties]
table: [parties, figure]
sourced: { by: country, source: source }
fields:
  line: { type: text, label: L, help: H. }
  when: { type: date, label: L, help: H. }
  zone: { type: zone, label: L, help: H. }
  also: { type: days_by_zone, label: L, help: H. }
  state: { type: choice, label: L, help: H., options: { good: { label: Good, tone: good }, open: { label: Open, tone: open } } }
  parties: { type: list, of: { type: ref, kinds: [country] }, label: L, help: H. }
  answered: { type: ref, kinds: [probe], label: L, help: H. }
  names: { type: list, label: L, help: H., of: { type: group, fields: { text: { type: text, label: L, help: H. }, lang: { type: language, label: L, help: H. } } } }
  figure: { type: quantity, unit: km, sourced: true, label: L, help: H. }
  high: { type: quantity, unit: km, sourced: true, label: L, help: H. }
  from_there: { type: ref, kinds: [probe], label: L, help: H. }
  north: { type: decimal, label: L, help: H. }
  east: { type: decimal, label: L, help: H. }
  whole: { type: integer, label: L, help: H. }
  part: { type: decimal, label: L, help: H. }
  sure: { type: yes_no, label: L, help: H. }
  length: { type: duration, label: L, help: H. }
  address: { type: url, label: L, help: H. }
  words: { type: markdown, label: L, help: H. }
  photo: { type: picture, label: L, help: H. }
  run: { type: ref, kinds: [probe], label: L, help: H. }
  with: { type: list, of: { type: group, short: who, fields: { who: { type: ref, kinds: [probe], label: L, help: H. }, as: { type: text, label: L, help: H. } } }, label: L, help: H. }
  heads: { type: list, of: { type: text }, label: L, help: H. }
  used: { type: ref, kinds: [country, probe], label: L, help: H. }
  out: { type: date, label: L, help: H. }
  new: { type: date, label: L, help: H. }
  agreed: { type: list, label: L, help: H., of: { type: group, fields: { text: { type: text, label: L, help: H. }, kept: { type: ref, kinds: [probe], label: L, help: H. }, due: { type: date, label: L, help: H. }, end: { type: choice, label: L, help: H., options: { done: { label: Done, tone: good }, lasting: { label: Lasting, standing: true } } }, source: { type: ref, kinds: [source], label: L, help: H. } } } }
  became: { type: ref, kinds: [probe], label: L, help: H. }
  why: { type: text, label: L, help: H. }
  held: { type: list, label: L, help: H., of: { type: group, fields: { title: { type: text, label: L, help: H. }, of: { type: ref, kinds: [country, probe], label: L, help: H. }, from: { type: date, label: L, help: H. }, to: { type: date, label: L, help: H. } } } }
  said: { type: list, label: L, help: H., of: { type: group, fields: { by: { type: ref, kinds: [probe], label: L, help: H. }, words: { type: text, quoted: true, label: L, help: H. }, in: { type: language, label: L, help: H. }, form: { type: choice, label: L, help: H., options: { told: { label: Told, indirect: true } } }, source: { type: ref, kinds: [source], label: L, help: H. } } } }
  wrong: { type: list, label: L, help: H., of: { type: group, fields: { on: { type: date, label: L, help: H. }, was: { type: text, label: L, help: H. }, now: { type: text, label: L, help: H. }, source: { type: ref, kinds: [source], label: L, help: H. } } } }
  sources: { type: list, of: { type: ref, kinds: [source] }, label: L, help: H. }
",
    ),
    (
        "content/probes/one.md",
        "---\ntitle: One\naliases: [Old, Shared]\ntags: [t]\nline: L\nwhen: 2022-03-01T07:52\nzone: Asia/Tokyo\n\
         also: { America/New_York: 2022-02-28 }\nstate: good\nparties: [japan, korea, china]\nanswered: two\n\
         names: { text: 一, lang: ja }\nfigure: [{ value: 1, by: japan, source: s, prefer: true }, { value: 2, source: s }]\n\
         whole: 1\npart: 1.5\nsure: yes\nlength: 1 h\naddress: https://example.org/\nwords: \"*a*\"\nsources: [s]\n\
         photo: { file: dot.png, alt: A dot, caption: C, credit: D }\nrun: two\nwith: [two, six]\nused: two\nfrom_there: two\nhigh: { value: 3, source: s }\n\
         out: 2022-03-03\nnew: 2022-03-04\nwrong: { on: 2022-03-05, was: W, now: N, source: s }\nagreed: [{ text: T, kept: six, due: 2022-04, source: s }, { text: U }, { text: V, end: done }, { text: W, end: lasting }]\nsaid: [{ by: two, words: W, source: s }]\n\
         held: [{ title: T, of: japan, from: 2019, to: 2020 }, { title: U, of: two, from: 2021 }, { title: V, of: two, from: 2018, to: 2018 }]\n\
         claims: [{ says: L, days_between: { from: two }, is: 424 }]\n---\n\
         ## Part\n\nSee [[two]] in [[japan]] [@s].\n",
    ),
    (
        "content/probes/two.md",
        "---\ntitle: Two\naliases: [Shared]\nwhen: 2021-01-01\nparties: [japan]\nfigure: { value: 9, source: s }\nnorth: 40.5\neast: 126.25\nline: two probes, third since\n\
         claims: [{ says: two probes, count: { kind: probe, within: 2021, until: 2021-06 }, is: 2, reported_by: s, hedge: third, note: N }, { says: third since, first_since: 2020, among: { kind: probe } }]\nanswered: three\nheads: U\nwith: { who: one, as: U }\n---\n",
    ),
    (
        "content/probes/more.yaml",
        "three: { title: Three, when: 2020, north: 35, east: 139 }\nfour: { title: Four, when: 2021-12 }\n\
         five: { title: Five, when: 199X }\nsix: { title: Six, when: 2022-03-02, run: two, used: two, answered: one }\n\
         seven: { title: Seven, when: 2021-03-09 }\neight: { title: Eight, when: 2022-04-01, state: open }\nnine: { title: Nine, when: 2022-02-01, state: open, with: one, became: one, why: W, sources: [s] }\n\
         a: { title: A, when: 2021-03-10, state: good }\nb: { title: B, when: 2021-03-11 }\nc: { title: C, when: 2021-03-12 }\n\
         d: { title: D, when: 2021-03-13 }\ne: { title: E, when: 2021-03-14 }\nf: { title: F, when: 2017-05-05, with: one, allow: { office-not-held: R } }\n",
    ),
    (
        "content/talks/later.md",
        "---\ntitle: Later\nwhen: 2022-03-08\nstatus: held\nlevel: ministers\nsources: [s]\n---\n",
    ),
    (
        "content/countries/all.yaml",
        "japan: { title: Japan, code: JPN }\nkorea: { title: Korea, code: KOR }\nchina: { title: China, code: CHN }\n",
    ),
    (
        "content/sources/all.yaml",
        "s: { title: S, publisher: P, consulted: yes }\n",
    ),
    ("content/index.md", "---\ntitle: Home\n---\nWords.\n"),
    ("content/about.md", "---\ntitle: About\n---\n"),
    (
        "content/_rules/coverage.yaml",
        "coverage: [{ name: N, kind: talk, where: { level: ministers }, from: 2022, to: 2022-12-31, rule: R, leaves_out: [L], source: s }, { name: M, kind: probe, from: 2019, to: 2023, rule: R }]\n\
         totals: [{ name: N, number: 3, kind: talk, within: 2022, source: s, counted: 2023, reason: R }]\n",
    ),
    // What was published in parts stays parted.
    (
        "content/_published.txt",
        "chronology/2022-03.html\ncountries/japan/probes-l.html\ncountries/japan/probes-l/2022.html\nprobes/2022.html\nstatements/2022.html\n",
    ),
    (
        "content/_rules/counting.yaml",
        "units: [{ name: probes, one: probe, kind: probe, counts: entries, sentence: S }, { name: days, kind: probe, counts: days, sentence: S }]\n\
         compared: [2022]\n",
    ),
    (
        "content/_rules/toponyms.yaml",
        "policy: P\nwaters: [{ called: [A, B], north: 39, east: 133, across: 900, source: s }]\nnamed: [three]\n",
    ),
    (
        "content/methodology.md",
        "---\ntitle: Methodology\n---\n",
    ),
    ("content/data.md", "---\ntitle: Data\n---\n"),
];

/// The head of a picture of one pixel, which is all that anybody reads of it.
const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55";

/// Writes the site; `build` builds it into `public`.
pub(crate) fn write(folder: &Path) {
    let mut files: BTreeMap<String, String> = FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    for name in TEMPLATES {
        files.insert(
            format!("templates/{name}"),
            "{{ __tera_context | safe }}".to_owned(),
        );
    }
    super::documents::write(folder, &files);
    fs::write(folder.join("content/probes/dot.png"), DOT).expect("the picture can be written");
}

/// Reads what the pages of the built site printed.
pub(crate) fn read(public: &Path) -> Sections {
    let mut sections = Sections::new();
    for (path, form) in PAGES {
        let text = fs::read_to_string(public.join(path)).expect("the page is there");
        let Printed::Map(variables) = parse(&mut text.trim().chars().peekable()) else {
            panic!("{path}: not a mapping");
        };
        for (name, value) in variables {
            match name.as_str() {
                "site" | "page" => gather(&name, "", &value, &mut sections),
                "entry" if form.is_empty() => gather("entry", "", &value, &mut sections),
                "kind" if form.is_empty() => gather("kind", "", &value, &mut sections),
                _ => {
                    let section = sections.entry((*form).to_owned()).or_default();
                    section.insert(name.clone());
                    gather(form, &name, &value, &mut sections);
                }
            }
        }
    }
    sections
}

/// A printed value, as far as names go.
enum Printed {
    Map(BTreeMap<String, Printed>),
    List(Vec<Printed>),
    Text(String),
    Other,
}

fn parse(letters: &mut Peekable<Chars>) -> Printed {
    match letters.peek() {
        Some('{') => {
            letters.next();
            let mut map = BTreeMap::new();
            while letters.peek() != Some(&'}') {
                let Printed::Text(name) = parse(letters) else {
                    panic!("a name is a text");
                };
                skip(letters, &[':', ' ']);
                map.insert(name, parse(letters));
                skip(letters, &[',', ' ']);
            }
            letters.next();
            Printed::Map(map)
        }
        Some('[') => {
            letters.next();
            let mut list = Vec::new();
            while letters.peek() != Some(&']') {
                list.push(parse(letters));
                skip(letters, &[',', ' ']);
            }
            letters.next();
            Printed::List(list)
        }
        Some('"') => {
            letters.next();
            let mut text = String::new();
            while let Some(letter) = letters.next() {
                match letter {
                    '"' => break,
                    '\\' => text.extend(letters.next()),
                    other => text.push(other),
                }
            }
            Printed::Text(text)
        }
        Some(_) | None => {
            while letters.next_if(|letter| !",}]".contains(*letter)).is_some() {}
            Printed::Other
        }
    }
}

fn skip(letters: &mut Peekable<Chars>, wanted: &[char]) {
    while letters.next_if(|letter| wanted.contains(letter)).is_some() {}
}

/// The names that only one of the shapes has that occur in many places.
const SHAPES: &[(&str, &[&str])] = &[
    ("entry", &["key", "rows", "backlinks"]),
    ("card", &["key", "standfirst"]),
    ("kind", &["plural", "dated"]),
    ("cite", &["number", "id", "title"]),
    ("activity", &["partings", "columns"]),
    ("delays", &["ticks", "levels"]),
    ("row", &["name", "label", "value"]),
];

fn gather(section: &str, path: &str, value: &Printed, sections: &mut Sections) {
    match value {
        Printed::Text(_) | Printed::Other => {}
        Printed::List(items) => {
            for item in items {
                gather(section, path, item, sections);
            }
        }
        Printed::Map(map) => {
            if map.contains_key("differs") {
                return gather_value(map, sections);
            }
            let has = |name: &&str| map.contains_key(*name);
            let shape = SHAPES.iter().find(|(_, names)| names.iter().all(has));
            let (section, path) = match shape {
                Some((shape, _)) => (*shape, ""),
                None if map.contains_key("edtf") => ("date", ""),
                None => (section, path),
            };
            for (name, inner) in map {
                let full = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                sections
                    .entry(section.to_owned())
                    .or_default()
                    .insert(full.clone());
                if matches!(
                    full.as_str(),
                    "fields" | "citations.fields" | "quotes.beside"
                ) {
                    gather_fields(inner, sections);
                } else {
                    gather(section, &full, inner, sections);
                }
            }
        }
    }
}

/// Passes over the names of fields, which are those of the kind.
fn gather_fields(fields: &Printed, sections: &mut Sections) {
    if let Printed::Map(map) = fields {
        for value in map.values() {
            gather("value", "", value, sections);
        }
    }
}

/// Parts what every value has from what its type adds.
fn gather_value(map: &BTreeMap<String, Printed>, sections: &mut Sections) {
    const COMMON: &[&str] = &[
        "type", "text", "sources", "origins", "by", "basis", "note", "others", "differs",
    ];
    let Some(Printed::Text(kind)) = map.get("type") else {
        panic!("a value has a type");
    };
    for (name, inner) in map {
        let section = if COMMON.contains(&name.as_str()) {
            "value".to_owned()
        } else if map.contains_key("edtf") {
            "date".to_owned()
        } else {
            format!("value {kind}")
        };
        sections
            .entry(section.clone())
            .or_default()
            .insert(name.clone());
        if name == "fields" {
            gather_fields(inner, sections);
        } else {
            gather(&section, name, inner, sections);
        }
    }
    sections.entry(format!("value {kind}")).or_default();
}
