//! What mends change in a text, and where they are refused.

use super::*;
use crate::diagnostics::Code;

/// Returns a text after a mend, if it can be made; `‹…›` marks the place.
fn mended(path: &str, marked: &str, mend: impl Fn(Span) -> Mend) -> Option<String> {
    let start = marked.find('‹').expect("a mark");
    let end = marked.find('›').expect("a mark") - '‹'.len_utf8();
    let text = marked.replace(['‹', '›'], "");
    let mut texts = Texts::default();
    let id = texts.add(path, text.as_str());
    let span = Span::new(id, start, end);
    let diagnostic = Diagnostic::new(Code::BadDate, span, "x").mend([mend(span)]);
    let replacements = Mending::new(&texts).replacements(&diagnostic);
    let [replacement] = replacements.as_slice() else {
        return None;
    };
    let (start, end) = (
        replacement.span.start as usize,
        replacement.span.end as usize,
    );
    Some(format!(
        "{}{}{}",
        &text[..start],
        replacement.text,
        &text[end..]
    ))
}

#[test]
fn values_keep_their_quotation_marks_and_get_them_where_they_must() {
    for (marked, new, expected) in [
        ("---\na: ‹b› # c\n---\n", "d", "---\na: d # c\n---\n"),
        ("---\na: ‹'b'›\n---\n", "it's", "---\na: 'it''s'\n---\n"),
        ("---\na: ‹\"b\"›\n---\n", "d", "---\na: \"d\"\n---\n"),
        (
            "---\na: [c, ‹b›]\n---\n",
            "d, e",
            "---\na: [c, \"d, e\"]\n---\n",
        ),
        (
            "---\na: { c: ‹b› }\n---\n",
            "2022-02-10~",
            "---\na: { c: 2022-02-10~ }\n---\n",
        ),
    ] {
        let found = mended("a.md", marked, |span| Mend::value(span, new));
        assert_eq!(found.as_deref(), Some(expected));
    }
    // What is no single value has no other in its place.
    let found = mended("a.md", "---\na: ‹[b]›\n---\n", |span| {
        Mend::value(span, "c")
    });
    assert_eq!(found, None);
}

#[test]
fn words_have_to_stand_once_where_they_are_looked_for() {
    let change = |marked: &str| mended("a.md", marked, |span| Mend::words(span, "ab", "c"));
    assert_eq!(change("x ‹[[ab|y]]› ab"), Some("x [[c|y]] ab".to_owned()));
    assert_eq!(change("‹ab ab›"), None);
    assert_eq!(change("‹a b›"), None);
}

#[test]
fn words_that_would_end_a_value_put_it_into_quotation_marks() {
    let change = |marked: &str| mended("a.md", marked, |span| Mend::words(span, "ab", "a, b: c"));
    for (marked, expected) in [
        (
            "---\nx: { y: so ‹ab› is, z: d }\n---\nab",
            "---\nx: { y: \"so a, b: c is\", z: d }\n---\nab",
        ),
        (
            "---\nx: so ‹ab› is # d\n---\n",
            "---\nx: \"so a, b: c is\" # d\n---\n",
        ),
        (
            "---\nx: 'so ‹ab› is'\n---\n",
            "---\nx: 'so a, b: c is'\n---\n",
        ),
        (
            "---\nx: |\n  so ‹ab› is\n---\n",
            "---\nx: |\n  so a, b: c is\n---\n",
        ),
        (
            "---\nx: ab\n---\nso ‹ab› is",
            "---\nx: ab\n---\nso a, b: c is",
        ),
    ] {
        assert_eq!(change(marked).as_deref(), Some(expected));
    }
}

#[test]
fn a_bar_in_a_table_is_escaped() {
    let change = |marked: &str| mended("a.md", marked, |span| Mend::words(span, "ab", "c|ab"));
    let front = "---\n---\n";
    for (marked, expected) in [
        ("| [[‹ab›]] |", "| [[c\\|ab]] |"),
        ("so [[‹ab›]]", "so [[c|ab]]"),
    ] {
        let found = change(&format!("{front}{marked}"));
        assert_eq!(found, Some(format!("{front}{expected}")));
    }
}

