//! Ids as newtypes, so that a person is never taken for a team; cheap to clone.

use super::error::Problem;
use super::problem;
use super::words::cut;
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::sync::Arc;

/// Whether a text is an id: `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`, 2 to 64 characters.
pub fn is_slug(text: &str) -> bool {
    let bytes = text.as_bytes();
    (2..=64).contains(&bytes.len())
        && bytes[0].is_ascii_lowercase()
        && bytes[bytes.len() - 1] != b'-'
        && !text.contains("--")
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $one:expr, $expects:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> $name {
                $name(Arc::from(""))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                $name(Arc::from(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let visitor = IdVisitor { is_one: $one, expects: $expects };
                Ok($name(deserializer.deserialize_string(visitor)?))
            }
        }
    };
}

id!(
    /// A milestone, contract, blocker, risk or decision; `program/item` for another program's.
    ItemId, false, "an id"
);
id!(
    /// A person.
    PersonId, true, "the id of one person"
);
id!(
    /// A team.
    TeamId, false, "the id of a team"
);
id!(
    /// Any other name: an objective, an option, a workstream.
    Slug, false, "a name"
);

struct IdVisitor {
    /// Whether only one may be named: a person.
    is_one: bool,
    expects: &'static str,
}

impl<'de> Visitor<'de> for IdVisitor {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expects)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Arc<str>, E> {
        let text = text.trim();
        let is_several = text.contains(',') || text.contains(" and ") || text.contains('&');
        if self.is_one && is_several {
            return Err(two());
        }
        if let Some(handle) = text.strip_prefix('@').filter(|_| self.is_one) {
            let found = Problem {
                rule: "wrong-type",
                message: format!("{{field}} is {}: people are named by id", cut(text)),
                help: format!("write {{field}}: {handle}"),
                replacement: is_slug(handle).then(|| handle.to_owned()),
            };
            return Err(problem(
                found.rule,
                &found.message,
                &found.help,
                found.replacement.as_deref(),
            ));
        }
        Ok(Arc::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Arc<str>, A::Error> {
        if self.is_one {
            return Err(two());
        }
        Err(de::Error::invalid_type(de::Unexpected::Seq, &self))
    }
}

fn two<E: de::Error>() -> E {
    problem(
        "two-owners",
        "{field} must be one person",
        "name one; put the second in deputy",
        None,
    )
}
