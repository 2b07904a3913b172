//! The line of a file with a mark under the place, drawn by miette.

use crate::diagnostic::{Diagnostic, Label};
use crate::report::render::{Look, clean, wrap};
use crate::text::{FileSpan, SourceFile, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// Columns that a tab takes.
const TAB: usize = 4;
/// Second places that are shown of one finding.
const MOST: usize = 10;
/// The narrowest that a line of the file is cut to.
const NARROWEST: usize = 12;

/// What draws excerpts.
pub(super) struct Pen {
    handler: GraphicalReportHandler,
    width: usize,
    unicode: bool,
}

impl Pen {
    pub(super) fn new(look: &Look) -> Pen {
        let characters = if look.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        };
        let theme = GraphicalTheme {
            characters: ThemeCharacters {
                underline: '^',
                underbar: '^',
                ..characters
            },
            styles: if look.color {
                ThemeStyles::ansi()
            } else {
                ThemeStyles::none()
            },
        };
        Pen {
            handler: GraphicalReportHandler::new_themed(theme)
                .with_width(look.columns())
                .with_links(false)
                .tab_width(TAB)
                .without_primary_span_start()
                .with_context_lines(0),
            width: look.columns(),
            unicode: look.unicode,
        }
    }

    /// The excerpt around a finding; second places that it cannot show are added to `notes`.
    pub(super) fn draw(
        &self,
        found: &Diagnostic,
        at: FileSpan,
        sources: &Sources,
        notes: &mut Vec<String>,
    ) -> String {
        let file = sources.file(at.file);
        let last = found.related.iter().filter(|label| label.at.file == at.file);
        let last = last.map(|label| label.at.span.start).chain([at.span.start]).max();
        let last = file.position(last.unwrap_or_default()).line;
        // Space, number, space, line, space.
        let gutter = last.to_string().len() + 4;
        let mut excerpt = Excerpt::new(file, at.span, self.width.saturating_sub(gutter), self.unicode);
        let here = file.position(at.span.start);
        let place = format!(":{}:{}", here.line, here.column);
        // As wide as the place of any line that is shown.
        let room = self
            .width
            .saturating_sub(gutter + last.to_string().len() + place.len() + 3);
        excerpt.path = self.tail(&clean(&file.path), room);
        excerpt.name = format!("{}{place}", excerpt.path);
        let mut labels = vec![LabeledSpan::new_primary_with_span(None, excerpt.span(at.span))];
        for label in found.related.iter().take(MOST) {
            match self.label(label, at, &mut excerpt) {
                Some(label) => labels.push(label),
                None => notes.push(told(label, sources)),
            }
        }
        if found.related.len() > MOST {
            let more = found.related.len() - MOST;
            notes.push(format!("and {more} more places; --format json lists them"));
        }
        let mut drawing = String::new();
        let drawn = Drawn { excerpt, labels };
        if self.handler.render_report(&mut drawing, &drawn).is_err() {
            return format!("  {}\n", drawn.excerpt.name);
        }
        // The first line is miette's own title, which is empty: ours stands above.
        let body = drawing.split_once('\n').map_or("", |(_, body)| body);
        body.lines()
            .map(|line| format!("{}\n", line.trim_end()))
            .collect()
    }

    /// A second place as a mark in the excerpt, if it is further down in the same file and there is room for
    /// what is said of it.
    fn label(&self, label: &Label, at: FileSpan, excerpt: &mut Excerpt<'_>) -> Option<LabeledSpan> {
        if label.at.file != at.file || label.at.span == at.span {
            return None;
        }
        let text = clean(&label.message);
        let column = excerpt.column(label.at.span)?;
        if column + wrap::width(&text) + 6 > excerpt.room {
            return None;
        }
        let span = excerpt.add(label.at.span)?;
        Some(LabeledSpan::new_with_span(Some(text.into_owned()), span))
    }

    /// The end of a path that is too long.
    fn tail(&self, path: &str, room: usize) -> String {
        if wrap::width(path) <= room {
            return path.to_owned();
        }
        let mark = if self.unicode { "…" } else { "..." };
        let mut used = wrap::width(mark);
        let fits = path.chars().rev().take_while(|c| {
            used += wrap::width(c.encode_utf8(&mut [0; 4]));
            used <= room
        });
        let end: Vec<char> = fits.collect();
        format!("{mark}{}", end.into_iter().rev().collect::<String>())
    }
}

/// A place in words.
fn told(label: &Label, sources: &Sources) -> String {
    let file = sources.file(label.at.file);
    let line = file.position(label.at.span.start).line;
    format!("{}: {}:{line}", label.message, file.path)
}

/// A finding in miette's terms, without title and help.
#[derive(Debug)]
struct Drawn<'f> {
    excerpt: Excerpt<'f>,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The lines of a file that are shown, made harmless and cut to the output's width; those between them are
/// left blank, so that line numbers are right and nothing of a huge file is drawn.
#[derive(Debug)]
struct Excerpt<'f> {
    file: &'f SourceFile,
    /// The path, as far as there is room.
    path: String,
    /// The path and the place of the finding itself.
    name: String,
    text: String,
    /// Columns for a line of the file.
    room: usize,
    unicode: bool,
    lines: Vec<Shown>,
}

/// A line of the file and where it stands in the excerpt.
#[derive(Debug)]
struct Shown {
    /// Counted from 0.
    line: usize,
    /// First and last byte of the file that are shown.
    from: usize,
    to: usize,
    /// Where they stand in the excerpt.
    here: usize,
}

