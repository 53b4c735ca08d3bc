//! The site of this repository, built by the program as a user would: what lies there afterwards,
//! what a second build does, and that nothing but the sources decides a byte of it.
//!
//! What must hold of every page is read from the whole record, which is built once for each way to
//! publish it. What a build does with files is seen on the sample that a new site starts from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::DateTime;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Page, elements};
use site::{BASE_URL, EXERCISE, Run, Site, Stamp, age, changes, differing_files, tree};

const NOTHING: [&str; 0] = [];

/// The site of this repository as one build left it.
struct Built {
    /// The last line that the build printed.
    last_line: String,
    /// What is wrong with its pages and style sheets.
    problems: Vec<String>,
    files: BTreeMap<String, Stamp>,
}

impl Built {
    fn new(site: &Site, build: Run) -> Self {
        let printed = build.succeeds();
        let last_line = printed.output.lines().last();
        Self {
            last_line: last_line.expect("a build prints what it made").to_owned(),
            problems: html::problems(&site.public()),
            files: tree(&site.public()),
        }
    }

    /// Lists the files that are pages.
    fn pages(&self) -> impl Iterator<Item = &str> {
        let paths = self.files.keys().map(String::as_str);
        paths.filter(|path| path.ends_with(".html"))
    }

    fn text(&self, path: &str) -> &str {
        let stamp = self.files.get(path).unwrap_or_else(|| panic!("no {path}"));
        let bytes = stamp.bytes.as_deref().expect("it is a file");
        std::str::from_utf8(bytes).expect("the file is a text")
    }

    fn page(&self, path: &str) -> Page {
        Page::read(self.text(path))
    }
}

/// The site as it is published below an address.
static PUBLISHED: LazyLock<Built> = LazyLock::new(|| {
    let site = Site::of_repository();
    let build = site.build().published();
    let build = build.env("RAYON_NUM_THREADS", "4").env("TZ", "UTC");
    Built::new(&site, build.env("LC_ALL", "C").env("LANG", "C"))
});

/// The site without an address.
static UNPUBLISHED: LazyLock<Built> = LazyLock::new(|| {
    let site = Site::of_repository();
    let settings = site.read("site.yaml");
    let lines = settings.lines().filter(|line| !line.starts_with("url:"));
    let lines: Vec<&str> = lines.collect();
    site.write("site.yaml", lines.join("\n"));
    let build = site.build();
    Built::new(&site, build)
});

/// Tells whether a page only leads on to another.
fn leads_on(html: &str) -> bool {
    html.contains("<meta http-equiv=\"refresh\"")
}

