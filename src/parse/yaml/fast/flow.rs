//! Flow collections on one line: `[a, b]` and `{a: b}`.

use super::{DEPTH, Kind, Reader, Style, Value};

impl Reader<'_> {
    /// A value in brackets or braces, or anything within them; leaves `flow` behind it.
    pub(super) fn flow(&mut self, flow: &mut Flow, depth: usize) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        match self.bytes[flow.at] {
            b'[' => self.flow_list(flow, depth),
            b'{' => self.flow_mapping(flow, depth),
            b'"' | b'\'' => {
                flow.at = self.quoted(flow.at, flow.line_end)?;
                Some(())
            }
            _ => self.flow_plain(flow),
        }
    }

    fn flow_list(&mut self, flow: &mut Flow, depth: usize) -> Option<()> {
        let list = self.push(Kind::Sequence { flow: true }, Value::None, flow.at, flow.at);
        flow.at += 1;
        self.flow_space(flow)?;
        if self.bytes[flow.at] != b']' {
            loop {
                self.flow(flow, depth + 1)?;
                self.flow_space(flow)?;
                if !self.is_next(flow)? {
                    break;
                }
            }
        }
        self.flow_close(list, flow, b']')
    }

    fn flow_mapping(&mut self, flow: &mut Flow, depth: usize) -> Option<()> {
        let kind = Kind::Mapping {
            flow: true,
            merges: false,
        };
        let mapping = self.push(kind, Value::None, flow.at, flow.at);
        flow.at += 1;
        self.flow_space(flow)?;
        if self.bytes[flow.at] != b'}' {
            loop {
                let colon = self.colon(flow.at, flow.line_end)?;
                self.push(Kind::Scalar(Style::Plain), Value::Raw, flow.at, colon);
                flow.at = colon + 1;
                self.flow_space(flow)?;
                self.flow(flow, depth + 1)?;
                self.flow_space(flow)?;
                if !self.is_next(flow)? {
                    break;
                }
            }
        }
        self.flow_close(mapping, flow, b'}')
    }

    fn flow_close(&mut self, number: usize, flow: &mut Flow, bracket: u8) -> Option<()> {
        if self.bytes[flow.at] != bracket {
            return None;
        }
        flow.at += 1;
        self.close(number, flow.at);
        Some(())
    }

    /// Goes over a comma and what follows it.
    fn is_next(&self, flow: &mut Flow) -> Option<bool> {
        if self.bytes[flow.at] != b',' {
            return Some(false);
        }
        flow.at += 1;
        self.flow_space(flow)?;
        Some(true)
    }

    /// Goes over spaces; something must follow on this line.
    fn flow_space(&self, flow: &mut Flow) -> Option<()> {
        flow.at += self.spaces(flow.at, flow.line_end);
        (flow.at < flow.line_end && self.bytes[flow.at] != b'#').then_some(())
    }

    fn flow_plain(&mut self, flow: &mut Flow) -> Option<()> {
        let start = flow.at;
        if !self.is_plain_start(start, flow.line_end) {
            return None;
        }
        let mut at = start;
        while at < flow.line_end {
            match self.bytes[at] {
                b',' | b'[' | b']' | b'{' | b'}' => break,
                b'#' if self.bytes[at - 1] == b' ' => return None,
                b':' => match self.bytes.get(at + 1) {
                    Some(b' ' | b',' | b'[' | b']' | b'{' | b'}' | b'\n') | None => return None,
                    _ => {}
                },
                _ => {}
            }
            at += 1;
        }
        let mut end = at;
        while self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        self.push(Kind::Scalar(Style::Plain), Value::Raw, start, end);
        flow.at = at;
        Some(())
    }
}

/// Where reading is within a flow collection.
pub(super) struct Flow {
    pub(super) at: usize,
    pub(super) line_end: usize,
}
