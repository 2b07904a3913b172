//! Findings for people: the line of the file, what is wrong under it, and what to do; drawn by miette.

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::report::render::clean::neutralize;
use crate::report::render::{Look, clean};
use crate::text::{FileSpan, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;
use std::fmt::Write;

/// Lines longer than this are cut around the place.
const LONGEST_LINE: usize = 160;

/// The findings, each with its place.
pub fn render(findings: &[Diagnostic], sources: &Sources, look: &Look) -> String {
    let theme = GraphicalTheme {
        characters: if look.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        },
        styles: if look.color {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        },
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_links(false)
        .with_context_lines(0);
    let mut out = String::new();
    for found in findings {
        let shown = Shown::new(found, sources);
        if handler.render_report(&mut out, &shown).is_err() {
            let _ = writeln!(out, "{}: {}", found.severity.as_str(), clean(&found.message));
        }
        out.push('\n');
    }
    let trimmed: Vec<&str> = out.lines().map(str::trim_end).collect();
    let mut text = trimmed.join("\n");
    text.push('\n');
    neutralize(text, look.workflow)
}

/// A finding in miette's terms.
#[derive(Debug)]
struct Shown {
    title: String,
    severity: Severity,
    help: Option<String>,
    source: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
}

impl Shown {
    fn new(found: &Diagnostic, sources: &Sources) -> Shown {
        let mut shown = Shown {
            title: format!(
                "{}[{}]: {}",
                found.severity.as_str(),
                found.rule,
                clean(&found.message)
            ),
            severity: found.severity,
            help: found.help.as_ref().map(|help| clean(help).into_owned()),
            source: None,
            labels: Vec::new(),
        };
        let Some(at) = found.at else { return shown };
        let here: Vec<&Label> = found
            .related
            .iter()
            .filter(|label| label.at.file == at.file)
            .collect();
        let elsewhere = found.related.iter().filter(|label| label.at.file != at.file);
        let mut excerpt = Excerpt::new(sources, at);
        shown
            .labels
            .push(LabeledSpan::new_primary_with_span(None, excerpt.span(at.span)));
        for label in here {
            match excerpt.add(sources, label.at) {
                Some(span) => {
                    shown.labels.push(LabeledSpan::new_with_span(
                        Some(clean(&label.message).into_owned()),
                        span,
                    ));
                }
                None => shown.note(label, sources),
            }
        }
        for label in elsewhere {
            shown.note(label, sources);
        }
        shown.source = Some(excerpt);
        shown
    }

    /// A place in another file, told in the help.
    fn note(&mut self, label: &Label, sources: &Sources) {
        let file = sources.file(label.at.file);
        let line = file.position(label.at.span.start).line;
        let text = format!("{}: {}:{line}", clean(&label.message), clean(&file.path));
        self.help = Some(match self.help.take() {
            Some(help) => format!("{help}\n{text}"),
            None => text,
        });
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warn => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The lines of a file that are shown, made harmless; everything else is left blank so that line numbers are
/// right and nothing of a huge file is drawn.
#[derive(Debug)]
struct Excerpt {
    name: String,
    text: String,
    /// Line shown, its start in the file, its start here, and the text cut before it.
    lines: Vec<(usize, usize, usize, usize)>,
}

impl Excerpt {
    fn new(sources: &Sources, at: FileSpan) -> Excerpt {
        let mut excerpt = Excerpt {
            name: clean(&sources.file(at.file).path).into_owned(),
            text: String::new(),
            lines: Vec::new(),
        };
        excerpt.push(sources, at);
        excerpt
    }

    /// Adds a line further down; a place above or far away is told otherwise.
    fn add(&mut self, sources: &Sources, at: FileSpan) -> Option<(usize, usize)> {
        let line = sources.file(at.file).lines().line(at.span.start);
        let last = self.lines.last().map_or(0, |known| known.0);
        let known = self.lines.iter().any(|known| known.0 == line);
        if !known {
            if line < last || line > last + 2000 {
                return None;
            }
            self.push(sources, at);
        }
        Some(self.span(at.span))
    }

    fn push(&mut self, sources: &Sources, at: FileSpan) {
        let file = sources.file(at.file);
        let line = file.lines().line(at.span.start);
        let before = self.lines.last().map_or(line, |known| known.0);
        self.text.push_str(&"\n".repeat(line - before));
        let start = file.lines().start(line) as usize;
        let whole = &file.text[start..];
        let whole = &whole[..whole.find(['\n', '\r']).unwrap_or(whole.len())];
        let offset = (at.span.start as usize).saturating_sub(start).min(whole.len());
        let mut cut = offset.saturating_sub(LONGEST_LINE / 2);
        if whole.len() <= LONGEST_LINE {
            cut = 0;
        }
        while !whole.is_char_boundary(cut) {
            cut -= 1;
        }
        let shown: String = whole[cut..].chars().take(LONGEST_LINE).map(harmless).collect();
        self.lines.push((line, start, self.text.len(), cut));
        self.text.push_str(&shown);
    }

    /// Offset and length of a span within the excerpt; at most to the end of its line.
    fn span(&self, span: Span) -> (usize, usize) {
        let known = self
            .lines
            .iter()
            .rev()
            .find(|known| known.1 <= span.start as usize);
        let Some((_, start, here, cut)) = known.copied() else {
            return (0, 0);
        };
        let end = self.text[here..]
            .find('\n')
            .map_or(self.text.len(), |length| here + length);
        let from = (here + (span.start as usize).saturating_sub(start + cut)).min(end);
        let to = (from + (span.end - span.start) as usize).min(end);
        let boundary = |mut at: usize| {
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (boundary(from), boundary(to));
        (from, to - from)
    }
}

/// Whole lines from the one where the span begins through the one where it ends, without more around them.
impl SourceCode for Excerpt {
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
        let first = self.lines.first().map_or(0, |known| known.0);
        let line = first + self.text[..start].matches('\n').count();
        let lines = self.text[start..end].matches('\n').count() + 1;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[start..end],
            (start, end - start).into(),
            line,
            from - start,
            lines,
        )))
    }
}

/// A character that steers a terminal is shown as a mark of the same length in bytes.
fn harmless(c: char) -> char {
    if clean(c.encode_utf8(&mut [0; 4])).len() == c.len_utf8() || c == '\t' {
        return c;
    }
    match c.len_utf8() {
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '😶',
    }
}
