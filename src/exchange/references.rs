//! What one row says of others: keys, titles or ids, with the relationship and lag that planning tools write
//! behind them (`12FS+3 days`).

/// One reference of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// What is named, in small letters.
    pub(super) name: String,
    /// The relationship, where one is written.
    pub(super) relation: Option<&'static str>,
    /// The lag in our notation, where one is written.
    pub(super) lag: Option<String>,
}

impl Reference {
    /// The reference as an entry of `needs`.
    pub(super) fn entry(&self, id: &str) -> String {
        match (self.relation, &self.lag) {
            (None | Some("FS"), None) => id.to_owned(),
            (relation, lag) => {
                let kind = relation.filter(|kind| *kind != "FS");
                let kind = kind.map_or(String::new(), |kind| format!(", type: {kind}"));
                let lag = lag.as_ref().map_or(String::new(), |lag| format!(", lag: {lag}"));
                format!("{{id: {id}{kind}{lag}}}")
            }
        }
    }
}

/// The parts of a cell.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', ';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Reads one part; `is_known` says whether a text names a row, so that a title that ends in `ss` stays one.
pub(super) fn read(part: &str, is_known: impl Fn(&str) -> bool) -> Option<Reference> {
    let whole = part.to_lowercase();
    let plain = Reference {
        name: whole.clone(),
        relation: None,
        lag: None,
    };
    if is_known(&whole) {
        return Some(plain);
    }
    let (head, lag) = match whole.rfind(['+', '-']) {
        Some(at) if is_known_tie(&whole[..at], &is_known) => (&whole[..at], Some(lag(&whole[at..])?)),
        _ => (whole.as_str(), None),
    };
    let head = head.trim_end();
    for relation in ["FS", "SS", "FF", "SF"] {
        if let Some(name) = head.strip_suffix(&relation.to_lowercase())
            && is_known(name.trim_end())
        {
            return Some(Reference {
                name: name.trim_end().to_owned(),
                relation: Some(relation),
                lag,
            });
        }
    }
    is_known(head).then(|| Reference {
        name: head.to_owned(),
        relation: None,
        lag,
    })
}

fn is_known_tie(head: &str, is_known: impl Fn(&str) -> bool) -> bool {
    let head = head.trim_end();
    let named = ["fs", "ss", "ff", "sf"]
        .iter()
        .filter_map(|kind| head.strip_suffix(kind))
        .any(|name| is_known(name.trim_end()));
    named || is_known(head)
}

/// `+3 days` as `3d`, `-1w` as `-1w`, `+2 edays` as `2ed`.
fn lag(text: &str) -> Option<String> {
    let sign = if text.starts_with('-') { "-" } else { "" };
    let amount = duration(text[1..].trim())?;
    Some(format!("{sign}{amount}"))
}

/// A duration of another tool in our notation: `10 days`, `2 wks`, `5d?`, `3 edays`.
pub(super) fn duration(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('?').to_lowercase();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let number: u32 = text[..end].parse().ok().filter(|number| *number <= 10_000)?;
    let unit = match text[end..].trim() {
        "d" | "day" | "days" | "dy" | "dys" | "wd" | "working days" => "d",
        "w" | "wk" | "wks" | "week" | "weeks" => "w",
        "ed" | "eday" | "edays" | "calendar days" | "edy" => "ed",
        _ => return None,
    };
    Some(format!("{number}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(part: &str) -> Option<String> {
        let known = ["12", "pay-7", "access", "load test"];
        read(part, |name| known.contains(&name)).map(|reference| reference.entry("x-y"))
    }

    #[test]
    fn ties_of_planning_tools_are_read() {
        assert_eq!(entry("12").as_deref(), Some("x-y"));
        assert_eq!(entry("12FS").as_deref(), Some("x-y"));
        assert_eq!(
            entry("12SS+3 days").as_deref(),
            Some("{id: x-y, type: SS, lag: 3d}")
        );
        assert_eq!(entry("12FS-1w").as_deref(), Some("{id: x-y, lag: -1w}"));
        assert_eq!(entry("12+2 edays").as_deref(), Some("{id: x-y, lag: 2ed}"));
        assert_eq!(entry("PAY-7").as_deref(), Some("x-y"));
        assert_eq!(entry("Access").as_deref(), Some("x-y"));
        assert_eq!(entry("PAY-8"), None);
        assert_eq!(entry("12FS+10%"), None);
    }

    #[test]
    fn durations_of_planning_tools_are_read() {
        assert_eq!(duration("10 days?").as_deref(), Some("10d"));
        assert_eq!(duration("2 wks").as_deref(), Some("2w"));
        for text in ["10", "2.5 days", "4 hrs", "", "20001d"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
