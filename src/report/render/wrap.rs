//! Breaks styled text into lines of a given width, at spaces where it can.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Look, clean, ink};
use crate::report::page::{Line, Run, Style};

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Columns that a line takes.
pub(super) fn line_width(line: &Line) -> usize {
    line.runs.iter().map(|run| width(&run.text)).sum()
}

/// The line made harmless, and in ASCII where the look asks for it.
pub(super) fn ready(line: &Line, look: &Look, drawing: bool) -> Line {
    let run = |run: &Run| {
        let text = clean(&run.text);
        let text = if look.unicode || run.verbatim {
            text.into_owned()
        } else {
            ink::ascii(&text, drawing)
        };
        Run { text, ..*run }
    };
    Line {
        runs: line.runs.iter().map(run).collect(),
    }
}

/// The line with marks for its styles (see `ink`).
pub(super) fn marked(line: &Line) -> String {
    let mut out = String::new();
    for run in &line.runs {
        ink::mark(&mut out, run.style, &run.text);
    }
    out
}

/// The lines, marked, that a text is broken into. `break_words` allows to cut a word that is longer than
/// a whole line; else such a line is too long. Spaces at a break go, others are kept.
pub(super) fn wrap(line: &Line, width: usize, break_words: bool) -> Vec<String> {
    if let [run] = &line.runs[..]
        && !run.text.ends_with(' ')
        && self::width(&run.text) <= width
    {
        return vec![marked(line)];
    }
    let mut lines = Filling {
        width: width.max(1),
        ..Filling::default()
    };
    let mut word: Vec<(Style, String)> = Vec::new();
    for run in &line.runs {
        for c in run.text.chars() {
            if c == ' ' {
                lines.word(&mut word, break_words);
                lines.gap += 1;
                continue;
            }
            match word.last_mut() {
                Some((style, text)) if *style == run.style => text.push(c),
                _ => word.push((run.style, c.into())),
            }
        }
    }
    lines.word(&mut word, break_words);
    lines.finish()
}

#[derive(Default)]
struct Filling {
    width: usize,
    done: Vec<String>,
    line: Vec<(Style, String)>,
    used: usize,
    gap: usize,
}

impl Filling {
    fn word(&mut self, word: &mut Vec<(Style, String)>, break_words: bool) {
        let size: usize = word.iter().map(|(_, text)| width(text)).sum();
        if word.is_empty() {
            return;
        }
        let first = self.done.is_empty() && self.line.is_empty();
        if self.used + self.gap + size <= self.width || (first && !break_words) {
            self.spaces();
        } else {
            self.break_line();
        }
        for (style, text) in word.drain(..) {
            if self.used + width(&text) <= self.width || !break_words {
                self.push(style, &text);
            } else {
                // Behind a hyphen or slash rather than within a word.
                for segment in text.split_inclusive(['-', '/']) {
                    if self.used > 0 && self.used + width(segment) > self.width {
                        self.break_line();
                    }
                    clusters(segment).for_each(|part| self.part(style, part));
                }
            }
        }
    }

    /// Adds one letter of a word that is longer than a line.
    fn part(&mut self, style: Style, part: &str) {
        if self.used > 0 && self.used + width(part) > self.width {
            self.break_line();
        }
        self.push(style, part);
    }

    fn spaces(&mut self) {
        let style = self.line.last().map_or(Style::Plain, |(style, _)| *style);
        let gap = " ".repeat(std::mem::take(&mut self.gap));
        self.push(style, &gap);
    }

    fn push(&mut self, style: Style, text: &str) {
        self.used += width(text);
        match self.line.last_mut() {
            Some((last, all)) if *last == style => all.push_str(text),
            _ if text.is_empty() => {}
            _ => self.line.push((style, text.to_owned())),
        }
    }

    fn break_line(&mut self) {
        (self.gap, self.used) = (0, 0);
        if self.line.is_empty() {
            return;
        }
        let mut out = String::new();
        for (style, text) in self.line.drain(..) {
            ink::mark(&mut out, style, &text);
        }
        self.done.push(out);
    }

    fn finish(mut self) -> Vec<String> {
        self.break_line();
        if self.done.is_empty() {
            self.done.push(String::new());
        }
        self.done
    }
}

/// Letters with the marks that stand on them, and joined pictures, as pieces that must not be cut.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut joined = false;
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(at, c)| {
                joined = rest[..*at].ends_with('\u{200d}');
                !joined && c.width().unwrap_or(0) > 0
            })
            .map_or(rest.len(), |(at, _)| at);
        let (part, next) = rest.split_at(end);
        rest = next;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(line: impl Into<Line>, width: usize) -> Vec<String> {
        let lines = wrap(&line.into(), width, true);
        lines
            .iter()
            .map(|line| ink::paint(line, false).trim_end().to_owned())
            .collect()
    }

    #[test]
    fn breaks_at_spaces_and_keeps_the_others() {
        assert_eq!(plain("a  bb ccc", 6), ["a  bb", "ccc"]);
        assert_eq!(plain("  indented text", 10), ["  indented", "text"]);
        assert_eq!(plain("", 6), [""]);
    }

    #[test]
    fn a_word_of_two_styles_stays_together() {
        let line = Line::new().text("see (").id("ga").text(") now");
        assert_eq!(plain(line, 5), ["see", "(ga)", "now"]);
    }

    #[test]
    fn long_words_and_wide_letters_are_cut_at_the_width() {
        assert_eq!(plain("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(plain("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(
            plain("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
    }
}
