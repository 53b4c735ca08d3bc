//! The page of maps and pictures, of a kind that a site declares itself: what is drawn is what the table
//! has, and that is what the record holds.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::Site;

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
counted_as: One exercise is one announced exercise, whatever its parts.
roles: { dated_by: day, status_by: state, classed_by: parts.sort }
fields:
  day: { type: date, label: Day, help: The day. }
  state: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, off: { label: Called off, tone: off } } }
  parts: { type: list, label: Parts, help: Its parts., of: { type: group, short: sort, fields: { sort: { type: choice, label: Sort, help: What sort., options: { air: { label: Air }, sea: { label: Sea, full: at sea }, land: { label: Land }, staff: { label: Staff }, cyber: { label: Cyber }, coast: { label: Coast }, space: { label: Space } } } } } }
";

/// Builds a site of exercises, each given as its day and its sorts.
fn site(exercises: &[(&str, &str)], more: &[(&str, &str)]) -> Site {
    let entries = exercises.iter().zip(1..).map(|((day, sorts), number)| {
        format!(
            "e{number}: {{ title: Exercise {number}, day: {day}, parts: [{sorts}], state: done }}\n"
        )
    });
    let mut site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2024-12-31\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/exercises/all.yaml", entries.collect::<String>());
    for (path, text) in more {
        site = site.with(path, *text);
    }
    site
}

fn page(site: &Site) -> Page {
    site.build().succeeds();
    Page::open(&site.public().join("pictures.html"))
}

