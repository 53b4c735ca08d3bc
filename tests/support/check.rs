//! Small sites written as one string, and what briefbook makes of them, as one string.
//!
//! In: files under `//- /path` lines, as in rust-analyzer's tests. Out: the diagnostics, one a line,
//! as `path:line:column code: message | help`; where there are none, what the case asked to see.
//! Only this file knows briefbook's own types, so that a change of them is one edit here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use briefbook::model::{Drafts, Entry, Fact, Item, Value, Within};
use briefbook::pipeline::{self, Deny, Options, Prepared, Record};
use briefbook::resolve::references::{By, LinkTo};
use briefbook::resolve::{EntryId, Site};
use briefbook::schema::{FieldDef, FieldType, Kind};
use briefbook::text::{Span, Texts};
use briefbook::when::When;

/// What to print of a site without faults.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// `clean`.
    Nothing,
    /// Every entry with its fields.
    Fields,
    /// Who refers to whom, by what, with the sentence where it is a link.
    Edges,
    /// The events in order, each with the one before and after it among its kind.
    Order,
    /// The years with their events.
    Years,
    /// The addresses of entries and aliases.
    Addresses,
    /// For each event those like it, with what they share.
    Related,
    /// Where the links and images of bodies lead.
    Links,
}

/// Reads a site and prints what is wrong with it, or else what is asked for.
pub(crate) fn check(files: &str, show: Show) -> String {
    run(files, Drafts::Exclude, show)
}

/// Does the same with drafts among the entries.
pub(crate) fn check_with_drafts(files: &str, show: Show) -> String {
    run(files, Drafts::Include, show)
}

fn run(files: &str, drafts: Drafts, show: Show) -> String {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), files);
    let prepared = prepare(folder.path(), drafts);
    let mut printed = print_diagnostics(&prepared);
    if !prepared.diagnostics.has_errors() {
        printed.push_str(&dump(&prepared.site, show));
    }
    printed
}

/// Reads one entry of the sample kind for each case, and prints each case with its values or faults.
///
/// A case is the YAML of one or more fields; its first line is line 3 of the file.
pub(crate) fn fields(cases: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), SAMPLE);
    for (case, number) in cases.iter().zip(1..) {
        let text = format!("---\ntitle: Case\n{case}\n---\n");
        let path = format!("content/samples/c{number:03}.md");
        write_file(folder.path(), &path, text.as_bytes());
    }
    let prepared = prepare(folder.path(), Drafts::Exclude);
    let mut printed = String::new();
    for (case, number) in cases.iter().zip(1..) {
        let path = format!("content/samples/c{number:03}.md");
        let _ = writeln!(printed, "{}", case.replace('\n', "\n  "));
        let faults = diagnostic_lines(&prepared, |of| of == path);
        for line in &faults {
            let _ = writeln!(printed, "  ! {}", line.replace(&format!("{path}:"), ""));
        }
        if faults.is_empty() {
            let key = format!("c{number:03}");
            let entry = prepared
                .site
                .ids()
                .find(|id| key_of(*id, &prepared.site) == key);
            let shown = entry.map_or(Vec::new(), |id| show_fields(id, &prepared.site));
            let shown = if shown.is_empty() {
                "nothing".to_owned()
            } else {
                shown.join("; ")
            };
            let _ = writeln!(printed, "  = {shown}");
        }
    }
    let elsewhere = diagnostic_lines(&prepared, |of| !of.starts_with("content/samples/c"));
    printed + &elsewhere.join("\n")
}

