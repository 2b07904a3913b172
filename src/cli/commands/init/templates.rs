//! The programs that `init` can start from: the texts under `templates/`, with dates counted from today.

use crate::text::Date;
use clap::ValueEnum;

/// A program to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// Three milestones and a risk.
    #[value(skip)]
    Start,
    /// Services and data move to a cloud: procurement, replication, rehearsal, cutover.
    CloudMigration,
    /// A product for customers: beta, terms, support, launch day.
    ProductLaunch,
    /// An audit: controls, evidence, observation window, report.
    Compliance,
}

type Texts = &'static [(&'static str, &'static str)];

macro_rules! texts {
    ($template:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../templates/", $template, "/", $name)))),*]
    };
}

impl Template {
    fn texts(self) -> Texts {
        match self {
            Template::Start => texts!("start": "charter.yaml" "organization.yaml" "plan.yaml" "risks.yaml"),
            Template::CloudMigration => texts!(
                "cloud-migration":
                "charter.yaml" "organization.yaml" "plan.yaml" "contracts.yaml" "risks.yaml" "launch.yaml"
            ),
            Template::ProductLaunch => texts!(
                "product-launch":
                "charter.yaml" "organization.yaml" "plan.yaml" "contracts.yaml" "risks.yaml" "launch.yaml"
            ),
            Template::Compliance => texts!(
                "compliance": "charter.yaml" "organization.yaml" "plan.yaml" "contracts.yaml" "risks.yaml"
            ),
        }
    }

    /// Names and texts of the files, for a program of this id that starts today.
    pub fn files(self, id: &str, today: Date) -> Vec<(&'static str, String)> {
        let texts = self.texts().iter();
        texts
            .map(|(name, text)| (*name, filled(text, id, today)))
            .collect()
    }
}

/// The text with `{{id}}` replaced, and `{{4w}}` by the working day four weeks from today.
fn filled(text: &str, id: &str, today: Date) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(before);
        match name.strip_suffix('w').and_then(|weeks| weeks.parse().ok()) {
            Some(weeks) => out.push_str(&day(today, weeks).to_string()),
            None => out.push_str(id),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The day that many weeks from today, or the Friday before it on a weekend.
fn day(today: Date, weeks: i32) -> Date {
    let day = today.day() + weeks * 7;
    let weekday = Date::from_day(day).weekday() as i32;
    Date::from_day(if weekday > 4 { day - (weekday - 4) } else { day })
}
