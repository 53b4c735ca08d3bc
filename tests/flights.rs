//! Maps and profiles of a kind that a site declares itself: what is drawn, what is not and why, and that
//! the tables beside the pictures hold the same numbers.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use site::Site;

const ROCKET: &str = "\
label: Rocket test
plural: Rocket tests
folder: rocket-tests
mark: diamond
roles: { dated_by: day, parties_by: state, located_by: pad, typed_by: rocket, flown_by: downrange, risen_by: top, headed_by: course, landed_by: fell, cites_by: sources }
ballistic: { path: [thrown] }
sourced: { by: [organisation], source: [source] }
fields:
  day: { type: date, label: Day, help: The day. }
  state: { type: ref, kinds: [country], label: State, help: Whose. }
  pad: { type: ref, kinds: [place], label: Pad, help: From where. }
  rocket: { type: ref, kinds: [system], label: Rocket, help: What flew. }
  path: { type: choice, label: Path, help: How it flew., options: { thrown: { label: Thrown }, steered: { label: Steered, full: steered all the way } } }
  downrange: { type: quantity, unit: km, sourced: true, label: Downrange, help: How far. }
  top: { type: quantity, unit: km, sourced: true, label: Top, help: How high. }
  course: { type: quantity, unit: °, sourced: true, label: Course, help: In which direction. }
  fell: { type: ref, kinds: [place], sourced: true, label: Fell, help: Where it fell. }
  sources: { type: list, of: { type: ref, kinds: [source] }, label: Sources, help: The sources. }
";

const PLACES: &str = "\
pad: { title: The Pad, country: fr, latitude: 45.0, longitude: 1.5 }
marsh: { title: The Marsh, country: fr, latitude: 45.5, longitude: 0.5, precision: 0.2 }
nowhere: { title: Nowhere, country: fr }
town: { title: The Town, country: fr, latitude: 48.8566, longitude: 2.3522 }
";

const TOPONYMS: &str = "\
policy: Both names stand.
waters: [{ called: [Bay of Biscay, Golfe de Gascogne], north: 45.6, east: -4.5, across: 900, basis: general-knowledge }]
named: [town]
";

/// Builds a site with one test, given as the rest of its mapping, and returns its pages.
fn build(test: &str) -> Site {
    let site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2024-12-31\n")
        .with("templates/kinds/rocket-test.yaml", ROCKET)
        .with("content/countries/all.yaml", "fr: { title: France, code: FRA }\n")
        .with("content/places/all.yaml", PLACES)
        .with("content/systems/all.yaml", "r: { title: The Rocket, range_km: { value: 3000, source: s } }\nq: { title: The Other }\n")
        .with("content/organisations/all.yaml", "o: { title: The Office }\np: { title: The Post }\n")
        .with("content/sources/all.yaml", "s: { title: A report, publisher: P, consulted: yes }\n")
        .with("content/_rules/toponyms.yaml", TOPONYMS)
        .with("content/methodology.md", "---\ntitle: Methodology\n---\n")
        .with(
            "content/rocket-tests/all.yaml",
            format!("t: {{ title: Test, day: 2024-03-01, state: fr, sources: [s], {test} }}\n"),
        );
    site.build().succeeds();
    site
}

fn page(site: &Site) -> String {
    site.read("public/rocket-tests/t.html")
}

const FULL: &str = "pad: pad, rocket: q, path: thrown, \
    downrange: [{ value: 400, by: o, source: s, prefer: true }, { value: 300-350, by: p }], top: { value: 80, by: o, source: s }";

#[test]
fn a_ring_and_a_curve_stand_for_what_is_reported() {
    let site = build(FULL);
    let page = page(&site);
    assert!(page.contains("href=\"../pictures.css\""));
    assert!(page.contains("<title id=\"map-t\">Map around The Pad</title>"));
    // Four hundred kilometres on a map made for four hundred: 164 pixels.
    assert_eq!(page.matches("class=\"ring\"").count(), 1);
    assert!(page.contains("class=\"ring\" cx=\"") && page.contains("r=\"164\""));
    assert!(page.contains(">400\u{a0}km</text>"));
    assert!(
        page.contains("class=\"k edge diamond\""),
        "the mark is that of the kind"
    );
    assert!(page.contains("class=\"land-2\""), "France is shaded");
    assert!(page.contains("class=\"curve here\"") && page.contains("80\u{a0}km high"));
    assert!(page.contains("The Other: 80\u{a0}km high, 400\u{a0}km far"));
    assert!(!page.contains("No ring is drawn") && !page.contains("class=\"track\""));
}

#[test]
fn the_table_has_what_each_states_and_the_drawn_comes_first() {
    let site = build(FULL);
    let page = reading::Page::open(&site.public().join("rocket-tests/t.html"));
    let words = page.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, table) = words.split_once("The numbers as a table").unwrap();
    let (table, _) = table.split_once("Drawn are the numbers").unwrap();
    assert_eq!(
        table.replace('\u{a0}', " ").trim(),
        "Site, distance and height, by who states them What flewFromDistanceHeightAccording to \
         The OtherThe Pad45.0° N, 1.5° E, known to 0.1°, about 11 km400 km80 kmThe Office1 300–350 km–The Post"
    );
}