/// Prints the fields of a template: what every case of [`fields`] can use.
pub(crate) const SAMPLE: &str = "
//- /templates/kinds/sample.yaml
label: Sample
plural: Samples
folder: samples
roles: { dated_by: day, zoned_by: zone, also_by: elsewhere, cites_by: proofs, named_by: names }
sourced: { by: [organisation, person], source: [source] }
fields:
  text: { type: text, label: Text, help: Words. }
  words: { type: markdown, label: Words, help: Words with links. }
  whole: { type: integer, label: Whole, help: A whole number. }
  point: { type: decimal, unit: °, label: Point, help: A number. }
  amount: { type: quantity, unit: km, label: Amount, help: A quantity. }
  sure: { type: yes_no, label: Sure, help: Yes or no. }
  day: { type: date, label: Day, help: A day. }
  until: { type: date, label: Until, help: Another day. }
  zone: { type: zone, label: Zone, help: A zone. }
  elsewhere: { type: days_by_zone, label: Elsewhere, help: Days. }
  lasting: { type: duration, label: Lasting, help: A length of time. }
  link: { type: url, label: Link, help: An address. }
  tongue: { type: language, label: Tongue, help: A language. }
  colour: { type: choice, label: Colour, help: A colour., options: { red: { label: Red }, dark-blue: { label: Blue }, no: { label: None } } }
  friend: { type: ref, kinds: [person], inverse: Friend of, label: Friend, help: A person. }
  anyone: { type: ref, kinds: [person, country, series], inverse: Named by, label: Anyone, help: Somebody. }
  friends: { type: list, of: { type: ref, kinds: [person], inverse: Friends of }, label: Friends, help: People. }
  names: { type: list, of: { type: text }, label: Names, help: Names. }
  numbers: { type: list, of: { type: integer }, label: Numbers, help: Numbers. }
  colours: { type: list, of: { type: choice, options: { red: { label: Red }, green: { label: Green } } }, label: Colours, help: Colours. }
  part: { type: group, label: Part, help: A part., fields: { name: { type: text, required: true, label: Name, help: The name. }, size: { type: integer, label: Size, help: The size. } } }
  parts: { type: list, label: Parts, help: Parts., of: { type: group, short: name, fields: { name: { type: text, required: true, label: Name, help: The name. }, size: { type: integer, label: Size, help: The size. }, who: { type: ref, kinds: [person], label: Who, help: A person. } } } }
  height: { type: quantity, unit: km, sourced: true, label: Height, help: How high. }
  remark: { type: text, sourced: true, label: Remark, help: A remark. }
  shade: { type: choice, sourced: true, label: Shade, help: A shade., options: { pale: { label: Pale }, deep: { label: Deep } } }
  proofs: { type: list, of: { type: ref, kinds: [source], inverse: Cited by }, label: Proofs, help: Sources. }
//- /content/people/kishi-nobuo.md
---
title: Nobuo Kishi
aliases: [Kishi Nobuo, Minister Kishi]
names: [{ text: 岸信夫, lang: ja }]
---
//- /content/people/suh-wook.md
---
title: Suh Wook
names: [{ text: 서욱, lang: ko }]
---
//- /content/people/unfinished.md
---
title: Unfinished Person
draft: true
---
//- /content/people/min-seo-yeon.md
---
title: Min Seo-yeon
aliases: [Min]
---
//- /content/people/min-ji-ho.md
---
title: Min Ji-ho
aliases: [Min]
---
//- /content/countries/japan.md
---
title: Japan
code: JPN
---
//- /content/series/tmm.md
---
title: Ministers' meetings
---
//- /content/organisations/kr-jcs.md
---
title: Joint Chiefs of Staff
---
//- /content/sources/list.yaml
kyodo: { title: Kyodo report, publisher: Kyodo News, consulted: excerpt }
yonhap: { title: Yonhap report, publisher: Yonhap, consulted: excerpt }
";

/// A built site: the text of each file by its path in the output.
pub(crate) struct Built {
    /// Every file; bytes that are no text are replaced.
    pub(crate) files: BTreeMap<String, String>,
}

impl Built {
    /// Returns one file.
    pub(crate) fn file(&self, path: &str) -> &str {
        match self.files.get(path) {
            Some(text) => text,
            None => panic!("no {path} among {:?}", self.files.keys()),
        }
    }

    /// Returns the words inside `<main>` of a page, one line for each element that has some.
    pub(crate) fn main_words(&self, path: &str) -> Vec<String> {
        let page = self.file(path);
        let start = page.find("<main").expect("a page has a main element");
        let end = page.find("</main>").expect("the main element is closed");
        words_of(&page[start..end])
    }

