//! A copy of the sample of this repository, spoiled in every way at once: one run tells of all of it,
//! at the right places and in order, and the site that was built before keeps every byte and time stamp.
//!
//! `‹code›` in a text below marks where the program must report that code. The marks are taken out
//! before the text is written, and their lines and columns are counted here, not by the program.

use std::collections::{BTreeMap, BTreeSet};

use briefbook::diagnostics::{Code, Severity};

#[path = "support/site.rs"]
mod site;

use site::{PNG, Site, age, changes, tree};

const NOTHING: [&str; 0] = [];

/// Words of the site's own files, each with what takes its place.
const EDITS: &[(&str, &str, &str)] = &[
    (
        "site.yaml",
        "\nlanguage: en\n",
        "\nlanguage: en\n‹bad-config›langauge: ko\n",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "\nzone: Asia/Tokyo\n",
        "\nzone: ‹unknown-zone›Asia/Tokio\n",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "\nstatus: { value: held,",
        "\nstatus: { value: ‹unknown-choice›hold,",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "value: 30 min",
        "value: ‹bad-duration›half an hour",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "parties: [japan, south-korea,",
        "parties: [‹unknown-reference›japn, ‹wrong-kind›kishi-nobuo,",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "\n## What was said\n",
        "\nThe “서욱” [call](‹dead-fragment›#what-was-sung)‹raw-html›<br> and ‹unknown-footnote›[^gone].\n\
         \n‹heading-level›# What was said\n",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "\nalso: { America/New_York: 2022-02-09 }\n",
        "\nalso: ‹days-conflict›{ America/New_York: 2022-02-13 }\n",
    ),
    (
        "content/launches/2022-01-30-hwasong-12.md",
        "\nwhen: { value: 2022-01-30T07:52+09:00, source: cns-nti }\nzone: Asia/Seoul\n",
        "\nwhen: { value: ‹time-without-zone›2022-01-30T07:52, source: cns-nti }\n",
    ),
    (
        "content/talks/2022-02-04-defence-officials-call.md",
        "as: Director General for Defense Policy }",
        "as: ‹office-differs›Minister of Defense }",
    ),
    (
        "content/talks/2022-02-04-defence-officials-call.md",
        "record has the other six",
        "record has ‹claim-contradicted›the other six",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "It followed seven launches",
        "It followed ‹claim-contradicted›seven launches",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "days_between: { from: this, to: 2022-06-11-tmm-singapore }",
        "days_between: { from: this, to: ‹bad-claim›2022-06-11-tmm-singapoor }",
    ),
    (
        "content/talks/2022-02-10-defence-ministers-call.md",
        "says: 121 days later",
        "says: ‹claim-words›121 weeks later",
    ),
    (
        "content/people/ratner-ely.md",
        "family: Ratner",
        "family: ‹family-name›Ratter",
    ),
    (
        "content/people/esper-mark.md",
        "to: { value: 2020-11-09,",
        "to: { value: 2019-11-09,",
    ),
    (
        "content/talks/2019-11-17-tmm-bangkok.md",
        "person: esper-mark, as: ",
        "person: esper-mark, as: ‹office-not-held›",
    ),
    (
        "content/people/kono-taro.md",
        "to: { value: 2019-09-11,",
        "to: { value: 2020-09-11,",
    ),
    (
        "content/talks/2019-11-17-tmm-bangkok.md",
        "person: kono-taro, as: Minister of Defense }",
        "person: ‹two-offices›kono-taro }",
    ),
    (
        "content/launches/2022-01-27-hwasong-11a.md",
        "{ value: 190, by: kr-jcs,",
        "{ value: ‹silent-change›195, by: kr-jcs,",
    ),
    (
        "content/launches/2022-01-30-hwasong-12.md",
        "value: 16,",
        "value: ‹bad-number›sixteen,",
    ),
    (
        "content/people/kishi-nobuo.md",
        "\norganisation: jp-mod\n",
        "\norganisation: jp-mod\n‹duplicate-key›organisation: jp-mod\n‹unknown-key›sumary: x\n",
    ),
    (
        "content/people/kishi-nobuo.md",
        "value: 2020-09-16,",
        "value: 2020-‹bad-date›13-16,",
    ),
    (
        "content/people/kishi-nobuo.md",
        "lang: ja }",
        "lang: ‹bad-language›jp_JP }",
    ),
];

