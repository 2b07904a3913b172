//! A history as bytes, for a cache that may be deleted, cut short or overwritten at any time without a wrong
//! figure: what is read is either exactly what was written under the same key, or nothing.
//!
//! The form is as plain as can be: numbers in groups of seven bits, texts by their place in one list, a sum
//! over everything at the end. It is no exchange format; a change of it, or of what is computed, changes
//! [`FORMAT`].

use super::{Change, Drift, Exposed, Exposure, History, Sample, What};
use crate::model::Section;
use crate::text::{Blob, Commit, Date};
use rustc_hash::FxHashMap;

/// Changes whenever the form of the bytes or the meaning of a figure does.
const FORMAT: u32 = 2;

/// What a stored history depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The last commit that was looked at.
    pub head: String,
    /// The folder of the program there.
    pub folder: String,
    /// The rest that figures depend on, such as thresholds.
    pub settings: String,
}

/// The history of a key as bytes.
pub fn write(key: &Key, history: &History) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(u64::from(FORMAT));
    for text in [env!("CARGO_PKG_VERSION"), &key.head, &key.folder, &key.settings] {
        out.text(text);
    }
    out.number(u64::from(history.is_cut));
    out.list(&history.commits, |out, commit| {
        out.text(&commit.id);
        out.signed(commit.seconds);
        out.signed(i64::from(commit.date.day()));
        out.number(u64::from(commit.minute));
        out.shared(&commit.author);
    });
    out.list(&history.changes, |out, change| {
        out.number(u64::from(change.commit));
        out.number(change.section as u64);
        out.shared(&change.id);
        match &change.what {
            What::Added => out.number(0),
            What::Removed => out.number(1),
            What::Renamed(old) => {
                out.number(2);
                out.shared(old);
            }
            What::Field { name, old, new } => {
                out.number(3);
                out.shared(name);
                for value in [old, new] {
                    match value {
                        None => out.number(0),
                        Some(text) => {
                            out.number(1);
                            out.shared(text);
                        }
                    }
                }
            }
        }
    });
    out.list(&history.unread, |out, (commit, path)| {
        out.number(u64::from(*commit));
        out.shared(path);
    });
    out.list(&history.exposed, |out, exposed| {
        out.number(u64::from(exposed.commit));
        for days in exposed.exposure.by_class {
            out.number(days.to_bits());
        }
        for open in exposed.exposure.open {
            out.number(u64::from(open));
        }
        out.number(u64::from(exposed.exposure.estimated));
    });
    let standing: Vec<_> = history.standing.iter().collect();
    out.list(&standing, |out, (path, blob)| {
        out.text(path);
        out.bytes.extend(blob.0);
    });
    out.number(u64::from(history.drift.is_some()));
    if let Some(drift) = &history.drift {
        out.list(&drift.ids, |out, id| out.shared(id));
        out.list(&drift.samples, |out, sample| {
            out.number(u64::from(sample.commit));
            out.signed(i64::from(sample.date.day()));
            out.signed(sample.finish.map_or(i64::MIN / 4, |date| i64::from(date.day())));
            out.list(&sample.dates, |out, (id, date)| {
                out.number(u64::from(*id));
                out.signed(i64::from(date.day()));
            });
        });
    }
    let sum = sum(&out.bytes);
    out.bytes.extend(sum.to_le_bytes());
    out.bytes
}

