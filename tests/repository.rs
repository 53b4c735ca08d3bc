//! Where the file behind a page is edited and read, and where an error in it is told of.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::{EXERCISE, Site};

/// Returns the links of a page that lead to the repository, but the one to the repository itself.
fn links(site: &Site, page: &str) -> Vec<String> {
    let page = Page::open(&site.public().join(page));
    let there = page.links().into_iter();
    let there =
        there.filter(|link| link.contains("example.org/o/r/") || link.contains(".com/o/r/"));
    there.map(str::to_owned).collect()
}

/// A site with an exercise of its own, in a file and in a list, kept in a repository.
fn kept_in(settings: &str) -> Site {
    Site::bare()
        .with("site.yaml", format!("title: Sample\n{settings}"))
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with(
            "content/exercises/dawn.md",
            "---\ntitle: Dawn & dusk\nwhen: 2022-01-05\n---\n",
        )
        .with(
            "content/exercises/more.yaml",
            "noon: { title: Noon, when: 2022-02-05 }\n",
        )
        .with("content/about.md", "---\ntitle: About\n---\n")
}

#[test]
fn a_page_leads_to_its_file_and_to_a_report_of_an_error() {
    let site = kept_in("repository: https://github.com/o/r\n");
    site.build().succeeds();
    assert_eq!(
        links(&site, "exercises/dawn.html"),
        [
            "https://github.com/o/r/edit/main/content/exercises/dawn.md",
            "https://github.com/o/r/blob/main/content/exercises/dawn.md?plain=1",
            "https://github.com/o/r/issues/new?title=Error%3A%20Dawn%20%26%20dusk\
             &body=Page%3A%20exercises/dawn.html%0A%0AWhat%20is%20wrong%3A%0A%0A\
             What%20is%20right%2C%20and%20which%20source%20says%20so%3A%0A",
        ]
    );
    let noon = links(&site, "exercises/noon.html");
    let list = "https://github.com/o/r/edit/main/content/exercises/more.yaml";
    assert_eq!(noon.first().map(String::as_str), Some(list));
    assert_eq!(links(&site, "about.html").len(), 3);
    // A page that nobody wrote has no file, and can be wrong all the same.
    assert_eq!(links(&site, "chronology/2022.html").len(), 1);
}

#[test]
fn folder_and_branch_are_those_that_the_settings_name() {
    for (settings, edit) in [
        (
            "repository: https://gitlab.com/o/r\nbranch: dev\n",
            "https://gitlab.com/o/r/-/edit/dev/content/about.md",
        ),
        (
            "repository: https://github.com/o/r/tree/dev/site\nbranch: main\n",
            "https://github.com/o/r/edit/dev/site/content/about.md",
        ),
    ] {
        let site = kept_in(settings);
        site.build().succeeds();
        let links = links(&site, "about.html");
        assert!(links.iter().any(|link| link == edit), "{links:?}");
    }
}

#[test]
fn nothing_is_guessed_of_a_host_that_is_not_known() {
    let site = kept_in("repository: https://example.org/o/r\n");
    site.build().succeeds();
    assert!(links(&site, "about.html").is_empty());
}