    /// Returns the paths of the files that contain a text.
    pub(crate) fn files_with(&self, wanted: &str) -> Vec<&str> {
        let found = self
            .files
            .iter()
            .filter(|(path, text)| path.contains(wanted) || text.contains(wanted));
        found.map(|(path, _)| path.as_str()).collect()
    }
}

/// Builds a site; a fault of it is a fault of the case.
pub(crate) fn build(files: &str) -> Built {
    build_site(files, Drafts::Exclude).unwrap()
}

/// Builds a site with its drafts.
pub(crate) fn build_with_drafts(files: &str) -> Built {
    build_site(files, Drafts::Include).unwrap()
}

/// Builds a site and prints what was found wrong, whichever stage finds it.
pub(crate) fn build_faults(files: &str) -> String {
    match build_site(files, Drafts::Exclude) {
        Ok(_) => "clean".to_owned(),
        Err(faults) => faults,
    }
}

/// Builds a folder of files as it lies on disk, for fixtures.
pub(crate) fn build_folder(folder: &Path) -> Built {
    let mut files = Vec::new();
    read_folder(folder, "", &mut files);
    let site = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        write_file(site.path(), &path, &bytes);
    }
    build_in(site.path(), Drafts::Exclude).unwrap()
}

fn build_site(files: &str, drafts: Drafts) -> Result<Built, String> {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), files);
    build_in(folder.path(), drafts)
}

fn build_in(site: &Path, drafts: Drafts) -> Result<Built, String> {
    let outcome = pipeline::build(&Options {
        base_url: Some("https://example.org/briefs/".to_owned()),
        ..options(site, drafts)
    })
    .unwrap();
    let faults = lines_of(&outcome.diagnostics, &outcome.inputs.texts, |_| true);
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let mut read = Vec::new();
    read_folder(&outcome.built.unwrap().out, "", &mut read);
    let files = read.into_iter().map(|(path, bytes)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (path, text)
    });
    Ok(Built {
        files: files.collect(),
    })
}

fn options(site: &Path, drafts: Drafts) -> Options {
    Options {
        site: site.to_owned(),
        out: None,
        published: None,
        base_url: None,
        drafts,
        as_of: None,
        source_date: None,
        now: None,
        record: Record::No,
        deny: Deny::Errors,
    }
}

fn prepare(site: &Path, drafts: Drafts) -> Prepared {
    pipeline::prepare(&options(site, drafts)).unwrap()
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_folder(&entry.path(), &format!("{path}/"), files);
        } else {
            files.push((path, fs::read(entry.path()).unwrap()));
        }
    }
}

/// Returns the words of a piece of HTML, one line for each run of text between tags.
fn words_of(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut words = String::new();
    for token in html5gum::Tokenizer::new(html) {
        match token {
            Ok(html5gum::Token::String(text)) => words.push_str(&String::from_utf8_lossy(&text)),
            Ok(_) => {
                let line: Vec<&str> = words.split_whitespace().collect();
                if !line.is_empty() {
                    lines.push(line.join(" "));
                }
                words.clear();
            }
        }
    }
    lines
}

/// Writes the files of a string; without a `site.yaml` among them, a small one.
///
/// The lines of a file may be indented together. After the path, `png=WxH` asks for a picture.
fn write_files(folder: &Path, files: &str) {
    write_file(folder, "site.yaml", b"title: A test\n");
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in files.lines() {
        if let Some(header) = line.trim_start().strip_prefix("//- /") {
            parts.push((header, Vec::new()));
        } else if let Some((_, lines)) = parts.last_mut() {
            lines.push(line);
        } else {
            assert!(line.trim().is_empty(), "before the first file: {line}");
        }
    }
    for (header, lines) in parts {
        match header.split_once(" png=") {
            Some((path, size)) => {
                let (width, height) = size.split_once('x').unwrap();
                let bytes = picture(width.parse().unwrap(), height.parse().unwrap());
                write_file(folder, path, &bytes);
            }
            None => write_file(folder, header, without_indent(&lines).as_bytes()),
        }
    }
}