/// Returns the words of a page between two others; nothing parts those of neighbouring cells.
fn between<'a>(page: &'a Page, from: &str, to: &str) -> String {
    let words: &'a str = &page.words;
    let start = words
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {words}"));
    let end = words[start..]
        .find(to)
        .map_or(words.len(), |end| start + end);
    let words = words[start + from.len()..end].split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the heights of all parts of bars, with their classes.
fn parts(text: &str) -> Vec<(&str, f64)> {
    let rects = text.split("<rect class=\"c").skip(1);
    let drawn = rects.filter(|rect| rect.contains("height=\"") && rect.contains("y=\""));
    let parts = drawn.filter_map(|rect| {
        let class = rect.split('"').next()?;
        let height = rect.split_once("height=\"")?.1.split('"').next()?;
        rect.split('>')
            .next()?
            .contains(" y=\"")
            .then_some((class, height.parse().ok()?))
    });
    parts.collect()
}

#[test]
fn events_stand_by_year_and_class_and_the_table_has_the_same() {
    let mut exercises = vec![
        ("2022-03-01", "air"),
        ("2022-04-01", "sea"),
        ("2022-05-01", "air"),
    ];
    exercises.extend([
        ("2024-01-01", "sea"),
        ("2024-01-02", "air, sea"),
        ("2024-01-03", ""),
    ]);
    let off = "late: { title: Called off, day: 2023-01-01, parts: [air], state: 'off' }\n\
               old: { title: Old, parts: [sea], state: done }\n";
    let site = site(&exercises, &[("content/exercises/more.yaml", off)]);
    let page = page(&site);
    let table = between(&page, "The numbers as a table", "Years without an event");
    assert_eq!(
        table,
        "Exercises by year and sort YearAllAirSeaSeveralNot stated 202232100202430111"
    );
    let note = "6 exercises that took place, each in the year of its own day. \
                One exercise is one announced exercise, whatever its parts. \
                1 with several values for sort stand under “Several”. \
                Left out: 1 not held or still to come.";
    assert!(page.words.contains(note), "{}", page.words);
    assert!(page.words.contains("Nothing is declared complete here"));
    // Sixteen pixels stand for one event.
    let text = site.read("public/pictures.html");
    let expected = [
        ("1", 32.0),
        ("2", 16.0),
        ("2", 16.0),
        ("3", 16.0),
        ("4", 16.0),
    ];
    assert_eq!(parts(&text), expected);
    assert!(
        text.contains("href=\"chronology/2022.html\" aria-label=\"2022: 3 exercises; Air 2, Sea 1")
    );
}

#[test]
fn of_many_classes_five_stand_apart_and_the_others_together() {
    let sorts = [
        "air", "air", "sea", "land", "land", "staff", "staff", "cyber", "cyber", "coast", "coast",
        "space",
    ];
    let exercises: Vec<(&str, &str)> = sorts.iter().map(|sort| ("2022-03-01", *sort)).collect();
    let site = site(&exercises, &[]);
    let page = page(&site);
    let table = between(&page, "The numbers as a table", "Years without an event");
    assert_eq!(
        table,
        "Exercises by year and sort YearAllAirLandStaffCyberCoastOther 202212222222"
    );
    let text = site.read("public/pictures.html");
    let numbers: Vec<f64> = parts(&text)
        .iter()
        .map(|(_, height)| height / 15.0)
        .collect();
    assert_eq!(
        numbers,
        [2.0, 2.0, 2.0, 2.0, 2.0, 2.0],
        "the last are sea and space"
    );
    assert!(text.contains("title=\"sea, space\">Other"));
}

#[test]
fn what_is_declared_complete_stands_beside_the_picture() {
    let rules = "coverage: [{ name: Air exercises, kind: exercise, where: { parts.sort: air }, from: 2020, to: 2024-06-30, rule: R }]\n";
    let site = site(
        &[("2022-03-01", "air")],
        &[("content/_rules/coverage.yaml", rules)],
    );
    let page = page(&site);
    let told = "Declared complete is only: Air exercises (2020 to 30 June 2024); of all others there may have been more.";
    assert!(page.words.contains(told), "{}", page.words);
}

#[test]
fn a_site_without_classes_and_levels_has_no_such_page() {
    let kind = EXERCISE.replace(", classed_by: parts.sort", "");
    let site = Site::bare()
        .with("site.yaml", "title: Sample\n")
        .with("templates/kinds/exercise.yaml", kind)
        .with(
            "content/exercises/all.yaml",
            "e: { title: E, day: 2022-01-01, parts: [air] }\n",
        );
    site.build().succeeds();
    assert!(!site.public().join("pictures.html").exists());
}

const DRILL: &str = "\
label: Drill
plural: Drills
folder: drills
mark: diamond
roles: { dated_by: day, located_by: held_at }
fields:
  day: { type: date, label: Day, help: The day. }
  held_at: { type: list, of: { type: ref, kinds: [ground] }, label: Held at, help: Where. }
";

const GROUND: &str = "\
label: Ground
plural: Grounds
folder: grounds
roles: { latitude_by: north, longitude_by: east }
fields:
  north: { type: decimal, label: North, help: Degrees. }
  east: { type: decimal, label: East, help: Degrees. }
";

/// Builds a site of drills, each given as its day and its grounds.
fn drills(drills: &[(&str, &str)], grounds: &str) -> Site {
    let entries = drills.iter().zip(1..).map(|((day, grounds), number)| {
        format!("d{number}: {{ title: Drill {number}, day: {day}, held_at: [{grounds}] }}\n")
    });
    Site::bare()
        .with("site.yaml", "title: Sample\n")
        .with("templates/kinds/drill.yaml", DRILL)
        .with("templates/kinds/ground.yaml", GROUND)
        .with("content/drills/all.yaml", entries.collect::<String>())
        .with("content/grounds/all.yaml", grounds)
}

const GROUNDS: &str = "north: { title: North, north: 41.0, east: 127.0 }\n\
                       south: { title: South, north: 38.0, east: 126.0 }\n\
                       lost: { title: Lost }\n";

#[test]
fn sites_stand_on_one_map_with_their_numbers_by_period() {
    let mut held = vec![("1985-03-01", "north"); 3];
    held.extend([("2011-01-01", "north"), ("2012-01-01", "north, south")]);
    held.extend([("2013-01-01", "lost"), ("2014-01-01", "")]);
    let site = drills(&held, GROUNDS);
    let page = page(&site);
    let table = between(&page, "The numbers as a table", "Sites are those");
    assert_eq!(
        table,
        "Sites of drills by period SiteAllBy period North51980s: 3, 2010s: 2South12010s: 1"
    );
    let note = "5 drills that took place, from 2 sites; the area of a circle stands for their number, \
                and only names that fit are written. 1 count at each of several sites. \
                Not on the map: 1 whose site is not known, 1 from sites without coordinates.";
    assert!(page.words.contains(note), "{}", page.words);
    let text = site.read("public/pictures.html");
    // The areas of the circles are to scale: 5 to 1.
    let radii: Vec<f64> = text
        .split("<circle class=\"spot\"")
        .skip(1)
        .map(|rest| {
            rest.split_once(" r=\"")
                .unwrap()
                .1
                .split('"')
                .next()
                .unwrap()
        })
        .map(|radius| radius.parse().unwrap())
        .collect();
    assert_eq!(radii, [26.0, 11.6]);
    assert!(text.contains("href=\"grounds/north.html\" aria-label=\"North: 5 drills\""));
}

#[test]
fn sites_without_coordinates_or_all_over_the_globe_make_no_map() {
    let far = format!("{GROUNDS}far: {{ title: Far, north: -33.0, east: -70.0 }}\n");
    let held = [("1995-03-01", "north"), ("1996-03-01", "far")];
    for site in [
        drills(&held, &far),
        drills(&[("1995-03-01", "lost")], GROUNDS),
    ] {
        let page = page(&site);
        assert!(
            page.words
                .contains("Nothing in this record can be drawn yet.")
        );
        assert!(!page.words.contains("Sites of drills"));
    }
    let nowhere = drills(&[("1995-03-01", "lost")], "lost: { title: Lost }\n");
    nowhere.build().succeeds();
    assert!(!nowhere.public().join("pictures.html").exists());
}
