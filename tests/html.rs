//! Tests of the HTML check itself: every rule has a page that breaks it.
//!
//! The check runs on the whole site elsewhere; here it runs on sites of a page or two that are
//! written to a temporary folder, so that a rule that stopped working is noticed.

use std::fs;

#[path = "support/html.rs"]
mod html;

/// Wraps a body in a page that breaks no rule.
fn page(body: &str) -> String {
    let policy = html::POLICY;
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <title>Sample</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}

/// Writes files to a temporary folder and compares what the check says about them.
fn check_files(files: &[(&str, &str)], expected: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, content) in files {
        let path = folder.path().join(name);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("a folder can be made in a temporary folder");
        fs::write(&path, content).expect("a file can be written to a temporary folder");
    }
    assert_eq!(html::problems(folder.path()), expected, "{files:?}");
}

/// Checks the body of one page, which starts at line 5.
fn check(body: &str, expected: &[&str]) {
    check_files(&[("index.html", &page(body))], expected);
}

#[test]
fn good_page_has_no_problem() {
    let body = "<h1 id=\"top\">One</h1>\n\
        <svg><title>A drawing</title><symbol id=\"m\"></symbol><use href=\"#m\"/></svg>\n\
        <a href=\"#top\">up</a> <a href=\"https://example.org/\">out</a> \
        <a href=\"mailto:desk@example.org\">write</a> <a href=\"people/%ec%84%9c.html#a%20b\">in</a>\n\
        <img src=\"people/p.png\" alt=\"\" width=\"1\" height=\"1\"><script src=\"a.js\"></script>\n\
        <script type=\"application/ld+json\">{\"name\": \"<a href='nowhere.html'>\"}</script>";
    let files = [
        ("index.html", page(body)),
        (
            "people/서.html",
            page("<p id=\"a b\"><a href=\"../index.html?a=b#top\">home</a></p>"),
        ),
        ("people/p.png", String::new()),
        ("a.js", String::new()),
        (
            "style.css",
            "@import \"a.css\"; a { background: url('people/p.png') }".to_owned(),
        ),
        ("a.css", String::new()),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    check_files(&files, &[]);
}

#[test]
fn links_that_lead_nowhere() {
    check(
        "<a href=\"x.html\">x</a>",
        &["index.html:5: `x.html` leads to no file"],
    );
    check(
        "<img src=\"x.png\" alt=\"x\" width=\"1\" height=\"1\">",
        &["index.html:5: `x.png` leads to no file"],
    );
    check(
        "<img srcset=\"x.png 1x, y.png 2x\" alt=\"x\" width=\"1\" height=\"1\">",
        &[
            "index.html:5: `x.png` leads to no file",
            "index.html:5: `y.png` leads to no file",
        ],
    );
    check(
        "<a href=\"people/\">x</a>",
        &["index.html:5: `people/` leads to no file"],
    );
    check(
        "<a href=\"../x.html\">x</a>",
        &["index.html:5: `../x.html` leaves the site"],
    );
    check(
        "<meta http-equiv=\"refresh\" content=\"0; url=x.html\">",
        &["index.html:5: `x.html` leads to no file"],
    );
    check(
        "<a href=\"INDEX.html\">x</a>",
        &["index.html:5: `INDEX.html` leads to no file"],
    );
}

#[test]
fn fragments_that_lead_nowhere() {
    check(
        "<a href=\"#x\">x</a>",
        &["index.html:5: `#x`: no element of `index.html` has this id"],
    );
    check(
        "<a href=\"#\">x</a>",
        &["index.html:5: `#` has an empty fragment"],
    );
    let files = [("index.html", page("<svg><use href=\"i.svg#b\"/></svg>"))];
    let icon = "<svg><symbol id=\"a\"/></svg>";
    check_files(
        &[("i.svg", icon), (files[0].0, &files[0].1)],
        &["index.html:5: `i.svg#b`: no element of `i.svg` has this id"],
    );
}

#[test]
fn repeated_ids() {
    check(
        "<p id=\"a\">\n<p id=\"a\">",
        &["index.html:6: id `a` is taken by line 5"],
    );
}

#[test]
fn addresses_from_the_root_stand_only_in_the_page_for_missing_ones() {
    check(
        "<a href=\"/index.html\">x</a>",
        &["index.html:5: `/index.html` starts with `/`"],
    );
    check(
        "<script src=\"/a.js\"></script>",
        &["index.html:5: `/a.js` starts with `/`"],
    );
    let links =
        "<a href=\"/record/404.html\">a</a> <a href=\"/record/\">b</a> <a href=\"/x.html\">c</a>";
    check_files(
        &[("404.html", &page(links))],
        &["404.html:5: `/x.html` leads to no file"],
    );
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let cases = [
        (
            "<img src=\"https://example.org/a.png\" alt=\"\" width=\"1\" height=\"1\">",
            "https://example.org/a.png",
        ),
        (
            "<script src=\"http://example.org/a.js\"></script>",
            "http://example.org/a.js",
        ),
        (
            "<link rel=\"stylesheet\" href=\"https://example.org/a.css\">",
            "https://example.org/a.css",
        ),
        (
            "<link rel=\"icon\" href=\"https://example.org/a.svg\">",
            "https://example.org/a.svg",
        ),
        (
            "<link rel=\"preconnect\" href=\"https://example.org\">",
            "https://example.org",
        ),
        (
            "<iframe src=\"https://example.org/\"></iframe>",
            "https://example.org/",
        ),
        (
            "<video poster=\"https://example.org/p\"><source src=\"a.html\"></video>",
            "https://example.org/p",
        ),
        (
            "<video><source src=\"https://example.org/v\"></video>",
            "https://example.org/v",
        ),
        (
            "<svg><use xlink:href=\"https://example.org/i.svg#a\"/></svg>",
            "https://example.org/i.svg#a",
        ),
        (
            "<svg><image href=\"https://example.org/i.png\"/></svg>",
            "https://example.org/i.png",
        ),
    ];
    for (body, address) in cases {
        let expected = format!("index.html:5: loads `{address}` from elsewhere");
        check_files(
            &[("index.html", &page(body)), ("a.html", &page(""))],
            &[&expected],
        );
    }
    check(
        "<img src=\"//example.org/a\" alt=\"\" width=\"1\" height=\"1\">",
        &["index.html:5: loads or names `//example.org/a` on another host"],
    );
    check(
        "<a href=\"//example.org/a\">a</a>",
        &["index.html:5: loads or names `//example.org/a` on another host"],
    );
    check(
        "<link rel=\"canonical\" href=\"https://example.org/\">",
        &[],
    );
    check_files(
        &[(
            "a.css",
            "p {}\na { background: url(https://example.org/a) }",
        )],
        &["a.css:2: loads `https://example.org/a` from elsewhere"],
    );
    check_files(
        &[("a.css", "@import 'b.css' print;")],
        &["a.css:1: `b.css` leads to no file"],
    );
}

#[test]
fn nothing_that_the_policy_blocks() {
    check(
        "<p style=\"color: red\">",
        &["index.html:5: style attribute on `<p>`"],
    );
    check(
        "<style>p { color: red }</style>",
        &["index.html:5: `<style>` element"],
    );
    check(
        "<script>alert(1)</script>",
        &["index.html:5: inline script"],
    );
    check(
        "<p ONclick=\"x()\">",
        &["index.html:5: handler `onclick` on `<p>`"],
    );
    check("<object></object>", &["index.html:5: `<object>` element"]);
    check(
        "<base href=\"index.html\">",
        &["index.html:5: `<base>` element"],
    );
    check(
        "<iframe srcdoc=\"x\"></iframe>",
        &["index.html:5: `srcdoc` on `<iframe>`"],
    );
}

#[test]
fn addresses_that_carry_code_or_content() {
    for address in [
        "data:text/html,x",
        "javascript:x",
        "JavaScript:x",
        " java\tscript:x",
    ] {
        let expected = format!("index.html:5: forbidden address `{address}`");
        check(&format!("<a href=\"{address}\">x</a>"), &[&expected]);
    }
    check(
        "<a href=\"java&#115;cript:x\">x</a>",
        &["index.html:5: forbidden address `javascript:x`"],
    );
    check(
        "<a href=\"file:///etc/hosts\">x</a>",
        &["index.html:5: forbidden address `file:///etc/hosts`"],
    );
    check(
        "<img src=\"data:image/png,x\" alt=\"\" width=\"1\" height=\"1\">",
        &["index.html:5: forbidden address `data:image/png,x`"],
    );
}

#[test]
fn policy_is_there_once_to_the_letter_and_first() {
    let good = page("");
    let written = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        html::POLICY
    );
    let check_page = |text: String, expected: &[&str]| {
        check_files(&[("index.html", &text)], expected);
    };
    check_page(
        good.replace(&written, ""),
        &["index.html:1: no Content-Security-Policy meta"],
    );
    check_page(
        good.replace(html::POLICY, "default-src *"),
        &["index.html:3: another policy: `default-src *`"],
    );
    check_page(
        good.replace(&written, &written.repeat(2)),
        &["index.html:3: a second Content-Security-Policy"],
    );
    let script = "<script src=\"index.html\"></script>";
    check_page(
        good.replace(&written, &format!("{script}{written}")),
        &["index.html:3: `<script>` stands before the policy"],
    );
}

#[test]
fn language_title_and_one_first_heading() {
    let good = page("");
    let check_page = |text: String, expected: &[&str]| {
        check_files(&[("index.html", &text)], expected);
    };
    check_page(
        good.replace(" lang=\"en\"", ""),
        &["index.html:1: no lang on `<html>`"],
    );
    check_page(good.replace("Sample", " "), &["index.html:1: no title"]);
    check_page(
        good.replace("<title>Sample</title>", ""),
        &["index.html:1: no title"],
    );
    check(
        "<h1>a</h1>\n<h1>b</h1>",
        &["index.html:6: more than one `<h1>`"],
    );
}

#[test]
fn images_say_what_they_show_and_how_large_they_are() {
    check_files(
        &[("index.html", &page("<img src=\"a.png\">")), ("a.png", "")],
        &[
            "index.html:5: image without alt",
            "index.html:5: image without height",
            "index.html:5: image without width",
        ],
    );
}

#[test]
fn faults_that_a_tokenizer_sees() {
    check(
        "<p class=\"a\" class=\"b\">",
        &["index.html:5: not well-formed HTML: duplicate-attribute"],
    );
}
