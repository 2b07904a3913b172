//! `show`: one item, or the charter.

use crate::cli::Env;
use crate::cli::options::{Common, Format};
use crate::cli::session::Session;
use crate::diagnostic::did_you_mean;
use crate::error::{Error, Result};
use crate::history::{Deed, section_of};
use crate::load::Loaded;
use crate::model::{Kind, Place, Program};
use crate::parse::ItemId;
use crate::report::{json, views};
use crate::schedule::Schedule;
use clap::Args;
use serde_json::Value;

/// Options of `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The item's id, or `charter`
    id: String,
    #[command(flatten)]
    common: Common,
    /// Every change of the item too: when, by whom, and what it did to the finish
    #[arg(long)]
    history: bool,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Show {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let session = Session::open(env, &self.common)?;
        let loaded = match session
            .programs
            .iter()
            .find(|loaded| loaded.program.kind(&self.id).is_some())
        {
            Some(loaded) if session.programs.len() > 1 => loaded,
            _ => session.only()?,
        };
        let others = session.others_of(&loaded.program);
        let schedule = session.schedule(loaded, &others);
        let program = &loaded.program;
        let text = if self.id == "charter" {
            if self.format == Format::Json {
                let body = json::Charter {
                    fields: fields_of(loaded, "charter", ""),
                    targets: schedule.targets().iter().map(json::Target::from).collect(),
                };
                json::text("charter", Some(program.id.as_str()), session.as_of, body)
            } else {
                session.page(views::charter(&schedule), loaded, self.format)
            }
        } else {
            let kind = self.kind(loaded)?;
            let deeds = if self.history {
                Some(self.deeds(&session, loaded, kind)?)
            } else {
                None
            };
            let id = ItemId::from(self.id.as_str());
            let place = loaded
                .documents
                .find(&Place::item(kind.section(), &self.id))
                .map(|at| {
                    let file = loaded.sources.file(at.file);
                    (file.path.clone(), file.position(at.span.start).line)
                });
            let row = schedule.row(&id);
            let facts = Facts::new(&schedule, &self.id);
            if self.format == Format::Json {
                let ids = |pairs: &[(String, String)]| pairs.iter().map(|pair| pair.0.clone()).collect();
                let body = json::Show {
                    id: self.id.clone(),
                    entity: kind.as_str(),
                    file: place.as_ref().map(|place| place.0.clone()),
                    line: place.as_ref().map(|place| place.1),
                    fields: fields_of(loaded, kind.section(), &self.id),
                    schedule: row.as_ref().map(json::Item::from),
                    needs: ids(&facts.needs),
                    needed_by: ids(&facts.needed_by),
                    blockers: ids(&facts.blockers),
                    roots: facts.roots,
                    risks: ids(&facts.risks),
                    history: deeds.map(|deeds| deeds.iter().map(json::Deed::from).collect()),
                };
                json::text("show", Some(program.id.as_str()), session.as_of, body)
            } else {
                let written = views::Written {
                    id: &self.id,
                    kind: kind.as_str(),
                    place: place.map(|(file, line)| format!("{file}:{line}")),
                    fields: flat(&fields_of(loaded, kind.section(), &self.id)),
                    needs: facts.needs,
                    needed_by: facts.needed_by,
                    blockers: facts.blockers,
                    roots: facts.roots,
                    risks: facts.risks,
                };
                let mut page = views::show(&schedule, &written, row.as_ref());
                if let Some(deeds) = deeds {
                    views::history(&mut page, &deeds, session.as_of);
                }
                session.page(page, loaded, self.format)
            }
        };
        session.finish(&text, 0)
    }

    fn deeds(&self, session: &Session<'_>, loaded: &Loaded, kind: Kind) -> Result<Vec<Deed>> {
        let history = session.history(loaded, false)?;
        let history = history.ok_or_else(|| Error::no_history(&session.found.root))?;
        session.tell_limits(&history);
        match section_of(kind) {
            Some(section) => session.deeds(&history, loaded, section, &self.id),
            None => Ok(Vec::new()),
        }
    }

    fn kind(&self, loaded: &Loaded) -> Result<Kind> {
        let program = &loaded.program;
        if let Some(kind) = program.kind(&self.id) {
            return Ok(kind);
        }
        let near = did_you_mean(
            &self.id,
            program.ids().map(|(_, id)| id.as_str()).chain(["charter"]),
        );
        let mut error = Error::new(format!("there is no {} in {}", self.id, program.id));
        if loaded.is_broken() {
            error = error.help("a file cannot be read whole: `linchpin check` shows where");
        }
        Err(match near {
            Some(near) => error.help(format!("did you mean {near}?")),
            None => error.help("`linchpin schedule` lists the items"),
        })
    }
}