/// Texts that are added.
const TEXTS: &[(&str, &str)] = &[
    (
        "content/_published.txt",
        "topics/denuclearisation.html\n‹lost-address›gone.html\nlaunches/2022-01-27-hwasong-11a.html\n",
    ),
    (
        "content/sources/more.yaml",
        "more-one:\n  ‹missing-field›title: One\n  publisher: A\n\
         more-two: { title: Two, publisher: B, consulted: \"no\", url: ‹bad-url›www.example.org }\n\
         ‹address-collision›more-three: { title: Three, publisher: C, consulted: excerpt }\n\
         More-Three: { title: Capitals, publisher: C, consulted: excerpt }\n",
    ),
    (
        "content/talks/more.yaml",
        "more-cause: { title: Cause, when: 2022-02-01, status: held, sources: [seed-kyodo] }\n\
         more-effect: { title: Effect, when: 2022-01-01, status: held, responds_to: ‹effect-before-cause›more-cause, sources: [seed-kyodo] }\n\
         more-held: { title: Held, when: 2022-01-02, status: held, held_as: ‹plan-mismatch›more-cause, sources: [seed-kyodo] }\n\
         more-loop: { title: Loop, when: 2022-01-03, status: held, follows: ‹relation-loop›more-loop, sources: [seed-kyodo] }\n\
         more-plan: { title: Plan, when: 2022-01-04, status: ‹overdue-plan›planned, sources: [seed-kyodo] }\n\
         more-agreed: { title: Agreed, when: 2022-01-05, status: held, outcomes: { text: A, due: ‹overdue-commitment›2022-02 }, sources: [seed-kyodo] }\n\
         more-apart: { title: Apart, when: [{ value: 2022-01-08, prefer: true }, { value: ‹day-apart›2022-01-07 }], status: held, sources: [seed-kyodo] }\n",
    ),
    (
        "content/systems/more.yaml",
        "more-first: { title: First, designations: { name: KN-99, to: 2017-04 } }\n\
         more-second: { title: Second, designations: { name: KN-99, from: 2017-05 } }\n\
         more-third: { title: Third, designations: { name: KN-98, from: 2023 } }\n",
    ),
    (
        "content/launches/more.yaml",
        "more-fired: { title: Fired, when: 2022-01-06, outcome: success, launched_by: north-korea, salvos: [\
         { system: ‹shifting-name›KN-99, class: irbm }, { system: ‹name-before-its-time›KN-98, class: irbm }], sources: [cns-nti] }\n",
    ),
    (
        "content/topics/control.md",
        "---\ntitle: Control\n---\nA ‹control-character›\u{8}.\n",
    ),
    ("content/topics/bare.md", "‹no-front-matter›Only words.\n"),
    (
        "content/topics/colon.md",
        "---\ntitle: Colon‹yaml-syntax›: two\n---\n",
    ),
    (
        "content/topics/anchors.md",
        "---\ntitle: Anchors\nx-a: &a one\nx-b: ‹yaml-limits›*a\n---\n",
    ),
    (
        "content/topics/empty.md",
        "---\ntitle: ‹empty-title›\"\"\n---\n",
    ),
    (
        "content/sources/works.bib",
        "@‹bad-export›onlin{works-2022,\n  title = {A work},\n  publisher = {P},\n}\n",
    ),
    (
        "content/_rules/coverage.yaml",
        "coverage: [{ name: N, kind: ‹bad-rules›tlak, rule: R }]\n",
    ),
    (
        "content/topics/allowing.md",
        "---\ntitle: Allowing\nallow: { ‹bad-allow›overdue-plans: why, ‹needless-allow›overdue-plan: because }\n---\n",
    ),
    (
        "content/topics/list.md",
        "---\ntitle: List\nsummary: ‹wrong-type›[one, two]\n---\n",
    ),
    (
        "content/topics/shared-one.md",
        "---\ntitle: Shared one\naliases: [Shared]\n---\n",
    ),
    (
        "content/topics/shared-two.md",
        "---\ntitle: Shared two\naliases: [Shared]\n---\n",
    ),
    (
        "content/topics/draft.md",
        "---\ntitle: Draft\ndraft: true\n---\n",
    ),
    (
        "content/topics/links.md",
        "---\ntitle: Links\n---\n\
         [[‹ambiguous-reference›Shared]] and [[‹draft-reference›draft]].\n\
         서욱: [a](‹forbidden-scheme›javascript:alert), [b](‹dead-link›nowhere.md).[^two]\n\
         \n‹missing-image›![Nothing](nothing.png)\n\
         \n‹bad-image›![A text](words.png)\n\
         \n‹missing-alt›![](dot.png)\n\
         \n[^two]: Two.\n\
         \n‹duplicate-footnote›[^two]: Two again.\n\
         \n‹unused-footnote›[^three]: Three.\n",
    ),
    (
        "content/topics/quoted.md",
        "---\ntitle: Quoted\n---\n\
         ‹copied-run›The ministers would not tell anybody of their secret plan.\n\
         Suh saw “‹quotation-drift›a grave threat and a challenge to U.N. Security Council resolutions”\n\
         in [[2022-02-10-defence-ministers-call]], and “‹loose-quotation›nobody saw it coming”.\n\
         They ‹relative-time›recently spoke, after ‹unchecked-statement›seven launches.\n",
    ),
    (
        "templates/kinds/exercise.yaml",
        "label: Exercise\nplural: Exercises\nfolder: drills\nfields:\n\
         \x20 when: { type: ‹bad-kind›day, label: Date, help: The first day. }\n",
    ),
    (
        "templates/kinds/topic.html",
        "{% if entry.fields.‹template-field›sumary %}{% endif %}\n",
    ),
    (
        "templates/missing.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.‹template-error›titel }}{% endblock main %}\n",
    ),
];

