//! What an option costs. A price is text; where it is an amount in a unit, amounts of one unit add up and
//! compare, and all else only compares with more of itself.

/// The price of one option or of several together.
#[derive(Clone, Debug, PartialEq)]
pub enum Price {
    /// Nothing, since nothing is done.
    Free,
    /// An amount in a unit: `38 000 USD`.
    Amount {
        /// How much.
        amount: f64,
        /// Of what.
        unit: String,
    },
    /// In words, one for each option that says one; none where no option says any.
    Words(Vec<String>),
}

impl Price {
    /// The price of options together, each with what it says; one that says none is not free.
    pub fn of<'t>(texts: impl Iterator<Item = Option<&'t str>> + Clone) -> Price {
        let amounts: Option<Vec<(f64, &str)>> = texts.clone().map(|text| amount(text?)).collect();
        match amounts.as_deref() {
            Some([]) => Price::Free,
            Some([(_, unit), ..]) if amounts.iter().flatten().all(|(_, other)| other == unit) => {
                Price::Amount {
                    amount: amounts.iter().flatten().map(|(amount, _)| amount).sum(),
                    unit: (*unit).to_owned(),
                }
            }
            _ => Price::Words(texts.flatten().map(str::to_owned).collect()),
        }
    }

    /// Whether it is known to be no more than another.
    pub(super) fn is_within(&self, other: &Price) -> bool {
        match (self, other) {
            (
                Price::Amount { amount, unit },
                Price::Amount {
                    amount: most,
                    unit: of,
                },
            ) => unit == of && amount <= most,
            _ => false,
        }
    }
}

/// `38 000 USD`, `38,000 USD`, `$38000`, `12.5 kEUR` as an amount and its unit; none for any other text.
fn amount(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = (text[..start].trim(), &text[start..]);
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | ',' | '.' | '\'' | '_');
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let (number, after) = (rest[..end].trim_end(), rest[end..].trim());
    let unit = match (before, after) {
        ("", unit) | (unit, "") => unit,
        _ => return None,
    };
    let is_unit = !unit.is_empty() && unit.chars().count() <= 6 && !unit.contains(char::is_whitespace);
    Some((digits(number)?, unit)).filter(|_| is_unit)
}

/// Digits in groups of three, perhaps with one or two decimals after a point.
fn digits(text: &str) -> Option<f64> {
    let (whole, decimals) = match text.rsplit_once('.') {
        Some((whole, decimals)) if decimals.len() < 3 => (whole, decimals),
        Some(_) => return None,
        None => (text, ""),
    };
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let first = groups.next()?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        plain.push_str(group);
    }
    format!("{plain}.{decimals}0").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_one_unit_add_up_and_words_stay_words() {
        let of = |texts: &[&'static str]| Price::of(texts.iter().map(|text| Some(*text)));
        let usd = |amount: f64| Price::Amount {
            amount,
            unit: "USD".into(),
        };
        assert_eq!(of(&["38 000 USD"]), usd(38_000.0));
        assert_eq!(of(&["38,000 USD", "1 500.50 USD"]), usd(39_500.5));
        assert_eq!(
            of(&["$20"]),
            Price::Amount {
                amount: 20.0,
                unit: "$".into()
            }
        );
        assert_eq!(of(&[]), Price::Free);
        for words in [
            "3-D Secure tested late",
            "Search ranking project stops for five weeks",
            "1.500 USD",
            "38 00 USD",
            "5 of the best people",
        ] {
            assert_eq!(of(&[words]), Price::Words(vec![words.into()]), "{words}");
        }
        assert_eq!(
            of(&["38 000 USD", "2 EUR"]),
            Price::Words(vec!["38 000 USD".into(), "2 EUR".into()])
        );
        let silent = [Some("38 000 USD"), None];
        assert_eq!(
            Price::of(silent.into_iter()),
            Price::Words(vec!["38 000 USD".into()])
        );
        assert!(usd(1.0).is_within(&usd(1.0)) && !usd(2.0).is_within(&usd(1.0)));
    }
}