#[test]
fn distances_are_great_circles_to_the_places_named() {
    let page = page(&build(FULL));
    // 45.0° N 1.5° E to 48.8566° N 2.3522° E: 433.8 km by the haversine formula.
    assert!(
        page.contains("The Town</a></dt><dd>434\u{a0}km</dd>"),
        "{page}"
    );
}

#[test]
fn a_range_has_two_rings_and_a_bound_one() {
    let range = page(&build(
        "pad: pad, rocket: q, path: thrown, downrange: 200..300",
    ));
    assert_eq!(range.matches("class=\"ring\"").count(), 2);
    let bound = page(&build(
        "pad: pad, rocket: q, path: thrown, downrange: over 200",
    ));
    assert_eq!(bound.matches("class=\"ring\"").count(), 1);
    assert!(bound.contains(">over\u{a0}200\u{a0}km</text>"));
    assert!(bound.contains("No height profile is drawn"));
}

#[test]
fn what_is_not_drawn_is_told_in_a_sentence() {
    for (test, reason) in [
        (
            "pad: pad, rocket: q, path: steered, downrange: 300, top: 10",
            "No ring is drawn: only what flies on a ballistic path has one. Path: steered all the way.",
        ),
        (
            "rocket: q, path: thrown, downrange: 300, top: 10",
            "No map is drawn: the sources used here do not say from where it flew.",
        ),
        (
            "pad: nowhere, rocket: q, path: thrown, downrange: 300, top: 10",
            "No ring is drawn: the position of Nowhere is not known.",
        ),
        (
            "pad: pad, rocket: q, path: thrown",
            "No ring is drawn: no distance is reported in the sources used.",
        ),
    ] {
        let page = page(&build(test));
        assert!(page.contains(reason), "{test}: {reason}");
        assert!(!page.contains("class=\"ring\""), "{test}");
    }
}

#[test]
fn a_track_needs_a_source() {
    let stated = format!("{FULL}, course: {{ value: 270, by: o }}");
    assert!(!page(&build(&stated)).contains("class=\"track\""));
    let sourced = format!("{FULL}, course: {{ value: 270, source: s }}");
    let page_of_course = page(&build(&sourced));
    assert!(page_of_course.contains("class=\"track\""));
    assert!(page_of_course.contains("It set out at 270° clockwise from north."));
    let landed = format!("{FULL}, fell: {{ value: marsh, source: s }}");
    let page_of_landing = page(&build(&landed));
    assert!(
        page_of_landing.contains("class=\"track\"") && page_of_landing.contains("class=\"area\"")
    );
    assert!(page_of_landing.contains("It came down at The Marsh."));
}

#[test]
fn a_place_that_is_not_known_well_is_an_area() {
    let page = page(&build(
        "pad: marsh, rocket: q, path: thrown, downrange: 300",
    ));
    assert!(page.contains("class=\"area diamond\"") && !page.contains("class=\"k edge"));
    assert!(page.contains("known to about 0.2°, 22\u{a0}km"), "{page}");
    assert!(page.contains("The Town</a></dt><dd>about\u{a0}400\u{a0}km</dd>"));
}

#[test]
fn a_reach_is_drawn_only_with_its_source() {
    let without = page(&build(FULL));
    assert!(!without.contains("clipPath"));
    let with = page(&build(&FULL.replace("rocket: q", "rocket: r")));
    assert!(with.contains("How far a The Rocket can fly") && with.contains("A report</a>"));
    // Three thousand kilometres of ten thousand on 190 pixels.
    assert!(with.contains("r=\"57\""), "{with}");
}

#[test]
fn pages_of_places_and_types_draw_their_flights() {
    let site = build(&FULL.replace("rocket: q", "rocket: r"));
    let place = site.read("public/places/pad.html");
    assert!(place.contains("Map around The Pad") && place.contains("r=\"164\""));
    assert!(place.contains("<td>The Rocket</td><td class=\"num\">400\u{a0}km</td>"));
    let system = site.read("public/systems/r.html");
    assert!(system.contains("aria-label=\"1 March 2024: 80\u{a0}km high, 400\u{a0}km far\""));
    assert!(system.contains(
        "<td>The Pad</td><td class=\"num\">80\u{a0}km</td><td class=\"num\">400\u{a0}km</td>"
    ));
    let town = site.read("public/places/town.html");
    assert!(!town.contains("<svg class=\"map\"") && !town.contains("pictures.css"));
}

#[test]
fn the_policy_for_names_is_printed_and_both_names_stand_on_the_map() {
    let site = build("pad: pad, rocket: q, path: thrown, downrange: 790");
    let page = page(&site);
    assert!(page.contains(">Bay of Biscay /</text>") && page.contains(">Golfe de Gascogne</text>"));
    let methodology = site.read("public/methodology.html");
    assert!(methodology.contains("Both names stand."));
    assert!(methodology.contains("Bay of Biscay / Golfe de Gascogne"));
}

#[test]
fn names_of_waters_need_a_basis_and_a_place() {
    let site = build(FULL);
    site.write(
        "content/_rules/toponyms.yaml",
        "waters: [{ called: A, north: 95, east: 0, across: 100 }, { called: B, north: 1, east: 2, across: 3, basis: hearsay }]\nnamed: [tonw]\n",
    );
    // No basis, no such degree, no such basis, no such place.
    let places = ["1:10", "1:30", "1:108", "2:9"];
    let wanted = places.map(|place| format!("content/_rules/toponyms.yaml:{place} bad-rules"));
    assert_eq!(site.build().reports(), wanted);
}
