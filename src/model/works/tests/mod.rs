//! Exports that are spoiled: nothing panics, and every place that is reported lies in its text.

use super::*;
use crate::schema::{self, Schema};
use crate::text::{TextId, Texts};
use crate::yaml;

const KIND: &str = "\
label: Report
plural: Reports
folder: reports
roles: { issued_by: house, released_by: day, authored_by: writers, addressed_by: link, language_by: tongue, consulted_by: read }
fields:
  house: { type: text, label: House, help: H. }
  day: { type: date, label: Day, help: H. }
  writers: { type: list, of: { type: text }, label: Writers, help: H. }
  link: { type: url, label: Link, help: H. }
  tongue: { type: language, label: Language, help: H. }
  read: { type: choice, label: Read, help: H., options: { \"yes\": { label: Yes }, \"no\": { label: No } } }
";

const BIBTEX: &str = "\
@string{agency = \"The Agency\"} @comment{ nothing {at} all }
@online{a_2022, title = {{Japan} \\& 日本}, author = {{Some Body, Inc.} and Kim, Jong and 岸, 信夫}, date = {2022-02~},
  publisher = agency # { of {News}}, url = {https://example.org/a_b}, keywords = {x, consulted:yes}, langid = {japanese}}
@article(b, title = \"국방 \\'{e} {\\v{C}}\", year = 2022, month = feb, journal = \"J\")
";

const CSL: &str = "\
[ { \"id\": \"a\", \"type\": \"webpage\", \"title\": \"日本 <i>x</i> \\u00e9 \\ud83d\\ude00\", \"author\": [{ \"family\": \"岸\", \"given\": \"信夫\" }, { \"literal\": \"B\" }],
  \"issued\": { \"date-parts\": [[2022, 2, 10], [2022, 3]], \"circa\": true }, \"URL\": \"https:\\/\\/example.org\", \"keyword\": \"consulted:no\" },
  { \"id\": \"b\", \"issued\": { \"raw\": \"2022\" }, \"note\": \"a\\nconsulted: yes\", \"author\": 5, \"x\": [[], {}, null, -1.5e3] } ]
";

fn schema() -> Schema {
    let mut texts = Texts::default();
    let text = texts.add("report.yaml", KIND);
    let mut diagnostics = Diagnostics::default();
    let node = yaml::parse(KIND, Span::new(text, 0, KIND.len()), &mut diagnostics);
    let node = node.expect("the kind can be read");
    let schema = schema::parse(&[("report".to_owned(), node)], &mut diagnostics);
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.sorted(&texts));
    schema
}

/// Reads a text in both formats and holds every place to it; returns how much was read.
fn read(source: &str, schema: &Schema) -> [usize; 2] {
    let mut texts = Texts::default();
    let text = texts.add("a", source);
    let kind = schema.kinds.first().expect("there is a kind");
    let within = |span: Span, text: TextId| {
        assert_eq!(span.text, text);
        assert!(
            source.get(span.start as usize..span.end as usize).is_some(),
            "{span:?} {source:?}"
        );
    };
    let whole = Span::new(text, 0, source.len());
    [csl::read, bibtex::read].map(|reader| {
        let mut diagnostics = Diagnostics::default();
        let works = reader(source, whole, kind, &mut diagnostics);
        for item in diagnostics.sorted(&texts) {
            within(item.span, text);
        }
        for (key, node) in &works {
            within(key.span, text);
            within(node.span, text);
            let Yaml::Map(entries) = &node.value else {
                panic!("a work is a mapping");
            };
            for (key, node) in entries {
                within(key.span, text);
                within(node.span, text);
            }
        }
        works.len()
    })
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

#[test]
fn whole_exports_are_read() {
    let schema = schema();
    assert_eq!(read(BIBTEX, &schema)[1], 2);
    assert_eq!(read(CSL, &schema)[0], 2);
}

#[test]
fn spoiled_exports_are_read_to_the_end() {
    let schema = schema();
    let mut numbers = Numbers(1);
    for round in 0..4_000 {
        let sample = if round % 2 == 0 { BIBTEX } else { CSL };
        let mut bytes = sample.as_bytes().to_vec();
        for _ in 0..=numbers.below(6) {
            let place = numbers.below(bytes.len());
            match numbers.below(4) {
                0 => bytes.truncate(place),
                1 => drop(bytes.drain(..place)),
                2 => bytes.insert(place, b"{}[]\"\\@,=#()\n:'-~$\x00"[numbers.below(19)]),
                _ if !bytes.is_empty() => {
                    bytes[place] = u8::try_from(numbers.below(256)).unwrap_or(b'{');
                }
                _ => {}
            }
        }
        read(&String::from_utf8_lossy(&bytes), &schema);
    }
    for _ in 0..2_000 {
        let length = numbers.below(60);
        let bytes: Vec<u8> = (0..length)
            .map(|_| b"{}[]\"\\@a,=#( )\n:1-\xe6"[numbers.below(19)])
            .collect();
        read(&String::from_utf8_lossy(&bytes), &schema);
    }
}

#[test]
fn deep_and_long_exports_end_soon() {
    let schema = schema();
    for piece in [
        "[",
        "{\"a\":",
        "@a{",
        "@a{b,c={",
        "@string{a=\"",
        "{",
        "\\",
        "@",
        "@a{b,c=d#",
        " and ",
    ] {
        read(&piece.repeat(20_000), &schema);
    }
}
