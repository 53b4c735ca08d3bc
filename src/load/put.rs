//! Briefs that lie in memory alone, among those of the disk: what an import would make.

use std::collections::HashMap;

use super::{Form, Inputs, written};

impl Inputs {
    /// Puts briefs, each a path and a text, among the files, in the place of those that are there.
    pub fn put_briefs(&mut self, briefs: &[(&str, &str)]) {
        let known = self.content.iter().map(|written| written.text);
        let known: HashMap<String, _> = known
            .map(|id| (self.texts.get(id).path.clone(), id))
            .collect();
        for (path, content) in briefs {
            if let Some(id) = known.get(*path) {
                self.texts.replace(*id, *content);
            } else {
                let text = self.texts.add(*path, *content);
                self.content.push(written(path, Form::Brief, text));
            }
        }
    }
}
