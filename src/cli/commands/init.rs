//! `init`: a small valid program to start from. Nothing that exists is ever overwritten.

use crate::cli::Env;
use crate::error::{Error, Result};
use crate::parse::is_slug;
use crate::text::Date;
use clap::Args;
use std::path::Path;

/// Options of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to write into
    #[arg(default_value = ".")]
    folder: String,
}

impl Init {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let folder = env.cwd.join(&self.folder);
        let id = id_of(&folder);
        let files = [
            ("charter.yaml", charter(&id, env.today)),
            ("organization.yaml", ORGANIZATION.to_owned()),
            ("plan.yaml", plan(env.today)),
            ("risks.yaml", risks(env.today)),
        ];
        if let Some((name, _)) = files.iter().find(|(name, _)| Env::is_taken(&folder.join(name))) {
            return Err(Error::new(format!(
                "{} exists already; nothing was written",
                folder.join(name).display()
            ))
            .help("name a new folder: linchpin init FOLDER"));
        }
        for (name, text) in &files {
            let path = folder.join(name);
            Env::create(&path, text).map_err(|error| {
                Error::new(format!("cannot write {}: {error}", path.display()))
                    .help("check the folder's permissions; files written before this one are whole")
            })?;
        }
        let mut text = String::new();
        for (name, _) in &files {
            text.push_str(&format!(
                "wrote {}\n",
                Path::new(&self.folder).join(name).display()
            ));
        }
        let at = if self.folder == "." {
            String::new()
        } else {
            format!(" {}", self.folder)
        };
        text.push_str(&format!(
            "\nNext:\n  linchpin report{at}   the whole picture\n  linchpin check{at}    what is missing or wrong\n"
        ));
        Env::print(&text).map_err(|error| Error::new(format!("cannot write the output: {error}")))?;
        Ok(0)
    }
}

/// An id from the folder's name.
fn id_of(folder: &Path) -> String {
    let real = Env::resolved(folder);
    let name = real
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let slug: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    let slug = parts.join("-");
    if is_slug(&slug) { slug } else { "my-program".into() }
}

/// A working day some weeks from now.
fn day(today: Date, weeks: i32) -> Date {
    let day = today.day() + weeks * 7;
    let weekday = Date::from_day(day).weekday() as i32;
    Date::from_day(if weekday > 4 { day - (weekday - 4) } else { day })
}

fn charter(id: &str, today: Date) -> String {
    format!(
        "# Why the program exists, who stands behind it and what it promises.
charter:
  id: {id}
  title: Move checkout to the new payments platform
  stage: defined # proposed, defined, delivering, launching, closed
  sponsor: vera
  tpm: tomas
  target: ga # the milestone promised to the outside
  objectives:
    fewer-failures:
      say: Payment failures down from 2.1 % to 0.8 %
      by: {}
  out_of_scope:
    - refund flows
",
        day(today, 24)
    )
}

const ORGANIZATION: &str = "# Working days, teams and people. Replace them by your own.
calendar:
  week: mon-fri
  holidays: [] # dates, or ranges such as 2026-12-24..2026-12-31
teams:
  payments:
    title: Payments
    lead: priya
  web:
    title: Web checkout
    lead: jonas
people:
  vera:
    name: Vera Lindqvist
  tomas:
    name: Tomas Adeyemi
  priya:
    name: Priya Nair
    team: payments
    deputy: omar
  omar:
    name: Omar Haddad
    team: payments
  jonas:
    name: Jonas Weber
    team: web
    deputy: priya
";

fn plan(today: Date) -> String {
    format!(
        "# Outcomes, each with one owner and one promised date. `duration` is work in working days after the last
# need is met: one value, or [low, likely, high].
milestones:
  pay-api-beta:
    title: Payments API beta in staging
    owner: priya
    due: {api}
    duration: [8d, 10d, 15d]
    accept:
      - All 14 calls of the contract pass the contract tests
  checkout-ui-beta:
    title: Checkout beta used by ten staff
    owner: jonas
    due: {ui}
    duration: 15d
    needs: [pay-api-beta]
    accept:
      - Ten staff complete a purchase in staging without help
  ga:
    title: General availability
    owner: priya
    due: {ga}
    duration: 5d
    needs: [checkout-ui-beta]
    serves: [fewer-failures]
    accept:
      - 100 % of traffic on the new platform for 24 hours
",
        api = day(today, 4),
        ui = day(today, 8),
        ga = day(today, 12),
    )
}

fn risks(today: Date) -> String {
    format!(
        "# What may happen.
risks:
  r-sandbox-unstable:
    title: If the sandbox keeps failing, contract tests cannot be trusted and the API beta slips
    class: technical
    owner: priya
    prob: 30%
    delay: [2d, 5d, 10d]
    hits: [pay-api-beta]
    response: mitigate
    plan:
      - do: Record and replay 40 sandbox sessions
        owner: omar
        by: {}
    review_by: {}
",
        day(today, 2),
        day(today, 3)
    )
}
