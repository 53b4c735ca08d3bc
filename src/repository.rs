//! Where the files of a site are kept, as far as the addresses of a host are known.
//!
//! In: the setting `repository`, which may name a branch and a folder as hosts write them, and the setting
//! `branch`. Out: the addresses at which a file is edited and read, and at which an error is told of. Nothing
//! is guessed for a host whose addresses are not known, and nothing is ever asked of it.

use crate::text::percent_encode;

/// A repository on a host whose addresses are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    host: Host,
    /// The address of the repository, without a slash at its end.
    address: String,
    branch: String,
    /// The folder of the site in it, with a slash at its end, or empty.
    folder: String,
}

/// Whose addresses are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
    Forgejo,
}

/// The branch that is meant where none is named.
const BRANCH: &str = "main";

impl Repository {
    /// Reads the address of a repository; nothing where the host is not known.
    ///
    /// What the address itself says of branch and folder wins over the setting.
    #[must_use]
    pub fn parse(address: &str, branch: Option<&str>) -> Option<Self> {
        let address = address.split(['?', '#']).next()?.trim_end_matches('/');
        let (scheme, rest) = address.split_once("://")?;
        let (name, path) = rest.split_once('/')?;
        let host = Host::of(&name.to_ascii_lowercase())?;
        let (path, within) = match path.split_once(host.tree()) {
            Some((path, within)) => (path, Some(within)),
            None => (path, None),
        };
        let path = path.trim_end_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        if !path.contains('/') {
            return None;
        }
        let (named, folder) = match within.map(|within| within.split_once('/')) {
            None => (None, ""),
            Some(None) => (within, ""),
            Some(Some((named, folder))) => (Some(named), folder),
        };
        let folder = folder.trim_matches('/');
        let encoded = |branch: &str| percent_encode(branch);
        Some(Self {
            host,
            address: format!("{scheme}://{name}/{path}"),
            branch: named.map_or_else(|| encoded(branch.unwrap_or(BRANCH)), str::to_owned),
            folder: if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            },
        })
    }

    /// Returns the address at which a file is edited, by its path from the folder of the site.
    #[must_use]
    pub fn edit(&self, path: &str) -> String {
        let place = match self.host {
            Host::GitHub => "edit",
            Host::GitLab => "-/edit",
            Host::Forgejo => "_edit",
        };
        self.file(place, path)
    }

    /// Returns the address at which a file is read as it is written.
    #[must_use]
    pub fn source(&self, path: &str) -> String {
        let (place, plain) = match self.host {
            Host::GitHub => ("blob", "plain=1"),
            Host::GitLab => ("-/blob", "plain=1"),
            Host::Forgejo => ("src/branch", "display=source"),
        };
        format!("{}?{plain}", self.file(place, path))
    }

    /// Returns the address of a report that has begun: which page, and what to say.
    #[must_use]
    pub fn report(&self, title: &str, page: &str) -> Option<String> {
        if self.host != Host::GitHub {
            return None;
        }
        let subject = percent_encode(&format!("Error: {title}"));
        let words =
            format!("Page: {page}\n\nWhat is wrong:\n\nWhat is right, and which source says so:\n");
        let words = percent_encode(&words);
        let address = &self.address;
        Some(format!("{address}/issues/new?title={subject}&body={words}"))
    }

    fn file(&self, place: &str, path: &str) -> String {
        let Self {
            address,
            branch,
            folder,
            ..
        } = self;
        format!(
            "{address}/{place}/{branch}/{folder}{}",
            percent_encode(path)
        )
    }
}

impl Host {
    /// Finds the host of a name in lower case; whoever runs a server of their own commonly names it after
    /// the program.
    fn of(name: &str) -> Option<Self> {
        match name {
            "github.com" | "www.github.com" => Some(Self::GitHub),
            "gitlab.com" => Some(Self::GitLab),
            "codeberg.org" => Some(Self::Forgejo),
            _ if name.starts_with("gitlab.") => Some(Self::GitLab),
            _ if name.starts_with("forgejo.") || name.starts_with("gitea.") => Some(Self::Forgejo),
            _ => None,
        }
    }

    /// Returns what stands between a repository and the branch in the address of a folder.
    fn tree(self) -> &'static str {
        match self {
            Self::GitHub => "/tree/",
            Self::GitLab => "/-/tree/",
            Self::Forgejo => "/src/branch/",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_addresses_of_its_own() {
        for (address, edit, source) in [
            (
                "https://github.com/o/r",
                "https://github.com/o/r/edit/main/content/a%20b.md",
                "https://github.com/o/r/blob/main/content/a%20b.md?plain=1",
            ),
            (
                "https://github.com/o/r/tree/draft/a/site/",
                "https://github.com/o/r/edit/draft/a/site/content/a%20b.md",
                "https://github.com/o/r/blob/draft/a/site/content/a%20b.md?plain=1",
            ),
            (
                "https://gitlab.com/o/group/r.git",
                "https://gitlab.com/o/group/r/-/edit/main/content/a%20b.md",
                "https://gitlab.com/o/group/r/-/blob/main/content/a%20b.md?plain=1",
            ),
            (
                "https://gitlab.example.org/o/r/-/tree/dev",
                "https://gitlab.example.org/o/r/-/edit/dev/content/a%20b.md",
                "https://gitlab.example.org/o/r/-/blob/dev/content/a%20b.md?plain=1",
            ),
            (
                "https://codeberg.org/o/r/src/branch/dev/site",
                "https://codeberg.org/o/r/_edit/dev/site/content/a%20b.md",
                "https://codeberg.org/o/r/src/branch/dev/site/content/a%20b.md?display=source",
            ),
        ] {
            let read = Repository::parse(address, None).expect(address);
            assert_eq!(read.edit("content/a b.md"), edit);
            assert_eq!(read.source("content/a b.md"), source);
        }
    }

    #[test]
    fn a_branch_may_be_set() {
        let read = Repository::parse("https://github.com/o/r", Some("week/5"));
        let edit = read.map(|read| read.edit("a.md"));
        let expected = "https://github.com/o/r/edit/week/5/a.md";
        assert_eq!(edit.as_deref(), Some(expected));
    }

    #[test]
    fn what_is_not_known_has_no_address() {
        for address in [
            "https://example.org/o/r",
            "https://github.com/o",
            "https://github.com",
            "https://github.com.example.org/o/r",
        ] {
            assert_eq!(Repository::parse(address, None), None, "{address}");
        }
    }

    #[test]
    fn a_report_says_which_page_is_meant() {
        let read = Repository::parse("https://github.com/o/r", None).expect("a known host");
        assert_eq!(
            read.report("Talk & call", "talks/a.html").as_deref(),
            Some(
                "https://github.com/o/r/issues/new?title=Error%3A%20Talk%20%26%20call\
                 &body=Page%3A%20talks/a.html%0A%0AWhat%20is%20wrong%3A%0A%0A\
                 What%20is%20right%2C%20and%20which%20source%20says%20so%3A%0A"
            )
        );
        let read = Repository::parse("https://gitlab.com/o/r", None).expect("a known host");
        assert_eq!(read.report("Talk", "talks/a.html"), None);
    }
}
