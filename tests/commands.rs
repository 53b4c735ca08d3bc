//! The command line as people meet it: every command and option is documented, every help ends with
//! an example that works, and pipes, full disks and missing terminals are no surprise.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

#[path = "support/documents.rs"]
mod documents;
#[path = "support/site.rs"]
mod support;

use documents::{Document, in_backticks, read};
use support::Site;

/// The commands that the list of commands leaves out.
const HIDDEN: &[&str] = &["completions", "man"];

fn briefbook(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefbook"));
    command
        .args(arguments)
        .env("COLUMNS", "200")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Returns what a command prints to standard output.
fn printed(arguments: &[&str]) -> String {
    let output = briefbook(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

/// Returns what a help lists below a heading: the first words of each line, without brackets.
fn listed(help: &str, heading: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != heading).skip(1);
    lines
        .take_while(|line| line.starts_with(' '))
        .filter_map(|line| line.trim_start().split("  ").next())
        .flat_map(|words| words.split(", "))
        .map(|word| {
            word.trim_matches(['<', '>', '[', ']'])
                .replace(['<', '>'], "")
        })
        .collect()
}

fn commands() -> Vec<String> {
    let mut commands = listed(&printed(&["--help"]), "Commands:");
    commands.retain(|command| command != "help");
    assert!(commands.len() > 2);
    commands.extend(HIDDEN.iter().map(|command| (*command).to_owned()));
    commands
}

/// Returns the rows of the table of options below a heading, by the words in backticks.
fn documented(document: &Document, heading: &str, head: &str) -> Vec<String> {
    let rows = document.table(heading, head);
    rows.iter().flat_map(|row| in_backticks(&row[0])).collect()
}

#[test]
fn every_command_and_option_is_documented() {
    let document = read("docs/commands.md");
    assert_eq!(
        documented(&document, "briefbook", "option"),
        listed(&printed(&["--help"]), "Options:")
    );
    for command in commands() {
        let help = printed(&["help", &command]);
        let mut there = listed(&help, "Arguments:");
        there.extend(listed(&help, "Options:"));
        let there: BTreeSet<String> = there.into_iter().collect();
        let listed = if HIDDEN.contains(&command.as_str()) {
            documented(
                &document,
                "completions and man",
                &format!("option of {command}"),
            )
        } else {
            documented(&document, &command, "option")
        };
        assert_eq!(
            listed.into_iter().collect::<BTreeSet<_>>(),
            there,
            "{command}"
        );
    }
}

#[test]
fn every_required_argument_is_documented_as_such() {
    let document = read("docs/commands.md");
    for command in commands() {
        let help = printed(&["help", &command]);
        let usage = help
            .lines()
            .find(|line| line.starts_with("Usage:"))
            .unwrap()
            .to_owned();
        let required: Vec<&str> = usage
            .split_whitespace()
            .filter_map(|word| word.strip_prefix('<')?.strip_suffix('>'))
            // A command with commands of its own takes one of these.
            .filter(|word| *word != "COMMAND")
            .collect();
        let rows = if HIDDEN.contains(&command.as_str()) {
            document.table("completions and man", &format!("option of {command}"))
        } else {
            document.table(&command, "option")
        };
        let listed: Vec<String> = rows
            .iter()
            .filter(|row| row[1].ends_with("; required"))
            // Of an option that must be given, the value is what the call asks for.
            .filter_map(|row| {
                let last = in_backticks(&row[0]).pop()?;
                last.split_whitespace().last().map(str::to_owned)
            })
            .collect();
        assert_eq!(listed, required, "{command}");
    }
}

/// Runs the example of every help, in the order of the list, as somebody would who types them.
#[cfg(unix)]
#[test]
fn every_help_ends_with_an_example_that_works() {
    let site = Site::without_files();
    for command in commands() {
        let help = printed(&["help", &command]);
        assert!(
            help.contains(&format!("\nExample:\n  briefbook {command}")),
            "{help}"
        );
        // One runs until it is stopped, the other needs a remote; both have tests of their own.
        if ["serve", "publish"].contains(&command.as_str()) {
            continue;
        }
        let (_, example) = help
            .split_once("\nExample:\n  ")
            .unwrap_or_else(|| panic!("{command}"));
        let line = example.lines().next().unwrap();
        // Two spaces part the call from what is said of it.
        let call = line.split("  ").next().unwrap();
        assert!(call.starts_with(&format!("briefbook {command}")), "{call}");
        let folder = if command == "init" {
            site.path("")
        } else {
            site.path("north-pacific")
        };
        if command == "import" {
            let mapping = "kind: topic\nkey: \"{{ name }}\"\nfields: { title: \"{{ name }}\" }\n";
            site.write("north-pacific/launches.yaml", mapping);
            site.write("north-pacific/launches.csv", "name\nLaunches\n");
        }
        let home = site.path("../home");
        std::fs::create_dir_all(home.join(".local/share/bash-completion/completions")).unwrap();
        let path = std::path::Path::new(env!("CARGO_BIN_EXE_briefbook"))
            .parent()
            .unwrap();
        let output = Command::new("/bin/sh")
            .args(["-c", call])
            .current_dir(folder)
            .env("HOME", home)
            .env("PATH", path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{call}: {output:?}");
        assert!(output.stderr.is_empty(), "{call}: {output:?}");
    }
}

#[test]
fn the_help_of_all_commands_ends_with_an_example_too() {
    let help = printed(&["--help"]);
    assert!(
        help.contains("\nExample:\n  briefbook init north-pacific "),
        "{help}"
    );
}

#[test]
fn nothing_is_coloured_or_counted_in_a_pipe() {
    let site = Site::bare().with("content/index.md", "---\ntitel: A\n---\n");
    let output = briefbook(&["build"])
        .current_dir(site.path(""))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    for bytes in [&output.stdout, &output.stderr] {
        assert!(
            !bytes.contains(&0x1b) && !bytes.contains(&b'\r'),
            "{output:?}"
        );
    }
    let coloured = briefbook(&["build"])
        .current_dir(site.path(""))
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(coloured.stderr.contains(&0x1b));
}

#[test]
fn a_reader_who_has_seen_enough_is_not_a_failure() {
    let site = Site::bare();
    for arguments in [
        &["completions", "zsh"][..],
        &["build"],
        &["explain", "unknown-key"],
        &["--help"],
    ] {
        let mut child = briefbook(arguments)
            .current_dir(site.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
    site.write("content/index.md", "---\ntitel: A\n---\n");
    let mut child = briefbook(&["build"])
        .current_dir(site.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_not_said_to_be_well() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = briefbook(&["completions", "bash"])
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "error: this cannot be printed: the disk is full\n");
}

#[test]
fn shells_and_the_manual_know_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for word in ["init", "explain", "dry-run", "base-url"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let page = printed(&["man"]);
    assert!(page.contains(".TH briefbook 1"), "{page}");
    for command in commands() {
        let page = printed(&["man", &command]);
        assert!(
            page.contains(&format!(".TH briefbook-{command} 1")),
            "{page}"
        );
    }
    let wrong = briefbook(&["man", "nonsense"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_build_says_how_many_drafts_it_left_out() {
    let site = Site::bare().with("content/topics/t.md", "---\ntitle: T\ndraft: true\n---\n");
    let printed = site.build().succeeds().output;
    assert!(
        printed.contains("left out: 1 draft (--drafts builds drafts too)\n"),
        "{printed}"
    );
    let printed = site.build().arg("--drafts").succeeds().output;
    assert!(!printed.contains("left out"), "{printed}");
}
