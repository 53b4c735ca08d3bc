//! Edits of front matter: what changes, and that nothing else does.

use super::*;
use crate::diagnostics::Diagnostics;
use crate::text::{Span, Texts};
use crate::yaml::{self, Key, Node, Yaml};

/// Reads YAML.
fn read(text: &str) -> Node {
    let mut texts = Texts::default();
    let id = texts.add("a.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let node = yaml::parse(text, Span::new(id, 0, text.len()), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{text}{diagnostics:?}");
    node.expect("is YAML")
}

fn value(text: &str) -> Tree {
    Tree::Scalar(Scalar {
        text: text.to_owned(),
        form: Form::Words,
        mark: 0,
    })
}

fn list(items: &[&str]) -> Tree {
    Tree::List(items.iter().map(|item| value(item)).collect())
}

fn map(entries: &[(&str, Tree)]) -> Tree {
    let entries = entries.iter();
    Tree::Map {
        entries: entries
            .map(|(key, tree)| ((*key).to_owned(), tree.clone()))
            .collect(),
        in_line: false,
    }
}

/// Finds the node at a path of keys and numbers of items.
fn find<'a>(node: &'a Node, path: &str) -> (Option<&'a Key>, &'a Node) {
    let mut found = (None, node);
    for step in path.split('.').filter(|step| !step.is_empty()) {
        found = match &found.1.value {
            Yaml::Map(entries) => entries
                .iter()
                .find(|(key, _)| key.text == step)
                .map(|(key, node)| (Some(key), node))
                .expect("the key is there"),
            Yaml::List(items) => (None, &items[step.parse::<usize>().expect("a number")]),
            Yaml::Null | Yaml::Scalar { .. } => panic!("{path}"),
        };
    }
    found
}

fn changed(text: &str, edits: Vec<Edit>) -> String {
    let changed = apply(text, edits).expect("edits do not overlap").text;
    read(&changed);
    changed
}

fn set(text: &str, path: &str, tree: &Tree, in_flow: bool) -> String {
    let node = read(text);
    let (key, node) = find(&node, path);
    changed(
        text,
        vec![set_value(key, node, tree, in_flow, Source { text })],
    )
}

fn add(text: &str, path: &str, key: &str, tree: &Tree) -> String {
    let order = ["a", "b", "c", "d", "e"];
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let node = read(text);
    let (_, node) = find(&node, path);
    let edit = add_key(node, key, tree, &rank, Source { text }).expect("a mapping");
    changed(text, vec![edit])
}

fn append(text: &str, path: &str, trees: &[Tree]) -> String {
    let node = read(text);
    let (_, node) = find(&node, path);
    changed(text, vec![add_items(node, trees, Source { text })])
}

fn remove(text: &str, path: &str, key: &str) -> String {
    let node = read(text);
    let (_, node) = find(&node, path);
    let edit = remove_key(node, key, Source { text }).expect("the key is there");
    changed(text, vec![edit])
}

#[test]
fn a_value_changes_and_its_quotation_marks_stay() {
    for (before, path, new, after) in [
        ("a: one # why\n", "a", "two", "a: two # why\n"),
        ("a: \"one\"   # why\n", "a", "two", "a: \"two\"   # why\n"),
        ("a: 'one'\n", "a", "it's", "a: 'it''s'\n"),
        ("a: one\n", "a", "14:52", "a: \"14:52\"\n"),
        ("a: one\r\nb: 2\r\n", "a", "two", "a: two\r\nb: 2\r\n"),
        (
            "a: >\n  one\n  two\nb: 2\n",
            "a",
            "three",
            "a: three\nb: 2\n",
        ),
        ("a: |-\n  one\nb: 2\n", "a", "three", "a: three\nb: 2\n"),
        ("a: one\n  more\nb: 2\n", "a", "three", "a: three\nb: 2\n"),
        (
            "a:\n  - b: 1\n  - b: 2 # x\n",
            "a.1.b",
            "x",
            "a:\n  - b: 1\n  - b: x # x\n",
        ),
        (
            "a: { b: 1, c: 2 }\n",
            "a.b",
            "x, y",
            "a: { b: \"x, y\", c: 2 }\n",
        ),
        ("a: [1, 2, 3]\n", "a.1", "x", "a: [1, x, 3]\n"),
    ] {
        let in_flow = before.contains(['{', '[']);
        assert_eq!(set(before, path, &value(new), in_flow), after);
    }
    assert_eq!(
        set(
            "a: one\nb: 2\n",
            "a",
            &map(&[("b", value("x")), ("c", list(&["w", "z"]))]),
            false
        ),
        "a: { b: x, c: [w, z] }\nb: 2\n"
    );
}

