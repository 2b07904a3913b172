//! A table as spreadsheets and trackers write it: any of the usual delimiters and encodings, with the line
//! on which each row begins.

use std::fmt;

/// The largest number of columns that is read.
const WIDEST: usize = 4096;

/// A table: a row of headings, and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The headings, trimmed.
    pub head: Vec<String>,
    /// The rows, each with its line and its cells, trimmed.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Sheet {
    /// Reads the bytes of a file. Rows without any text are left out.
    ///
    /// # Errors
    /// When it is not text, or has no headings.
    pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
        let text = decoded(bytes)?;
        let (text, mut delimiter, skipped) = match text.split_once('\n') {
            // Spreadsheets write the delimiter into a line of its own.
            Some((first, rest)) if first.to_lowercase().starts_with("sep=") => {
                (rest, first.as_bytes().get(4).copied(), 1)
            }
            _ => (text.as_str(), None, 0),
        };
        delimiter = delimiter.filter(|byte| byte.is_ascii() && !byte.is_ascii_control() || *byte == b'\t');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or_else(|| sniffed(text)))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut sheet = Sheet::default();
        let mut lines = Lines {
            text,
            seen: 0,
            line: 1,
        };
        for record in reader.records() {
            let record = record.map_err(|error| Unreadable {
                message: format!("the table cannot be read: {error}"),
                help: "save it anew as CSV UTF-8".into(),
            })?;
            let start = record.position().map_or(0, |at| at.byte() as usize);
            let line = lines.at(start) + skipped;
            let cells: Vec<String> = record.iter().map(plain).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if sheet.head.is_empty() {
                sheet.head = cells;
            } else {
                sheet.rows.push((line, cells));
            }
        }
        if sheet.head.is_empty() || sheet.head.len() > WIDEST {
            return Err(Unreadable {
                message: "the file has no row of headings".into(),
                help: "write one, such as: Key,Summary,Assignee,Due,Blocked by".into(),
            });
        }
        Ok(sheet)
    }
}

/// Counts lines along the text. The reader's own count is one behind after `\r\n`, and stands before empty
/// lines.
struct Lines<'t> {
    text: &'t str,
    seen: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first text at or after a byte; bytes are asked for in ascending order.
    fn at(&mut self, byte: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let mut to = byte.min(bytes.len());
        while bytes.get(to).is_some_and(is_end) {
            to += 1;
        }
        let passed = bytes[self.seen.min(to)..to].iter();
        self.line += passed.filter(|byte| **byte == b'\n').count() as u64;
        self.seen = to;
        self.line
    }
}

/// A cell without blanks around it, and without the apostrophe that keeps a spreadsheet from running it.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// The text, whatever Unicode encoding its first bytes announce.
fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        rest => std::str::from_utf8(rest).ok().map(str::to_owned),
    };
    let text = text.ok_or_else(|| {
        let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
        Unreadable {
            message: format!("line {line} is not UTF-8"),
            help: "save the file as CSV UTF-8".into(),
        }
    })?;
    if text.contains('\0') {
        return Err(Unreadable {
            message: "the file is no text".into(),
            help: "save the table as CSV UTF-8".into(),
        });
    }
    Ok(text)
}

/// The delimiter that stands most often in the first line, outside quotes.
fn sniffed(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(count) = counts.iter_mut().find(|count| count.0 == byte) {
                    count.1 += 1;
                }
            }
        }
    }
    // Of equal counts the first stands.
    let mut best = counts[0];
    for count in counts {
        if count.1 > best.1 {
            best = count;
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Sheet {
        Sheet::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_delimiter_is_that_of_the_headings() {
        for text in ["A,B;x\n1,2;3\n", "sep=,\nA,\"B;x\"\n1,2;3\n"] {
            assert_eq!(read(text).head, ["A", "B;x"]);
        }
        assert_eq!(read("A;\"B,C,D\";E\n1;2;3\n").head, ["A", "B,C,D", "E"]);
        assert_eq!(read("A\tB\r\n1\t2\r\n").rows, [(2, vec!["1".into(), "2".into()])]);
    }

    #[test]
    fn lines_are_those_of_the_file_over_quoted_breaks_and_empty_rows() {
        let sheet = read("A,B\n\"one\ntwo\",x\n,\n\nthree,y\n");
        let lines: Vec<u64> = sheet.rows.iter().map(|row| row.0).collect();
        assert_eq!(lines, [2, 6]);
    }

    #[test]
    fn marks_of_encodings_are_followed() {
        let wide: Vec<u8> = "\u{feff}Ä;B\n1;2\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(Sheet::read(&wide).unwrap().head, ["Ä", "B"]);
        assert_eq!(read("\u{feff}A,B\n").head, ["A", "B"]);
        let error = Sheet::read(b"A,B\n\xc4,x\n").unwrap_err();
        assert_eq!(error.message, "line 2 is not UTF-8");
        assert!(Sheet::read(b"PK\x03\x04\0\0").is_err());
        assert!(Sheet::read(b"").is_err());
    }
}
