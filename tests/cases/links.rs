//! Links, citations and images of bodies: where they lead, and what is wrong with those that do not.

use crate::check::{Show, check};
use insta::assert_snapshot;

/// Puts a body into a person's file beside a few other entries and files.
fn body(words: &str, show: Show) -> String {
    let files = format!(
        "
//- /content/about.md
---
title: About
---
Words.

## How we count

More words.

### 집계 방법
//- /content/people/kishi-nobuo.md
---
title: Nobuo Kishi
aliases: [Minister Kishi]
names: [{{ text: 岸信夫, lang: ja }}]
---
//- /content/people/min-a.md
---
title: Min A
aliases: [Min]
---
//- /content/people/min-b.md
---
title: Min B
aliases: [Min]
---
//- /content/people/unfinished.md
---
title: Unfinished
draft: true
---
//- /content/sources/list.yaml
kyodo: {{ title: Kyodo report, publisher: Kyodo, consulted: excerpt }}
yonhap: {{ title: Yonhap report, publisher: Yonhap, consulted: excerpt }}
//- /content/people/photo.png png=40x30
//- /content/maps/Map of Korea.png png=3x2
//- /content/people/notes.txt
notes
//- /content/people/page.html
<p>page</p>
//- /content/people/broken.png
not a picture
//- /content/people/writer.md
---
title: Writer
---
{words}
"
    );
    check(&files, show)
}

