//! Offices of the day for kinds that a site declares itself: shown, marked, checked, and turned into
//! the list of those who led a body.

#[path = "support/site.rs"]
mod site;

use site::Site;

/// An event under other words than those that come with briefbook.
const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: day, attended_by: staff.who, stated_by: staff.rank }
fields:
  day: { type: date, label: Day, help: The day. }
  staff:
    type: list
    label: Staff
    help: Who was there.
    of:
      type: group
      short: who
      fields:
        who: { type: ref, kinds: [cadre], label: Name, help: Who. }
        rank: { type: text, label: Rank, help: The rank as stated. }
";

const CADRE: &str = "\
label: Cadre
plural: Cadres
folder: cadres
roles: { tenures_by: posts }
fields:
  posts:
    type: list
    label: Posts
    help: The posts.
    of:
      type: group
      fields:
        post: { type: text, label: Post, help: The title. }
        forms: { type: list, of: { type: text }, label: Forms, help: Other forms. }
        unit: { type: ref, kinds: [staff], label: Unit, help: The unit. }
        begun: { type: date, label: Begun, help: The first day. }
        ended: { type: date, label: Ended, help: The last day. }
";

const STAFF: &str = "\
label: Staff
plural: Staffs
folder: staffs
roles: { heads_by: chiefs }
fields:
  chiefs: { type: list, of: { type: text }, label: Chiefs, help: Who leads. }
";

fn site(exercises: &[(&str, &str, &str)]) -> Site {
    let mut site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2092-01-01\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("templates/kinds/cadre.yaml", CADRE)
        .with("templates/kinds/staff.yaml", STAFF)
        .with("content/staffs/north.md", "---\ntitle: North\nchiefs: Chief of Staff\n---\n")
        .with(
            "content/cadres/ann.md",
            "---\ntitle: Ann\nposts:\n  - { post: Clerk, unit: north, begun: 2088-01-01, ended: 2089-12-31 }\n  - { post: Chief of Staff, forms: [Boss], unit: north, begun: 2090-01-01, ended: 2090-12-31 }\n  - { post: Envoy, begun: 2091-06~ }\n---\n",
        )
        .with("content/cadres/bob.md", "---\ntitle: Bob\n---\n")
        .with(
            "content/cadres/cay.md",
            "---\ntitle: Cay\nposts:\n  - { post: Chief of Staff, unit: north, begun: 2091-01-01, ended: 2093-12-31 }\n  - { post: Treasurer, unit: north, begun: 2091-01-01, ended: 2093-12-31 }\n---\n",
        );
    for (key, day, staff) in exercises {
        let brief = format!("---\ntitle: Drill {key}\nday: {day}\nstaff: {staff}\n---\n");
        site = site.with(&format!("content/exercises/{key}.md"), brief);
    }
    site
}

/// Returns the words of the part of a page between two marks, without its tags.
fn words(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).expect("the part begins") + from.len();
    let part = &page[start..];
    let part = &part[..part.find(to).expect("the part ends")];
    let mut words = String::new();
    for piece in part.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attendance(site: &Site, key: &str) -> String {
    let page = site.read(&format!("public/exercises/{key}.html"));
    words(&page, "<tbody>", "</tbody>")
}

#[test]
fn the_office_of_the_day_is_shown_and_marked() {
    let site = site(&[
        ("a", "2090-05-01", "[ann, bob]"),
        (
            "b",
            "2090-06-01",
            "[{ who: ann, rank: Chief of Staff of the North }]",
        ),
        ("c", "2090-07-01", "[{ who: ann, rank: Boss }]"),
        ("d", "2091-09-01", "[ann]"),
        ("e", "2091-09-02", "[{ who: cay, rank: Treasurer }]"),
        ("f", "2090", "[{ who: ann, rank: former Clerk }]"),
    ]);
    site.build().succeeds();
    assert_eq!(
        attendance(&site, "a"),
        "Ann then Chief of Staff by the list of offices; the sources of this exercise state none Bob Not stated"
    );
    assert_eq!(
        attendance(&site, "b"),
        "Ann then Chief of Staff of the North"
    );
    assert_eq!(attendance(&site, "c"), "Ann then Boss");
    assert_eq!(
        attendance(&site, "d"),
        "Ann Envoy probably, by the list of offices, whose days leave it open; the sources of this exercise state none"
    );
    assert_eq!(attendance(&site, "e"), "Cay Treasurer");
    let caption = words(
        &site.read("public/exercises/a.html"),
        "<caption>",
        "</caption>",
    );
    assert_eq!(
        caption,
        "Rank as of 1 May 2090; “then”: no longer held on 1 January 2092"
    );
}