#[test]
fn a_key_comes_after_those_declared_before_it() {
    for (before, path, key, after) in [
        ("a: 1\nc: 3\n", "", "b", "a: 1\nb: x\nc: 3\n"),
        ("a: 1 # why\nc: 3\n", "", "b", "a: 1 # why\nb: x\nc: 3\n"),
        ("c: 3\nd: 4\n", "", "b", "b: x\nc: 3\nd: 4\n"),
        ("c: 3\na: 1", "", "b", "c: 3\na: 1\nb: x"),
        ("a: 1\r\nc: 3\r\n", "", "b", "a: 1\r\nb: x\r\nc: 3\r\n"),
        (
            "a:\n  - { b: 1 } # one\n  # two\nd: 4\n",
            "",
            "c",
            "a:\n  - { b: 1 } # one\nc: x\n  # two\nd: 4\n",
        ),
        ("a: [1, [2]]\nd: 4\n", "", "c", "a: [1, [2]]\nc: x\nd: 4\n"),
        ("a:\nb: 2\n", "", "a", "a: x\nb: 2\n"),
        ("a: # why\nb: 2\n", "", "a", "a: x # why\nb: 2\n"),
        (
            "e:\n  - a: 1\n    c: 3\n  - a: 2\n",
            "e.0",
            "b",
            "e:\n  - a: 1\n    b: x\n    c: 3\n  - a: 2\n",
        ),
        ("e:\n  - b: 1\n", "e.0", "a", "e:\n  - a: x\n    b: 1\n"),
        (
            "e: { a: 1, c: [3, 4] } # why\n",
            "e",
            "d",
            "e: { a: 1, c: [3, 4], d: x } # why\n",
        ),
        ("e: { c: 3 }\n", "e", "b", "e: { b: x, c: 3 }\n"),
        ("e: {}\n", "e", "b", "e: { b: x }\n"),
        (
            "e: {\n  a: 1, # }\n  c: 3\n}\n",
            "e",
            "b",
            "e: {\n  a: 1, b: x, # }\n  c: 3\n}\n",
        ),
    ] {
        assert_eq!(add(before, path, key, &value("x")), after);
    }
    assert_eq!(
        add(
            "a: 1\nc: 3\n",
            "",
            "b",
            &Tree::List(vec![map(&[("a", value("x"))]), map(&[("a", value("w"))])])
        ),
        "a: 1\nb:\n  - { a: x }\n  - { a: w }\nc: 3\n"
    );
}

#[test]
fn items_come_last_in_the_form_of_their_list() {
    let group = map(&[("a", value("x")), ("b", value("w"))]);
    for (before, after) in [
        ("a: [1, 2] # why\n", "a: [1, 2, { a: x, b: w }] # why\n"),
        ("a: one # why\n", "a: [one, { a: x, b: w }] # why\n"),
        (
            "a:\n  - 1 # why\n# then\n",
            "a:\n  - 1 # why\n  - { a: x, b: w }\n# then\n",
        ),
        (
            "a:\n- a: 1\n  b: 2\nc: 3\n",
            "a:\n- a: 1\n  b: 2\n- { a: x, b: w }\nc: 3\n",
        ),
        (
            "a:\n  - { b: [1, 2], }\n",
            "a:\n  - { b: [1, 2], }\n  - { a: x, b: w }\n",
        ),
    ] {
        assert_eq!(append(before, "a", std::slice::from_ref(&group)), after);
    }
    assert_eq!(
        append("a: [1]\n", "a", &[value("x"), value("w")]),
        "a: [1, x, w]\n"
    );
}

#[test]
fn a_key_goes_with_its_value_and_its_remark() {
    for (before, path, key, after) in [
        ("a: 1\nb: 2 # why\nc: 3\n", "", "b", "a: 1\nc: 3\n"),
        (
            "a: 1\nb:\n  - 2\n  - { c: 3 }\nc: 3\n",
            "",
            "b",
            "a: 1\nc: 3\n",
        ),
        ("e:\n  - a: 1\n    b: 2\n", "e.0", "a", "e:\n  - b: 2\n"),
        ("e:\n  - a: 1\n    b: 2\n", "e.0", "b", "e:\n  - a: 1\n"),
        ("e: { a: 1, b: 2, c: 3 }\n", "e", "a", "e: { b: 2, c: 3 }\n"),
        ("e: { a: 1, b: 2, c: 3 }\n", "e", "c", "e: { a: 1, b: 2 }\n"),
        ("a: 1\r\nb: 2\r\nc: 3\r\n", "", "b", "a: 1\r\nc: 3\r\n"),
    ] {
        assert_eq!(remove(before, path, key), after);
    }
}

#[test]
fn a_single_value_grows_to_the_group_that_it_stands_for() {
    let text = "a: [one, \"two\"]\n";
    let node = read(text);
    let (_, item) = find(&node, "a.1");
    let edit = expand(item, "b", &[("c".to_owned(), value("x"))], Source { text });
    assert_eq!(
        changed(text, vec![edit]),
        "a: [one, { b: \"two\", c: x }]\n"
    );
}

#[test]
fn values_are_read_back_as_they_were_written() {
    for text in [
        "plain words",
        "14:52",
        "2022",
        "no",
        "Yes",
        "null",
        "~",
        "- a dash",
        "a: b",
        "a #b",
        "a#b",
        "#b",
        "it's",
        "\"q\"",
        "back\\slash",
        "ends:",
        " space",
        "a,b",
        "[x]",
        "{x}",
        "&x",
        "*x",
        "!x",
        "%x",
        "@x",
        "`x`",
        "tab\there",
        "two\nlines",
        "\u{feff}bom",
        "岸信夫",
        "서욱",
        "0o17",
        "1e3",
        "-5",
        ".5",
        "=",
        "<<",
        "y",
        "?",
        "? x",
        "a  b",
        "x\u{85}y",
        "\u{7}",
    ] {
        for form in [Form::Words, Form::Value] {
            for (place, before, after) in
                [(Place::Block, "a: ", "\n"), (Place::Flow, "a: [", ", b]\n")]
            {
                let source = format!("{before}{}{after}", scalar(text, form, place));
                let mut texts = Texts::default();
                let id = texts.add("a.yaml", source.as_str());
                let mut diagnostics = Diagnostics::default();
                let base = Span::new(id, 0, source.len());
                let node = yaml::parse(&source, base, &mut diagnostics).expect("is YAML");
                let path = if place == Place::Flow { "a.0" } else { "a" };
                let (_, node) = find(&node, path);
                let Yaml::Scalar { text: read, .. } = &node.value else {
                    panic!("{source}");
                };
                assert_eq!(read, text, "{source}");
            }
        }
    }
}
