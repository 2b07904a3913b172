//! What the tracker knows and git does not: `metrics/NAME.csv`, one figure a line. A bad line becomes a
//! finding at its place and hides no other.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::parse::{self, Date, TeamId};
use crate::text::{FileId, FileSpan, SourceFile, Span};
use csv::{ByteRecord, ReaderBuilder};

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 4] = ["date", "team", "metric", "value"];

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The day it was taken.
    pub date: Date,
    /// The team it is about; of the whole program without one.
    pub team: Option<TeamId>,
    /// What was counted: `velocity`, `defects-open.sev1` or any other name.
    pub metric: String,
    /// The figure.
    pub value: f64,
}

/// The figures of one file, with the place of each.
#[derive(Debug, Default)]
pub struct MetricsFile {
    /// The figures in the order of the file.
    pub samples: Vec<Sample>,
    /// The line of each.
    pub lines: Vec<FileSpan>,
}

/// The name of a metrics file: what stands between `metrics/` in the program's folder and `.csv`; nothing for
/// any other path.
pub fn metrics_name<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    let inside = match folder {
        "" => path,
        folder => path.strip_prefix(folder)?.strip_prefix('/')?,
    };
    inside.strip_prefix("metrics/")?.strip_suffix(".csv")
}

/// Reads a metrics file; what is wrong with a line is a finding, and the line then counts for nothing.
pub fn read_metrics(file: FileId, source: &SourceFile) -> (MetricsFile, Vec<Diagnostic>) {
    let mut reading = Reading {
        file,
        text: &source.text,
        columns: [0, 1, 2, 3],
        width: COLUMNS.len(),
        read: MetricsFile::default(),
        found: Vec::new(),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(source.text.as_bytes());
    let mut record = ByteRecord::new();
    let mut is_first = true;
    // The text is in memory and any number of fields is taken, so that nothing can fail.
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let end = reader.position().byte() as usize;
        let fields = reading.fields(&record, start, end);
        if !(is_first && reading.header(&fields)) {
            reading.row(&fields);
        }
        is_first = false;
    }
    (reading.read, reading.found)
}

/// A field: its text and where it stands, quotes included.
struct Field {
    text: String,
    span: Span,
}

