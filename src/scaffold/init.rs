//! A new site: settings, a first page, what git and GitHub need, and the sample briefs.
//!
//! In: a folder that is new, empty, or holds only what hosts of git put there first. Out: a site that
//! builds without a message. Nothing is filled in that only its editor can know: no address, no
//! publisher, no licence.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{NewFile, ScaffoldError, write_new, yaml_text};
use crate::embedded;

/// Whether a new site starts from the sample briefs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// The briefs are copied.
    Include,
    /// There is only a first page.
    Leave,
}

/// What was made of a folder.
#[derive(Debug)]
pub struct NewSite {
    /// The files written, in the order of their making.
    pub written: Vec<String>,
    /// The files that were there before and stay as they are.
    pub kept: Vec<String>,
    /// Lines that an own `.gitignore` lacks.
    pub not_ignored: Vec<&'static str>,
}

/// What a folder may hold before: what hosts of git and file managers put there.
const HARMLESS: &[&str] = &[
    ".git",
    ".gitattributes",
    ".gitignore",
    ".ds_store",
    "desktop.ini",
    "thumbs.db",
];

/// What git must pass over: the output, the cache, private source texts.
const IGNORED: &[&str] = &["public/", ".briefbook/", "content/_material/"];

const README: &str = include_str!("readme.md");
const README_OF_SAMPLE: &str = include_str!("readme_sample.md");
const WORKFLOW: &str = include_str!("pages.yml");
const NOTICE: &str = include_str!("../../NOTICE");
const DATA_LICENCE: &[u8] = include_bytes!("../../LICENSE-DATA-nagix");

/// The line of the notice with which the part about the content begins.
const ORIGIN: &str = "Texts of the briefs\n";

/// Makes a new site in a folder, which need not exist yet.
///
/// # Errors
///
/// Fails if the folder holds anything that could be somebody's work, or cannot be written; nothing is
/// left behind then.
pub fn init(folder: &Path, sample: Sample) -> Result<NewSite, ScaffoldError> {
    let there = names_in(folder)?;
    if there.iter().any(|name| name == "site.yaml") {
        return Err(ScaffoldError::new(
            format!("`{}` is a site already", folder.display()),
            "name another folder for a new one",
        ));
    }
    if let Some(name) = there.iter().find(|name| !is_harmless(name)) {
        return Err(ScaffoldError::new(
            format!(
                "`{}` is not empty: it holds `{name}`, for example",
                folder.display()
            ),
            "name a new folder, or one in which there is nothing but .git, README and LICENSE",
        ));
    }
    let mut kept = Vec::new();
    let mut files = Vec::new();
    for file in planned(&title_of(folder), sample) {
        match there.iter().find(|name| stands_for(name, &file.path)) {
            Some(name) => kept.push(name.clone()),
            None => files.push(file),
        }
    }
    kept.extend(there.into_iter().filter(|name| is_licence(name)));
    let not_ignored = if kept.iter().any(|name| name == ".gitignore") {
        lines_not_in(&folder.join(".gitignore"))
    } else {
        Vec::new()
    };
    write_new(folder, &files)?;
    Ok(NewSite {
        written: files.into_iter().map(|file| file.path).collect(),
        kept,
        not_ignored,
    })
}

/// Lists what lies in a folder, sorted; a folder that does not exist holds nothing.
fn names_in(folder: &Path) -> Result<Vec<String>, ScaffoldError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(ScaffoldError::new(
                format!("`{}` is not a folder", folder.display()),
                "choose another name",
            ));
        }
        Err(error) => return Err(ScaffoldError::failed("read", folder, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| ScaffoldError::failed("read", folder, &error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&name.to_lowercase().as_str()) || is_readme(name) || is_licence(name)
}

fn is_readme(name: &str) -> bool {
    has_stem(name, &["readme"])
}

fn is_licence(name: &str) -> bool {
    has_stem(name, &["license", "licence", "copying"])
}

fn has_stem(name: &str, stems: &[&str]) -> bool {
    let name = name.to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    stems.contains(&stem)
}

/// Tells whether a file that is there takes the place of one that would be written.
fn stands_for(name: &str, path: &str) -> bool {
    name.eq_ignore_ascii_case(path) || (is_readme(name) && is_readme(path))
}

fn lines_not_in(file: &Path) -> Vec<&'static str> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim().trim_matches('/'))
        .collect();
    let lacking = IGNORED
        .iter()
        .filter(|line| !lines.contains(&line.trim_matches('/')));
    lacking.copied().collect()
}

