//! `site.yaml`: each setting right and wrong.

use crate::check::{Show, check};
use insta::assert_snapshot;

fn settings(lines: &str) -> String {
    check(&format!("\n//- /site.yaml\n{lines}\n"), Show::Nothing)
}

#[test]
fn everything_that_may_be_set() {
    assert_snapshot!(settings("\
title: Record
tagline: Of talks
url: https://example.org/briefs/
language: en-GB
licence: { name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }
as_of: 2022-02-28
zones: { Seoul: Asia/Seoul, Tokyo: Asia/Tokyo }
publisher: Nobody
repository: https://example.org/git
contact: desk@example.org
names: { order: family-first }
x-own: anything"), @"clean");
}

#[test]
fn only_the_title_is_needed() {
    assert_snapshot!(settings("title: Record"), @"clean");
    assert_snapshot!(settings("tagline: Of talks"), @"site.yaml:1:1 bad-config: `title` is missing");
    assert_snapshot!(settings(""), @"site.yaml:1:1 bad-config: `title` is missing");
    assert_snapshot!(settings("title:"), @"site.yaml:1:1 bad-config: `title` is missing");
    assert_snapshot!(settings("title: ''"), @"site.yaml:1:1 bad-config: `title` is missing");
    assert_snapshot!(settings("- title"), @"site.yaml:1:1 bad-config: a mapping is wanted here, not a list | write `key: value` lines, one for each setting");
    assert_snapshot!(settings("title: [a"), @"site.yaml:1:8 yaml-syntax: this is not YAML: unclosed bracket '[' | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike");
}

#[test]
fn settings_that_cannot_be_used() {
    assert_snapshot!(settings("\
title: [Record]
tagine: Of talks
url: example.org
language: English
licence: CC BY 4.0
as_of: 2022-02
zones: { Seoul: Asia/Soul, Tokyo: [Asia/Tokyo] }
publisher: { name: Nobody }
repository: git@example.org:a
contact: nobody
colour: red"), @"
    site.yaml:1:8 bad-config: `title` takes a single value, not a list
    site.yaml:2:1 bad-config: there is no setting `tagine` | did you mean `tagline`?
    site.yaml:3:6 bad-config: `example.org` cannot be the address of a site | write the whole address, such as https://example.org/briefs/
    site.yaml:4:11 bad-config: `English` is not a language tag such as en or ko
    site.yaml:5:10 bad-config: a mapping is wanted here, not a single value | write `key: value` lines, one for each setting
    site.yaml:6:8 bad-date: `2022-02` is not one certain day | write a day such as 2022-02-28
    site.yaml:7:17 unknown-zone: there is no time zone `Asia/Soul` | did you mean `Asia/Seoul`?
    site.yaml:7:35 bad-config: a zone is a name such as Asia/Seoul
    site.yaml:8:12 bad-config: `publisher` takes a single value, not a mapping
    site.yaml:9:13 bad-config: `git@example.org:a` is not an http or https address
    site.yaml:10:10 bad-config: `nobody` is neither a mail address nor a web address
    site.yaml:11:1 bad-config: there is no setting `colour` | known here: title, tagline, url, language, licence, as_of, zones, publisher, repository, branch, contact, names
    ");
    assert_snapshot!(settings("title: A\nlicence: { url: example.org, nam: x }\nzones: [Asia/Seoul]\nurl: https://example.org/?a"), @"
    site.yaml:2:10 bad-config: `name` is missing
    site.yaml:2:17 bad-config: `example.org` is not an http or https address
    site.yaml:2:30 bad-config: there is no setting `nam` | did you mean `name`?
    site.yaml:3:8 bad-config: `zones` takes a mapping, not a list
    site.yaml:4:6 bad-config: `https://example.org/?a` cannot be the address of a site | write the whole address, such as https://example.org/briefs/
    ");
    assert_snapshot!(settings("title: A\nnames: { order: eastern }"), @"site.yaml:2:17 bad-config: names cannot be ordered `eastern` | the orders are as-written, given-first, family-first");
    assert_snapshot!(settings("title: A\nnames: family-first"), @"site.yaml:2:8 bad-config: a mapping is wanted here, not a single value | write `key: value` lines, one for each setting");
    assert_snapshot!(settings("title: A\ntitle: B"), @"
    site.yaml:2:1 duplicate-key: the key `title` stands here a second time | keep one of the two; where both values are meant, make one list
      site.yaml:1:1 first here
    ");
}