impl<'f> Excerpt<'f> {
    fn new(file: &'f SourceFile, span: Span, room: usize, unicode: bool) -> Excerpt<'f> {
        let mut excerpt = Excerpt {
            file,
            path: String::new(),
            name: String::new(),
            text: String::new(),
            room: room.max(NARROWEST),
            unicode,
            lines: Vec::new(),
        };
        excerpt.push(span);
        excerpt
    }

    /// Adds the line of a second place; not one above, far away, or out of sight on a line that is cut.
    fn add(&mut self, span: Span) -> Option<(usize, usize)> {
        let line = self.file.lines().line(span.start);
        let last = self.lines.last().map_or(0, |shown| shown.line);
        match self.lines.iter().find(|shown| shown.line == line) {
            Some(shown) => {
                let start = span.start as usize;
                if start < shown.from || start >= shown.to {
                    return None;
                }
            }
            None if line < last || line > last + 2000 => return None,
            None => self.push(span),
        }
        Some(self.span(span))
    }

    /// The column at which a place is shown or would be.
    fn column(&self, span: Span) -> Option<usize> {
        let line = self.file.lines().line(span.start);
        let from = match self.lines.iter().find(|shown| shown.line == line) {
            Some(shown) => shown.from,
            None => self.window(line, span).0,
        };
        let start = boundary(&self.file.text, span.start as usize);
        let before = self.file.text.get(from..start)?;
        Some(before.chars().map(columns).sum::<usize>() + 1)
    }

    fn push(&mut self, span: Span) {
        let line = self.file.lines().line(span.start);
        let before = self.lines.last().map_or(line, |shown| shown.line);
        self.text.push_str(&"\n".repeat(line - before));
        let (from, to, end) = self.window(line, span);
        let start = self.file.lines().start(line) as usize;
        let mark = if self.unicode { "…" } else { "." };
        if from > start {
            self.text.push_str(mark);
        }
        self.lines.push(Shown {
            line,
            from,
            to,
            here: self.text.len(),
        });
        self.text.extend(self.file.text[from..to].chars().map(harmless));
        if to < end {
            self.text.push_str(mark);
        }
    }

    /// First and last byte that are shown of a line, and its end: all of it, or as much as there is room for
    /// with the place about a third of the way in.
    fn window(&self, line: usize, span: Span) -> (usize, usize, usize) {
        let text: &str = &self.file.text;
        let (start, end) = (self.file.line_bytes(line).start, self.file.line_bytes(line).end);
        let place = boundary(text, (span.start as usize).clamp(start, end));
        // Two columns for the marks where it is cut.
        let room = self.room - 2;
        let mut from = place;
        let mut used = 0;
        for (at, c) in text[start..place].char_indices().rev() {
            used += columns(c);
            if used > room {
                break;
            }
            from = start + at;
        }
        let fits = |from: usize, room: usize| {
            let mut used = 0;
            let cut = text[from..end].char_indices().find(|(_, c)| {
                used += columns(*c);
                used > room
            });
            cut.map_or(end, |(at, _)| from + at)
        };
        if from == start && fits(start, self.room) == end {
            return (start, end, end);
        }
        let wanted = text[place..boundary(text, (span.end as usize).clamp(place, end))]
            .chars()
            .map(columns);
        let after = wanted.sum::<usize>().min(room * 2 / 3);
        if from > start || used + after > room {
            let mut used = 0;
            from = place;
            for (at, c) in text[start..place].char_indices().rev() {
                used += columns(c);
                if used > room / 3 {
                    break;
                }
                from = start + at;
            }
        }
        (from, fits(from, room), end)
    }

    /// Offset and length of a span within the excerpt; at most to the end of what is shown.
    fn span(&self, span: Span) -> (usize, usize) {
        let line = self.file.lines().line(span.start);
        let Some(shown) = self.lines.iter().find(|shown| shown.line == line) else {
            return (0, 0);
        };
        let within = |byte: u32| {
            let byte = boundary(&self.file.text, byte as usize);
            byte.clamp(shown.from, shown.to) - shown.from + shown.here
        };
        let (from, to) = (within(span.start), within(span.end));
        (from, to - from)
    }
}

/// Whole lines from the one where the span begins through the one where it ends, without more around them.
impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (from, to) = (
            span.offset().min(self.text.len()),
            (span.offset() + span.len()).min(self.text.len()),
        );
        let start = self.text[..from].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[to..].find('\n').map_or(self.text.len(), |at| to + at);
        let first = self.lines.first().map_or(0, |shown| shown.line);
        let line = first + self.text[..start].matches('\n').count();
        let lines = self.text[start..end].matches('\n').count() + 1;
        let name = if line == first {
            self.name.clone()
        } else {
            format!("{}:{}", self.path, line + 1)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            name,
            &self.text.as_bytes()[start..end],
            (start, end - start).into(),
            line,
            from - start,
            lines,
        )))
    }
}

/// The last character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Columns that a character takes when it is shown.
fn columns(c: char) -> usize {
    if c == '\t' {
        return TAB;
    }
    wrap::width(harmless(c).encode_utf8(&mut [0; 4]))
}

/// A character that steers a terminal is shown as a mark of the same length in bytes.
fn harmless(c: char) -> char {
    if c == '\t' || clean(c.encode_utf8(&mut [0; 4])).len() == c.len_utf8() {
        return c;
    }
    match c.len_utf8() {
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '😶',
    }
}
