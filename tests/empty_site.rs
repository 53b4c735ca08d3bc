//! Sites of next to nothing, folders that are no site, wrong calls, and files of a site's own that
//! take the place of built-in ones.

use std::fs;

use briefbook::diagnostics::Code;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Page, elements};
use site::{BASE_URL, Site, changes, tree};

const NOTHING: [&str; 0] = [];

#[test]
fn a_title_alone_makes_a_site() {
    for published in [false, true] {
        let site = Site::bare();
        let build = site.build();
        let build = if published { build.published() } else { build };
        build.succeeds();
        assert_eq!(html::problems(&site.public()), NOTHING);
        for (path, heading) in [
            ("index.html", "Sample"),
            ("404.html", "Page not found"),
            ("chronology/index.html", "Chronology"),
            ("people/index.html", "People"),
        ] {
            let page = Page::open(&site.public().join(path));
            assert_eq!(page.first("h1"), heading, "{path}");
        }
        let chronology = Page::open(&site.path("public/chronology/index.html"));
        assert!(
            chronology
                .words
                .contains("The record holds no dated event.")
        );
    }
}

#[test]
fn a_feed_of_no_event_is_well_formed() {
    let site = Site::bare();
    site.build().published().succeeds();
    let feed = elements(&site.read("public/feed.xml"));
    let paths: Vec<&str> = feed.iter().map(|element| element.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "feed",
            "feed/id",
            "feed/title",
            "feed/updated",
            "feed/link",
            "feed/link",
            "feed/author",
            "feed/author/name"
        ]
    );
    let sitemap = elements(&site.read("public/sitemap.xml"));
    let home = sitemap.iter().filter(|element| element.words == BASE_URL);
    assert_eq!(home.count(), 1);
}

#[test]
fn empty_folders_and_empty_settings_are_no_fault() {
    let site = Site::bare();
    for folder in ["content/talks", "templates/kinds", "static"] {
        fs::create_dir_all(site.path(folder)).unwrap();
    }
    site.build().succeeds();
    let site = site.with("site.yaml", "");
    assert_eq!(site.build().reports(), ["site.yaml bad-config"]);
}

#[test]
fn a_folder_without_settings_is_no_site() {
    let site = Site::without_files().with("content/about.md", "---\ntitle: About\n---\n");
    let printed = site.build().ends_with(2);
    assert_eq!(
        printed.errors,
        "error: there is no site.yaml in .\n\
         help: go to the folder of your site, or name it with --site\n"
    );
    assert!(!site.public().exists(), "something was written");
    assert!(!site.path(".briefbook").exists(), "something was written");

    let printed = site.build().args(&["--site", "nowhere"]).ends_with(2);
    assert_eq!(
        printed.errors,
        "error: there is no site.yaml in nowhere\n\
         help: go to the folder of your site, or name it with --site\n"
    );
}

#[test]
fn the_folder_of_another_is_refused_and_left_alone() {
    let site = Site::bare().with("../mine/notes.txt", "mine");
    let mine = site.path("../mine");
    let before = tree(&mine);
    let printed = site.build().args(&["--out", "../mine"]).ends_with(2);
    assert_eq!(
        printed.errors,
        "error: `../mine` holds files that briefbook did not make, such as `notes.txt`; choose \
         another folder with `--out`, or empty this one yourself\n"
    );
    assert_eq!(changes(&before, &tree(&mine)), NOTHING);

    for folder in [
        ".",
        "..",
        "content",
        "content/new",
        "templates",
        "static",
        "/",
    ] {
        let site = Site::bare().with("content/about.md", "---\ntitle: About\n---\n");
        let before = tree(&site.path(""));
        let printed = site.build().args(&["--out", folder]).ends_with(2);
        let start = format!("error: `{folder}` ");
        assert!(printed.errors.starts_with(&start), "{}", printed.errors);
        assert_eq!(changes(&before, &tree(&site.path(""))), NOTHING, "{folder}");
    }
}

#[test]
fn an_output_elsewhere_is_like_one_inside() {
    let site = Site::bare();
    site.build().succeeds();
    site.build()
        .args(&["--out", "../elsewhere/deep"])
        .succeeds();
    let inside = tree(&site.public());
    let outside = tree(&site.path("../elsewhere/deep"));
    assert_eq!(site::differing_files(&inside, &outside), NOTHING);
}

#[test]
fn wrong_calls_end_with_two_and_say_what_is_meant() {
    let site = Site::bare();
    let cases: &[(&[&str], &str)] = &[
        (&["--sight", "x"], "unexpected argument '--sight'"),
        (&["--site"], "a value is required for '--site <DIR>'"),
        (
            &["--base-url", "example.org"],
            "such as https://example.org/briefs/",
        ),
        (
            &["--base-url", "ftp://example.org/"],
            "such as https://example.org/briefs/",
        ),
        (
            &["--base-url", "javascript:alert(1)"],
            "such as https://example.org/briefs/",
        ),
        (
            &["--base-url", "https://example.org/\"x"],
            "such as https://example.org/briefs/",
        ),
        (
            &["--base-url", "https://example.org/?a=b"],
            "such as https://example.org/briefs/",
        ),
        (
            &["--as-of", "2022-02"],
            "write one certain day, such as 2022-02-28",
        ),
        (
            &["--as-of", "2022-02-10~"],
            "write one certain day, such as 2022-02-28",
        ),
        (&["--as-of", "2022-02-30"], "February"),
        (&["--as-of", "today"], "`today`"),
        (&["extra"], "unexpected argument 'extra'"),
    ];
    for (arguments, words) in cases {
        let printed = site.build().args(arguments).ends_with(2);
        assert!(
            printed.errors.contains(words),
            "{arguments:?}: {}",
            printed.errors
        );
        assert_eq!(printed.output, "", "{arguments:?}");
    }
    let printed = site.briefbook("bild").ends_with(2);
    assert!(printed.errors.contains("'build'"), "{}", printed.errors);
    assert!(!site.public().exists(), "something was written");
}

