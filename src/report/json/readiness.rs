//! `readiness`: the verdict, and what it stands on.

use super::{Iso, iso, words};
use crate::checks::{Default, Group, find};
use crate::diagnostic::Diagnostic;
use crate::schedule;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `readiness`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Readiness {
    /// The launch milestone.
    pub launch: String,
    /// Its title.
    pub title: Option<String>,
    /// What was promised.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// The earliest day on which it is over.
    #[schemars(with = "Option<Date>")]
    pub forecast: Option<Iso>,
    /// `GO`, `CONDITIONAL GO` or `NO-GO`.
    #[schemars(with = "words::Verdict")]
    pub verdict: &'static str,
    /// The expected items in their order, then the launch's own by name.
    pub items: Vec<Item>,
    /// Who owns it in production.
    pub production: Production,
    /// Who does what on the day.
    pub roles: Roles,
    /// From nobody to everybody.
    pub phases: Vec<Phase>,
    /// The messages, as written.
    pub comms: Vec<Comm>,
    /// Business teams that no message is for.
    pub untold: Vec<String>,
    /// How much is still open.
    pub needs: Needs,
    /// The decision to go.
    pub go: Option<String>,
    /// What the rules find about the launch itself.
    pub findings: Vec<Found>,
}

/// An item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// `missing`, `todo`, `doing`, `unproven`, `ready` or `waived`.
    #[schemars(with = "words::GateState")]
    pub state: &'static str,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Until when.
    #[schemars(with = "Option<Date>")]
    pub by: Option<Iso>,
    /// When it was ready.
    #[schemars(with = "Option<Date>")]
    pub ready: Option<Iso>,
    /// What shows it.
    pub proof: Option<String>,
    /// The milestone that covers it.
    pub covered_by: Option<String>,
    /// The earliest day of that milestone, while it is open.
    #[schemars(with = "Option<Date>")]
    pub forecast: Option<Iso>,
    /// The decision that is to waive it.
    pub waived: Option<String>,
    /// Whether it stands in the way of a go.
    pub blocking: bool,
    /// What the rules find about it.
    pub findings: Vec<Found>,
}

/// What a rule finds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Found {
    /// The rule.
    pub rule: &'static str,
    /// How serious it is.
    #[schemars(with = "words::Level")]
    pub level: &'static str,
    /// What it is, in one phrase.
    pub message: String,
}

/// Who owns it in production.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Production {
    /// The team.
    pub team: Option<String>,
    /// The on-call rota.
    pub oncall: Option<String>,
    /// Who accepted it, or has to.
    pub accepted_by: Option<String>,
    /// When it was accepted.
    #[schemars(with = "Option<Date>")]
    pub accepted_on: Option<Iso>,
}

/// Who does what on the day; `null` where nobody does.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Roles {
    /// Leads.
    pub commander: Option<String>,
    /// Speaks.
    pub comms: Option<String>,
    /// May roll back.
    pub rollback: Option<String>,
}

/// One phase.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Phase {
    /// Name.
    pub name: Option<String>,
    /// Share of the traffic.
    pub share: Option<String>,
    /// How long it is held, as written.
    pub bake: Option<String>,
    /// When the next may come.
    pub exit: Option<String>,
    /// When it is rolled back.
    pub rollback_if: Option<String>,
}

/// One message.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Comm {
    /// Who is told.
    pub to: Option<String>,
    /// How.
    pub channel: Option<String>,
    /// When.
    #[schemars(with = "Option<Date>")]
    pub date: Option<Iso>,
    /// By whom.
    pub owner: Option<String>,
    /// When it went out.
    #[schemars(with = "Option<Date>")]
    pub sent: Option<Iso>,
}

/// How much a go still needs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Needs {
    /// Items that are neither ready with proof nor waived.
    pub proofs: usize,
    /// Roles that nobody has.
    pub roles: usize,
    /// 1 while nobody has accepted to operate it.
    pub acceptances: usize,
}

impl Readiness {
    /// The body for a launch; `findings` are those of the whole program.
    pub fn new(launch: &schedule::Readiness<'_>, findings: &[Diagnostic]) -> Readiness {
        let written = launch.launch;
        let ops = written.and_then(|written| written.ops.as_ref());
        let told = |id: &str| {
            findings
                .iter()
                .filter(|found| is_about(found, id))
                .map(Found::from)
                .collect()
        };
        let role = |number: usize| launch.roles[number].1.map(ToString::to_string);
        let items = launch.gates.iter().map(|gate| Item {
            id: gate.name.to_owned(),
            state: gate.state.as_str(),
            owner: gate.owner.map(ToString::to_string),
            by: iso(gate.by),
            ready: iso(gate.ready),
            proof: gate.proof.map(str::to_owned),
            covered_by: gate.covered_by.map(ToString::to_string),
            forecast: iso(gate.earliest),
            waived: gate
                .item
                .and_then(|item| item.waived.as_ref())
                .map(ToString::to_string),
            blocking: gate.is_blocking(),
            findings: told(&format!("{}.{}", launch.id, gate.name)),
        });
        let items: Vec<Item> = items.collect();
        let phases = written.into_iter().flat_map(|written| written.phases.iter());
        let comms = written.into_iter().flat_map(|written| written.comms.iter());
        Readiness {
            launch: launch.id.to_string(),
            title: launch.title.map(str::to_owned),
            due: iso(launch.due),
            forecast: iso(launch.finish),
            verdict: launch.verdict().as_str(),
            needs: Needs {
                proofs: items.iter().filter(|item| item.blocking).count(),
                roles: launch.open_roles().count(),
                acceptances: usize::from(!launch.is_accepted),
            },
            items,
            production: Production {
                team: launch.operator.map(ToString::to_string),
                oncall: ops.and_then(|ops| ops.oncall.clone()),
                accepted_by: ops
                    .and_then(|ops| ops.accepted_by.as_ref())
                    .map(ToString::to_string),
                accepted_on: iso(ops.and_then(|ops| ops.accepted_on)),
            },
            roles: Roles {
                commander: role(0),
                comms: role(1),
                rollback: role(2),
            },
            phases: phases
                .map(|phase| Phase {
                    name: phase.name.clone(),
                    share: phase.share.clone(),
                    bake: phase.bake.map(|bake| bake.to_string()),
                    exit: phase.exit.clone(),
                    rollback_if: phase.rollback_if.clone(),
                })
                .collect(),
            comms: comms
                .map(|comm| Comm {
                    to: comm.to.as_ref().map(ToString::to_string),
                    channel: comm.channel.clone(),
                    date: iso(comm.date),
                    owner: comm.owner.as_ref().map(ToString::to_string),
                    sent: iso(comm.sent),
                })
                .collect(),
            untold: launch.untold().map(ToString::to_string).collect(),
            go: written
                .and_then(|written| written.go.as_ref())
                .map(ToString::to_string),
            findings: told(launch.id.as_str()),
        }
    }
}

/// Whether a finding is about what a launch, or an item of it, lacks.
fn is_about(found: &Diagnostic, id: &str) -> bool {
    found.id.as_deref() == Some(id)
        && find(found.rule)
            .is_some_and(|rule| rule.level == Default::Launch || rule.group == Group::Ownership)
}

impl From<&Diagnostic> for Found {
    fn from(found: &Diagnostic) -> Found {
        Found {
            rule: found.rule,
            level: found.severity.as_str(),
            message: found.message.clone(),
        }
    }
}
