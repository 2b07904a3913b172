//! `explain`: a rule's page, or the list of all rules.

use crate::checks::{Levels, RULES, find};
use crate::cli::Env;
use crate::cli::locate;
use crate::cli::options::{Common, Format};
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::model::Stage;
use crate::report::json;
use crate::report::page::{Column, Line, Page, Table};
use crate::report::render::{Look, human, markdown};
use clap::Args;

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The rule's name; without it all rules are listed
    rule: Option<String>,
    /// When to use color
    #[arg(long, value_enum, default_value_t = crate::cli::options::Color::Auto, value_name = "WHEN")]
    color: crate::cli::options::Color,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Explain {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let (settings, stage) = locate::nearest(env)?;
        let levels = Levels::new(&settings, stage, false)?;
        let chosen: Vec<&crate::checks::Rule> = match &self.rule {
            Some(name) => vec![known(name)?],
            None => RULES.to_vec(),
        };
        let text = match (self.format, &self.rule) {
            (Format::Json, _) => self.json(&levels, &chosen),
            (format, Some(_)) => self.page(env, &levels, chosen[0], format),
            (format, None) => self.list(env, &levels, &chosen, stage, format),
        };
        Env::print(&text).map_err(|error| Error::new(format!("cannot write the output: {error}")))?;
        Ok(0)
    }

    fn json(&self, levels: &Levels<'_>, rules: &[&crate::checks::Rule]) -> String {
        let rule = |rule: &&crate::checks::Rule| json::Rule {
            name: rule.name,
            level: levels.of(rule).0.as_str(),
            group: rule.group.as_str(),
            summary: rule.summary,
            from: levels.of(rule).1.as_str(),
            timed: rule.timed,
        };
        let document = json::Explain {
            version: 1,
            kind: "explain",
            rules: rules.iter().map(rule).collect(),
            page: self.rule.is_some().then(|| rules[0].page),
        };
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    fn page(&self, env: &Env, levels: &Levels<'_>, rule: &crate::checks::Rule, format: Format) -> String {
        let (level, source) = levels.of(rule);
        let head = format!(
            "{} · {} · {level} (by {})",
            rule.name,
            rule.group.as_str(),
            source.as_str()
        );
        if format == Format::Markdown {
            return format!("## {head}\n\n{}", rule.page);
        }
        human::render(&prose(head, rule.page), &self.look(env))
    }

    fn look(&self, env: &Env) -> Look {
        Common::look_of(self.color, None, &env.terminal)
    }

    fn list(
        &self,
        env: &Env,
        levels: &Levels<'_>,
        rules: &[&crate::checks::Rule],
        stage: Stage,
        format: Format,
    ) -> String {
        let mut page = Page::titled(Line::from(format!(
            "{} rules · levels for stage {stage}",
            rules.len()
        )));
        let mut table = Table::new([
            Column::fixed("Rule"),
            Column::fixed("Level"),
            Column::fixed("From").drop(1),
            Column::fixed("Group").drop(2),
            Column::flex("Finds", 1),
        ]);
        for rule in rules {
            let (level, source) = levels.of(rule);
            table.row([
                Line::new().id(rule.name),
                Line::from(level.as_str()),
                Line::from(source.as_str()),
                Line::from(rule.group.as_str()),
                Line::from(rule.summary),
            ]);
        }
        page.table(table);
        if format == Format::Markdown {
            return markdown::render(&page);
        }
        human::render(&page, &self.look(env))
    }
}

/// A rule's page for a terminal: paragraphs wrapped to its width, examples as they are.
fn prose(head: String, text: &str) -> Page {
    let mut page = Page::titled(Line::from(head));
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 1 {
            let (_, example) = part.split_once('\n').unwrap_or_default();
            let lines: Vec<String> = example.lines().map(|line| format!("    {line}")).collect();
            page.code(&lines.join("\n"));
            page.blank();
            continue;
        }
        for paragraph in part.split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
            page.line(paragraph.replace('\n', " "));
            page.blank();
        }
    }
    page
}

fn known(name: &str) -> Result<&'static crate::checks::Rule> {
    find(name).ok_or_else(|| {
        let error = Error::new(format!("there is no rule {name}"));
        match did_you_mean(name, RULES.iter().map(|rule| rule.name)) {
            Some(near) => error.help(format!("did you mean {near}?")),
            None => error.help("`linchpin explain` lists all rules"),
        }
    })
}
