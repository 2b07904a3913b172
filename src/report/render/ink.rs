//! Styles on their way through layout. The table crate measures text without knowing colors, so a run is
//! marked by invisible letters of no width while columns are filled, and these become color sequences
//! (or nothing) at the very end. `clean` lets no such letter through from a file.

use anstyle::{AnsiColor, Style as Ansi};

use crate::report::page::Style;

const END: char = '\u{2064}';
const STARTS: [(char, Style); 7] = [
    ('\u{2061}', Style::Strong),
    ('\u{2062}', Style::Dim),
    ('\u{2063}', Style::Id),
    ('\u{206a}', Style::Good),
    ('\u{206b}', Style::Warn),
    ('\u{206c}', Style::Bad),
    ('\u{206d}', Style::Unknown),
];

/// The color sequence of a style.
pub(super) fn ansi(style: Style) -> Ansi {
    let color = |color: AnsiColor| color.on_default();
    match style {
        Style::Plain => Ansi::new(),
        Style::Strong => Ansi::new().bold(),
        Style::Dim => Ansi::new().dimmed(),
        Style::Id => color(AnsiColor::Cyan),
        Style::Good => color(AnsiColor::Green),
        Style::Warn => color(AnsiColor::Yellow),
        Style::Bad => color(AnsiColor::Red).bold(),
        Style::Unknown => color(AnsiColor::BrightBlack),
    }
}

/// Adds text with the marks of its style.
pub(super) fn mark(out: &mut String, style: Style, text: &str) {
    match STARTS.iter().find(|(_, known)| *known == style) {
        Some((start, _)) if !text.is_empty() => {
            out.push(*start);
            out.push_str(text);
            out.push(END);
        }
        _ => out.push_str(text),
    }
}

/// Replaces the marks by color sequences, or removes them. Spaces at the end of lines go.
pub(super) fn paint(text: &str, color: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        for c in line.trim_end().chars() {
            let style = STARTS
                .iter()
                .find(|(start, _)| *start == c)
                .map(|(_, style)| *style);
            match style {
                Some(style) if color => out.push_str(&ansi(style).render().to_string()),
                None if c == END && color => out.push_str("\u{1b}[0m"),
                None if c != END => out.push(c),
                _ => {}
            }
        }
        out.push('\n');
    }
    out
}

/// Whether a letter is a mark.
fn is_mark(c: char) -> bool {
    c == END || STARTS.iter().any(|(start, _)| *start == c)
}

/// Text that is known to be made by us in letters of ASCII. In a drawing each sign is replaced by one
/// letter, so that columns stay where they are.
pub(super) fn ascii(text: &str, drawing: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() || is_mark(c) => out.push(c),
            '→' => out.push_str(if drawing { ">" } else { "->" }),
            '←' => out.push_str(if drawing { "<" } else { "<-" }),
            '…' => out.push_str(if drawing { "." } else { "..." }),
            '≤' => out.push_str(if drawing { "<" } else { "<=" }),
            '≥' => out.push_str(if drawing { ">" } else { ">=" }),
            '✅' => out.push_str(if drawing { "+" } else { "ok" }),
            '⚠' | '❗' => out.push('!'),
            '\u{fe0f}' => {}
            '—' | '–' | '─' | '━' | '╌' | '╴' | '╶' => out.push('-'),
            '│' | '┃' | '├' | '┤' | '║' | '▏' | '▕' => out.push('|'),
            '·' | '░' => out.push('.'),
            '└' | '╰' => out.push('`'),
            '┌' | '┐' | '┘' | '┬' | '┴' | '┼' | '╭' | '╮' | '╯' => out.push('+'),
            '•' | '●' | '◆' | '★' | '×' => out.push(if c == '×' { 'x' } else { '*' }),
            '○' | '◇' | '☆' => out.push('o'),
            '▲' | '↑' => out.push('^'),
            '▼' | '↓' => out.push('v'),
            '▶' => out.push('>'),
            '◀' => out.push('<'),
            '✓' => out.push('+'),
            '✗' => out.push('x'),
            '▀'..='▟' => out.push('#'),
            '’' | '‘' => out.push('\''),
            '“' | '”' => out.push('"'),
            _ => out.push(c),
        }
    }
    out
}
