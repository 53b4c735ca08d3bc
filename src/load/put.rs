//! Briefs that lie in memory alone, among those of the disk: what an import would make.

use super::{Form, Inputs, written};

impl Inputs {
    /// Puts a brief of some path among the files, in the place of one that is there.
    pub fn put_brief(&mut self, path: &str, content: &str) {
        let mut known = self.content.iter().map(|written| written.text);
        if let Some(id) = known.find(|id| self.texts.get(*id).path == path) {
            self.texts.replace(id, content);
            return;
        }
        let text = self.texts.add(path, content);
        self.content.push(written(path, Form::Brief, text));
    }
}
