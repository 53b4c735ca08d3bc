//! The closed list of diagnostic codes, grouped as the manual groups them.
//!
//! A code's section of the manual is the file of its name in `manual/`, so that prose is written as
//! prose and a code without one does not compile. `docs/diagnostics.md` and `briefbook explain`
//! print the same text; tests hold the document, the folders of `tests/diagnostics/` and this list
//! together. A code is a name and is never reused.

use std::fmt::Write;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written while one of these stands.
    Error,
    /// The site is written; somebody should look.
    Warning,
}

impl Severity {
    /// Returns the word that is printed before a message.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($group:literal { $($variant:ident $name:literal $severity:ident $title:literal)* })*) => {
        /// Names a mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $title] $variant,)*)*
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &[Code] = &[$($(Code::$variant,)*)*];

            /// The codes under the headings of the manual.
            pub const GROUPS: &[(&str, &[Code])] = &[$(($group, &[$(Code::$variant,)*]),)*];

            /// Returns the name that is printed and that `explain` takes.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Code::$variant => $name,)*)* }
            }

            /// Returns how grave it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $($(Code::$variant => Severity::$severity,)*)* }
            }

            /// Returns the clause of the table.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $($(Code::$variant => $title,)*)* }
            }

            /// Returns the section of the manual: why it is a mistake and how to get out of it.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $($(Code::$variant => include_str!(concat!("manual/", $name, ".md")),)*)*
                }
            }
        }
    };
}

codes! {
    "Reading files" {
        NotUtf8 "not-utf8" Error "a text file is not saved as UTF-8"
        TooLarge "too-large" Error "a file is larger than briefbook reads"
        ControlCharacter "control-character" Error "a text contains an invisible control character"
        Unreadable "unreadable" Error "a file or folder cannot be opened"
        OutsideRoot "outside-root" Error "a symbolic link leads out of the site's folder"
        NotAFile "not-a-file" Error "something is neither a file nor a folder"
        ForeignFacts "foreign-facts" Warning "the facts of the last publication cannot be read"
        StrayFile "stray-file" Error "a file lies where no kind claims it"
        BadKey "bad-key" Error "a file name cannot serve as a key"
        BadExport "bad-export" Error "a list that a reference manager exported cannot be read"
    }
    "Front matter" {
        NoFrontMatter "no-front-matter" Error "a Markdown file does not begin with front matter"
        YamlSyntax "yaml-syntax" Error "the YAML cannot be read"
        YamlLimits "yaml-limits" Error "the YAML is nested too deeply or too large"
        DuplicateKey "duplicate-key" Error "a key is written twice"
        UnknownKey "unknown-key" Error "a key is not one that the kind declares"
        WrongType "wrong-type" Error "a value has another shape than its field"
        MissingField "missing-field" Error "a required field is not there"
        EmptyTitle "empty-title" Error "an entry has no title"
        BadAllow "bad-allow" Error "an `allow` names nothing that can be allowed, or gives no reason"
        BadClaim "bad-claim" Error "a claim cannot be checked as it is written"
    }
    "Values" {
        BadDate "bad-date" Error "a date cannot be read"
        TimeWithoutZone "time-without-zone" Error "a time of day does not say in which zone it is"
        UnknownZone "unknown-zone" Error "a time zone does not exist"
        UnknownChoice "unknown-choice" Error "a value is not one of the field's choices"
        BadNumber "bad-number" Error "a number or quantity cannot be read"
        BadDuration "bad-duration" Error "a duration cannot be read"
        BadLanguage "bad-language" Error "a language tag cannot be read"
        BadUrl "bad-url" Error "a web address is not a full http or https address"
    }
    "Kinds, templates and settings" {
        BadKind "bad-kind" Error "a kind is declared wrongly"
        BadConfig "bad-config" Error "a setting in `site.yaml` cannot be used"
        BadRules "bad-rules" Error "a rule in `content/_rules/` cannot be used"
        TemplateSyntax "template-syntax" Error "a template cannot be read"
        TemplateError "template-error" Error "a template fails while a page is made"
        TemplateField "template-field" Error "a template asks for a field that the kind lacks"
    }
    "References between entries" {
        UnknownReference "unknown-reference" Error "a reference names no entry"
        WrongKind "wrong-kind" Error "a reference names an entry of a kind that does not belong there"
        AmbiguousReference "ambiguous-reference" Error "a reference could mean several entries"
        DraftReference "draft-reference" Error "a published entry refers to a draft"
    }
    "Addresses" {
        AddressCollision "address-collision" Error "two pages would have the same address"
        LostAddress "lost-address" Error "an address that was published has no page any more"
    }
    "Bodies" {
        RawHtml "raw-html" Error "a body contains HTML"
        ForbiddenScheme "forbidden-scheme" Error "a link is neither http, https nor mailto"
        DeadLink "dead-link" Error "a link leads to nothing on this site"
        DeadFragment "dead-fragment" Error "a link leads to a heading that is not there"
        MissingImage "missing-image" Error "an image is not where the body says"
        BadImage "bad-image" Error "an image cannot be used"
        MissingAlt "missing-alt" Error "an image has no description"
        UnknownFootnote "unknown-footnote" Error "a footnote mark has no footnote"
        UnusedFootnote "unused-footnote" Warning "a footnote is never referred to"
        DuplicateFootnote "duplicate-footnote" Error "a footnote is written twice"
        BadFigure "bad-figure" Error "a figure in a text cannot be worked out"
        HeadingLevel "heading-level" Warning "a heading competes with the page's title"
    }
    "What cannot be right" {
        EffectBeforeCause "effect-before-cause" Error "an event is certainly earlier than what it comes after"
        RelationLoop "relation-loop" Error "events come after each other in a loop"
        PlanMismatch "plan-mismatch" Error "a plan and the event as which it was held do not fit together"
        OverduePlan "overdue-plan" Warning "the day of a plan has passed, and nothing says what became of it"
        OverdueCommitment "overdue-commitment" Warning "what was to be done by a day is not said to be done"
        OfficeNotHeld "office-not-held" Warning "somebody took part on a day that no office on their list covers"
        TwoOffices "two-offices" Warning "somebody held two offices on the day, and none is stated"
        OfficeDiffers "office-differs" Warning "a stated office is not the one on the person's list"
        ShiftingName "shifting-name" Warning "a name has meant several entries, and the day decides for one"
        NameBeforeItsTime "name-before-its-time" Warning "a name came into use after the date of the brief"
        FamilyName "family-name" Warning "a family name is no part of the title"
        DaysConflict "days-conflict" Error "days in two zones cannot be those of one event"
        DayApart "day-apart" Warning "days in dispute are one apart, as those of one event are in two zones"
        LooseQuotation "loose-quotation" Warning "nothing says whose words a quotation has"
        QuotationDrift "quotation-drift" Error "a quotation differs from the words registered"
        CopiedRun "copied-run" Warning "words in a row are those of a source text"
        StaleFingerprints "stale-fingerprints" Warning "the fingerprints are not those of the source texts"
        RelativeTime "relative-time" Warning "a word says when only to those who read it at once"
        SilentChange "silent-change" Warning "a published fact changed without a correction"
        ClaimWords "claim-words" Error "the words of a claim are not those of the text"
        ClaimContradicted "claim-contradicted" Error "the record contradicts a statement"
        UncheckedStatement "unchecked-statement" Warning "a count or a first that no claim covers"
        NeedlessAllow "needless-allow" Warning "an entry allows a warning that nothing calls for"
    }
}