struct Reading<'t> {
    file: FileId,
    text: &'t str,
    /// At which position each column stands.
    columns: [usize; 4],
    /// How many fields a line has.
    width: usize,
    read: MetricsFile,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// The fields of a record that was read from these bytes.
    fn fields(&self, record: &ByteRecord, start: usize, end: usize) -> Vec<Field> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        // The end of the line before belongs to the next record's bytes.
        while at < end && matches!(bytes[at], b'\n' | b'\r') {
            at += 1;
        }
        let mut fields = Vec::with_capacity(record.len());
        for value in record {
            let from = at;
            let mut is_quoted = false;
            while at < end {
                match bytes[at] {
                    b'"' if is_quoted || at == from => is_quoted = !is_quoted,
                    b',' | b'\n' | b'\r' if !is_quoted => break,
                    _ => {}
                }
                at += 1;
            }
            // Blanks around a field are layout.
            let raw = &self.text[from..at];
            let left = from + (raw.len() - raw.trim_start().len());
            fields.push(Field {
                text: String::from_utf8_lossy(value).trim().to_owned(),
                span: Span::new(left, left + raw.trim().len()),
            });
            at += 1;
        }
        fields
    }

    /// Reads the first line as the names of the columns; `false` when it holds figures.
    fn header(&mut self, fields: &[Field]) -> bool {
        let names: Vec<String> = fields.iter().map(|field| field.text.to_lowercase()).collect();
        let known = COLUMNS
            .iter()
            .filter(|column| names.iter().any(|name| name == *column));
        if known.count() == 0 {
            let whole = whole(fields);
            let message = format!("the first line does not name the columns {}", COLUMNS.join(","));
            let help = format!("write {} above the figures", COLUMNS.join(","));
            self.say("wrong-type", whole, message, help);
            return false;
        }
        let mut is_taken = [false; 4];
        for (at, (name, field)) in names.iter().zip(fields).enumerate() {
            match COLUMNS.iter().position(|column| column == name) {
                Some(column) if !is_taken[column] => {
                    self.columns[column] = at;
                    is_taken[column] = true;
                }
                Some(_) => {
                    let message = format!("column {name} stands there twice");
                    self.say("duplicate-key", field.span, message, "keep one of the two".into());
                }
                None if name.starts_with("x-") => {}
                None => {
                    let near = did_you_mean(name, COLUMNS);
                    let help = near.map_or_else(
                        || {
                            format!(
                                "the columns are {}; names of your own begin with x-",
                                COLUMNS.join(",")
                            )
                        },
                        |near| format!("did you mean {near}?"),
                    );
                    let name = parse::cut(&field.text);
                    self.say(
                        "unknown-field",
                        field.span,
                        format!("unknown column {name}"),
                        help,
                    );
                }
            }
        }
        for (column, _) in COLUMNS.iter().zip(is_taken).filter(|(_, is_taken)| !is_taken) {
            let help = format!("write the columns {}", COLUMNS.join(","));
            self.say(
                "missing-required",
                whole(fields),
                format!("there is no column {column}"),
                help,
            );
        }
        for (place, is_taken) in self.columns.iter_mut().zip(is_taken) {
            if !is_taken {
                *place = usize::MAX;
            }
        }
        self.width = fields.len();
        true
    }

    fn row(&mut self, fields: &[Field]) {
        if fields.iter().all(|field| field.text.is_empty()) {
            return;
        }
        // Of a column that is not there the header has told.
        if self.columns.contains(&usize::MAX) {
            return;
        }
        let has = fields.len();
        if has != self.width {
            let message = format!("the line has {has} of {} columns", self.width);
            let message = if has > self.width {
                format!("the line has {has} columns instead of {}", self.width)
            } else {
                message
            };
            let help = "write date,team,metric,value; put quotes around a text with a comma";
            self.say("wrong-type", whole(fields), message, help.into());
            return;
        }
        let [date, team, metric, value] = self.columns.map(|column| &fields[column]);
        let before = self.found.len();
        let day = parse::date(&date.text);
        if let Err((message, help)) = &day {
            self.say("bad-date", date.span, format!("date {message}"), help.clone());
        }
        if metric.text.is_empty() {
            let help = "write what was counted, such as velocity or defects-open";
            self.say(
                "wrong-type",
                at(metric, fields),
                "the line names no metric".into(),
                help.into(),
            );
        }
        let figure = value.text.parse::<f64>().ok().filter(|figure| figure.is_finite());
        if figure.is_none() {
            let shown = parse::cut(&value.text);
            let message = match shown.as_str() {
                "" => "the line has no value".to_owned(),
                shown => format!("value {shown} is not a number"),
            };
            let help = "write digits, with a point for decimals: 12 or 0.95";
            self.say("wrong-type", at(value, fields), message, help.into());
        }
        if let (Ok(date), Some(value), true) = (day, figure, self.found.len() == before) {
            self.read.samples.push(Sample {
                date,
                team: (!team.text.is_empty()).then(|| TeamId::from(team.text.as_str())),
                metric: metric.text.clone(),
                value,
            });
            let span = whole(fields);
            self.read.lines.push(FileSpan {
                file: self.file,
                span,
            });
        }
    }

    fn say(&mut self, rule: &'static str, span: Span, message: String, help: String) {
        let at = FileSpan {
            file: self.file,
            span,
        };
        self.found
            .push(Diagnostic::new(rule, message).with_at(at).with_help(help));
    }
}

/// Where a field stands; an empty one has no width, so the line stands for it.
fn at(field: &Field, fields: &[Field]) -> Span {
    if field.span.start == field.span.end {
        whole(fields)
    } else {
        field.span
    }
}

