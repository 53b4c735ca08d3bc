//! The preview: what it shows is what a build writes, and it is told of every change.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files has failed"
)]

#[path = "support/preview.rs"]
mod preview;
#[path = "support/site.rs"]
mod site;

#[path = "serve/edits.rs"]
mod edits;
#[path = "serve/opinions.rs"]
mod opinions;

use preview::Preview;
use site::{PNG, Site};

fn small_site() -> Site {
    Site::bare()
        .with("content/index.md", "---\ntitle: Home\n---\nWelcome.\n")
        .with("content/people/kim.md", "---\ntitle: Kim\n---\nA person.\n")
}

#[test]
fn pages_are_answered_as_a_host_would() {
    let site = small_site().with("static/site.css", ":root { --ink: #000 }\n");
    let preview = Preview::of(&site, &["--base-url", "https://example.org/briefs/"]);
    assert_eq!(preview.base(), "/briefs/");

    let home = preview.get("");
    assert_eq!(home.status, 200);
    assert_eq!(
        home.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert_eq!(
        preview.get("people/kim").body,
        preview.get("people/kim.html").body
    );
    let folder = preview.get("people");
    assert_eq!(
        (folder.status, folder.header("location")),
        (302, Some("/briefs/people/"))
    );
    assert_eq!(preview.get("people/").status, 200);
    let missing = preview.get("people/nobody");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("href=\"/briefs/style.css\""));
    let css = preview.get("site.css");
    assert_eq!(css.text(), ":root { --ink: #000 }\n");
    assert_eq!(css.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(
        preview.get("feed.xml").header("content-type"),
        Some("application/xml")
    );
    let top = preview.get_absolute("/");
    assert_eq!(
        (top.status, top.header("location")),
        (302, Some("/briefs/"))
    );
    for path in [
        "../site.yaml",
        "people/../../site.yaml",
        "people%2f..%2f..%2fsite.yaml",
    ] {
        let reply = preview.get_absolute(&format!("/briefs/{path}"));
        assert_eq!(reply.status, 400, "{path}");
    }
}

#[test]
fn only_this_computer_is_answered() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    let ask = |request: &str| preview.ask(&format!("{request}\r\nConnection: close\r\n\r\n"));
    let port = preview.port();
    for host in [format!("127.0.0.1:{port}"), format!("LocalHost:{port}")] {
        assert_eq!(ask(&format!("GET / HTTP/1.1\r\nHost: {host}")).status, 200);
    }
    for host in ["example.org", "localhost", &format!("example.org:{port}")] {
        assert_eq!(
            ask(&format!("GET / HTTP/1.1\r\nHost: {host}")).status,
            421,
            "{host}"
        );
    }
    let reply = ask(&format!("POST / HTTP/1.1\r\nHost: localhost:{port}"));
    assert_eq!(reply.status, 405);
}

#[test]
fn an_open_page_is_told_to_reload_and_others_are_not() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    let mut home = preview.listen("index.html");
    let mut kim = preview.listen("people/kim.html");
    site.write(
        "content/people/kim.md",
        "---\ntitle: Kim\n---\nA minister.\n",
    );
    assert_eq!(kim.hear().event, "reload");
    assert!(preview.get("people/kim").text().contains("A minister."));
    // The first page shows nothing of that sentence; the next thing that it hears is of its own.
    site.write("content/index.md", "---\ntitle: Home\n---\nGood day.\n");
    assert_eq!(home.hear().event, "reload");
    let text = preview.get("").text();
    assert!(text.contains("Good day."));
    // Every page points at the style sheet.
    let mut kim = preview.listen("people/kim.html");
    site.write("static/site.css", ":root { --ink: #000 }\n");
    assert_eq!(kim.hear().event, "reload");
}

#[test]
fn a_page_that_was_loaded_too_early_is_told_at_once() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    assert_eq!(
        preview.listen_with("index.html", "older").hear().event,
        "reload"
    );
}

