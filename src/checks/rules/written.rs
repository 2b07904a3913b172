//! What rules ask of a text as it is written: whether a field says nothing, and how a long text is told.

use crate::checks::Facts;

/// Whether a field says nothing: it is not written, or empty. A value that could not be read says something,
/// and another rule tells of it.
pub(super) fn is_blank(facts: &Facts<'_>, section: &str, id: &str, field: &str) -> bool {
    let Some((_, entity)) = facts.documents.entity(section, id) else {
        return true;
    };
    if !entity.is_mapping() {
        return entity.is_null();
    }
    entity.get(field).is_none_or(|(_, value)| {
        let is_empty_list = value.is_sequence() && value.items().next().is_none();
        let is_empty_map = value.is_mapping() && value.entries().next().is_none();
        let is_empty_text = value.is_scalar() && value.text().trim().is_empty();
        value.is_null() || is_empty_list || is_empty_map || is_empty_text
    })
}

/// Whether a text that may be missing says nothing.
pub(super) fn is_empty(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// A text short enough to stand in a sentence.
pub(super) fn brief(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() <= 40 {
        return text;
    }
    let start: String = text.chars().take(39).collect();
    format!("{}…", start.trim_end())
}

/// How long ago a past day was, as the end of a sentence; nothing where no working day lies between.
pub(super) fn ago(days: i64) -> String {
    if days > 0 {
        format!(", {days} d ago")
    } else {
        String::new()
    }
}
