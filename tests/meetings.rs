//! Who met whom, for a kind that a site declares itself: the page, the table of data, and what is not
//! counted.

#[path = "support/site.rs"]
mod site;

use site::Site;

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: day, status_by: state, attended_by: staff.who, parties_by: sides }
fields:
  day: { type: date, label: Day, help: The day. }
  state:
    type: choice
    label: State
    help: Whether it took place.
    options: { done: { label: Done, tone: good }, dropped: { label: Dropped, tone: off }, due: { label: Due, tone: open } }
  sides: { type: list, of: { type: ref, kinds: [country] }, label: Sides, help: Who. }
  staff:
    type: list
    label: Staff
    help: Who was there.
    of: { type: group, short: who, fields: { who: { type: ref, kinds: [person], label: Name, help: Who. } } }
";

fn site(exercises: &[(&str, &str, &str)]) -> Site {
    let mut site = Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with(
            "content/countries/all.yaml",
            "x: { title: \"Xland, Upper\", code: XXX }\ny: { title: Yland, code: YYY }\n",
        )
        .with(
            "content/people/all.yaml",
            "ann: { title: Ann }\nbob: { title: Bob }\ncay: { title: \"=Cay\" }\n",
        );
    for (key, day, rest) in exercises {
        let brief = format!("---\ntitle: Drill {key}\nday: {day}\n{rest}\n---\n");
        site = site.with(&format!("content/exercises/{key}.md"), brief);
    }
    site
}

/// Returns the rows of a table's body as words.
fn rows(page: &str, label: &str) -> Vec<String> {
    let table = page.split(label).nth(1).expect("the table is there");
    let body = table.split("<tbody>").nth(1).expect("it has a body");
    let body = body.split("</tbody>").next().unwrap_or_default();
    let rows = body.split("<tr>").skip(1);
    rows.map(|row| {
        let cells = row.split("</td>").flat_map(|cell| cell.split("</th>"));
        let cells = cells.map(|cell| {
            let words: String = cell
                .split('<')
                .map(|piece| piece.split_once('>').map_or("", |(_, text)| text))
                .collect();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        let row = cells.collect::<Vec<_>>().join("|");
        row.trim_end_matches('|').to_owned()
    })
    .collect()
}

#[test]
fn each_two_are_counted_once_for_each_event_that_took_place() {
    let site = site(&[
        (
            "a",
            "2090-03-01",
            "state: done\nsides: [x, y]\nstaff: [ann, bob, ann]",
        ),
        ("b", "2090-02-01", "sides: [y, x]\nstaff: [bob, ann, cay]"),
        (
            "c",
            "2090-04-01",
            "state: dropped\nsides: [x, y]\nstaff: [ann, cay]",
        ),
        (
            "d",
            "2090-07-01",
            "state: due\nsides: [x, y]\nstaff: [ann, cay]",
        ),
        ("e", "2090-06-01", "sides: [x]\nstaff: [ann]"),
    ]);
    site.build().succeeds();
    let page = site.read("public/meetings.html");
    assert_eq!(
        rows(&page, "Table: countries by countries"),
        [
            "Xland, Upper|2|–|2last 1 Mar 2090: Drill a",
            "Yland|2|2last 1 Mar 2090: Drill a|–",
        ]
    );
    assert_eq!(
        rows(&page, "Table: people by people"),
        ["Ann|2|–|2|1", "Bob|2|2|–|1", "=Cay|1|1|1|–"]
    );
    assert_eq!(
        rows(&page, "Table: pairs of people"),
        [
            "Ann|Bob|2|1 Mar 2090: Drill a",
            "Ann|=Cay|1|1 Feb 2090: Drill b",
            "Bob|=Cay|1|1 Feb 2090: Drill b",
        ]
    );
    assert_eq!(
        site.read("public/data/meetings.csv"),
        "between,one,one_key,other,other_key,events,first,last,last_page\r\n\
         parties,\"Xland, Upper\",x,Yland,y,2,2090-02-01,2090-03-01,exercises/a.html\r\n\
         people,Ann,ann,Bob,bob,2,2090-02-01,2090-03-01,exercises/a.html\r\n\
         people,Ann,ann,'=Cay,cay,1,2090-02-01,2090-02-01,exercises/b.html\r\n\
         people,Bob,bob,'=Cay,cay,1,2090-02-01,2090-02-01,exercises/b.html\r\n"
    );
}

#[test]
fn a_site_where_nobody_meets_has_no_such_page() {
    let site = site(&[("a", "2090-03-01", "sides: [x]\nstaff: [ann]")]);
    site.build().succeeds();
    assert!(!site.path("public/meetings.html").exists());
    assert!(!site.path("public/data/meetings.csv").exists());
}

#[test]
fn a_plan_alone_makes_a_page_that_says_so() {
    let site = site(&[("a", "2090-03-01", "state: due\nstaff: [ann, bob]")]);
    site.build().succeeds();
    let page = site.read("public/meetings.html");
    assert!(page.contains("No event of this record that took place had two or more participants."));
}