/// The history that bytes hold, with the commit it ends at, if they were written for this folder and these
/// settings and are whole.
pub fn read(bytes: &[u8], folder: &str, settings: &str) -> Option<(String, History)> {
    let (body, end) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
    if sum(body).to_le_bytes() != end {
        return None;
    }
    let mut from = Reader {
        bytes: body,
        texts: Vec::new(),
    };
    if from.number()? != u64::from(FORMAT) || from.text()? != env!("CARGO_PKG_VERSION") {
        return None;
    }
    let head = from.text()?.to_owned();
    if from.text()? != folder || from.text()? != settings {
        return None;
    }
    let is_cut = from.number()? != 0;
    let commits = from.list(|from| {
        Some(Commit {
            id: from.text()?.to_owned(),
            seconds: from.signed()?,
            date: from.date()?,
            minute: u16::try_from(from.number()?).ok()?,
            author: from.shared()?.to_owned(),
        })
    })?;
    let is_commit = |commit: u64| (commit < commits.len() as u64).then_some(commit as u32);
    let changes = from.list(|from| {
        Some(Change {
            commit: is_commit(from.number()?)?,
            section: *Section::ALL.get(from.number()? as usize)?,
            id: from.shared()?.to_owned(),
            what: from.what()?,
        })
    })?;
    let unread = from.list(|from| Some((is_commit(from.number()?)?, from.shared()?.to_owned())))?;
    let exposed = from.list(|from| {
        let commit = is_commit(from.number()?)?;
        let mut exposure = Exposure::default();
        for days in &mut exposure.by_class {
            *days = f64::from_bits(from.number()?);
        }
        for open in &mut exposure.open {
            *open = u32::try_from(from.number()?).ok()?;
        }
        exposure.estimated = u32::try_from(from.number()?).ok()?;
        Some(Exposed { commit, exposure })
    })?;
    let standing = from.list(|from| Some((from.text()?.to_owned(), from.blob()?)))?;
    let drift = match from.number()? {
        0 => None,
        _ => {
            let ids: Vec<String> = from.list(|from| Some(from.shared()?.to_owned()))?;
            let samples = from.list(|from| {
                Some(Sample {
                    commit: is_commit(from.number()?)?,
                    date: from.date()?,
                    finish: match from.signed()? {
                        none if none == i64::MIN / 4 => None,
                        day => Some(Date::from_day(i32::try_from(day).ok()?)),
                    },
                    dates: from.list(|from| {
                        let id = from.number()?;
                        let date = from.date()?;
                        (id < ids.len() as u64).then_some((id as u32, date))
                    })?,
                })
            })?;
            Some(Drift { ids, samples })
        }
    };
    let history = History {
        commits,
        changes,
        unread,
        exposed,
        drift,
        is_cut,
        standing: standing.into_iter().collect(),
        ..History::default()
    };
    from.bytes.is_empty().then_some((head, history))
}

/// Eight bytes at a time, each step reversible, so that no single fault goes unseen.
fn sum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut step = |word: u64| {
        sum = (sum ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
        sum ^= sum >> 32;
    };
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        step(word.try_into().map_or(0, u64::from_le_bytes));
    }
    for byte in words.remainder() {
        step(u64::from(*byte) | 0x100);
    }
    sum
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    places: FxHashMap<String, u64>,
}

impl Writer {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Small numbers of either sign stay small.
    fn signed(&mut self, number: i64) {
        self.number((number.wrapping_shl(1) ^ (number >> 63)) as u64);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend(text.as_bytes());
    }

    /// A text that may come again: then its place stands for it.
    fn shared(&mut self, text: &str) {
        if let Some(place) = self.places.get(text) {
            self.number(*place);
            return;
        }
        self.number(0);
        self.text(text);
        let place = self.places.len() as u64 + 1;
        self.places.insert(text.to_owned(), place);
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(items.len() as u64);
        for item in items {
            each(self, item);
        }
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    texts: Vec<&'b str>,
}

impl<'b> Reader<'b> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn date(&mut self) -> Option<Date> {
        Some(Date::from_day(i32::try_from(self.signed()?).ok()?))
    }

    fn blob(&mut self) -> Option<Blob> {
        let (name, rest) = self.bytes.split_first_chunk::<20>()?;
        self.bytes = rest;
        Some(Blob(*name))
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }

    fn shared(&mut self) -> Option<&'b str> {
        match self.number()? {
            0 => {
                let text = self.text()?;
                self.texts.push(text);
                Some(text)
            }
            place => self.texts.get(place as usize - 1).copied(),
        }
    }

    fn what(&mut self) -> Option<What> {
        Some(match self.number()? {
            0 => What::Added,
            1 => What::Removed,
            2 => What::Renamed(self.shared()?.to_owned()),
            3 => What::Field {
                name: self.shared()?.to_owned(),
                old: self.value()?,
                new: self.value()?,
            },
            _ => return None,
        })
    }

    /// A value that may be absent; the outer nothing is a fault.
    #[allow(clippy::option_option, reason = "absent and unreadable are two things")]
    fn value(&mut self) -> Option<Option<String>> {
        Some(match self.number()? {
            0 => None,
            1 => Some(self.shared()?.to_owned()),
            _ => return None,
        })
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Reader<'b>) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        // No item is shorter than a byte, so that a wrong length asks for no more memory than there are bytes.
        if length > self.bytes.len() as u64 {
            return None;
        }
        let mut items = Vec::with_capacity(length.min(1 << 16) as usize);
        for _ in 0..length {
            items.push(each(self)?);
        }
        Some(items)
    }
}