#[test]
fn a_page_counts_what_was_attended_in_each_office() {
    let site = site(&[
        ("a", "2090-05-01", "[ann]"),
        ("b", "2090-06-01", "[{ who: ann, rank: Boss }]"),
        ("c", "2091-09-01", "[ann]"),
        ("d", "2087-09-01", "[{ who: ann, rank: former Clerk }]"),
        ("e", "2090-07-01", "[bob]"),
    ]);
    site.build().succeeds();
    let page = site.read("public/cadres/ann.html");
    let offices = words(&page, "id=\"part-posts\"", "</section>");
    assert!(
        offices.contains("Clerk not given North 1 Jan 2088 31 Dec 2089 0"),
        "{offices}"
    );
    let appearances = words(&page, "id=\"appearances\"", "</section>");
    let headings = [
        "Envoy 1",
        "Chief of Staff 2 North , 1 January 2090 to 31 December 2090",
        "Outside the offices listed 1",
    ];
    let places = headings.map(|heading| appearances.find(heading));
    assert!(
        places.is_sorted() && places[0].is_some(),
        "{places:?} in {appearances}"
    );
    assert!(page.contains("<a href=\"#office-2\">2</a>"));
    let page = site.read("public/cadres/bob.html");
    assert!(
        page.contains("<h3 class=\"subhead\">2090</h3>"),
        "who lists no office has years"
    );
}

#[test]
fn a_body_lists_who_led_it_and_who_else_held_office() {
    let site = site(&[]);
    site.build().succeeds();
    let page = site.read("public/staffs/north.html");
    let led = words(&page, "id=\"led\"", "</section>");
    let rows =
        "Ann 1 Jan 2090 to 31 Dec 2090 Cay 1 Jan 2091 to 31 Dec 2093 in office on 1 January 2092";
    assert!(led.ends_with(rows), "{led}");
    let others = words(&page, "id=\"office-holders\"", "</section>");
    assert!(others.contains("Ann Clerk 1 Jan 2088"), "{others}");
    assert!(page.contains("href=\"../cadres/ann.html#part-posts\""));
    assert_eq!(
        page.matches("Ann</a>").count(),
        2,
        "no other list repeats them"
    );
}

#[test]
fn only_what_is_certain_is_reported() {
    let site = site(&[
        // Nobody says anything of those without a list.
        ("a", "2050-01-01", "[bob]"),
        // Before all that is listed, between two, and where the days leave it open.
        ("b", "2050-01-01", "[ann]"),
        ("c", "2091-02-01", "[{ who: ann, rank: Clerk }]"),
        ("d", "2091-05-20", "[ann]"),
        ("e", "2090-12-31~", "[ann]"),
        ("f", "2200-01-01", "[ann]"),
        // Two at once, and one of them stated.
        ("g", "2092-01-01", "[cay]"),
        ("h", "2092-01-01", "[{ who: cay, rank: Treasurer }]"),
        // Another than listed; a deputy is no chief.
        ("i", "2090-02-01", "[{ who: ann, rank: Clerk }]"),
        (
            "j",
            "2090-02-01",
            "[{ who: ann, rank: Deputy Chief of Staff }]",
        ),
        ("k", "2090-02-01", "[{ who: ann, rank: former Clerk }]"),
        ("l", "2091-09-01", "[{ who: ann, rank: Clerk }]"),
    ]);
    assert_eq!(
        site.build().ends_with(0).diagnostics(),
        [
            "content/exercises/b.md:4:9 office-not-held",
            "content/exercises/c.md:4:27 office-not-held",
            "content/exercises/g.md:4:9 two-offices",
            "content/exercises/i.md:4:27 office-differs",
            "content/exercises/j.md:4:27 office-differs",
        ]
    );
}