/// A text with marks, taken apart.
struct Marked {
    text: String,
    /// Lines and columns from 1, with codes.
    places: Vec<(usize, usize, String)>,
}

fn unmark(marked: &str) -> Marked {
    let mut text = String::new();
    let mut places = Vec::new();
    let mut parts = marked.split('‹');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (code, rest) = part.split_once('›').expect("a mark is closed");
        let line = text.split('\n').count();
        let last_line = text.rsplit('\n').next().unwrap_or_default();
        places.push((line, last_line.chars().count() + 1, code.to_owned()));
        text.push_str(rest);
    }
    Marked { text, places }
}

/// A fault that must be reported; line and column are 0 where it is one of the whole file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    path: String,
    line: usize,
    column: usize,
    code: String,
}

impl Fault {
    fn printed(&self) -> String {
        let Self {
            path,
            line,
            column,
            code,
        } = self;
        match line {
            0 => format!("{path} {code}"),
            _ => format!("{path}:{line}:{column} {code}"),
        }
    }

    fn code(&self) -> Code {
        Code::by_name(&self.code).unwrap_or_else(|| panic!("no code `{}`", self.code))
    }
}

/// Spoils a site and returns what must be reported, in order.
fn spoil(site: &Site) -> BTreeSet<Fault> {
    let mut texts: BTreeMap<String, String> = TEXTS
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    for (path, from, to) in EDITS {
        let text = texts
            .entry((*path).to_owned())
            .or_insert_with(|| site.read(path));
        assert_eq!(text.matches(from).count(), 1, "{path}: {from:?}");
        *text = text.replace(from, to);
    }
    let fault = |path: &str, line, column, code: &str| Fault {
        path: path.to_owned(),
        line,
        column,
        code: code.to_owned(),
    };
    let mut expected: BTreeSet<Fault> = whole_files(site)
        .into_iter()
        .map(|(path, code)| fault(path, 0, 0, code))
        .collect();
    for (path, marked) in texts {
        let Marked { text, places } = unmark(&marked);
        site.write(&path, text);
        let places = places.iter();
        expected.extend(places.map(|(line, column, code)| fault(&path, *line, *column, code)));
    }
    expected
}

/// Adds files that are wrong as a whole, and returns them with their codes.
fn whole_files(site: &Site) -> Vec<(&'static str, &'static str)> {
    site.write("content/topics/dot.png", PNG);
    site.write("content/topics/words.png", "only words");
    let brief = "---\ntitle: Sample\n---\n";
    site.write("content/exercises/stray.md", brief);
    site.write("content/people/Two Words.md", brief);
    site.write("content/topics/latin.md", b"---\ntitle: Bogot\xe1\n---\n");
    site.write("content/topics/long.md", " ".repeat(9 << 20));
    let secret = "The ministers would not tell anybody of their secret plan.\n";
    site.write("content/_material/secret.txt", secret);
    let mut found = vec![
        ("content/_material/secret.txt", "stale-fingerprints"),
        ("content/exercises/stray.md", "stray-file"),
        ("content/people/Two Words.md", "bad-key"),
        ("content/topics/latin.md", "not-utf8"),
        ("content/topics/long.md", "too-large"),
    ];
    found.extend(odd_files(site));
    found
}

#[cfg(unix)]
fn odd_files(site: &Site) -> Vec<(&'static str, &'static str)> {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    site.write("../private.md", "---\ntitle: Private\n---\n");
    let link = |target: &str, path: &str| {
        symlink(target, site.path(path)).expect("a link can be made in a temporary folder");
    };
    link("../../../private.md", "content/topics/outside.md");
    link("nothing.md", "content/topics/dangling.md");
    let mut pipe = Command::new("mkfifo");
    let status = pipe.arg(site.path("content/topics/pipe.md")).status();
    assert!(status.expect("every Unix has it").success());
    vec![
        ("content/topics/outside.md", "outside-root"),
        ("content/topics/dangling.md", "unreadable"),
        ("content/topics/pipe.md", "not-a-file"),
    ]
}

