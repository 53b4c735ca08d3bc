//! Tables to briefs: each folder of `tests/import/` holds a table, a mapping and what a run prints and
//! leaves behind. `UPDATE=1 cargo test --test import` writes the expected texts anew; read every line.
//!
//! All cases share the site in `tests/import/_site/`, whose kind of event no Rust knows. Tables that
//! cannot be stored as text are made here.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// A site, a table and a mapping in a folder of their own.
struct Case {
    room: TempDir,
}

/// How a run ended and what it printed.
struct Ran {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Case {
    /// Lays the files of a case over those of the site that all share.
    fn new(name: &str) -> Self {
        let room = tempfile::tempdir().unwrap();
        copy(&folder().join("_site"), room.path());
        copy(&folder().join(name), room.path());
        Self { room }
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.room.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.room.path().join(path)).unwrap()
    }

    /// Runs an import of `table.csv` by `mapping.yaml` with further arguments.
    fn import(&self, arguments: &[&str]) -> Ran {
        self.briefbook(&[&["import", "table.csv", "--map", "mapping.yaml"], arguments].concat())
    }

    fn briefbook(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .args(arguments)
            .current_dir(self.room.path())
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap();
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns all files below `content/` by path.
    fn content(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.room.path().join("content"), "content", &mut files);
        files
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}/{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &path, files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// Tells what a run printed and which files it made or changed.
fn told(ran: &Ran, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> String {
    let mut told = format!("{}{}ended with {:?}\n", ran.stderr, ran.stdout, ran.status);
    for (path, text) in after {
        if before.get(path) != Some(text) {
            let _ = write!(told, "\n=== {path}\n{text}");
        }
    }
    told.replace('\r', "␍")
}

/// Compares with the expected text of a case, or writes it.
fn compare(name: &str, told: &str) {
    let path = folder().join(name).join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, told).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == told,
        "{name}: expected\n{expected}\n{name}: got\n{told}"
    );
}

/// Runs a case, compares, and looks whether a second run leaves everything as it is.
fn holds(name: &str, arguments: &[&str]) -> Case {
    let case = Case::new(name);
    let before = case.content();
    let ran = case.import(arguments);
    let after = case.content();
    compare(name, &told(&ran, &before, &after));
    let again = case.import(arguments);
    assert!(
        again.stdout.contains("0 made, 0 changed"),
        "{name}: {}",
        again.stdout
    );
    assert_eq!(
        case.content(),
        after,
        "{name}: a second run changed something"
    );
    case
}

#[test]
fn rows_become_briefs_that_a_build_takes() {
    let case = holds("made", &[]);
    let checked = case.briefbook(&["check"]);
    assert_eq!(checked.stderr, "");
    let again = case.import(&["--dry-run"]);
    assert_eq!(
        again.stdout,
        "0 made, 0 changed, 2 unchanged, 0 rows left out (nothing was written)\n"
    );
}

#[test]
fn an_update_changes_what_the_table_has_and_nothing_else() {
    let case = Case::new("updated");
    // Git would take these line ends away.
    let windows = "content/exercises/windows.md";
    case.write(windows, case.read(windows).replace('\n', "\r\n"));
    let before = case.content();
    let ran = case.import(&["--update", "--dry-run"]);
    assert_eq!(case.content(), before, "a dry run wrote something");
    compare("updated", &told(&ran, &before, &before));
    let ran = case.import(&["--update"]);
    let summary = "1 made, 5 changed, 2 unchanged, 0 rows left out\n";
    assert_eq!(ran.stdout, summary, "{}", ran.stderr);
    let after = case.content();
    let again = case.import(&["--update"]);
    assert!(
        again.stdout.starts_with("0 made, 0 changed, 8 unchanged"),
        "{}",
        again.stdout
    );
    assert_eq!(case.content(), after);
}

/// Returns words that YAML, CSV or Markdown might take for something else, the same in every run.
fn awkward(seed: &mut u64) -> String {
    const PARTS: &[&str] = &[
        "a", "no", "2022", ": ", " #", "- ", "\"", "'", ",", ";", "[", "]", "{", "}", "\\", "岸",
        "서", "é", "~", "null", "0x1f", "14:52", "&", "*", "!", "|", ">", "%", "@", "`", " ", "\n",
        "1e3", "-", "?", ":", "=", "{{", "}}", "{%", "---", "...", "\t",
    ];
    let mut text = String::new();
    let mut next = |most: u64| {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % most
    };
    for _ in 0..next(7) {
        let part = next(PARTS.len() as u64);
        text.push_str(PARTS[usize::try_from(part).unwrap()]);
    }
    // A formula is a fault of its own.
    text.trim().trim_start_matches('=').to_owned()
}

#[test]
fn an_update_with_the_same_table_is_nothing() {
    let case = Case::new("made");
    let mut seed = 20_221_122;
    let mut table = String::from(
        "no,name,first_day,last_day,size,ships,place,what,troops,remark,who,sources,Web address,text\n",
    );
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for number in 0..100 {
        for row in 0..=number % 3 {
            let name =
                quoted(&format!("Name {number} {}", awkward(&mut seed)).replace(['/', '\n'], " "));
            let name = if row == 0 { name } else { String::new() };
            let place = ["busan", "jeju", ""][(number + row) % 3];
            let (what, remark) = (quoted(&awkward(&mut seed)), quoted(&awkward(&mut seed)));
            let who = quoted(&format!(
                "suh-wook:{}",
                awkward(&mut seed).replace([';', ':'], " ")
            ));
            let text = if row == 0 {
                quoted("Plain.")
            } else {
                String::new()
            };
            let _ = writeln!(
                table,
                "{number},{name},2022-{:02},,big,{row},{place},{what},{number},{remark},{who},navy;paper,,{text}",
                1 + number % 12
            );
        }
    }
    let mapping = case.read("mapping.yaml").replace(
        "ships: { value: \"{{ ships }}\", source: navy }",
        "summary: \"{{ name }}\"",
    );
    let mapping = mapping.replace("\"{{ first_day }} {{ name }}\"", "\"{{ no }}-x\"");
    case.write("mapping.yaml", mapping);
    case.write("table.csv", table);
    let made = case.import(&[]);
    assert_eq!(
        made.stdout, "100 made, 0 changed, 0 unchanged, 0 rows left out\n",
        "{}",
        made.stderr
    );
    let before = case.content();
    let updated = case.import(&["--update"]);
    assert_eq!(
        updated.stdout, "0 made, 0 changed, 100 unchanged, 0 rows left out\n",
        "{}",
        updated.stderr
    );
    assert_eq!(updated.stderr, "");
    assert_eq!(case.content(), before);
}

/// The columns of the table of faults.
const COLUMNS: &[&str] = &[
    "no", "key", "title", "when", "zone", "size", "ships", "lasting", "report", "place", "what",
    "who", "sources", "text", "scratch",
];

/// Writes a row of the table of faults, in which nothing is wrong but what is given.
fn row(number: usize, wrong: &[(&str, &str)]) -> String {
    let cells = COLUMNS.iter().map(|column| {
        let given = wrong.iter().find(|(name, _)| name == column);
        let usual = match *column {
            "no" => number.to_string(),
            "key" => format!("exercise {number}"),
            "title" => format!("Exercise {number}"),
            "when" => "2022-08-22".to_owned(),
            "size" => "big".to_owned(),
            "sources" => "navy".to_owned(),
            _ => String::new(),
        };
        given.map_or(usual, |(_, cell)| (*cell).to_owned())
    });
    cells.collect::<Vec<_>>().join(";")
}

#[test]
fn each_fault_is_told_by_row_and_column_and_no_good_row_is_lost() {
    let long_key = "x".repeat(300);
    let million = "a".repeat(1_000_000);
    let faults: &[&[(&str, &str)]] = &[
        &[("when", "2022-13-01")],
        &[("when", "22/08/2022")],
        &[("when", "2022-09-01/2022-08-22")],
        &[("when", "soon")],
        &[("when", "")],
        &[("zone", "Asia/Soul")],
        &[("size", "bgi")],
        &[("size", "huge")],
        &[("ships", "1,000")],
        &[("lasting", "long")],
        &[("report", "example.org")],
        &[("place", "busam")],
        &[("place", "suh-wook")],
        &[("who", "suh-wok:Minister")],
        &[("who", "suh-wook,:Minister")],
        &[("sources", "navy,papre")],
        &[("sources", "")],
        &[("title", "")],
        &[("text", "<b>bold</b>")],
        &[("text", "in [[nowhere]]")],
        &[("key", "–")],
        &[("key", "")],
        &[("key", "../site")],
        &[("key", "a\\b")],
        &[("key", "CON")],
        &[("key", &long_key)],
        &[("key", "Exercise 2")],
        &[("what", "=SUM(A1:A3)")],
        &[("what", "#REF!")],
        &[("what", "#n/a")],
        &[("what", "a\u{7}b")],
        &[("what", "a\0b")],
        &[("what", &million)],
        &[("what", "\"never closed")],
        &[("what", "\"closed\" too early")],
        &[("what", "a;b")],
        &[("no", "2"), ("size", "little")],
        &[("what", "spoiled \u{1}byte")],
    ];
    let mut table = format!("\u{feff}{}\r\n", COLUMNS.join(";"));
    let mut number = 2;
    for wrong in faults {
        for line in [row(number, &[("scratch", "=A1")]), row(number + 1, wrong)] {
            table.push_str(&line);
            table.push_str("\r\n");
        }
        number += 2;
    }
    table.push_str("\r\n;;;\r\nshort;row\r\n");
    table.push_str(&row(
        number + 3,
        &[("what", "\"two\r\nlines; and \"\"quotes\"\"\"")],
    ));
    // The byte is no letter in UTF-8.
    let bytes = table.replace("spoiled \u{1}byte", "서 spoiled \u{1}");
    let bytes = bytes
        .into_bytes()
        .into_iter()
        .map(|byte| if byte == 1 { 0xff } else { byte });
    let case = Case::new("faults");
    case.write("table.csv", bytes.collect::<Vec<u8>>());
    let before = case.content();
    let ran = case.import(&[]);
    let told = told(&ran, &before, &before);
    compare("faults", &told);
    let good = faults.len() + 1;
    let made = case.content().len() - before.len();
    assert_eq!(made, good, "{told}");
    for row in (0..faults.len()).map(|index| 2 * index + 3) {
        assert_eq!(
            told.matches(&format!("error: row {row}, column ")).count(),
            1,
            "row {row}: {told}"
        );
    }
    let again = case.import(&[]);
    assert!(
        again
            .stdout
            .starts_with(&format!("0 made, 0 changed, {good} unchanged")),
        "{}",
        again.stdout
    );
    let updated = case.import(&["--update"]);
    assert!(
        updated
            .stdout
            .starts_with(&format!("0 made, 0 changed, {good} unchanged")),
        "{}",
        updated.stdout
    );
}

#[test]
fn what_is_wrong_with_the_table_or_the_mapping_is_told_before_anything_is_written() {
    let good = "key,day,size\na,2022,large\n";
    let mapping = "kind: exercise\nkey: \"{{ key }}\"\nfields:\n  title: \"{{ key }}\"\n  when: \"{{ day }}\"\n  level: \"{{ size }}\"\n  sources: navy\n";
    let cases: &[(&str, &str, &str)] = &[
        (
            "a column twice and one without a name",
            "key,day,key,,size\na,2022,b,c,large\n",
            mapping,
        ),
        ("an empty table", "\n\n", mapping),
        ("a workbook", "PK\u{3}\u{4}", mapping),
        (
            "a column that the table lacks",
            "key,dya,size\na,2022,large\n",
            mapping,
        ),
        (
            "a field that the kind lacks",
            good,
            &mapping.replace("level:", "levle:"),
        ),
        (
            "a setting that does not exist",
            good,
            &mapping.replace("fields:", "feilds:"),
        ),
        (
            "a kind that does not exist",
            good,
            &mapping.replace("exercise", "exercies"),
        ),
        (
            "a template that is none",
            good,
            &mapping.replace("{{ day }}", "{{ day"),
        ),
        (
            "a table of words that is not there",
            good,
            &mapping.replace("\"{{ size }}\"", "{ value: \"{{ size }}\", table: sizes }"),
        ),
        (
            "a list where one value belongs",
            good,
            &mapping.replace("\"{{ day }}\"", "[a, b]"),
        ),
        (
            "no title",
            good,
            &mapping.replace("  title: \"{{ key }}\"\n", ""),
        ),
        ("no YAML", good, "kind: [exercise\n"),
        (
            "a constant that is wrong",
            "key,day,size\na,2022,large\nb,2022,large\n",
            &mapping.replace("navy", "navvy"),
        ),
        (
            "a field twice",
            good,
            &format!("{mapping}when_new:\n  when: 2022\n"),
        ),
        (
            "rows that are no list",
            good,
            &format!("{mapping}rows: part\n"),
        ),
    ];
    let mut all = String::new();
    for (name, table, mapping) in cases {
        let case = Case::new("heads");
        case.write("table.csv", table);
        case.write("mapping.yaml", mapping);
        let before = case.content();
        let ran = case.import(&[]);
        let _ = write!(
            all,
            "--- {name}\n{}\n",
            told(&ran, &before, &case.content())
        );
        assert_ne!(ran.status, Some(0), "{name}");
        assert_eq!(case.content(), before, "{name}");
    }
    compare("heads", &all);
}

#[test]
fn tables_are_read_in_the_encodings_that_spreadsheets_write() {
    let utf_16 = |text: &str| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let table = "key;title\r\na;Nhà café 岸\r\n";
    let latin = b"key,title\r\na,plain\r\nb,caf\xe9 \x96 na\xefve\r\n".to_vec();
    let mapping = "kind: exercise\nkey: \"{{ key }}\"\nfields: { title: \"{{ title }}\", when: 2022, level: small, sources: navy }\n";
    for (bytes, title, note) in [
        (utf_16(table), "title: Nhà café 岸\n", ""),
        (table.as_bytes().to_vec(), "title: Nhà café 岸\n", ""),
        (
            latin,
            "title: café – naïve\n",
            "note: the table is not saved as UTF-8 and was read as Windows-1252, which first matters in row 3, column B `title` (`café – naïve`); look whether the letters are right\n",
        ),
    ] {
        let case = Case::new("heads");
        case.write("table.csv", bytes);
        case.write("mapping.yaml", mapping);
        let ran = case.import(&[]);
        assert_eq!((ran.stderr.as_str(), ran.status), (note, Some(0)));
        let content = case.content();
        assert!(
            content.values().any(|text| text.contains(title)),
            "{content:?}"
        );
    }
}

#[test]
fn a_table_of_timelinejs_needs_no_mapping() {
    let case = Case::new("timelinejs");
    let before = case.content();
    let asked = case.briefbook(&["import", "table.csv"]);
    assert_eq!(
        asked.stderr,
        "error: say with --kind which kind of event the rows are\n"
    );
    let ran = case.briefbook(&["import", "table.csv", "--kind", "exercise"]);
    let after = case.content();
    compare("timelinejs", &told(&ran, &before, &after));
    let again = case.briefbook(&[
        "import",
        "table.csv",
        "--kind",
        "exercise",
        "--map",
        "timelinejs",
        "--update",
    ]);
    assert!(
        again.stdout.starts_with("0 made, 0 changed, 2 unchanged"),
        "{}{}",
        again.stderr,
        again.stdout
    );
    assert_eq!(case.content(), after);
    // A kind that wants nothing but a date gets entries that a site shows at once.
    let case = Case::new("timelinejs");
    let simple = "label: Day\nplural: Days\nfolder: days\nroles: { dated_by: when }\nfields:\n  when: { type: date, label: Date, help: The day. }\n";
    case.write("templates/kinds/day.yaml", simple);
    let ran = case.briefbook(&["import", "table.csv", "--kind", "day"]);
    assert!(ran.stdout.starts_with("2 made"), "{}", ran.stderr);
    assert!(
        !case
            .read("content/days/2023-exercise-two.md")
            .contains("draft")
    );
    assert_eq!(case.briefbook(&["check"]).stderr, "");
}

#[test]
fn the_mappings_of_the_examples_fit_the_kinds_that_come_along() {
    let heads = [
        (
            "launches",
            "id,round_id,date_local,time_local,time_last,system,system_id,class,count,site,place_id,site_lat,site_lon,apogee_km,apogee_km_min,range_km,range_km_min,outcome,landing_area,japan_eez,overflew_japan,source_keys,confidence,estimates,note",
        ),
        (
            "talks",
            "id,title,series,format_body,date_start,date_end,date_zone,format,level,status,place,occasion,participants,duration_min,outcomes,source_keys,confidence,note",
        ),
        (
            "people",
            "id,name,aliases,name_ja,name_ko,country,organisation,roles,in_talks,in_seeds,tenure_source_keys,confidence,note",
        ),
        (
            "places",
            "id,name,name_native,country,lat,lon,kind,source_keys,note",
        ),
        (
            "systems",
            "id,name,aliases,class,range_km,stages,fuel,first_flight,source_keys,confidence,note",
        ),
        ("organisations", "id,name,aliases,name_native,country,kind"),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, head) in heads {
        let case = Case::new("heads");
        fs::remove_dir_all(case.room.path().join("templates")).unwrap();
        case.write("table.csv", head);
        case.write(
            "mapping.yaml",
            fs::read(root.join(format!("examples/import/{name}.yaml"))).unwrap(),
        );
        let ran = case.import(&[]);
        assert_eq!(ran.stderr, "", "{name}");
        assert_eq!(
            ran.stdout, "0 made, 0 changed, 0 unchanged, 0 rows left out\n",
            "{name}"
        );
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_site() {
    let case = Case::new("made");
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), case.room.path().join("content/exercises")).unwrap();
    let ran = case.import(&[]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr.ends_with(
            "is a symbolic link that leads out of what the site publishes; nothing was written\n"
        ),
        "{}",
        ran.stderr
    );
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}
