//! Makes text harmless before it is shown: what it cannot do to a terminal, and what it cannot say to a
//! workflow runner. A title in a pull request is written by somebody else.

use std::borrow::Cow;
use std::fmt::Write;

/// The text on one line, with everything that would steer the terminal made visible: control characters
/// as `\x1b`, bidirectional overrides and other invisible letters as `\u{202e}`. Line breaks and tabs
/// become a space.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_break(c) || is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_break(c) {
            if c == '\r' && chars.peek() == Some(&'\n') {
                chars.next();
            }
            out.push(' ');
        } else {
            push_visible(&mut out, c);
        }
    }
    Cow::Owned(out)
}

/// Adds a character, or its number if it is one that steers the terminal.
pub(super) fn push_visible(out: &mut String, c: char) {
    if !is_hidden(c) {
        out.push(c);
    } else if (c as u32) < 0x100 {
        let _ = write!(out, "\\x{:02x}", c as u32);
    } else {
        let _ = write!(out, "\\u{{{:x}}}", c as u32);
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}')
}

/// Controls (C0, DEL, C1), marks that turn the direction of writing, invisible operators (the table
/// renderer uses some of them itself, see `ink`), byte-order marks, and tag letters.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Breaks every workflow command in finished output with a zero-width space: `::` at the start of a line
/// and `##[` anywhere (the runner reads both, from standard output and standard error alike). Color
/// sequences do not hide a command.
pub(super) fn neutralize(text: String, workflow: bool) -> String {
    if !workflow || !text.contains([':', '#']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    // What of a command was seen so far, colors left out.
    let (mut line_is_blank, mut colons, mut hashes) = (true, 0, 0);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            out.push(c);
            for c in chars.by_ref() {
                out.push(c);
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
            continue;
        }
        let command = (c == ':' && colons == 1 && line_is_blank) || (c == '[' && hashes >= 2);
        if command {
            out.push('\u{200b}');
        }
        out.push(c);
        hashes = if c == '#' { hashes + 1 } else { 0 };
        if c == '\n' || c == '\r' {
            (line_is_blank, colons) = (true, 0);
        } else if c == ':' && colons == 0 && line_is_blank {
            colons = 1;
        } else if !c.is_whitespace() || colons > 0 {
            line_is_blank = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_steers_a_terminal_becomes_visible() {
        assert_eq!(clean("plain é 漢"), "plain é 漢");
        assert_eq!(clean("\u{1b}[31mred\u{9b}0m"), "\\x1b[31mred\\x9b0m");
        assert_eq!(clean("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(clean("a\r\nb\tc\nd"), "a b c d");
    }

    #[test]
    fn workflow_commands_are_broken_wherever_the_runner_reads_them() {
        let broken = |text: &str| neutralize(text.to_owned(), true);
        assert_eq!(broken("a\n  ::error::x"), "a\n  :\u{200b}:error::x");
        assert_eq!(broken("see ##[error]x"), "see ##\u{200b}[error]x");
        assert_eq!(broken("\u{1b}[1m:\u{1b}[0m:x"), "\u{1b}[1m:\u{1b}[0m\u{200b}:x");
        assert_eq!(broken("a::b # c [d]"), "a::b # c [d]");
        assert_eq!(neutralize("::x".to_owned(), false), "::x");
    }

    proptest! {
        #[test]
        fn no_command_survives(text in "[ \t\n:#\\[\u{1b}ma]{0,40}") {
            let safe = neutralize(text.replace('\u{1b}', "\u{1b}[0m"), true).replace("\u{1b}[0m", "");
            prop_assert!(!safe.contains("##["));
            prop_assert!(safe.lines().all(|line| !line.trim_start().starts_with("::")));
        }
    }
}
