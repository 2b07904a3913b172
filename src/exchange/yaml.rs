//! Texts as YAML scalars that every reader takes for the same text.

/// A text on one line: plain where that is safe, else in double quotes.
pub(super) fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_plain(&text) { text } else { quoted(&text) }
}

/// Whether a text may stand without quotes. Letters first, and nothing that means something to any reader.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    let is_word = |c: char| c.is_alphanumeric() && !c.is_control();
    let is_inside = |c: char| is_word(c) || " -_/().+%'".contains(c);
    let lower = text.to_ascii_lowercase();
    let is_other = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(&lower.as_str());
    first.is_some_and(|c| c.is_alphabetic()) && text.chars().all(is_inside) && !is_other
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || is_invisible(c) => out.push_str(&escaped(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escaped(c: char) -> String {
    let number = u32::from(c);
    if number > 0xffff {
        format!("\\U{number:08X}")
    } else {
        format!("\\u{number:04X}")
    }
}

/// Marks that order text from right to left, and others that nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The independent reader gives back what was written.
    #[test]
    fn every_text_is_read_back() {
        for text in [
            "Beta live",
            "yes",
            "1.10",
            "2026-03-31",
            "a: b",
            "a #b",
            "- x",
            "",
            "it's",
            "\"q\" \\ back",
            "@priya",
            "\u{202e}x",
            "{a}",
            "null",
            "~",
            "0x1f",
            "1e3",
            "*a",
            "é 漢字",
            "\u{1f600} launch",
            "50 %",
            "on",
        ] {
            let written = format!("a: {}\n", scalar(text));
            let value: serde_yaml::Value = serde_yaml::from_str(&written).unwrap();
            assert_eq!(value["a"].as_str(), Some(text), "{written}");
        }
        assert_eq!(scalar("two\nlines "), "two lines");
    }
}