#[cfg(not(unix))]
fn odd_files(_: &Site) -> Vec<(&'static str, &'static str)> {
    Vec::new()
}

#[test]
fn one_run_tells_of_every_fault_and_leaves_the_built_site_alone() {
    let site = Site::of_sample();
    site.build().published().succeeds();
    age(&site.public());
    let before = tree(&site.public());

    let faults = spoil(&site);
    let expected: Vec<String> = faults.iter().map(Fault::printed).collect();
    let printed = site.build().published().ends_with(1);
    assert_eq!(printed.diagnostics(), expected);
    let summary = summary(&faults);
    assert!(
        printed.errors.lines().any(|line| line == summary),
        "{summary}"
    );
    assert_eq!(printed.output, "");
    assert_eq!(changes(&before, &tree(&site.public())), NOTHING);
    assert!(!site.path(".briefbook/staging").exists(), "something waits");
}

/// Writes the line that counts faults and files.
fn summary(faults: &BTreeSet<Fault>) -> String {
    let (errors, warnings): (Vec<Code>, Vec<Code>) = faults
        .iter()
        .map(Fault::code)
        .partition(|code| code.severity() == Severity::Error);
    let files: BTreeSet<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    let (errors, warnings, files) = (errors.len(), warnings.len(), files.len());
    format!("{errors} errors, {warnings} warnings in {files} files")
}

#[test]
#[cfg(unix)]
fn no_code_is_left_out_without_a_reason() {
    let faults = spoil(&Site::of_sample());
    let reported: BTreeSet<Code> = faults.iter().map(Fault::code).collect();
    let mut missing = Code::ALL.to_vec();
    missing.retain(|code| !reported.contains(code));
    // After a fault of syntax in one template no page can be made, and facts that cannot be read cannot
    // have changed; the sample has no plain page, whose figures could be wrong.
    let without = [Code::ForeignFacts, Code::TemplateSyntax, Code::BadFigure];
    assert_eq!(missing, without);
    assert!(faults.len() >= 40, "{} faults", faults.len());
}

#[test]
fn a_key_that_stands_in_two_lists_is_told_once_however_often_it_is_used() {
    let again = "seed-kyodo: { title: Again, publisher: C, consulted: excerpt }\n";
    let site = Site::of_sample().with("content/sources/z-more.yaml", again);
    assert_eq!(
        site.build().reports(),
        ["content/sources/z-more.yaml:1:1 address-collision"]
    );
}

#[test]
fn a_template_that_cannot_be_read_is_told_beside_the_faults_of_the_content() {
    let site = Site::of_sample()
        .with("templates/missing.html", "{% if page.title %}\n")
        .with("content/topics/odd.md", "---\ntitle: Odd\nsumary: x\n---\n");
    assert_eq!(
        site.build().reports(),
        [
            "content/topics/odd.md:3:1 unknown-key",
            "templates/missing.html:1:20 template-syntax",
        ]
    );
}

#[test]
fn a_template_that_fails_on_one_page_leaves_the_built_site_alone() {
    let site = Site::of_sample();
    site.build().succeeds();
    age(&site.public());
    let before = tree(&site.public());
    let template = "{% extends \"kinds/_default.html\" %}\n{% block sections %}{{ entry.titel }}{% endblock sections %}\n";
    let site = site.with("templates/kinds/topic.html", template);
    assert_eq!(
        site.build().reports(),
        ["templates/kinds/topic.html:2:30 template-error"]
    );
    assert_eq!(changes(&before, &tree(&site.public())), NOTHING);
    assert!(!site.path(".briefbook/staging").exists(), "something waits");
}

#[test]
fn a_mended_site_builds_again() {
    let site = Site::of_sample();
    site.build().succeeds();
    let before = tree(&site.public());
    let brief = site.read("content/people/kishi-nobuo.md");
    site.write("content/people/kishi-nobuo.md", "No front matter.\n");
    let faults = site.build().reports();
    assert_eq!(
        faults[0],
        "content/people/kishi-nobuo.md:1:1 no-front-matter"
    );
    site.write("content/people/kishi-nobuo.md", brief);
    site.build().succeeds();
    assert_eq!(changes(&before, &tree(&site.public())), NOTHING);
}
