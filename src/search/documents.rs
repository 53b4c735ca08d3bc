//! What is to be found of an entry, in plain words.

/// An entry as the index takes it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The address of its page.
    pub address: String,
    /// What pages call it.
    pub title: String,
    /// The language of the title, where it is not the site's own.
    pub language: String,
    /// The number of its kind in [`Facets::kinds`].
    pub kind: usize,
    /// Whether it is an event; these come first, in their order.
    pub is_event: bool,
    /// Whether others cite it.
    pub is_source: bool,
    /// The year of an event.
    pub year: Option<i32>,
    /// The day as results show it.
    pub date: String,
    /// The words by which the day is found, from the one that says most.
    pub days: Vec<String>,
    /// How it stands, and the facts beside the title.
    pub line: String,
    /// The numbers of its countries in [`Facets::countries`].
    pub countries: Vec<usize>,
    /// Other names: aliases, designations, native names, short forms.
    pub names: Vec<String>,
    /// Words that find it and are shown nowhere: its key.
    pub key: String,
    /// The sentence shown in lists.
    pub summary: String,
    /// Values of its fields.
    pub facts: Vec<String>,
    /// The running text, a sentence each.
    pub sentences: Vec<String>,
}

/// By what results are narrowed down.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// The kinds: what one of its entries is called, what several are, and its mark.
    pub kinds: Vec<[String; 3]>,
    /// The countries.
    pub countries: Vec<String>,
}
