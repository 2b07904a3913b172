//! From bytes to text: UTF-8, byte-order mark, size, and characters that have no business in a text file.

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, SourceFile, Span};

/// Reads the bytes of a file; what is wrong with them is a finding, and the text is then what could be read.
pub fn read_source(file: FileId, path: &str, bytes: Vec<u8>, limit: u64) -> (SourceFile, Option<Diagnostic>) {
    if bytes.len() as u64 > limit {
        let message = format!(
            "{path} has {} MiB; files up to {} MiB are read",
            bytes.len() >> 20,
            limit >> 20
        );
        let found = problem(file, Span::new(0, 0), message, "split the file");
        return (SourceFile::new(path, ""), Some(found));
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return not_utf8(file, path, error),
    };
    let is_plain = |byte: u8| (0x20..0x7f).contains(&byte) || matches!(byte, b'\t' | b'\n' | b'\r');
    let mut suspects = text.char_indices();
    if text.bytes().all(is_plain) {
        suspects = "".char_indices();
    }
    let found = suspects.find(|(_, c)| is_forbidden(*c)).map(|(at, c)| {
        let span = Span::new(at, at + c.len_utf8());
        let message = format!("character U+{:04X} cannot stand in a YAML file", c as u32);
        problem(
            file,
            span,
            message,
            "delete it; in quotes an escape such as \"\\t\" can stand for it",
        )
    });
    (SourceFile::new(path, text), found)
}

fn not_utf8(file: FileId, path: &str, error: std::string::FromUtf8Error) -> (SourceFile, Option<Diagnostic>) {
    let good = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let unit: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    let utf16 = unit.is_some();
    // As well as it can be read: for the line that is shown, and to know which ids stand there.
    let text = match unit {
        Some(unit) => {
            let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        None => String::from_utf8_lossy(&bytes).into_owned(),
    };
    let end = good
        + if utf16 {
            0
        } else {
            char::REPLACEMENT_CHARACTER.len_utf8()
        };
    let what = if utf16 { "UTF-16" } else { "another encoding" };
    let message = format!(
        "{path} is not UTF-8: byte 0x{:02x} looks like {what}",
        bytes[good]
    );
    let found = problem(file, Span::new(good, end), message, "save the file as UTF-8");
    (SourceFile::new(path, text), Some(found))
}

fn problem(file: FileId, span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::new("yaml-syntax", message)
        .with_at(FileSpan { file, span })
        .with_help(help)
}

/// Control characters other than tab and line ends; and those that reorder text so that it reads as
/// something it is not.
fn is_forbidden(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    is_control || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
