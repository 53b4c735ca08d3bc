//! The address at which a site will be found, and who gave it.
//!
//! What the call says comes first, then `site.yaml`, then a domain in `static/CNAME`, then what
//! follows from a remote on github.com. For any other remote no address is made up.

use std::fs;
use std::path::Path;

use crate::config::{self, site_address};
use crate::diagnostics::Diagnostics;
use crate::load::SETTINGS;
use crate::text::{Span, Texts};
use crate::yaml;

/// A repository on github.com.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GithubRepository {
    owner: String,
    repository: String,
}

impl GithubRepository {
    /// Reads the address of a remote, in any of the forms that git takes.
    #[must_use]
    pub fn parse(remote: &str) -> Option<Self> {
        let (host, path) = match remote.split_once("://") {
            Some((scheme, rest)) => {
                if !matches!(scheme, "https" | "http" | "ssh" | "git") {
                    return None;
                }
                rest.split_once('/')?
            }
            // A colon parts host and path here, as in git@github.com:OWNER/REPO.git.
            None => remote.split_once(':')?,
        };
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        let host = host.to_ascii_lowercase();
        if !matches!(
            host.as_str(),
            "github.com" | "www.github.com" | "ssh.github.com"
        ) {
            return None;
        }
        let path = path.trim_matches('/');
        let (owner, repository) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
        let fits = |part: &str| {
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
            !part.is_empty() && part.chars().all(plain)
        };
        (fits(owner) && fits(repository)).then(|| Self {
            owner: owner.to_owned(),
            repository: repository.to_owned(),
        })
    }

    /// Returns where GitHub Pages shows the repository, as long as no domain of its own is set.
    #[must_use]
    pub fn pages(&self) -> String {
        let host = format!("{}.github.io", self.owner.to_ascii_lowercase());
        if self.repository.eq_ignore_ascii_case(&host) {
            format!("https://{host}/")
        } else {
            format!("https://{host}/{}/", self.repository)
        }
    }

    /// Returns the page of the settings with the switch for Pages.
    #[must_use]
    pub fn settings(&self) -> String {
        format!(
            "https://github.com/{}/{}/settings/pages",
            self.owner, self.repository
        )
    }
}

/// The address of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address, with a slash at its end.
    pub url: String,
    /// Who gave it.
    pub given_by: GivenBy,
}

/// Who gave the address of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBy {
    /// The option `--base-url`.
    Call,
    /// `url` in `site.yaml`.
    Settings,
    /// The domain in `static/CNAME`.
    Domain,
    /// The address of the remote.
    Remote,
}

/// Finds the address of a site; a call that names one wins.
#[must_use]
pub fn address(
    site: &Path,
    call: Option<&str>,
    repository: Option<&GithubRepository>,
) -> Option<Address> {
    let given = |url: String, given_by| Address { url, given_by };
    call.map(|url| given(url.to_owned(), GivenBy::Call))
        .or_else(|| in_settings(site).map(|url| given(url, GivenBy::Settings)))
        .or_else(|| domain(site).map(|url| given(url, GivenBy::Domain)))
        .or_else(|| repository.map(|it| given(it.pages(), GivenBy::Remote)))
}

/// Reads `url` in `site.yaml`; a faulty file is told of by the build that follows.
fn in_settings(site: &Path) -> Option<String> {
    let text = read_plain_file(&site.join(SETTINGS))?;
    let mut diagnostics = Diagnostics::default();
    let id = Texts::default().add(SETTINGS, text.as_str());
    let node = yaml::parse(&text, Span::new(id, 0, text.len()), &mut diagnostics)?;
    config::parse(&node, &mut diagnostics).url
}

/// Reads the domain that GitHub Pages takes from a file of the site.
fn domain(site: &Path) -> Option<String> {
    let text = read_plain_file(&site.join("static").join("CNAME"))?;
    let domain = text.lines().next()?.trim();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.';
    let fits = domain.contains('.') && domain.chars().all(plain);
    fits.then(|| site_address(&format!("https://{domain}/")))?
}

/// Reads a file that is no link: nothing outside of the site is read.
fn read_plain_file(path: &Path) -> Option<String> {
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_file().then(|| fs::read_to_string(path).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_on_github_gives_the_address_of_its_pages() {
        for (remote, pages) in [
            (
                "https://github.com/OWNER/REPO.git",
                "https://owner.github.io/REPO/",
            ),
            (
                "https://github.com/OWNER/REPO/",
                "https://owner.github.io/REPO/",
            ),
            (
                "https://me:secret@github.com/OWNER/REPO",
                "https://owner.github.io/REPO/",
            ),
            (
                "git@github.com:OWNER/REPO.git",
                "https://owner.github.io/REPO/",
            ),
            ("github.com:OWNER/REPO", "https://owner.github.io/REPO/"),
            (
                "ssh://git@github.com/OWNER/REPO.git",
                "https://owner.github.io/REPO/",
            ),
            (
                "ssh://git@ssh.github.com:443/OWNER/REPO.git",
                "https://owner.github.io/REPO/",
            ),
            (
                "git@github.com:OWNER/Owner.github.io.git",
                "https://owner.github.io/",
            ),
        ] {
            let found = GithubRepository::parse(remote).map(|it| it.pages());
            assert_eq!(found.as_deref(), Some(pages), "{remote}");
        }
    }

    #[test]
    fn no_address_is_made_up_for_another_host() {
        for remote in [
            "https://example.org/OWNER/REPO.git",
            "https://github.com.example.org/OWNER/REPO.git",
            "https://github.example.org/OWNER/REPO.git",
            "git@work:OWNER/REPO.git",
            "../site.git",
            "/home/me/github.com/OWNER/REPO",
            "file:///home/me/site.git",
            "C:\\sites\\site.git",
            "https://github.com/OWNER",
            "https://github.com/OWNER/REPO/tree/main",
        ] {
            assert_eq!(GithubRepository::parse(remote), None, "{remote}");
        }
    }

    #[test]
    fn the_switch_for_pages_has_an_address() {
        let repository = GithubRepository::parse("git@github.com:OWNER/REPO.git");
        assert_eq!(
            repository.map(|it| it.settings()).as_deref(),
            Some("https://github.com/OWNER/REPO/settings/pages")
        );
    }
}
