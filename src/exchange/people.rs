//! People and teams of a table: from names as they are written to ids.

use crate::parse::is_slug;
use std::collections::{BTreeMap, BTreeSet};

/// Words that stand for nobody.
const NOBODY: [&str; 10] = [
    "",
    "-",
    "?",
    "unassigned",
    "nobody",
    "none",
    "n/a",
    "na",
    "tbd",
    "tbc",
];

/// Ids by what was written, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    /// The next number after each id that was asked for more than once.
    next: BTreeMap<String, usize>,
    /// Ids that were there before.
    given: BTreeSet<String>,
}

impl Names {
    /// An id that is there already, under itself and these names.
    pub(super) fn give<'n>(&mut self, id: &str, names: impl IntoIterator<Item = &'n str>) {
        self.take(id);
        self.given.insert(id.to_owned());
        for name in names {
            self.ids
                .entry(name.to_lowercase())
                .or_insert_with(|| id.to_owned());
        }
        for name in [id.to_owned(), id.replace('-', " ")] {
            self.ids.entry(name).or_insert_with(|| id.to_owned());
        }
    }

    /// Whether an id was there before.
    pub(super) fn is_given(&self, id: &str) -> bool {
        self.given.contains(id)
    }

    /// Keeps an id from being given again.
    pub(super) fn take(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// The id of a name, the same for the same name in any case.
    pub(super) fn id(&mut self, name: &str, fallback: &str) -> String {
        let key = name.to_lowercase();
        if let Some(id) = self.ids.get(&key) {
            return id.clone();
        }
        let id = self.fresh(name, fallback);
        self.ids.insert(key, id.clone());
        id
    }

    /// The id of a name that is known.
    pub(super) fn known(&self, name: &str) -> Option<String> {
        self.ids.get(&name.to_lowercase()).cloned()
    }

    /// An id that nobody has yet, made of a text.
    pub(super) fn fresh(&mut self, text: &str, fallback: &str) -> String {
        let base = slug(text)
            .or_else(|| slug(fallback))
            .unwrap_or_else(|| "item".into());
        let mut id = base.clone();
        let number = self.next.entry(base.clone()).or_insert(2);
        while !self.taken.insert(id.clone()) {
            id = format!("{base}-{number}");
            *number += 1;
        }
        id
    }
}

/// An id of at most 48 letters, cut between words.
pub(super) fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let word: String = word.to_lowercase().chars().filter_map(latin).collect();
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() && slug.len() + word.len() > 47 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.starts_with(|c: char| c.is_ascii_digit()) {
        slug.insert_str(0, "m-");
    }
    let slug: String = slug.chars().take(48).collect();
    let slug = slug.trim_matches('-').to_owned();
    is_slug(&slug).then_some(slug)
}

/// A letter without its marks, for those of western Europe.
fn latin(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'à'..='å' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è'..='ë' | 'ě' => 'e',
        'ì'..='ï' => 'i',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ř' => 'r',
        _ => return None,
    })
}

/// The people of a cell, in their order. A comma parts them only where each part has several words, since
/// `Nair, Priya` is one person.
pub(super) fn of_cell(cell: &str) -> Vec<String> {
    let mut parts: Vec<String> = cell
        .split([';', '&', '\n', '/'])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().trim_start_matches('@').to_owned())
        .collect();
    if let [one] = parts.as_slice()
        && let Some((last, first)) = one.split_once(',')
    {
        let is_one_word = |part: &str| part.split_whitespace().count() == 1;
        parts = if is_one_word(last) && is_one_word(first) && !one.contains('@') {
            vec![format!("{} {}", first.trim(), last.trim())]
        } else {
            one.split(',').map(|part| part.trim().to_owned()).collect()
        };
    }
    parts.retain(|part| !NOBODY.contains(&part.to_lowercase().as_str()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_and_the_same_name_the_same_id() {
        let mut names = Names::default();
        assert_eq!(names.id("Priya Nair", "p"), "priya-nair");
        assert_eq!(names.id("PRIYA NAIR", "p"), "priya-nair");
        assert_eq!(names.id("Priya  Näir", "p"), "priya-nair-2");
        assert_eq!(names.id("山田", "person-3"), "person-3");
        assert_eq!(slug("3-D Secure live"), Some("m-3-d-secure-live".into()));
        assert!(slug(&"long words ".repeat(20)).unwrap().len() <= 48);
        assert_eq!(slug("x"), None);
    }

    #[test]
    fn a_cell_names_one_person_or_several_or_nobody() {
        assert_eq!(of_cell("Nair, Priya"), ["Priya Nair"]);
        assert_eq!(of_cell("Priya Nair, Omar Haddad"), ["Priya Nair", "Omar Haddad"]);
        assert_eq!(of_cell("Priya and Omar; @lee"), ["Priya", "Omar", "lee"]);
        assert!(of_cell("Unassigned").is_empty() && of_cell(" TBD ").is_empty());
    }
}
