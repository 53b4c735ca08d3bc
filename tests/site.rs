//! The site of this repository, built by the program as a user would: what lies there afterwards,
//! what a second build does, and that nothing but the sources decides a byte of it.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::DateTime;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Page, elements};
use site::{BASE_URL, EXERCISE, Site, age, changes, differing_files, tree};

const NOTHING: [&str; 0] = [];

/// Lists the files of a built site that are pages.
fn pages(public: &Path) -> BTreeSet<String> {
    let paths = tree(public).into_keys();
    paths.filter(|path| path.ends_with(".html")).collect()
}

/// Tells whether a page only leads on to another.
fn leads_on(public: &Path, path: &str) -> bool {
    let page = Page::open(&public.join(path));
    let mut metas = page.all("meta");
    metas.any(|meta| meta.value("http-equiv") == Some("refresh"))
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

/// Copies the site of the repository and takes the address out of its settings, if it has one.
fn without_address() -> Site {
    let site = Site::of_repository();
    let settings = site.read("site.yaml");
    let lines = settings.lines().filter(|line| !line.starts_with("url:"));
    let lines: Vec<&str> = lines.collect();
    site.with("site.yaml", lines.join("\n"))
}

#[test]
fn the_published_site_is_without_fault() {
    let site = Site::of_repository();
    site.build().published().succeeds();
    let public = site.public();
    assert_eq!(html::problems(&public), NOTHING);
    for path in pages(&public) {
        let page = Page::open(&public.join(&path));
        assert_eq!(page.all("h1").count(), 1, "{path}: first headings");
    }
    assert_eq!(site.read("public/.nojekyll"), "");
}

#[test]
fn the_unpublished_site_is_without_fault() {
    let site = without_address();
    let printed = site.build().succeeds();
    let last = printed.output.lines().last();
    assert_eq!(
        last,
        Some(
            "not written: feed.xml and sitemap.xml, which need absolute links (set `url:` in site.yaml or --base-url)"
        )
    );
    let public = site.public();
    assert_eq!(html::problems(&public), NOTHING);
    let files = tree(&public);
    assert!(!files.contains_key("feed.xml"), "a feed without addresses");
    assert!(!files.contains_key("sitemap.xml"), "a sitemap without any");
    for path in pages(&public) {
        let page = Page::open(&public.join(&path));
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
    let site = Site::of_repository();
    site.build().published().succeeds();
    let files = tree(&site.public());
    let feed = elements(&site.read("public/feed.xml"));
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
        assert!(files.contains_key(&file), "the feed names {address}");
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
    let site = Site::of_repository();
    site.build().published().succeeds();
    let public = site.public();
    let sitemap = elements(&site.read("public/sitemap.xml"));
    let listed: Vec<String> = sitemap
        .iter()
        .filter(|element| element.path == "urlset/url/loc")
        .map(|element| file_of(&element.words))
        .collect();
    let expected: Vec<String> = pages(&public)
        .into_iter()
        .filter(|path| path != "404.html" && !leads_on(&public, path))
        .collect();
    let once: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(once.len(), listed.len(), "a page is listed twice");
    assert_eq!(once, expected.iter().collect());
}

#[test]
fn the_page_for_missing_addresses_links_from_the_root_of_the_host() {
    for (site, published, root) in [
        (Site::of_repository(), true, "/briefs/"),
        (without_address(), false, "/"),
    ] {
        let build = site.build();
        let build = if published { build.published() } else { build };
        build.succeeds();
        let files = tree(&site.public());
        let page = Page::open(&site.path("public/404.html"));
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
            assert!(files.contains_key(file), "`{address}` leads to no file");
            from_the_root += 1;
        }
        assert!(from_the_root > 3, "a page that leads nowhere");
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::of_repository();
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
    let site = Site::of_repository().with("content/passing.md", "---\ntitle: Passing\n---\nOne.\n");
    site.build().succeeds();
    age(&site.public());
    let before = tree(&site.public());
    site.write("content/passing.md", "---\ntitle: Passing\n---\nTwo.\n");
    site.build().succeeds();
    let mut changed = changes(&before, &tree(&site.public()));
    // The marker is placed anew with every change, and a rename sets the time of its folder.
    changed.retain(|change| !change.starts_with("``") && !change.starts_with("`.briefbook`"));
    assert_eq!(
        changed,
        [
            "`passing.html` has another time stamp",
            "`passing.html` holds something else",
        ]
    );
}

#[test]
fn pages_without_a_brief_go_and_files_of_others_stay() {
    let brief = "---\ntitle: Passing\naliases: [Gone soon]\n---\n";
    let site = Site::of_repository().with("content/topics/passing.md", brief);
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
    let forwards = Site::of_repository();
    let backwards = Site::of_repository_backwards();
    forwards
        .build()
        .published()
        .env("RAYON_NUM_THREADS", "1")
        .env("TZ", "UTC")
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .succeeds();
    let elsewhere = Site::without_files();
    elsewhere
        .build()
        .published()
        .arg("--site")
        .arg(backwards.path(""))
        .env("RAYON_NUM_THREADS", "4")
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "ko_KR.UTF-8")
        .env("LANG", "tr_TR.UTF-8")
        .succeeds();
    let one = tree(&forwards.public());
    assert_eq!(differing_files(&one, &tree(&backwards.public())), NOTHING);
    let again = Site::of_repository();
    again.build().published().succeeds();
    assert_eq!(differing_files(&one, &tree(&again.public())), NOTHING);
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
    let site = Site::of_repository();
    site.build().args(&["--record"]).succeeds();
    let pages: Vec<String> = pages(&site.public()).into_iter().collect();
    assert_eq!(recorded(&site), pages);
}

#[test]
fn recording_again_writes_nothing() {
    let site = Site::of_repository();
    site.build().args(&["--record"]).succeeds();
    age(&site.path("content"));
    let before = tree(&site.path("content"));
    site.build().args(&["--record"]).succeeds();
    assert_eq!(changes(&before, &tree(&site.path("content"))), NOTHING);
}

#[test]
fn a_recorded_address_must_stay() {
    let brief = "---\ntitle: Passing\n---\n";
    let site = Site::of_repository().with("content/topics/passing.md", brief);
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
    assert!(leads_on(&site.public(), "topics/passing.html"));
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
    let site = Site::of_repository()
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
    let site = Site::of_repository().with("content/topics/unfinished.md", draft);
    site.build().succeeds();
    assert_eq!(
        site.build().args(&["--drafts"]).reports(),
        [
            "content/topics/unfinished.md:4:1 unknown-key",
            "content/topics/unfinished.md:6:3 unknown-reference",
        ]
    );
}