/// What stands around an item.
struct Facts {
    needs: Vec<(String, String)>,
    needed_by: Vec<(String, String)>,
    blockers: Vec<(String, String)>,
    roots: Vec<String>,
    risks: Vec<(String, String)>,
}

impl Facts {
    fn new(schedule: &Schedule<'_>, id: &str) -> Facts {
        let program = schedule.program();
        let graph = &schedule.plan.graph;
        let mut facts = Facts {
            needs: Vec::new(),
            needed_by: Vec::new(),
            blockers: Vec::new(),
            roots: Vec::new(),
            risks: Vec::new(),
        };
        let told = |ix: u32| {
            let name = graph.nodes[ix as usize].id.to_string();
            let finish = schedule
                .finish_date(ix)
                .map_or_else(|| "no date".to_owned(), |date| date.near(schedule.as_of));
            (name, format!("{}, {finish}", schedule.state(ix).as_str()))
        };
        if let Some(ix) = graph.find(id) {
            facts.needs = graph.needs(ix).iter().map(|edge| told(edge.from)).collect();
            facts.needed_by = graph.needed_by(ix).map(|edge| told(edge.to)).collect();
        }
        for (name, blocker) in program
            .blockers
            .iter()
            .filter(|(_, blocker)| blocker.resolved.is_none())
        {
            if blocker.blocks.iter().any(|blocked| blocked.as_str() == id) {
                facts
                    .blockers
                    .push((name.to_string(), blocker.title.clone().unwrap_or_default()));
            }
        }
        for (name, risk) in program.risks.iter().filter(|(_, risk)| Program::is_open(risk)) {
            if risk.hits.iter().any(|hit| hit.as_str() == id) {
                facts
                    .risks
                    .push((name.to_string(), risk.title.clone().unwrap_or_default()));
            }
        }
        let blocked = schedule.blocked();
        if let Some((_, _, roots)) = blocked.items.iter().find(|(item, _, _)| item.as_str() == id) {
            facts.roots = roots.iter().map(ToString::to_string).collect();
        }
        facts
    }
}

/// The fields of an entity as they are written.
fn fields_of(loaded: &Loaded, section: &str, id: &str) -> Value {
    loaded
        .documents
        .entity(section, id)
        .map_or(Value::Null, |(_, node)| json::value(node))
}

/// Fields as pairs of texts: a list as one entry a line, continued with an empty name.
fn flat(fields: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in fields.as_object().into_iter().flatten() {
        match value {
            Value::Array(items)
                if items
                    .iter()
                    .all(|item| item.as_str().is_some_and(|text| text.len() < 40)) =>
            {
                pairs.push((
                    name.clone(),
                    items.iter().map(brief).collect::<Vec<_>>().join(", "),
                ));
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    pairs.push((if at == 0 { name.clone() } else { String::new() }, brief(item)));
                }
            }
            other => pairs.push((name.clone(), brief(other))),
        }
    }
    pairs
}

fn brief(value: &Value) -> String {
    match value {
        Value::Null => "—".into(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(brief).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let pairs = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", brief(value)));
            pairs.collect::<Vec<_>>().join(" · ")
        }
        other => other.to_string(),
    }
}