impl Code {
    /// Finds a code by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

/// Returns the whole of `docs/diagnostics.md`: a table of severities, then a section for each code.
#[must_use]
pub fn manual() -> String {
    let mut text = String::from(include_str!("manual/_opening.md"));
    for (group, codes) in Code::GROUPS {
        let _ = write!(
            text,
            "\n**{group}**\n\n| code | severity | what it says |\n| --- | --- | --- |\n"
        );
        for code in *codes {
            let name = code.name();
            let (severity, title) = (code.severity().word(), code.title());
            let _ = writeln!(text, "| [`{name}`](#{name}) | {severity} | {title} |");
        }
    }
    for (group, codes) in Code::GROUPS {
        let _ = write!(text, "\n## {group}\n");
        for code in *codes {
            let _ = write!(text, "\n### {}\n\n{}", code.name(), section(*code));
        }
    }
    text
}

/// Returns the section of one code below its heading, as the manual and `explain` both print it.
#[must_use]
pub fn section(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    };
    format!("{severity}: {}.\n\n{}", code.title(), code.explanation())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_in_small_letters() {
        for (index, code) in Code::ALL.iter().enumerate() {
            let name = code.name();
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(name.bytes().all(plain), "{name}");
            let first = Code::ALL.iter().position(|other| other.name() == name);
            assert_eq!(first, Some(index), "{name}");
            let camel: String = name
                .split('-')
                .map(|word| word[..1].to_uppercase() + &word[1..])
                .collect();
            assert_eq!(format!("{code:?}"), camel);
        }
    }

    #[test]
    fn every_section_is_a_paragraph_or_more_of_short_lines() {
        for code in Code::ALL {
            let text = code.explanation();
            let name = code.name();
            assert_eq!(
                text.trim(),
                text.strip_suffix('\n').unwrap_or_default(),
                "{name}"
            );
            assert!(
                text.lines().all(|line| line.chars().count() <= 104),
                "{name}"
            );
            assert!(!code.title().ends_with('.'), "{name}");
        }
    }
}