#[test]
fn a_mistake_is_shown_over_the_page_until_it_is_mended() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    let mut ear = preview.listen("people/kim.html");
    site.write(
        "content/people/kim.md",
        "---\ntitle: Kim\n---\nMet [[nobody]].\n",
    );
    let heard = ear.hear();
    assert_eq!(heard.event, "faults");
    assert_eq!(
        heard.data.lines().next(),
        Some("error[unknown-reference]: there is no entry called `nobody`")
    );
    assert!(
        preview.get("people/kim").text().contains("A person."),
        "the page stays usable"
    );
    assert_eq!(
        preview.listen("index.html").hear().event,
        "faults",
        "wherever one goes"
    );
    site.write(
        "content/people/kim.md",
        "---\ntitle: Kim\n---\nMet someone.\n",
    );
    assert_eq!(ear.hear().event, "mended");
    assert_eq!(ear.hear().event, "reload");
    assert!(preview.get("people/kim").text().contains("Met someone."));
}

#[test]
fn a_template_that_fails_is_shown_even_where_nobody_looks() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    let mut ear = preview.listen("index.html");
    site.write("templates/missing.html", "{{ page.titel }}\n");
    let heard = ear.hear_of("faults");
    let first = heard.data.lines().next().unwrap();
    assert!(first.starts_with("error[template-error]"), "{first}");
    assert_eq!(preview.get("nowhere").status, 404, "the page as it was");
    assert!(preview.get("nowhere").text().contains("</html>"));
    site.remove("templates/missing.html");
    ear.hear_of("mended");
}

#[test]
fn a_site_that_is_broken_from_the_start_comes_up_when_it_is_mended() {
    let site = small_site().with("content/index.md", "no front matter\n");
    let preview = Preview::of(&site, &[]);
    let page = preview.get("");
    assert_eq!(page.status, 503);
    let mut ear = preview.listen("");
    assert!(ear.hear().data.starts_with("error[no-front-matter]"));
    site.write("content/index.md", "---\ntitle: Home\n---\n");
    assert_eq!(ear.hear_of("reload").event, "reload");
    assert_eq!(preview.get("").status, 200);
}

#[test]
fn a_site_may_go_away_and_come_back() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    let mut ear = preview.listen("people/kim.html");
    std::fs::rename(site.path("site.yaml"), site.path("../kept.yaml")).unwrap();
    assert!(ear.hear().data.contains("there is no site.yaml"));
    std::fs::rename(site.path("../kept.yaml"), site.path("site.yaml")).unwrap();
    assert_eq!(ear.hear().event, "mended");

    let mut ear = preview.listen("people/kim.html");
    std::fs::rename(site.path("content"), site.path("../content")).unwrap();
    assert_eq!(ear.hear().event, "reload");
    assert_eq!(preview.get("people/kim").status, 404);
    let mut ear = preview.listen("people/kim.html");
    std::fs::rename(site.path("../content"), site.path("content")).unwrap();
    assert_eq!(ear.hear().event, "reload");
    assert_eq!(preview.get("people/kim").status, 200);
    // The folder is watched again, and so are those below it.
    let mut ear = preview.listen("people/kim.html");
    site.write(
        "content/people/kim.md",
        "---\ntitle: Kim\n---\nA minister.\n",
    );
    assert_eq!(ear.hear().event, "reload");
    assert!(preview.get("people/kim").text().contains("A minister."));
}

#[test]
fn pictures_and_files_are_as_they_lie_on_disk() {
    let site = small_site()
        .with(
            "content/people/kim.md",
            "---\ntitle: Kim\n---\n![A face](kim.png)\n",
        )
        .with("content/people/kim.png", PNG);
    let preview = Preview::of(&site, &[]);
    let picture = preview.get("people/kim.png");
    assert_eq!((picture.status, picture.body.as_slice()), (200, PNG));
    assert_eq!(picture.header("content-type"), Some("image/png"));
    // What no page shows is no part of the site.
    assert_eq!(preview.get("people/kim.md").status, 404);
}

#[test]
fn a_port_that_is_taken_is_told_of_in_a_sentence() {
    let site = small_site();
    let preview = Preview::of(&site, &[]);
    let port = preview.port().to_string();
    let printed = site
        .briefbook("serve")
        .args(&["--port", &port])
        .ends_with(2);
    let (first, help) = printed.errors.trim_end().split_once('\n').unwrap();
    assert!(first.starts_with(&format!("error: port {port} cannot be used: ")));
    assert_eq!(
        help,
        "help: another preview may still run there; stop it, or choose another port with --port"
    );
}

#[test]
fn what_is_shown_is_what_a_build_writes() {
    // `.ci/full` asks for more.
    let number = std::env::var("BRIEFBOOK_EDITS").map_or(12, |number| number.parse().unwrap());
    edits::compare(number);
}