fn without_indent(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let least = filled.map(indent).min().unwrap_or(0);
    let cut = lines
        .iter()
        .map(|line| line.get(least..).unwrap_or_default());
    cut.flat_map(|line| [line, "\n"]).collect()
}

fn write_file(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Makes the head of a PNG, which is all that anybody reads of it here.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

fn print_diagnostics(prepared: &Prepared) -> String {
    let lines = diagnostic_lines(prepared, |_| true);
    lines
        .iter()
        .fold(String::new(), |all, line| all + line + "\n")
}

fn diagnostic_lines(prepared: &Prepared, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    lines_of(&prepared.diagnostics, &prepared.inputs.texts, wanted)
}

fn lines_of(
    diagnostics: &briefbook::diagnostics::Diagnostics,
    texts: &Texts,
    wanted: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    for diagnostic in diagnostics.sorted(texts) {
        let text = texts.get(diagnostic.span.text);
        if !wanted(&text.path) {
            continue;
        }
        let span = diagnostic.span.start as usize..diagnostic.span.end as usize;
        assert!(
            text.content.get(span).is_some(),
            "{diagnostic:?} lies not in its text"
        );
        lines.push(format!(
            "{} {}: {}{}",
            place(diagnostic.span, texts),
            diagnostic.code.name(),
            diagnostic.message,
            diagnostic
                .help
                .as_ref()
                .map_or(String::new(), |help| format!(" | {help}"))
        ));
        for (span, words) in &diagnostic.labels {
            lines.push(format!("  {} {words}", place(*span, texts)));
        }
    }
    lines
}

/// Writes a place; lines of files inside the binary change too often to be told.
fn place(span: Span, texts: &Texts) -> String {
    let path = &texts.get(span.text).path;
    if path.ends_with("(built in)") {
        return path.clone();
    }
    let position = texts.position(span);
    format!("{path}:{}:{}", position.line, position.column)
}

fn dump(site: &Site, show: Show) -> String {
    let lines = match show {
        Show::Nothing => vec!["clean".to_owned()],
        Show::Fields => site
            .ids()
            .flat_map(|id| {
                let heading = format!("{}: {}", name_of(id, site), site.entry(id).title);
                let fields = show_fields(id, site);
                std::iter::once(heading).chain(fields.into_iter().map(|line| format!("  {line}")))
            })
            .collect(),
        Show::Edges => site.ids().flat_map(|id| show_edges(id, site)).collect(),
        Show::Order => show_order(site),
        Show::Years => show_years(site),
        Show::Addresses => show_addresses(site),
        Show::Related => site.ids().filter_map(|id| show_related(id, site)).collect(),
        Show::Links => site.ids().flat_map(|id| show_links(id, site)).collect(),
    };
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

/// Returns an entry's folder and key, by which cases call it.
fn name_of(id: EntryId, site: &Site) -> String {
    let folder = &site.kind_of(id).folder;
    if folder.is_empty() {
        return key_of(id, site).to_owned();
    }
    format!("{folder}/{}", key_of(id, site))
}

fn key_of(id: EntryId, site: &Site) -> &str {
    site.entry(id).key.as_str()
}

fn keys_of(ids: &[EntryId], site: &Site) -> String {
    let keys: Vec<&str> = ids.iter().map(|id| key_of(*id, site)).collect();
    keys.join(", ")
}

fn show_fields(id: EntryId, site: &Site) -> Vec<String> {
    show_group(&site.kind_of(id).fields, &site.entry(id).fields, id, site)
}

fn show_group(
    fields: &[FieldDef],
    values: &[Option<Item>],
    id: EntryId,
    site: &Site,
) -> Vec<String> {
    let shown = fields.iter().zip(values).filter_map(|(field, item)| {
        let value = &item.as_ref()?.value;
        let shown = show_value(&field.field_type, value, id, site);
        Some(format!("{}: {shown}", field.name))
    });
    shown.collect()
}

fn show_value(field_type: &FieldType, value: &Value, id: EntryId, site: &Site) -> String {
    let entry = site.entry(id);
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Markdown(index) => format!("markdown {:?}", entry.bodies[*index].plain),
        Value::Integer(number) => number.to_string(),
        Value::Quantity(quantity) => quantity.words().replace('\u{a0}', " "),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Date(when) => when.edtf().to_owned(),
        Value::Zone(zone) => zone.name().to_owned(),
        Value::Days(days) => {
            let days = days
                .iter()
                .map(|(zone, when)| format!("{} {}", zone.name(), when.edtf()));
            days.collect::<Vec<_>>().join(", ")
        }
        Value::Duration(duration) => duration.words().replace('\u{a0}', " "),
        Value::Decimal(text) | Value::Url(text) | Value::Language(text) => text.clone(),
        Value::Picture(picture) => {
            let found = &site.body_targets[id.0 as usize][picture.body].images[0];
            let address = found.as_ref().map_or("nothing", |it| it.address.as_str());
            let mut shown = format!("picture {address} {:?}", picture.alt);
            for (what, words) in [("caption", &picture.caption), ("credit", &picture.credit)] {
                if !words.is_empty() {
                    let _ = write!(shown, " {what} {words:?}");
                }
            }
            for slot in &picture.sources {
                let _ = write!(shown, " from {}", show_target(*slot, id, site));
            }
            shown
        }
        Value::Choice(index) => match field_type.item() {
            FieldType::Choice { options } => options[*index].value.clone(),
            other => panic!("a choice of type {}", other.word()),
        },
        Value::Ref(slot) => show_target(*slot, id, site),
        Value::List(items) => {
            let items = items
                .iter()
                .map(|item| show_value(field_type, &item.value, id, site));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Value::Group(values) => {
            let fields = show_group(field_type.group_fields(), values, id, site);
            format!("{{{}}}", fields.join(", "))
        }
        Value::Facts(facts) => {
            let facts = facts
                .iter()
                .map(|fact| show_fact(field_type, fact, id, site));
            facts.collect::<Vec<_>>().join(" / ")
        }
    }
}

fn show_fact(field_type: &FieldType, fact: &Fact, id: EntryId, site: &Site) -> String {
    let mut shown = show_value(field_type, &fact.item.value, id, site);
    if let Some(slot) = fact.by {
        let _ = write!(shown, " by {}", show_target(slot, id, site));
    }
    for slot in &fact.sources {
        let _ = write!(shown, " from {}", show_target(*slot, id, site));
    }
    if fact.basis == briefbook::model::Basis::GeneralKnowledge {
        shown.push_str(" general knowledge");
    }
    if !fact.note.is_empty() {
        let _ = write!(shown, " ({})", fact.note);
    }
    if fact.prefer {
        shown.push_str(" preferred");
    }
    shown
}

fn show_target(slot: usize, id: EntryId, site: &Site) -> String {
    let target = site.targets[id.0 as usize][slot];
    target.map_or("nothing".to_owned(), |target| {
        format!("-> {}", name_of(target, site))
    })
}

fn show_edges(id: EntryId, site: &Site) -> Vec<String> {
    let edges = site.incoming[id.0 as usize].iter().map(|edge| {
        let from = site.entry(edge.from);
        let means = match edge.by {
            By::Field(slot) => {
                let reference = &from.references[slot];
                let names = field_names(site.kind_of(edge.from), &reference.path.0);
                let part = match reference.within {
                    Within::Value => "",
                    Within::Disputed => " (disputed)",
                    Within::Speaker => " (by)",
                    Within::Source => " (source)",
                };
                let words = if reference.words.is_empty() {
                    String::new()
                } else {
                    format!(" \"{}\"", reference.words)
                };
                format!("{names}{part}{words}")
            }
            By::Link(body, index) => {
                format!(
                    "link: {}",
                    sentence(from, body, &from.bodies[body].links[index].sentence)
                )
            }
            By::Citation(body, index) => format!(
                "citation: {}",
                sentence(from, body, &from.bodies[body].citations[index].sentence)
            ),
        };
        format!(
            "{} <- {} {means}",
            name_of(id, site),
            name_of(edge.from, site)
        )
    });
    edges.collect()
}

fn sentence<'a>(entry: &'a Entry, body: usize, range: &std::ops::Range<usize>) -> &'a str {
    entry.bodies[body].plain[range.clone()].trim()
}

