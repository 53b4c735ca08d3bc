//! What diagnostics look like in print.

use anstream::StripStream;

use super::*;

/// Prints without colour what `fill` reports about the given files.
fn printed(files: &[(&str, &str)], fill: impl Fn(&[TextId], &mut Diagnostics)) -> String {
    let mut texts = Texts::default();
    let ids: Vec<TextId> = files
        .iter()
        .map(|(path, content)| texts.add(*path, *content))
        .collect();
    let mut diagnostics = Diagnostics::default();
    fill(&ids, &mut diagnostics);
    let mut out = StripStream::new(Vec::new());
    print(&diagnostics, &texts, &mut out).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

/// Finds words in a text.
fn at(text: TextId, content: &str, words: &str) -> Span {
    let start = content.find(words).unwrap();
    Span::new(text, start, start + words.len())
}

#[test]
fn a_misspelt_key_is_shown_with_its_line_and_a_way_out() {
    let brief = "---\ntitle: A call\nstatsu: held\n---\n";
    let text = printed(&[("content/talks/a.md", brief)], |ids, diagnostics| {
        let span = at(ids[0], brief, "statsu");
        diagnostics.push(
            Diagnostic::new(Code::UnknownKey, span, "a talk has no field `statsu`")
                .help("did you mean `status`?"),
        );
    });
    insta::assert_snapshot!(text, @"
        error[unknown-key]: a talk has no field `statsu`
         --> content/talks/a.md:3:1
          |
        3 | statsu: held
          | ^^^^^^
          |
          = help: did you mean `status`?

        1 error in 1 file
        more: briefbook explain unknown-key
        ");
}

#[test]
fn two_files_are_both_shown() {
    let brief = "---\nparties: [kishi-nobuo]\n---\n";
    let kind = "fields:\n  parties:\n    of: { kinds: [country] }\n";
    let files = [
        ("content/talks/a.md", brief),
        ("templates/kinds/talk.yaml", kind),
    ];
    let text = printed(&files, |ids, diagnostics| {
        let span = at(ids[0], brief, "kishi-nobuo");
        diagnostics.push(
            Diagnostic::new(Code::WrongKind, span, "`kishi-nobuo` is a person")
                .label(at(ids[1], kind, "[country]"), "only these are allowed")
                .help("write the key of a country"),
        );
    });
    insta::assert_snapshot!(text, @"
        error[wrong-kind]: `kishi-nobuo` is a person
         --> content/talks/a.md:2:11
          |
        2 | parties: [kishi-nobuo]
          |           ^^^^^^^^^^^
          |
         ::: templates/kinds/talk.yaml:3:18
          |
        3 |     of: { kinds: [country] }
          |                  --------- only these are allowed
          |
          = help: write the key of a country

        1 error in 1 file
        more: briefbook explain wrong-kind
        ");
}

#[test]
fn a_whole_file_is_named_without_a_snippet() {
    let files = [
        ("content/people/kim.md", ""),
        ("content/people/Kim.md", "x"),
    ];
    let text = printed(&files, |ids, diagnostics| {
        diagnostics.push(
            Diagnostic::new(
                Code::AddressCollision,
                Span::new(ids[0], 0, 0),
                "two pages share the address `people/kim.html`",
            )
            .label(Span::new(ids[1], 0, 0), "the other page")
            .help("rename one of the files"),
        );
        let span = Span::new(ids[1], 0, 0);
        diagnostics.push(Diagnostic::new(Code::Unreadable, span, "permission denied"));
    });
    insta::assert_snapshot!(text, @"
        error[unreadable]: permission denied
        --> content/people/Kim.md

        error[address-collision]: two pages share the address `people/kim.html`
        --> content/people/kim.md
         |
         = note: content/people/Kim.md: the other page
         = help: rename one of the files

        2 errors in 2 files
        more: briefbook explain unreadable
        ");
}

#[test]
fn carets_stand_below_wide_letters_and_after_tabs() {
    let body = "\t서욱 장관과 **岸信夫** <b>회담</b> 했다\r\n";
    let text = printed(&[("content/talks/a.md", body)], |ids, diagnostics| {
        let span = at(ids[0], body, "<b>");
        diagnostics.push(Diagnostic::new(Code::RawHtml, span, "HTML in a body"));
    });
    insta::assert_snapshot!(text, @"
        error[raw-html]: HTML in a body
         --> content/talks/a.md:1:17
          |
        1 |     서욱 장관과 **岸信夫** <b>회담</b> 했다
          |                            ^^^

        1 error in 1 file
        more: briefbook explain raw-html
        ");
}

#[test]
fn the_end_of_a_file_is_the_end_of_its_last_line() {
    let brief = "---\ntitle: A call\n";
    let text = printed(&[("content/talks/a.md", brief)], |ids, diagnostics| {
        let span = Span::new(ids[0], brief.len(), brief.len());
        diagnostics.push(
            Diagnostic::new(Code::NoFrontMatter, span, "the front matter does not end")
                .help("write `---` on a line of its own"),
        );
    });
    insta::assert_snapshot!(text, @"
        error[no-front-matter]: the front matter does not end
         --> content/talks/a.md:2:14
          |
        2 | title: A call
          |              ^
          |
          = help: write `---` on a line of its own

        1 error in 1 file
        more: briefbook explain no-front-matter
        ");
}

#[test]
fn the_first_of_two_equal_keys_is_shown_in_the_same_snippet() {
    let brief = "---\nstatus: planned\nmode: phone\nstatus: held\n---\n";
    let text = printed(&[("content/talks/a.md", brief)], |ids, diagnostics| {
        let second = brief.rfind("status").unwrap();
        let span = Span::new(ids[0], second, second + 6);
        diagnostics.push(
            Diagnostic::new(Code::DuplicateKey, span, "`status` is written twice")
                .label(at(ids[0], brief, "status"), "first here"),
        );
    });
    insta::assert_snapshot!(text, @"
        error[duplicate-key]: `status` is written twice
         --> content/talks/a.md:4:1
          |
        2 | status: planned
          | ------ first here
        3 | mode: phone
        4 | status: held
          | ^^^^^^

        1 error in 1 file
        more: briefbook explain duplicate-key
        ");
}

#[test]
fn a_long_line_is_cut_around_the_words() {
    let body = format!(
        "{}[x](javascript:1){}\n",
        "word ".repeat(300),
        " more".repeat(300)
    );
    let text = printed(&[("content/talks/a.md", &body)], |ids, diagnostics| {
        let span = at(ids[0], &body, "javascript:1");
        diagnostics.push(
            Diagnostic::new(Code::ForbiddenScheme, span, "`javascript:` is not allowed")
                .help("link to an http or https address"),
        );
    });
    insta::assert_snapshot!(text, @"
        error[forbidden-scheme]: `javascript:` is not allowed
         --> content/talks/a.md:1:1505
          |
        1 | ...word word word word word word word [x](javascript:1) more more more more more more more mo...
          |                                           ^^^^^^^^^^^^
          |
          = help: link to an http or https address

        1 error in 1 file
        more: briefbook explain forbidden-scheme
        ");
}

#[test]
fn a_place_far_into_a_line_is_given_by_its_position() {
    let body = format!("{}<b>\n", "x".repeat(LAST_SHOWN_COLUMN + 1));
    let text = printed(&[("content/talks/a.md", &body)], |ids, diagnostics| {
        let span = at(ids[0], &body, "<b>");
        let other = Span::new(ids[0], 0, 1);
        diagnostics.push(
            Diagnostic::new(Code::RawHtml, span, "HTML in a body")
                .label(span, "and here")
                .label(other, "the line begins here")
                .help("write Markdown"),
        );
    });
    insta::assert_snapshot!(text, @"
        error[raw-html]: HTML in a body
         --> content/talks/a.md:1:10002
          |
         ::: content/talks/a.md:1:1
          |
        1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
          | - the line begins here
          |
          = note: content/talks/a.md:1:10002: and here
          = help: write Markdown

        1 error in 1 file
        more: briefbook explain raw-html
        ");
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let body = "a \u{1b}[31mred\u{1b}[0m \u{9b}2J \u{202e}x\u{feff}\r\n";
    let mut texts = Texts::default();
    let id = texts.add("content/\u{1b}]0;x\u{7}.md", body);
    let mut diagnostics = Diagnostics::default();
    let span = at(id, body, "red");
    diagnostics.push(
        Diagnostic::new(Code::ControlCharacter, span, "bad `\u{1b}[2J`\nnext")
            .label(at(id, body, "x"), "\u{1b}c")
            .help("delete `\u{9b}`"),
    );
    let mut out = Vec::new();
    print(&diagnostics, &texts, &mut out).unwrap();
    let coloured = String::from_utf8(out).unwrap();
    let (commands, rest): (Vec<&str>, Vec<&str>) = coloured
        .split('\u{1b}')
        .skip(1)
        .map(|piece| piece.split_once('m').unwrap())
        .unzip();
    let is_colour = |byte: u8| byte.is_ascii_digit() || b"[;".contains(&byte);
    assert!(
        commands
            .iter()
            .all(|command| command.bytes().all(is_colour))
    );
    let text = rest.concat();
    assert!(
        !text
            .chars()
            .any(|character| character != '\n' && character.is_control())
    );
    assert!(text.contains("1 | a ␛[31mred␛[0m �2J �x�\n"), "{text}");
    assert!(text.contains("content/␛]0;x␇.md:1:8"), "{text}");
}

#[test]
fn wrong_spans_do_not_stop_the_printing() {
    let contents = [
        "",
        "\n",
        "\r\n",
        "a",
        "서욱\n둘",
        "a\r\nb\r\n",
        "\n\n\n",
        "\u{301}é\t\u{0}",
    ];
    for content in contents {
        for start in 0..content.len() + 3 {
            for end in 0..content.len() + 3 {
                let text = printed(&[("a.md", content)], |ids, diagnostics| {
                    let span = Span::new(ids[0], start, end);
                    diagnostics.push(
                        Diagnostic::new(Code::RawHtml, span, "x")
                            .label(Span::new(ids[0], end, start), "y"),
                    );
                });
                assert!(text.contains("a.md"), "{text}");
            }
        }
    }
}

#[test]
fn explain_takes_a_name_as_it_is_printed() {
    let text = explain("unused-footnote").unwrap();
    assert_eq!(explain("warning[Unused-Footnote]:").unwrap(), text);
    let opening = "unused-footnote\n\nWarning: a footnote is never referred to.\n\nA footnote is";
    assert!(text.starts_with(opening), "{text}");
    assert_eq!(
        explain("unknow-key").unwrap_err(),
        "there is no code `unknow-key`; did you mean `unknown-key`?"
    );
}