#[test]
fn wikilinks_are_quoted_whole() {
    let quote = |marked: &str| mended("a.yaml", marked, |span| Mend::Quote { span });
    assert_eq!(quote("a: ‹[[b›]]\n"), Some("a: \"[[b]]\"\n".to_owned()));
}

#[test]
fn an_item_is_added_to_the_list_that_is_there_or_with_it() {
    let add = |marked: &str| {
        mended("a.md", marked, |span| Mend::Item {
            entry: Span::new(span.text, 0, marked.len() - "‹›".len()),
            key: "claims".to_owned(),
            item: "{ says: \"seven: in all\", is: 7, within: 2022-01 }".to_owned(),
            after: vec!["title".to_owned(), "when".to_owned()],
        })
    };
    let item = "{ says: \"seven: in all\", is: 7, within: 2022-01 }";
    for (marked, expected) in [
        (
            "---\ntitle: ‹a›\nwhen: 2022 # b\nlast: c\n---\nText\n",
            "---\ntitle: a\nwhen: 2022 # b\nclaims:\n  - ITEM\nlast: c\n---\nText\n",
        ),
        (
            "---\r\nfirst: ‹a›\r\nlast: c\r\n---\r\n",
            "---\r\nfirst: a\r\nlast: c\r\nclaims:\r\n  - ITEM\r\n---\r\n",
        ),
        (
            "---\nclaims:\n- ‹{ is: 6 }›\nlast: c\n---\n",
            "---\nclaims:\n- { is: 6 }\n- ITEM\nlast: c\n---\n",
        ),
        (
            "---\nclaims: [‹{ is: 6 }›]\n---\n",
            "---\nclaims: [{ is: 6 }, ITEM]\n---\n",
        ),
        (
            "---\nclaims:‹›\ntitle: a\n---\n",
            "---\nclaims:\n  - ITEM\ntitle: a\n---\n",
        ),
        (
            "---\nclaims: ‹{ is: 6 }›\n---\n",
            "---\nclaims: [{ is: 6 }, ITEM]\n---\n",
        ),
    ] {
        assert_eq!(add(marked), Some(expected.replace("ITEM", item)));
    }
    assert_eq!(add("---\nclaims:\n  is: ‹6›\n---\n"), None);
}

#[test]
fn an_item_of_an_entry_in_a_list_file_goes_to_that_entry() {
    let marked = "one:\n  ‹title: A›\ntwo:\n  title: B\n";
    let found = mended("a.yaml", marked, |entry| Mend::Item {
        entry,
        key: "claims".to_owned(),
        item: "{ is: 6 }".to_owned(),
        after: Vec::new(),
    });
    let expected = "one:\n  title: A\n  claims:\n    - { is: 6 }\ntwo:\n  title: B\n";
    assert_eq!(found.as_deref(), Some(expected));
}

#[test]
fn a_key_goes_with_its_line_and_with_a_mapping_left_empty() {
    let remove = |marked: &str| mended("a.md", marked, |key| Mend::Remove { key });
    for (marked, expected) in [
        (
            "---\na: 1\nb:\n  ‹c›: x\n  d: y\n---\n",
            "---\na: 1\nb:\n  d: y\n---\n",
        ),
        (
            "---\na: 1\nb:\n  ‹c›: x\ne: 2\n---\n",
            "---\na: 1\ne: 2\n---\n",
        ),
        ("---\na: 1\nb: { ‹c›: x } # no\n---\n", "---\na: 1\n---\n"),
        ("---\nb: { a: 1, ‹c›: x }\n---\n", "---\nb: { a: 1 }\n---\n"),
    ] {
        assert_eq!(remove(marked).as_deref(), Some(expected));
    }
}