fn field_names(kind: &Kind, path: &[usize]) -> String {
    let mut fields = kind.fields.as_slice();
    let mut names = Vec::new();
    for index in path {
        names.push(fields[*index].name.as_str());
        fields = fields[*index].field_type.group_fields();
    }
    names.join(".")
}

fn show_order(site: &Site) -> Vec<String> {
    let chronology = &site.chronology;
    let neighbour = |ids: &[Option<EntryId>], id: EntryId| {
        ids[id.0 as usize]
            .map_or("-", |id| key_of(id, site))
            .to_owned()
    };
    let lines = chronology.order.iter().map(|id| {
        let before = neighbour(&chronology.previous, *id);
        let after = neighbour(&chronology.next, *id);
        format!("{} (after {before}, before {after})", key_of(*id, site))
    });
    lines.collect()
}

fn show_years(site: &Site) -> Vec<String> {
    let chronology = &site.chronology;
    let mut lines: Vec<String> = chronology
        .years
        .iter()
        .map(|(year, ids)| format!("{year}: {}", keys_of(ids, site)))
        .collect();
    if !chronology.undated.is_empty() {
        lines.push(format!("no year: {}", keys_of(&chronology.undated, site)));
    }
    let as_of = site.as_of.as_ref().map_or("nothing", When::edtf);
    lines.push(format!("as of {as_of}"));
    lines
}