/// From the first field through the last.
fn whole(fields: &[Field]) -> Span {
    match (fields.first(), fields.last()) {
        (Some(first), Some(last)) => Span {
            start: first.span.start,
            end: last.span.end,
        },
        _ => Span::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures as `date team metric value @line`, and findings as `line:column-column rule: message`.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let source = SourceFile::new("metrics/a.csv", text);
        let (read, found) = read_metrics(FileId(0), &source);
        let line = |span: Span| source.position(span.start).line;
        let samples = read.samples.iter().zip(&read.lines).map(|(sample, at)| {
            let team = sample.team.as_ref().map_or("-", |team| team.as_str());
            let Sample {
                date, metric, value, ..
            } = sample;
            format!("{date} {team} {metric} {value} @{}", line(at.span))
        });
        let found = found.iter().map(|found| {
            let span = found.at.expect("a place").span;
            let (from, to) = (source.position(span.start), source.position(span.end));
            assert!(found.help.is_some());
            format!(
                "{}:{}-{} {}: {}",
                from.line, from.column, to.column, found.rule, found.message
            )
        });
        (samples.collect(), found.collect())
    }

    #[test]
    fn figures_are_read_whatever_the_order_the_quotes_and_the_line_ends() {
        let (samples, found) = read(
            "team,value,date,metric\r\n\r\nweb,31,2026-02-06,velocity\r\n,0.5,2026-02-07,\"hit rate, \"\"all\"\"\"\r\n",
        );
        assert_eq!(
            samples,
            [
                "2026-02-06 web velocity 31 @3",
                "2026-02-07 - hit rate, \"all\" 0.5 @4"
            ]
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_bad_line_is_told_at_its_place_and_hides_no_other() {
        let (samples, found) = read(
            "date,team,metric,value\n06/02/2026,wëb,velocity,31\n2026-02-06, wëb , velocity , fast\n2026-02-06,web,,3\n\
             2026-02-06,web,velocity\n2026-02-06,web,velocity,3,4\n2026-02-30,web,velocity,NaN\n2026-02-13,web,velocity,29",
        );
        assert_eq!(samples, ["2026-02-13 web velocity 29 @8"]);
        assert_eq!(
            found,
            [
                "2:1-11 bad-date: date 06/02/2026 is not an ISO date",
                "3:30-34 wrong-type: value fast is not a number",
                "4:1-18 wrong-type: the line names no metric",
                "5:1-24 wrong-type: the line has 3 of 4 columns",
                "6:1-28 wrong-type: the line has 5 columns instead of 4",
                "7:1-11 bad-date: date 2026-02-30: there is no such day",
                "7:25-28 wrong-type: value NaN is not a number",
            ]
        );
    }

    #[test]
    fn the_first_line_names_the_columns() {
        let (samples, found) = read("2026-02-13,web,velocity,29\n");
        assert_eq!(samples, ["2026-02-13 web velocity 29 @1"]);
        assert_eq!(
            found,
            ["1:1-27 wrong-type: the first line does not name the columns date,team,metric,value"]
        );
        let (samples, found) = read("date,team,metrc,value,x-note\n2026-02-13,web,velocity,29,a\n");
        assert_eq!(samples, [""; 0]);
        assert_eq!(
            found,
            [
                "1:11-16 unknown-field: unknown column metrc",
                "1:1-29 missing-required: there is no column metric"
            ]
        );
        let (samples, _) = read("date,team,metric,value,x-note\n2026-02-13,web,velocity,29,a\n");
        assert_eq!(samples.len(), 1);
        let (samples, found) = read("");
        assert!(samples.is_empty() && found.is_empty());
    }

    #[test]
    fn only_csv_files_below_the_folder_metrics_hold_figures() {
        assert_eq!(metrics_name("", "metrics/delivery.csv"), Some("delivery"));
        assert_eq!(metrics_name("p/atlas", "p/atlas/metrics/a/b.csv"), Some("a/b"));
        for (folder, path) in [
            ("", "delivery.csv"),
            ("", "metrics/a.yaml"),
            ("p", "q/metrics/a.csv"),
            ("p", "px/metrics/a.csv"),
        ] {
            assert_eq!(metrics_name(folder, path), None, "{path}");
        }
    }
}