/// Returns the file that an address of the published site means.
fn file_of(address: &str) -> String {
    let path = address
        .strip_prefix(BASE_URL)
        .unwrap_or_else(|| panic!("`{address}` is not below {BASE_URL}"));
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

#[test]
fn the_published_site_is_without_fault() {
    assert_eq!(PUBLISHED.problems, NOTHING);
    for path in PUBLISHED.pages() {
        let headings = PUBLISHED.text(path).matches("<h1").count();
        assert_eq!(headings, 1, "{path}: first headings");
    }
    assert_eq!(PUBLISHED.text(".nojekyll"), "");
}

#[test]
fn the_unpublished_site_is_without_fault() {
    assert_eq!(
        UNPUBLISHED.last_line,
        "not written: feed.xml and sitemap.xml, which need absolute links (set `url:` in site.yaml or --base-url)"
    );
    assert_eq!(UNPUBLISHED.problems, NOTHING);
    let files = &UNPUBLISHED.files;
    assert!(!files.contains_key("feed.xml"), "a feed without addresses");
    assert!(!files.contains_key("sitemap.xml"), "a sitemap without any");
    for path in UNPUBLISHED.pages() {
        let page = UNPUBLISHED.page(path);
        assert_eq!(page.all("h1").count(), 1, "{path}: first headings");
        let own_address = page.all("link").find(|tag| {
            let named = ["canonical", "alternate"]
                .map(Some)
                .contains(&tag.value("rel"));
            named
                && tag
                    .value("href")
                    .is_some_and(|address| address.contains("://"))
        });
        assert_eq!(own_address, None, "{path} names an address of its own");
    }
}

#[test]
fn the_feed_is_well_formed_and_leads_to_pages() {
    let feed = elements(PUBLISHED.text("feed.xml"));
    let words = |path: &str| -> Vec<&str> {
        let found = feed.iter().filter(|element| element.path == path);
        found.map(|element| element.words.as_str()).collect()
    };
    assert_eq!(words("feed/id"), [BASE_URL]);
    assert_eq!(words("feed/title").len(), 1);
    assert_eq!(words("feed/author/name").len(), 1);
    let addresses: Vec<&str> = feed
        .iter()
        .filter(|element| element.path.ends_with("/link"))
        .map(|element| element.value("href").expect("a link leads somewhere"))
        .chain(words("feed/entry/id"))
        .collect();
    for address in &addresses {
        let file = file_of(address);
        let found = PUBLISHED.files.contains_key(&file);
        assert!(found, "the feed names {address}");
    }
    let ids: BTreeSet<&str> = words("feed/entry/id").into_iter().collect();
    let events = words("feed/entry").len();
    assert!(events > 0, "a feed of nothing");
    assert_eq!(ids.len(), events, "entries share an id");
    for name in ["title", "updated", "summary", "link", "category"] {
        let path = format!("feed/entry/{name}");
        assert_eq!(words(&path).len(), events, "{path}");
    }
    let moments = words("feed/updated").into_iter();
    for moment in moments.chain(words("feed/entry/updated")) {
        assert!(
            DateTime::parse_from_rfc3339(moment).is_ok(),
            "`{moment}` is not a moment as RFC 3339 writes it"
        );
    }
}

#[test]
fn the_sitemap_lists_every_page_and_no_other() {
    let sitemap = elements(PUBLISHED.text("sitemap.xml"));
    let listed: Vec<String> = sitemap
        .iter()
        .filter(|element| element.path == "urlset/url/loc")
        .map(|element| file_of(&element.words))
        .collect();
    let expected = PUBLISHED
        .pages()
        .filter(|path| *path != "404.html" && !leads_on(PUBLISHED.text(path)));
    let once: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    assert_eq!(once.len(), listed.len(), "a page is listed twice");
    assert_eq!(once, expected.collect());
}

#[test]
fn the_page_for_missing_addresses_links_from_the_root_of_the_host() {
    for (site, root) in [(&PUBLISHED, "/briefs/"), (&UNPUBLISHED, "/")] {
        let page = site.page("404.html");
        let addresses = page.tags.iter().flat_map(|tag| {
            let named = ["href", "src"].into_iter();
            named.filter_map(|name| tag.value(name))
        });
        let mut from_the_root = 0;
        for address in addresses {
            if address.starts_with('#') || address.starts_with("https://") {
                continue;
            }
            let file = address.strip_prefix(root);
            let file = file.unwrap_or_else(|| panic!("`{address}` is not below {root}"));
            let found = site.files.contains_key(file);
            assert!(found, "`{address}` leads to no file");
            from_the_root += 1;
        }
        assert!(from_the_root > 3, "a page that leads nowhere");
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::of_sample();
    site.build().published().succeeds();
    age(&site.public());
    let before = tree(&site.public());
    let printed = site.build().published().succeeds();
    assert_eq!(changes(&before, &tree(&site.public())), NOTHING);
    let files = before
        .values()
        .filter(|stamp| stamp.bytes.is_some())
        .count();
    let unchanged = format!("0 written, {} unchanged, 0 removed;", files - 1);
    assert!(printed.output.contains(&unchanged), "{}", printed.output);
    assert!(!site.path(".briefbook/staging").exists(), "something waits");
}

#[test]
fn a_changed_brief_changes_no_file_that_does_not_show_it() {
    // The file of facts tells of every text by its digest, so that versions can be compared.
    let site = Site::of_sample().with("content/passing.md", "---\ntitle: Passing\n---\nOne.\n");
    site.build().succeeds();
    age(&site.public());
    let before = tree(&site.public());
    site.write("content/passing.md", "---\ntitle: Passing\n---\nTwo.\n");
    site.build().succeeds();
    let mut changed = changes(&before, &tree(&site.public()));
    // The marker is placed anew with every change, and a rename sets the time of its folder.
    changed.retain(|change| !change.starts_with("``") && !change.starts_with("`.briefbook`"));
    // The index of the search changes where the old word stood, where the new one stands, and what it shows.
    let is_index =
        |change: &str| change.starts_with("`search/") && change.ends_with("something else");
    let of_index = changed.iter().filter(|change| is_index(change)).count();
    assert!((2..=6).contains(&of_index), "{changed:?}");
    changed.retain(|change| !change.starts_with("`search"));
    assert_eq!(
        changed,
        [
            "`data/facts.json` has another time stamp",
            "`data/facts.json` holds something else",
            "`data` has another time stamp",
            "`passing.html` has another time stamp",
            "`passing.html` holds something else",
        ]
    );
}

#[test]
fn pages_without_a_brief_go_and_files_of_others_stay() {
    let brief = "---\ntitle: Passing\naliases: [Gone soon]\n---\n";
    let site = Site::of_sample().with("content/topics/passing.md", brief);
    site.build().succeeds();
    let foreign = ["public/notes.txt", "public/topics/notes.html"];
    for path in foreign {
        site.write(path, "mine");
    }
    for path in ["passing.html", "gone-soon.html"] {
        assert!(site.path("public/topics").join(path).exists(), "{path}");
    }
    site.remove("content/topics/passing.md");
    let printed = site.build().succeeds();
    assert!(printed.output.contains(" 2 removed;"), "{}", printed.output);
    for path in ["passing.html", "gone-soon.html"] {
        assert!(!site.path("public/topics").join(path).exists(), "{path}");
    }
    for path in foreign {
        assert_eq!(site.read(path), "mine");
    }
}

#[test]
fn only_the_sources_decide_the_bytes() {
    let backwards = Site::of_repository_backwards();
    let elsewhere = Site::without_files();
    elsewhere
        .build()
        .published()
        .arg("--site")
        .arg(backwards.path(""))
        .env("RAYON_NUM_THREADS", "1")
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "ko_KR.UTF-8")
        .env("LANG", "tr_TR.UTF-8")
        .succeeds();
    let files = tree(&backwards.public());
    assert_eq!(differing_files(&PUBLISHED.files, &files), NOTHING);
}

/// Returns the day from which the first page says that the site speaks.
fn day_of(site: &Site) -> Option<String> {
    let page = Page::open(&site.path("public/index.html"));
    let mut pairs = page.tags.windows(2);
    let found = pairs.find(|pair| pair[0].words.trim_end().ends_with("As of"))?;
    found[1].value("datetime").map(str::to_owned)
}

#[test]
fn the_day_of_the_site_comes_from_the_nearest_who_names_it() {
    let site = Site::bare();
    site.build().succeeds();
    assert_eq!(day_of(&site), None);

    let site = site.with("templates/kinds/exercise.yaml", EXERCISE).with(
        "content/exercises/one.md",
        "---\ntitle: One\nwhen: 2022-01-20\n---\n",
    );
    site.build().succeeds();
    assert_eq!(day_of(&site).as_deref(), Some("2022-01-20"));

    let new_year_2023 = "1672531200";
    let build = || site.build().env("SOURCE_DATE_EPOCH", new_year_2023);
    build().succeeds();
    assert_eq!(day_of(&site).as_deref(), Some("2023-01-01"));

    site.write("site.yaml", "title: Sample\nas_of: 2024-02-29\n");
    build().succeeds();
    assert_eq!(day_of(&site).as_deref(), Some("2024-02-29"));

    build().args(&["--as-of", "2025-03-01"]).succeeds();
    assert_eq!(day_of(&site).as_deref(), Some("2025-03-01"));

    for odd in ["", "yesterday", "99999999999999999999"] {
        let printed = site.build().env("SOURCE_DATE_EPOCH", odd).ends_with(2);
        assert_eq!(
            printed.errors,
            "error: SOURCE_DATE_EPOCH is not a number of seconds since 1970\n"
        );
    }
}

/// Returns the addresses that a site has recorded as published.
fn recorded(site: &Site) -> Vec<String> {
    let text = site.read("content/_published.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[test]
fn recorded_addresses_are_all_pages_in_order() {
    let site = Site::of_sample();
    site.build().args(&["--record"]).succeeds();
    let paths = tree(&site.public()).into_keys();
    let pages: Vec<String> = paths.filter(|path| path.ends_with(".html")).collect();
    assert_eq!(recorded(&site), pages);
}

#[test]
fn recording_again_writes_nothing() {
    let site = Site::of_sample();
    site.build().args(&["--record"]).succeeds();
    age(&site.path("content"));
    let before = tree(&site.path("content"));
    site.build().args(&["--record"]).succeeds();
    assert_eq!(changes(&before, &tree(&site.path("content"))), NOTHING);
}

#[test]
fn a_recorded_address_must_stay() {
    let brief = "---\ntitle: Passing\n---\n";
    let site = Site::of_sample().with("content/topics/passing.md", brief);
    site.build().args(&["--record"]).succeeds();
    let lines = site.read("content/_published.txt");
    let line = lines
        .lines()
        .position(|line| line == "topics/passing.html")
        .expect("it was recorded");
    age(&site.public());
    let before = tree(&site.public());

    site.remove("content/topics/passing.md");
    let expected = format!("content/_published.txt:{}:1 lost-address", line + 1);
    assert_eq!(site.build().reports(), [expected.as_str()]);
    assert_eq!(site.build().args(&["--record"]).reports(), [expected]);
    assert_eq!(changes(&before, &tree(&site.public())), NOTHING);
    assert_eq!(site.read("content/_published.txt"), lines);

    let heir = "---\ntitle: Heir\naliases: [passing]\n---\n";
    let site = site.with("content/topics/heir.md", heir);
    site.build().succeeds();
    assert!(leads_on(&site.read("public/topics/passing.html")));
}

#[test]
fn recording_never_publishes_a_draft() {
    let site = Site::bare().with("content/about.md", "---\ntitle: About\ndraft: true\n---\n");
    let printed = site.build().args(&["--drafts", "--record"]).ends_with(2);
    assert!(
        printed.errors.contains("cannot be used with"),
        "{}",
        printed.errors
    );
    assert!(!site.path("content/_published.txt").exists());
    assert!(!site.public().exists(), "something was written");
}

#[test]
fn drafts_are_nowhere_unless_asked_for() {
    let draft = "---\ntitle: Unfinished business\ndraft: true\nwhen: 2022-01-20\naliases: [Not yet]\n\
        tags: [zugzwang]\n---\nIt leads to [[japan]].\n\n![A map](map.png)\n";
    let site = Site::of_sample()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/exercises/x-ray.md", draft)
        .with("content/exercises/map.png", site::PNG);
    site.build().published().succeeds();
    for (path, stamp) in tree(&site.public()) {
        let text = String::from_utf8_lossy(stamp.bytes.as_deref().unwrap_or_default()).into_owned();
        for word in [
            "Unfinished business",
            "Not yet",
            "x-ray",
            "zugzwang",
            "map.png",
        ] {
            assert!(
                !path.contains(word) && !text.contains(word),
                "{word} in {path}"
            );
        }
    }

    site.build().published().args(&["--drafts"]).succeeds();
    let page = Page::open(&site.path("public/exercises/x-ray.html"));
    assert_eq!(page.first("h1"), "Unfinished business");
    let marked = page.all("span").any(|tag| tag.words == "Draft");
    assert!(marked, "the page does not say that it is a draft");
    assert!(site.path("public/exercises/map.png").exists());
    assert_eq!(html::problems(&site.public()), NOTHING);
}

#[test]
fn the_faults_of_a_draft_wait_until_drafts_are_built() {
    let draft = "---\ntitle: Unfinished\ndraft: true\nsumary: Soon\n---\n[[nobody]]\n";
    let site = Site::of_sample().with("content/topics/unfinished.md", draft);
    site.build().succeeds();
    assert_eq!(
        site.build().args(&["--drafts"]).reports(),
        [
            "content/topics/unfinished.md:4:1 unknown-key",
            "content/topics/unfinished.md:6:3 unknown-reference",
        ]
    );
}