fn show_addresses(site: &Site) -> Vec<String> {
    let mut lines: Vec<String> = site.routes.pages.iter().map(ToString::to_string).collect();
    lines.extend(site.routes.aliases.iter().map(|(address, alias)| {
        let targets: Vec<String> = alias.entries.iter().map(|id| name_of(*id, site)).collect();
        format!("{address} => {}", targets.join(" or "))
    }));
    lines.sort();
    lines
}

fn show_related(id: EntryId, site: &Site) -> Option<String> {
    let related = site.sharing.related_to(id, &site.entries);
    let shown: Vec<String> = related
        .iter()
        .map(|other| {
            let shared = keys_of(&other.shared, site);
            format!("{} ({shared})", key_of(other.id, site))
        })
        .collect();
    site.entry(id).when.as_ref()?;
    if shown.is_empty() {
        return Some(format!("{}: nothing", key_of(id, site)));
    }
    Some(format!("{}: {}", key_of(id, site), shown.join("; ")))
}

fn show_links(id: EntryId, site: &Site) -> Vec<String> {
    let entry = site.entry(id);
    let mut lines = Vec::new();
    for (body, targets) in entry
        .bodies
        .iter()
        .zip(site.body_targets[id.0 as usize].iter())
    {
        for (link, target) in body.links.iter().zip(&targets.links) {
            let fragment = |fragment: &Option<String>| {
                fragment
                    .as_ref()
                    .map_or(String::new(), |it| format!("#{it}"))
            };
            let shown = match target {
                LinkTo::Entry(target, place) => {
                    format!("{}{}", name_of(*target, site), fragment(place))
                }
                LinkTo::File(address, place) => format!("file {address}{}", fragment(place)),
                LinkTo::Here(place) => format!("#{place}"),
                LinkTo::Web(address) => address.clone(),
                LinkTo::Nowhere => "nowhere".to_owned(),
            };
            lines.push(format!("{}: {:?} -> {shown}", name_of(id, site), link.text));
        }
        for (citation, target) in body.citations.iter().zip(&targets.citations) {
            let target = target.map_or("nothing".to_owned(), |target| name_of(target, site));
            let locator = citation.locator.as_deref().unwrap_or_default();
            lines.push(format!(
                "{}: @{} -> {target} {locator}",
                name_of(id, site),
                citation.key
            ));
        }
        for (image, picture) in body.images.iter().zip(&targets.images) {
            let picture = picture.as_ref().map_or("nothing".to_owned(), |it| {
                format!("{} {}x{}", it.address, it.width, it.height)
            });
            lines.push(format!(
                "{}: image {:?} -> {picture}",
                name_of(id, site),
                image.alt
            ));
        }
    }
    lines
}