/// Makes a title of a folder's name: words, the first with a capital letter.
fn title_of(folder: &Path) -> String {
    let absolute = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let absolute = absolute.unwrap_or_else(|_| folder.to_owned());
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = name
        .split(|letter: char| {
            letter.is_whitespace() || letter.is_control() || matches!(letter, '-' | '_')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "A new record".to_owned(),
    }
}

/// Lists the files of a new site. `site.yaml` comes last: half a site is not taken for a whole one.
fn planned(title: &str, sample: Sample) -> Vec<NewFile> {
    let file = |path: &str, bytes: &[u8]| NewFile {
        path: path.to_owned(),
        bytes: bytes.to_owned(),
    };
    let mut files = vec![
        file("README.md", readme(title, sample).as_bytes()),
        file(".gitignore", ignored().as_bytes()),
        file(".github/workflows/pages.yml", WORKFLOW.as_bytes()),
        file("content/index.md", first_page(title, sample).as_bytes()),
    ];
    if sample == Sample::Include {
        for (path, bytes) in embedded::SAMPLE {
            files.push(file(path, bytes));
        }
        files.push(file("content/_sample/NOTICE.txt", notice().as_bytes()));
        files.push(file("content/_sample/LICENSE-DATA-nagix", DATA_LICENCE));
    }
    files.push(file("site.yaml", settings(title, sample).as_bytes()));
    files
}

fn ignored() -> String {
    format!(
        "# The finished site, working files, and private source texts are not kept in git.\n{}\n",
        IGNORED.join("\n")
    )
}

fn settings(title: &str, sample: Sample) -> String {
    // The cities of the sample; a record that starts from nothing has none yet.
    let mark = match sample {
        Sample::Include => "",
        Sample::Leave => "# ",
    };
    format!(
        "\
# The settings of this site. Take the # before a line away to use it; leave out what does not apply.
title: {}
# tagline: one line on what this site records
# publisher: who answers for it
# contact: a mail or web address for questions and corrections
# repository: the web address at which these files are kept
# url: the web address at which the site is published
# licence: {{ name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }}
# as_of: the day up to which the record was kept, such as 2022-02-28
# The cities in which each date is also given, with their time zones:
{mark}zones:
{mark}  Seoul: Asia/Seoul
{mark}  Tokyo: Asia/Tokyo
{mark}  Washington: America/New_York
",
        yaml_text(title)
    )
}

fn first_page(title: &str, sample: Sample) -> String {
    let words = match sample {
        Sample::Include => {
            "This site is new. Its briefs are a sample: talks among Japan, South Korea and the United States in 2019 and\n\
             2022, the North Korean launches that these counted, and the people, places and sources behind them. It comes\n\
             with briefbook: texts under CC BY 4.0, launch data from CNS for NTI (Apache License 2.0) and CSIS Beyond Parallel.\n\n\
             These words stand in `content/index.md`. Put in their place what this record is about.\n"
        }
        Sample::Leave => {
            "This site is new.\n\n\
             These words stand in `content/index.md`. Put in their place what this record is about.\n"
        }
    };
    format!("---\ntitle: {}\n---\n\n{words}", yaml_text(title))
}

fn readme(title: &str, sample: Sample) -> String {
    let of_sample = match sample {
        Sample::Include => README_OF_SAMPLE,
        Sample::Leave => "",
    };
    README
        .replace("{title}", title)
        .replace("{sample}", of_sample)
}

/// Says where the sample briefs come from, as this program's own notice does.
fn notice() -> String {
    let origin = NOTICE.find(ORIGIN).map_or(NOTICE, |start| &NOTICE[start..]);
    format!(
        "Where the sample briefs in content/ come from: from the record that briefbook carries, written by the briefbook\n\
         authors. Keep this file and LICENSE-DATA-nagix beside it as long as you\n\
         keep any of them; delete this folder with the last.\n\n{origin}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_name_becomes_a_title() {
        for (folder, title) in [
            ("/nowhere/north-pacific", "North pacific"),
            ("/nowhere/Hanoi_talks-2019", "Hanoi talks 2019"),
            ("/nowhere/briefs of mine", "Briefs of mine"),
            ("/nowhere/東京", "東京"),
            ("/nowhere/---", "A new record"),
            ("/", "A new record"),
        ] {
            assert_eq!(title_of(Path::new(folder)), title);
        }
    }

    #[test]
    fn what_hosts_of_git_put_there_is_harmless() {
        for name in [
            "README.md",
            "readme",
            "LICENSE",
            "Licence.txt",
            ".git",
            ".DS_Store",
        ] {
            assert!(is_harmless(name), "{name}");
        }
        for name in [
            "content",
            "site.yaml",
            ".github",
            "notes.md",
            ".bashrc",
            "READMEs",
        ] {
            assert!(!is_harmless(name), "{name}");
        }
    }

    #[test]
    fn the_notice_of_the_sample_is_about_the_sample() {
        assert!(NOTICE.contains(ORIGIN));
        assert!(!notice().contains("LICENSE-MIT"));
    }
}