#[test]
fn help_and_version_are_no_failure() {
    let site = Site::without_files();
    for argument in ["--help", "--version"] {
        let printed = site.briefbook(argument).succeeds();
        assert!(printed.output.contains("briefbook"), "{}", printed.output);
    }
    let help = site.build().args(&["--help"]).succeeds().output;
    for option in [
        "--site",
        "--out",
        "--base-url",
        "--drafts",
        "--as-of",
        "--record",
    ] {
        assert!(help.contains(option), "{option} is not in: {help}");
    }
}

#[test]
fn every_code_is_explained_and_no_other() {
    let site = Site::without_files();
    for code in Code::ALL {
        let printed = site.briefbook("explain").arg(code.name()).succeeds();
        let first_line = printed.output.lines().next();
        assert_eq!(first_line, Some(code.name()));
        assert!(printed.output.lines().count() > 3, "{}", printed.output);
    }
    let printed = site
        .briefbook("explain")
        .arg("error[unknown-key]")
        .succeeds();
    assert_eq!(printed.output.lines().next(), Some("unknown-key"));
    let printed = site.briefbook("explain").arg("unknown-kee").ends_with(2);
    assert_eq!(
        printed.errors,
        "error: there is no code `unknown-kee`; did you mean `unknown-key`?\n"
    );
    assert_eq!(printed.output, "");
}

#[test]
fn templates_with_faults_are_told_at_their_place() {
    let path = "templates/kinds/topic.html";
    let mut wrong = Vec::new();
    for (template, expected) in [
        ("<p>\n{{ entry.title\n", ":2:10 template-syntax"),
        ("<p>\n{% if entry.title %}\n", ":2:21 template-syntax"),
        ("<p>{{ 1 | no_such_filter }}</p>\n", ":1:11 template-syntax"),
        ("{% extends \"gone.html\" %}\n", " template-syntax"),
        (
            "<p>\n{% include \"gone.html\" %}\n",
            ":2:12 template-syntax",
        ),
        ("<p>{{ entry.fields.sumary }}</p>\n", ":1:20 template-field"),
        ("<p>{{ entry.titel }}</p>\n", ":1:13 template-error"),
        ("<p>{{ nothing }}</p>\n", ":1:7 template-error"),
        ("<p>{{ entry.title.text }}</p>\n", ":1:19 template-error"),
    ] {
        let site = Site::bare()
            .with("content/topics/one.md", "---\ntitle: One\n---\n")
            .with("content/topics/two.md", "---\ntitle: Two\n---\n")
            .with(path, template);
        let reported = site.build().reports();
        if reported != [format!("{path}{expected}")] {
            wrong.push((template, reported));
        }
        assert!(!site.public().exists(), "{template}: something was written");
    }
    assert_eq!(wrong, []);
}

#[test]
fn a_file_of_the_site_wins_over_the_built_in_one_of_its_name() {
    let footer = "<footer>Own footer of {{ site.title }}</footer>\n";
    let site = Site::bare()
        .with("content/about.md", "---\ntitle: About\n---\n")
        .with("static/style.css", "body { color: black }\n")
        .with("static/fonts/readme.txt", "none\n")
        .with("templates/parts/footer.html", footer)
        .with(
            "templates/missing.html",
            "{% extends \"base.html\" %}{% block main %}<h1>Lost</h1>{% endblock main %}",
        );
    site.build().succeeds();
    assert_eq!(site.read("public/style.css"), "body { color: black }\n");
    assert_eq!(site.read("public/fonts/readme.txt"), "none\n");
    let missing = Page::open(&site.path("public/404.html"));
    assert_eq!(missing.first("h1"), "Lost");
    for path in ["index.html", "about.html", "people/index.html"] {
        let page = Page::open(&site.public().join(path));
        assert!(page.words.contains("Own footer of Sample"), "{path}");
    }

    site.remove("static/style.css");
    site.remove("templates/parts/footer.html");
    site.build().succeeds();
    assert!(site.read("public/style.css").len() > 1_000);
    assert!(!site.read("public/about.html").contains("Own footer"));
}

#[test]
fn a_kind_file_of_the_site_wins_over_the_built_in_one() {
    let kind = "label: Theme\nplural: Themes\nfolder: topics\nfields:\n\
        \x20 weight: { type: integer, label: Weight, help: How heavy. }\n";
    let site = Site::bare()
        .with("templates/kinds/topic.yaml", kind)
        .with("content/topics/one.md", "---\ntitle: One\nweight: 7\n---\n");
    site.build().succeeds();
    let list = Page::open(&site.path("public/topics/index.html"));
    assert_eq!(list.first("h1"), "Themes");
    let page = Page::open(&site.path("public/topics/one.html"));
    assert_eq!(page.first("dd"), "7");
}
