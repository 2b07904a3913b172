//! The two forms in which the entities of a program are declared; the schema of the files comes with them.

/// Declares a mapping whose fields are each read on their own. `short FIELD` lets a single value stand for
/// that field; `flag` lets `true` stand for the whole.
macro_rules! entity {
    (@struct $(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)* } $($remote:tt)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
        #[serde(default $($remote)*)]
        pub struct $name {
            $(
                $(#[$field_doc])*
                #[serde(deserialize_with = "crate::parse::lenient")]
                pub $field: $type,
            )*
        }
    };
    (@schema $brief:expr, $(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)* }) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $(#[$doc])*
                #[derive(schemars::JsonSchema)]
                #[allow(dead_code, reason = "only its fields' types and comments matter")]
                struct Fields {
                    $(
                        $(#[$field_doc])*
                        $field: $type,
                    )*
                }
                crate::parse::mapping(<Fields as schemars::JsonSchema>::json_schema(generator), &$brief)
            }
        }
    };
    (@brief $name:ident, $expects:literal, |$deserializer:ident| $from:expr) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Brief;
                impl<'de> serde::de::Visitor<'de> for Brief {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expects)
                    }
                    fn visit_none<E: serde::de::Error>(self) -> Result<$name, E> {
                        Ok($name::default())
                    }
                    fn visit_some<D: serde::Deserializer<'de>>(self, $deserializer: D) -> Result<$name, D::Error> {
                        $from
                    }
                    fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, d: D) -> Result<$name, D::Error> {
                        $name::deserialize(d)
                    }
                }
                deserializer.deserialize_newtype_struct(crate::parse::BRIEF, Brief)
            }
        }
    };
    (@short) => { None };
    (@short $short:ident) => { Some(crate::parse::name_of(stringify!($short))) };
    (@fields $name:ident [$($short:ident)?] $empty:literal $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)*) => {
        impl crate::parse::Field for $name {
            const SHAPE: crate::parse::Shape = crate::parse::Shape::Fields(&[
                $((crate::parse::name_of(stringify!($field)), <$type as crate::parse::Field>::SHAPE),)*
            ], crate::parse::entity!(@short $($short)?));

            fn written(&self) -> Option<String> {
                let parts = [$((crate::parse::name_of(stringify!($field)), crate::parse::Field::nested(&self.$field)),)*];
                let parts: Vec<(&str, &str)> =
                    parts.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
                Some(match parts.as_slice() {
                    [] => $empty.to_owned(),
                    $([(name, _)] if *name == crate::parse::name_of(stringify!($short)) => {
                        crate::parse::Field::written(&self.$short)?
                    })?
                    several => crate::parse::mapped(several.iter().copied()),
                })
            }

            $(
            fn nested(&self) -> Option<String> {
                let alone = $name { $short: self.$short.clone(), ..$name::default() };
                if *self == alone && crate::parse::Field::nested(&self.$short).is_some() {
                    crate::parse::Field::nested(&self.$short)
                } else {
                    crate::parse::Field::written(self)
                }
            }
            )?

            fn rename(&mut self, names: &crate::parse::Renames) {
                $(if stringify!($field) != "was" {
                    crate::parse::Field::rename(&mut self.$field, names);
                })*
            }
        }

        impl crate::parse::Fields for $name {
            fn differing(&self, other: &Self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $(if self.$field != other.$field {
                    names.push(crate::parse::name_of(stringify!($field)));
                })*
                names
            }

            fn field(&self, name: &str) -> Option<String> {
                $(if name == crate::parse::name_of(stringify!($field)) {
                    return crate::parse::Field::written(&self.$field);
                })*
                None
            }

            fn take(&mut self, name: &str, from: &Self) {
                $(if name == crate::parse::name_of(stringify!($field)) {
                    self.$field = from.$field.clone();
                })*
            }
        }
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($body:tt)* }) => {
        crate::parse::entity!(@struct $(#[$doc])* pub struct $name { $($body)* });
        crate::parse::entity!(@schema crate::parse::Brief::No, $(#[$doc])* pub struct $name { $($body)* });
        crate::parse::entity!(@fields $name [] "{}" $($body)*);
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($body:tt)* } short $short:ident) => {
        crate::parse::entity!(@struct $(#[$doc])* pub struct $name { $($body)* } , remote = "Self");
        crate::parse::entity!(
            @schema crate::parse::Brief::Field(stringify!($short)), $(#[$doc])* pub struct $name { $($body)* }
        );
        crate::parse::entity!(@fields $name [$short] "{}" $($body)*);
        crate::parse::entity!(@brief $name, "a single value or a mapping", |deserializer| Ok($name {
            $short: crate::parse::lenient(deserializer)?,
            ..$name::default()
        }));
    };
    ($(#[$doc:meta])* pub struct $name:ident { $($body:tt)* } flag) => {
        crate::parse::entity!(@struct $(#[$doc])* pub struct $name { $($body)* } , remote = "Self");
        crate::parse::entity!(@schema crate::parse::Brief::True, $(#[$doc])* pub struct $name { $($body)* });
        crate::parse::entity!(@fields $name [] "true" $($body)*);
        crate::parse::entity!(@brief $name, "a mapping with date and because", |deserializer| {
            match <bool as serde::Deserialize>::deserialize(deserializer)? {
                true => Ok($name::default()),
                false => Err(crate::parse::problem(
                    "wrong-type", "{field} is false", "delete the field", None,
                )),
            }
        });
    };
}

/// Declares a closed set of words.
macro_rules! text_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
        pub enum $name {
            $($(#[$word_doc])* #[schemars(rename = $word)] $variant,)*
        }

        impl $name {
            /// All words.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }
        }

        impl crate::parse::Field for $name {
            fn written(&self) -> Option<String> {
                Some(self.as_str().to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = deserializer.deserialize_str(crate::parse::WordVisitor($name::WORDS))?;
                Ok([$($name::$variant),*][number])
            }
        }
    };
}

pub(crate) use {entity, text_enum};

use serde::de;
use std::fmt;

/// Reads one of a set of words as its number.
pub(crate) struct WordVisitor(pub(crate) &'static [&'static str]);

impl<'de> de::Visitor<'de> for WordVisitor {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single word")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
        let text = text.trim();
        if let Some(number) = self.0.iter().position(|word| *word == text) {
            return Ok(number);
        }
        let near = crate::diagnostic::did_you_mean(text, self.0.iter().copied());
        let message = format!(
            "{{field}} is {}; allowed: {}",
            super::words::cut(text),
            self.0.join(", ")
        );
        let help = match near {
            Some(near) => format!("did you mean {near}?"),
            None => format!("write one of {}", self.0.join(", ")),
        };
        let certain = near.filter(|near| crate::diagnostic::is_certain(text, near, self.0.iter().copied()));
        Err(super::problem("bad-enum", &message, &help, certain))
    }
}
