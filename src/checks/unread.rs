//! What a file says that could not be read as YAML, or a section under a misspelt name: enough to know that an
//! id is defined there. One broken file is one finding about that file, and not a second one at each place
//! that refers to something in it.

use super::Facts;
use crate::model::Section;
use crate::parse::NodeRef;
use crate::text::is_yaml;
use rustc_hash::FxHashSet;

/// Words of what was not read.
#[derive(Debug, Default)]
pub(super) struct Unread {
    keys: FxHashSet<String>,
    words: FxHashSet<String>,
}

impl Unread {
    pub(super) fn of(facts: &Facts<'_>) -> Unread {
        let mut unread = Unread::default();
        let mut read = FxHashSet::default();
        for document in facts.documents.iter() {
            let Some(root) = document.root() else { continue };
            read.insert(document.file());
            for (section, value) in root.entries() {
                if Section::named(section.text()).is_none() && !section.text().starts_with("x-") {
                    unread.section(value);
                }
            }
        }
        for (id, file) in facts.sources.iter() {
            if is_yaml(&file.path) && !read.contains(&id) {
                file.text.lines().for_each(|line| unread.line(line));
            }
        }
        unread
    }

    /// Whether an id, or a field, seems to be defined there.
    pub(super) fn defines(&self, id: &str) -> bool {
        self.keys.contains(id)
    }

    /// Whether an id stands there at all.
    pub(super) fn mentions(&self, id: &str) -> bool {
        self.words.contains(id)
    }

    fn section(&mut self, value: NodeRef<'_>) {
        let ids = value.entries().map(|(id, _)| id);
        let listed = value.items().filter_map(|item| Some(item.get("id")?.1));
        for id in ids.chain(listed) {
            self.keys.insert(id.text().to_owned());
            self.words.insert(id.text().to_owned());
        }
    }

    /// The words of a line up to a comment; a key is one before a colon, or the only one of its line.
    fn line(&mut self, line: &str) {
        let comment = line.find(" #").unwrap_or(line.len());
        let line = line[..comment].trim();
        if line.starts_with('#') {
            return;
        }
        let mut at = 0;
        for word in line.split(|c: char| !is_of_id(c)) {
            let rest = line[at + word.len()..].trim_start_matches(['"', '\'', ' ']);
            if rest.starts_with(':') || word == line {
                self.keys.insert(word.to_owned());
            }
            self.words.insert(word.to_owned());
            at += word.len();
            at += line[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
}

fn is_of_id(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::told;

    const GA: &str =
        "{title: Live, owner: jonas, due: 2026-10-09, duration: 5d, accept: Signed, needs: [ledger]}";

    #[test]
    fn a_file_that_cannot_be_read_is_one_finding() {
        let text = format!("people: {{jonas: {{name: Jonas}}}}\nmilestones:\n  ga: {GA}\n  ledger: [\n");
        assert_eq!(told(&text), ["yaml-syntax "], "the target is in there");
        let text = format!("# ga: {GA}\nmilestones:\n  other: [\n");
        assert_eq!(
            told(&text),
            ["unknown-reference target", "yaml-syntax "],
            "the target is not in there"
        );
    }

    #[test]
    fn a_misspelt_section_is_one_finding() {
        assert_eq!(
            told(&format!("milestnes: {{ga: {GA}}}\n")),
            ["unknown-field milestnes"]
        );
        let list = "deliverables: [{id: ga, title: Live}]\n";
        assert_eq!(told(list), ["unknown-field deliverables"]);
    }
}