#[test]
fn wikilinks_find_entries_by_any_name() {
    assert_snapshot!(body("
[[kishi-nobuo]] and [[Nobuo Kishi]] and [[minister kishi]] and [[岸信夫]]
and [[kishi-nobuo|the minister]] and [[people/kishi-nobuo]] and [[kishi-nobuo.md]]
and [[about]] and [[About#How we count]] and [[about#h-how-we-count|there]] and [[about#집계 방법]]
and [[kyodo]] and [[sources/kyodo|a report]].
", Show::Links), @r#"
    people/writer: "kishi-nobuo" -> people/kishi-nobuo
    people/writer: "Nobuo Kishi" -> people/kishi-nobuo
    people/writer: "minister kishi" -> people/kishi-nobuo
    people/writer: "岸信夫" -> people/kishi-nobuo
    people/writer: "the minister" -> people/kishi-nobuo
    people/writer: "people/kishi-nobuo" -> people/kishi-nobuo
    people/writer: "kishi-nobuo" -> people/kishi-nobuo
    people/writer: "about" -> about
    people/writer: "About" -> about#h-how-we-count
    people/writer: "there" -> about#h-how-we-count
    people/writer: "about" -> about#h-집계-방법
    people/writer: "kyodo" -> sources/kyodo
    people/writer: "a report" -> sources/kyodo
    "#);
}

#[test]
fn wikilinks_that_lead_nowhere() {
    assert_snapshot!(body("
[[nobody]] and [[kishi-nobou]] and [[kishi-nobou|a man]] and [[Min]] and [[unfinished]]

- [[about#How we cont]]
- [[kishi-nobuo#Life]]
- [[about#^block]]
- [[people/nobody]] [[]] [[ ]]
", Show::Links), @"
    content/people/writer.md:5:3 unknown-reference: there is no entry called `nobody` | write nobody.md for it in the folder of its kind, or correct the name
    content/people/writer.md:5:18 unknown-reference: there is no entry called `kishi-nobou` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    content/people/writer.md:5:38 unknown-reference: there is no entry called `kishi-nobou` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    content/people/writer.md:5:64 ambiguous-reference: `Min` means 2 entries | write the key of the one you mean: `people/min-a` or `people/min-b`
      content/people/min-a.md:2:8 one of them
      content/people/min-b.md:2:8 one of them
    content/people/writer.md:5:76 draft-reference: `unfinished` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    content/people/writer.md:7:5 dead-fragment: `About` has no heading `How we cont` | did you mean `#How we count`?
    content/people/writer.md:8:5 dead-fragment: `Nobuo Kishi` has no heading `Life` | that page has no headings; leave the part after `#` out
    content/people/writer.md:9:5 dead-fragment: `About` has no heading `^block` | its headings are: How we count, 집계 방법
    content/people/writer.md:10:5 unknown-reference: there is no entry called `people/nobody` | write nobody.md for it in the folder of its kind, or correct the name
    content/people/writer.md:10:26 dead-link: `[[…]]` without a name | name what it leads to, or delete the link
    ");
}

#[test]
fn wikilinks_in_code_and_behind_a_backslash_are_words() {
    assert_snapshot!(body("
`[[nobody]]` and \\[[nobody]] and \\[[nobody]\\]

    [[nobody]]

```
[[nobody]] [@nothing]
```
", Show::Links), @"");
}

#[test]
fn relative_links_follow_the_files() {
    assert_snapshot!(body("
[a](kishi-nobuo.md) [b](./kishi-nobuo.md) [c](../people/kishi-nobuo.md) [d](../about.md#how-we-count)
[e](../about.md#h-how-we-count) [f](photo.png) [g](notes.txt) [h](<../maps/Map of Korea.png>)
[i](../maps/Map%20of%20Korea.png) [j](../about.md#%EC%A7%91%EA%B3%84-%EB%B0%A9%EB%B2%95)
[k](https://example.org/a?b=c&d=e#f) [l](mailto:a@example.org) <https://example.org/auto>
[m][reference] [n](../chronology/index.html) [o](index.html)

[reference]: ../people/kishi-nobuo.md \"A title\"
", Show::Links), @r#"
    people/writer: "a" -> people/kishi-nobuo
    people/writer: "b" -> people/kishi-nobuo
    people/writer: "c" -> people/kishi-nobuo
    people/writer: "d" -> about#h-how-we-count
    people/writer: "e" -> about#h-how-we-count
    people/writer: "f" -> file people/photo.png
    people/writer: "g" -> file people/notes.txt
    people/writer: "h" -> file maps/Map of Korea.png
    people/writer: "i" -> file maps/Map of Korea.png
    people/writer: "j" -> about#h-집계-방법
    people/writer: "k" -> https://example.org/a?b=c&d=e#f
    people/writer: "l" -> mailto:a@example.org
    people/writer: "https://example.org/auto" -> https://example.org/auto
    people/writer: "m" -> people/kishi-nobuo
    people/writer: "n" -> file chronology/index.html
    people/writer: "o" -> file people/index.html
    "#);
}

#[test]
fn relative_links_that_lead_nowhere() {
    assert_snapshot!(body("
[a](nobody.md) [b](kishi-nobou.md) [c](kishi-nobuo) [d](../people/kishi-nobuo.html) [e](/people/kishi-nobuo.md)
[f](../../outside.md) [g](../about.md#nothing) [h](page.html) [i](notes.pdf) [j](../sources/kyodo.md)
[k](unfinished.md) [l](../site.yaml) [m]() [n](?query) [o](../maps/) [p](Kishi-Nobuo.md)
", Show::Links), @"
    content/people/writer.md:5:5 dead-link: `nobody.md` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:5:20 dead-link: `kishi-nobou.md` leads nowhere | did you mean `kishi-nobuo.md`?
    content/people/writer.md:5:40 dead-link: `kishi-nobuo` leads nowhere | did you mean `kishi-nobuo.md`?
    content/people/writer.md:5:89 dead-link: `/people/kishi-nobuo.md` counts from the root of a server | write a path from this file, such as `../folder/name.md`, or `[[key]]`
    content/people/writer.md:6:5 dead-link: `../../outside.md` leads nowhere | the path leads out of `content/`
    content/people/writer.md:6:27 dead-fragment: `About` has no heading `nothing` | its headings are: How we count, 집계 방법
    content/people/writer.md:6:52 dead-link: `people/page.html` leads nowhere | files of these types are copied: jpg, jpeg, png, webp, avif, gif, pdf, csv, txt, json, zip
    content/people/writer.md:6:67 dead-link: `notes.pdf` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:7:5 draft-reference: `unfinished.md` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    content/people/writer.md:7:24 dead-link: `../site.yaml` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:7:38 dead-link: a link without a target | name what it leads to, or delete the link
    content/people/writer.md:7:48 dead-link: `?query` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:7:60 dead-link: `../maps/` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:7:74 dead-link: `Kishi-Nobuo.md` leads nowhere | did you mean `kishi-nobuo.md`?
    ");
}

#[test]
fn fragments_of_the_same_page() {
    assert_snapshot!(body("
## Early life

## Early life

### 경력 {#career}

[a](#early-life) [b](#h-early-life) [c](#h-early-life-2) [d](#career) [e](#later-life) [f](#) [[#Early life]]
", Show::Links), @"
    content/people/writer.md:11:75 dead-fragment: `Writer` has no heading `later-life` | its headings are: Early life, 경력
    content/people/writer.md:11:92 dead-link: a link without a target | name what it leads to, or delete the link
    ");
}

#[test]
fn schemes_but_three_are_refused() {
    assert_snapshot!(body("
[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](file:///etc/passwd)
[e](//example.org/a) [f](ftp://example.org) [g](&#106;avascript:alert(1)) [h](vbscript:x) [i](tel:123)
<javascript:alert(1)> ![j](javascript:x) ![k](data:image/png;base64,AA) [l](java%73cript:alert(1))
[m](<java\tscript:alert(1)>)
", Show::Links), @"
    content/people/writer.md:5:5 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:5:30 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:5:55 forbidden-scheme: `data:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:5:77 forbidden-scheme: `file:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:6:5 forbidden-scheme: `//example.org/a` names a host without a scheme | write `https:` before it
    content/people/writer.md:6:26 forbidden-scheme: `ftp:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:6:45 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:6:79 forbidden-scheme: `vbscript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:6:95 forbidden-scheme: `tel:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:7:2 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:7:23 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:7:42 forbidden-scheme: `data:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    content/people/writer.md:7:77 dead-link: `javascript:alert(1)` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:8:6 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    ");
}

#[test]
fn citations_name_sources() {
    assert_snapshot!(body("
A fact [@kyodo]. Another [@kyodo, p. 3; @yonhap]. A third [@nothing]. A fourth [@kiodo].
Not one: a@kyodo.jp, @kyodo, `[@nothing]`, \\[@nothing]. A person [@kishi-nobuo]. [@]
", Show::Links), @r#"
    content/people/writer.md:5:60 unknown-reference: there is no source called `nothing` | write content/sources/nothing.md for it, or correct the name
    content/people/writer.md:5:81 unknown-reference: there is no source called `kiodo` | did you mean `kyodo` (Kyodo report)?
    content/people/writer.md:6:67 wrong-kind: `kishi-nobuo` is a person, and a source is wanted here | name a source instead, or move this to the field where it belongs
      content/people/kishi-nobuo.md:2:8 this is what it means
    content/people/writer.md:6:82 unknown-reference: `[@]` cannot be read as a citation | write `[@key]`, `[@key, p. 3]` or `[@one; @other]`; where no citation is meant, write `\[`
    "#);
}

#[test]
fn citations_that_lead_somewhere() {
    assert_snapshot!(body(
        "A fact [@kyodo]. Another [@kyodo, p. 3; @yonhap]. A third[@yonhap].\n\n- item [@kyodo]",
        Show::Links
    ), @"
    people/writer: @kyodo -> sources/kyodo
    people/writer: @kyodo -> sources/kyodo p. 3
    people/writer: @yonhap -> sources/yonhap
    people/writer: @yonhap -> sources/yonhap
    people/writer: @kyodo -> sources/kyodo
    ");
}

#[test]
fn images_lie_beside_the_brief() {
    assert_snapshot!(body("
![A man](photo.png)

![A man again](./photo.png \"With a caption\") and ![[photo.png|embedded]]

![A map](<../maps/Map of Korea.png>)
", Show::Links), @r#"
    people/writer: image "A man" -> people/photo.png 40x30
    people/writer: image "A man again" -> people/photo.png 40x30
    people/writer: image "embedded" -> people/photo.png 40x30
    people/writer: image "A map" -> maps/Map of Korea.png 3x2
    "#);
}

#[test]
fn images_that_cannot_be_shown() {
    assert_snapshot!(body("
![](photo.png) ![ ](photo.png) ![[photo.png]]

![a](phto.png) ![b](broken.png) ![c](notes.txt) ![d](https://example.org/a.png) ![e](../../a.png)
![f](kishi-nobuo.md) ![g](/people/photo.png) ![h]()
", Show::Links), @"
    content/people/writer.md:5:1 missing-alt: image `photo.png` has no description | write `![what it shows](photo.png)`
    content/people/writer.md:5:16 missing-alt: image `photo.png` has no description | write `![what it shows](photo.png)`
    content/people/writer.md:5:32 missing-alt: image `photo.png` has no description | write `![[photo.png|what it shows]]`
    content/people/writer.md:7:1 missing-image: there is no picture `phto.png` | did you mean `photo.png`?
    content/people/writer.md:7:16 bad-image: `broken.png` is not a picture that browsers show | use a JPEG, PNG, WebP, AVIF or GIF file
    content/people/writer.md:7:33 bad-image: `notes.txt` is not a picture that browsers show | use a JPEG, PNG, WebP, AVIF or GIF file
    content/people/writer.md:7:49 bad-image: an image must lie beside the brief | put the file into the folder of this brief and write its name
    content/people/writer.md:7:81 missing-image: there is no picture `../../a.png` | put the picture into the folder of the brief and write its file name
    content/people/writer.md:8:1 missing-image: there is no picture `kishi-nobuo.md` | put the picture into the folder of the brief and write its file name
    content/people/writer.md:8:22 bad-image: `/people/photo.png` counts from the root of a server | put the file into the folder of this brief and write its name
    content/people/writer.md:8:46 bad-image: an image without a file | put the file into the folder of this brief and write its name
    ");
}

#[test]
fn the_target_of_a_link_is_pointed_at_and_not_the_whole() {
    assert_snapshot!(body(
        "서욱 met [his colleague](nobody.md), [[nobody|someone]] and [others][x].\n\n[x]: nothing.md",
        Show::Links
    ), @"
    content/people/writer.md:4:24 dead-link: `nobody.md` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    content/people/writer.md:4:38 unknown-reference: there is no entry called `nobody` | write nobody.md for it in the folder of its kind, or correct the name
    content/people/writer.md:6:6 dead-link: `nothing.md` leads nowhere | write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`
    ");
}

#[test]
fn attachments_are_copied_only_when_linked() {
    let built = crate::check::build(
        "
        //- /content/about.md
        ---
        title: About
        ---
        [Notes](notes.txt) and ![A man](photo.png)
        //- /content/notes.txt
        notes
        //- /content/photo.png png=40x30
        //- /content/other.png png=40x30
        //- /content/secret.txt
        secret
        //- /content/_private/a.txt
        secret
    ",
    );
    assert_eq!(built.file("notes.txt"), "notes\n");
    assert!(built.files.contains_key("photo.png"));
    assert_eq!(built.files_with("other.png"), Vec::<&str>::new());
    assert_eq!(built.files_with("secret"), Vec::<&str>::new());
    let page = built.file("about.html");
    assert!(page.contains("width=\"40\""), "{page}");
    assert!(page.contains("height=\"30\""), "{page}");
}

#[test]
fn a_link_to_a_built_page_is_a_link_to_its_entry() {
    assert_snapshot!(body("
[a](kishi-nobuo.html) [b](../about.html#how-we-count) [c](minister-kishi.html)
", Show::Links), @r#"
    people/writer: "a" -> people/kishi-nobuo
    people/writer: "b" -> about#h-how-we-count
    people/writer: "c" -> people/kishi-nobuo
    "#);
    assert_snapshot!(body("
[a](kishi-nobuo.html#nothing) [b](../chronology/index.html#nothing)
", Show::Links), @r#"
    content/people/writer.md:5:5 dead-fragment: `Nobuo Kishi` has no heading `nothing` | that page has no headings; leave the part after `#` out
    content/people/writer.md:5:35 dead-fragment: `../chronology/index.html` is a page that briefbook makes, and has no headings of yours | leave the part after `#` out, or link to the entry itself with `[[key]]`
    "#);
}
