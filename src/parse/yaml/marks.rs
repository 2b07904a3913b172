//! Where signs and scalars begin and end in the text, looked up where the parser's own marks are beside them.

/// The first such sign from a byte on, with nothing before it but space, comments, other signs, anchors and tags.
pub(super) fn sign_from(text: &str, from: usize, sign: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let skip =
        |at: usize, is_part: fn(&u8) -> bool| bytes[at..].iter().take_while(|byte| is_part(byte)).count();
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            found if found == sign => return Some(at),
            b' ' | b'\t' | b'\n' | b'\r' | b':' | b'-' | b'?' | b',' => at += 1,
            b'#' => at += skip(at, |byte| *byte != b'\n'),
            b'&' | b'!' => at += skip(at, |byte| !byte.is_ascii_whitespace()),
            _ => return None,
        }
    }
}

/// The end of a quoted scalar that begins at `start`, after its closing quote.
pub(super) fn quoted_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(start).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        let is_pair = quote == b'\'' && *byte == quote && bytes.get(at + 1) == Some(&quote);
        let is_escape = quote == b'"' && *byte == b'\\';
        if is_pair || is_escape {
            at += 2;
        } else if *byte == quote {
            return Some(at + 1);
        } else {
            at += 1;
        }
    }
    None
}

/// The end of a `|` or `>` block that begins at `start`, without blank lines and comments behind it; nothing for
/// any other scalar, and for one that gives its indentation as a number.
pub(super) fn block_end(text: &str, start: usize) -> Option<usize> {
    let rest = text[start..].strip_prefix(['|', '>'])?;
    let mut lines = rest.split_inclusive('\n');
    let header = lines.next()?;
    let header = header.split('#').next().unwrap_or(header);
    if header.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let header_end = start + 1 + header.trim_end().len();
    let mut at = start + 1 + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    let mut end = header_end;
    let mut indent = None;
    for line in lines {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim_end().is_empty();
        if !is_blank && spaces < *indent.get_or_insert(spaces.max(1)) {
            break;
        }
        if !is_blank {
            end = at + line.trim_end().len();
        }
        at += line.len();
    }
    Some(end)
}
