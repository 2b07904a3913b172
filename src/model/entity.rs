//! What a TPM writes, field by field: the types that the YAML is read into, from which the schema is
//! derived too. The doc comments are the hover texts of an editor.
//!
//! Every field may be missing or wrong: [`entity!`] reads each on its own, so that one bad value leaves the
//! field empty, becomes a finding, and hides nothing else. Positions are not kept here; see
//! [`Documents`](crate::model::Documents).

use crate::parse::{
    Date, DateRange, Delay, Duration, Estimate, Few, ItemId, List, Map, Overrides, PersonId, Probability,
    Slug, TeamId, Week, entity, text_enum,
};

entity! {
    /// One file of a program: any of the sections, each once.
    pub struct ProgramFile {
        /// Why the program exists, who stands behind it and what it promises.
        pub charter: Option<Charter>,
        /// Working days of the program.
        pub calendar: Option<Calendar>,
        /// Teams, vendors and business units.
        pub teams: Map<TeamId, Team>,
        /// The people that own, lead, approve or wait.
        pub people: Map<PersonId, Person>,
        /// Outcomes with one owner and one promised date.
        pub milestones: Map<ItemId, Milestone>,
        /// What one team hands another; also procurement and vendor deliveries.
        pub contracts: Map<ItemId, Contract>,
        /// What has happened and holds work up.
        pub blockers: Map<ItemId, Blocker>,
        /// What may happen.
        pub risks: Map<ItemId, Risk>,
        /// The decision log, and the options of an escalation.
        pub decisions: Map<ItemId, Decision>,
        /// Readiness and production ownership, keyed by the launch milestone.
        pub launches: Map<ItemId, Launch>,
    }
}

entity! {
    /// Why the program exists, who stands behind it and what it promises.
    pub struct Charter {
        /// Identifier of the program; default: the folder's name.
        pub id: Option<Slug>,
        /// Name of the program.
        pub title: Option<String>,
        /// How far the program is; decides when a missing field turns from warning to error.
        pub stage: Option<Stage>,
        /// Who pays and clears the way.
        pub sponsor: Option<PersonId>,
        /// The technical program manager.
        pub tpm: Option<PersonId>,
        /// First day of the program; no work is scheduled before it.
        pub start: Option<Date>,
        /// The milestones that are the promise to the outside.
        pub target: Few<ItemId>,
        /// What will be true afterwards, each with a number and a date.
        pub objectives: Map<Slug, Objective>,
        /// What belongs to the program.
        pub in_scope: Option<List<String>>,
        /// What does not.
        pub out_of_scope: Option<List<String>>,
        /// What is taken for true and not yet known.
        pub assumptions: Map<Slug, Assumption>,
        /// Limits: texts or paths.
        pub constraints: Few<String>,
        /// Requirements: texts or paths.
        pub requirements: Few<String>,
        /// Who wants to hear what, how often.
        pub stakeholders: List<Stakeholder>,
        /// Who may decide what.
        pub authority: Option<Authority>,
        /// How late is still reported as amber.
        pub tolerance: Option<Tolerance>,
        /// Low, likely and high factor of a duration given as one value.
        pub spread: Option<Spread>,
    }
}

text_enum! {
    /// How far a program is.
    pub enum Stage {
        /// An idea with a name.
        Proposed = "proposed",
        /// Sponsor, TPM and goal are named.
        Defined = "defined",
        /// Work is under way.
        Delivering = "delivering",
        /// The launch is near.
        Launching = "launching",
        /// Done.
        Closed = "closed",
    }
}

entity! {
    /// A sentence with a number and a date, or `{say, by}`.
    pub struct Objective {
        /// The measurable sentence.
        pub say: Option<String>,
        /// The date it must hold.
        pub by: Option<Date>,
    }
    short say
}

entity! {
    /// Something taken for true.
    pub struct Assumption {
        /// What is assumed.
        pub say: Option<String>,
        /// Who finds out.
        pub owner: Option<PersonId>,
        /// When it has to be known.
        pub validate_by: Option<Date>,
        /// When it was found to hold.
        pub validated: Option<Date>,
        /// When it was found not to hold.
        pub broken: Option<Date>,
    }
    short say
}

entity! {
    /// Someone who has to be told.
    pub struct Stakeholder {
        /// A team or a person.
        pub who: Option<Slug>,
        /// What they want to know.
        pub wants: Option<String>,
        /// How often they hear of it.
        pub cadence: Option<String>,
    }
    short who
}

entity! {
    /// Who may decide what.
    pub struct Authority {
        /// May move the target.
        pub rebaseline: Option<PersonId>,
        /// May accept a high risk.
        pub accept_high_risk: Option<PersonId>,
        /// May waive a launch item.
        pub waive_gate: Option<PersonId>,
    }
}

entity! {
    /// How late is still amber.
    pub struct Tolerance {
        /// For the target milestones.
        pub target: Option<Duration>,
        /// For every other milestone.
        pub milestone: Option<Duration>,
    }
}

/// Low, likely and high factor of a single-valued duration.
pub type Spread = crate::parse::Triple;

entity! {
    /// Working days: the program's, or a team's where it differs.
    pub struct Calendar {
        /// The working days of a week: `mon-fri`, or a list of days.
        pub week: Option<Week>,
        /// Days off: dates, ranges `date..date`, or `{date, name}`.
        pub holidays: Option<List<DateRange>>,
        /// When nothing may change: ranges, or `{from, to, name}`.
        pub freezes: Option<List<DateRange>>,
    }
}

entity! {
    /// A team, a vendor or a business unit.
    pub struct Team {
        /// Name.
        pub title: Option<String>,
        /// What it is; default `team`.
        pub kind: Option<TeamKind>,
        /// Who speaks for it.
        pub lead: Option<PersonId>,
        /// Whom to ask when the lead cannot help.
        pub escalate_to: Option<PersonId>,
        /// Its own working days; absent fields are the program's.
        pub calendar: Option<Calendar>,
    }
}

text_enum! {
    /// What a team is.
    pub enum TeamKind {
        /// One of ours.
        Team = "team",
        /// An outside company.
        Vendor = "vendor",
        /// A business unit that has to be told.
        Business = "business",
    }
}

entity! {
    /// A person.
    pub struct Person {
        /// Full name.
        pub name: Option<String>,
        /// Their team.
        pub team: Option<TeamId>,
        /// Who covers for them.
        pub deputy: Option<PersonId>,
        /// Absences: dates or ranges `date..date`.
        pub away: Few<DateRange>,
        /// Their last day.
        pub until: Option<Date>,
        /// Name in chat and code review, without `@`.
        pub handle: Option<String>,
        /// Mail address.
        pub email: Option<String>,
    }
}

entity! {
    /// An outcome with one owner and one promised date.
    pub struct Milestone {
        /// The outcome ("Backfill reconciled"), not the activity.
        pub title: Option<String>,
        /// The one person who answers for it, never a team.
        pub owner: Option<PersonId>,
        /// Who covers; default: the owner's deputy.
        pub deputy: Option<PersonId>,
        /// The team; default: the owner's.
        pub team: Option<TeamId>,
        /// Stream of work; default: the team.
        pub workstream: Option<Slug>,
        /// What sort of milestone; default `work`.
        pub kind: Option<MilestoneKind>,
        /// What was promised; changing it is change control.
        pub due: Option<Date>,
        /// Work after the last need is met: `8d`, `2w`, `90ed`, or `[low, likely, high]`.
        pub duration: Option<Estimate<Duration>>,
        /// What must come first: ids, or `{id, type, lag}`.
        pub needs: List<Need>,
        /// May not start earlier.
        pub not_before: Option<Date>,
        /// The day work began.
        pub started: Option<Date>,
        /// The day it was finished.
        pub done: Option<Date>,
        /// Work left, for work in progress.
        pub remaining: Option<Estimate<Duration>>,
        /// The owner's own date; may only make the computed one later.
        pub forecast: Option<Date>,
        /// Called off: `{date, because, decision}`.
        pub cancelled: Option<Ending>,
        /// Acceptance criteria.
        pub accept: Few<Criterion>,
        /// Objectives it serves.
        pub serves: Few<Slug>,
        /// Specification: path or address.
        pub spec: Few<String>,
        /// What is handed over: path or address.
        pub deliverables: Few<String>,
        /// The latest in one line.
        pub note: Option<String>,
        /// How it gets back on track, in one line.
        pub recovery: Option<String>,
        /// The day the owner looked and nothing had changed.
        pub confirmed: Option<Date>,
        /// A color worse than the computed one.
        pub rag: Option<Rag>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

text_enum! {
    /// What sort of milestone.
    pub enum MilestoneKind {
        /// Ordinary work.
        Work = "work",
        /// A review or an assessment.
        Review = "review",
        /// A migration of data or traffic.
        Migration = "migration",
        /// A launch.
        Launch = "launch",
        /// Somebody else's work.
        External = "external",
    }
}

entity! {
    /// A need: the id of a milestone, contract or decision, or `{id, type, lag}`.
    pub struct Need {
        /// What is needed; `program/item` points into another program.
        pub id: Option<ItemId>,
        /// How the two are tied; default `FS`.
        #[serde(rename = "type")]
        pub type_: Option<Relation>,
        /// Working days between them; negative is a lead.
        pub lag: Option<Lag>,
    }
    short id
}

/// A lag: a duration that may be negative.
pub type Lag = crate::parse::Lag;

text_enum! {
    /// The four standard relationships.
    pub enum Relation {
        /// Finish to start.
        FS = "FS",
        /// Start to start.
        SS = "SS",
        /// Finish to finish.
        FF = "FF",
        /// Start to finish.
        SF = "SF",
    }
}

entity! {
    /// How and why something was called off; `true` in a what-if.
    pub struct Ending {
        /// When.
        pub date: Option<Date>,
        /// Why.
        pub because: Option<String>,
        /// The decision behind it.
        pub decision: Option<ItemId>,
        /// What shows it (risks).
        pub proof: Option<String>,
    }
    flag
}

entity! {
    /// An acceptance criterion: a sentence, or `{is, met, proof}`.
    pub struct Criterion {
        /// What must hold.
        pub is: Option<String>,
        /// The day it held.
        pub met: Option<Date>,
        /// What shows it: path or address.
        pub proof: Option<String>,
    }
    short is
}

entity! {
    /// A color worse than the computed one.
    pub struct Rag {
        /// The color at least.
        pub at_least: Option<RagColor>,
        /// Why.
        pub because: Option<String>,
        /// Until when.
        pub until: Option<Date>,
    }
}

text_enum! {
    /// Colors a person may set.
    pub enum RagColor {
        /// Amber.
        Amber = "amber",
        /// Red.
        Red = "red",
    }
}

entity! {
    /// A suppression: a finding that is accepted for a while.
    pub struct Ignore {
        /// The rule.
        pub check: Option<String>,
        /// Why.
        pub because: Option<String>,
        /// The last day.
        pub until: Option<Date>,
    }
}

entity! {
    /// What one team hands another.
    pub struct Contract {
        /// What is handed over.
        pub title: Option<String>,
        /// What sort.
        pub kind: Option<ContractKind>,
        /// The team that gives.
        pub from: Option<TeamId>,
        /// The team that gets.
        pub to: Option<TeamId>,
        /// The person who sees to it.
        pub owner: Option<PersonId>,
        /// The giver's milestone that produces it.
        pub source: Option<ItemId>,
        /// When it is needed; absent: the receiver's late start.
        pub need_by: Option<Date>,
        /// When the giver says it comes: a date, or `[low, likely, high]`.
        pub promised: Option<Estimate<Date>>,
        /// Who agreed, by team.
        pub agreed_by: Map<TeamId, PersonId>,
        /// When its content must stop changing.
        pub freeze_by: Option<Date>,
        /// When it stopped changing.
        pub frozen: Option<Date>,
        /// When it came.
        pub delivered: Option<Date>,
        /// When the receiver accepted it.
        pub accepted: Option<Date>,
        /// A disagreement.
        pub disputed: Option<Dispute>,
        /// Called off.
        pub withdrawn: Option<Ending>,
        /// Specification: path or address.
        pub spec: Few<String>,
        /// Version of the specification.
        pub version: Option<String>,
        /// From order to delivery.
        pub lead_time: Option<Duration>,
        /// When it was ordered.
        pub ordered: Option<Date>,
        /// What is done if it does not come.
        pub fallback: Option<String>,
        /// The latest in one line.
        pub note: Option<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

text_enum! {
    /// What sort of contract.
    pub enum ContractKind {
        /// A programming interface.
        Api = "api",
        /// Data.
        Data = "data",
        /// An environment.
        Environment = "environment",
        /// Something bought.
        Procurement = "procurement",
        /// Anything else that is handed over.
        Deliverable = "deliverable",
        /// A signature.
        Approval = "approval",
    }
}

entity! {
    /// A disagreement over a contract.
    pub struct Dispute {
        /// Since when.
        pub since: Option<Date>,
        /// What it is about.
        pub over: Option<String>,
        /// The decision that will end it.
        pub decision: Option<ItemId>,
    }
}

entity! {
    /// Something that has happened and holds work up.
    pub struct Blocker {
        /// What is wrong.
        pub title: Option<String>,
        /// What sort.
        pub kind: Option<BlockerKind>,
        /// What it holds up.
        pub blocks: Few<ItemId>,
        /// Who drives it; default: the blocked item's owner.
        pub owner: Option<PersonId>,
        /// The person who can free it.
        pub waiting_on: Option<PersonId>,
        /// Since when; default: from git.
        pub raised: Option<Date>,
        /// When it should clear.
        pub expected: Option<Date>,
        /// The next action.
        pub next: Option<String>,
        /// When it has to be escalated.
        pub escalate_by: Option<Date>,
        /// To whom, when and with which ask it was escalated.
        pub escalated: Option<Escalation>,
        /// When it was resolved.
        pub resolved: Option<Date>,
        /// How it was resolved.
        pub resolution: Option<String>,
        /// The risk that became this.
        pub from_risk: Option<ItemId>,
        /// The latest in one line.
        pub note: Option<String>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

text_enum! {
    /// What sort of blocker.
    pub enum BlockerKind {
        /// No access.
        Access = "access",
        /// A signature is missing.
        Approval = "approval",
        /// A review is missing.
        Review = "review",
        /// A vendor.
        Vendor = "vendor",
        /// No capacity.
        Capacity = "capacity",
        /// A decision is missing.
        Decision = "decision",
        /// Nobody to do it.
        People = "people",
        /// A technical fault.
        Technical = "technical",
        /// An environment.
        Environment = "environment",
        /// Anything else.
        Other = "other",
    }
}

entity! {
    /// An escalation that was made.
    pub struct Escalation {
        /// To whom.
        pub to: Option<PersonId>,
        /// When.
        pub date: Option<Date>,
        /// What was asked for.
        pub ask: Option<String>,
    }
}

entity! {
    /// Something that may happen.
    pub struct Risk {
        /// "If cause, then event, so effect."
        pub title: Option<String>,
        /// What sort.
        pub class: Option<RiskClass>,
        /// Who watches it.
        pub owner: Option<PersonId>,
        /// Probability: 0 to 1, `30%`, or `very-low` to `very-high`.
        pub prob: Option<Probability>,
        /// Delay if it happens: a duration, `[low, likely, high]`, or `xs` to `xl`.
        pub delay: Option<Delay>,
        /// Cost if it happens.
        pub cost: Option<f64>,
        /// Milestones and contracts it delays.
        pub hits: Few<ItemId>,
        /// What is done about it.
        pub response: Option<Response>,
        /// The actions.
        pub plan: List<Action>,
        /// The observable sign that it is happening.
        pub trigger: Option<String>,
        /// What is done when it happens.
        pub contingency: Option<String>,
        /// What is done when that fails.
        pub fallback: Option<String>,
        /// To whom it is transferred or escalated.
        pub to: Option<Slug>,
        /// What is left after the plan.
        pub residual: Option<Residual>,
        /// When it is looked at again.
        pub review_by: Option<Date>,
        /// The day it happened.
        pub occurred: Option<Date>,
        /// When and why it was closed.
        pub closed: Option<Ending>,
        /// The decision to accept it.
        pub decision: Option<ItemId>,
        /// The latest in one line.
        pub note: Option<String>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

text_enum! {
    /// What sort of risk.
    pub enum RiskClass {
        /// Technical.
        Technical = "technical",
        /// Delivery.
        Delivery = "delivery",
        /// Vendor.
        Vendor = "vendor",
        /// Security.
        Security = "security",
        /// Compliance.
        Compliance = "compliance",
        /// People.
        People = "people",
        /// Cost.
        Cost = "cost",
    }
}

text_enum! {
    /// What is done about a risk.
    pub enum Response {
        /// Make it impossible.
        Avoid = "avoid",
        /// Let somebody else carry it.
        Transfer = "transfer",
        /// Make it smaller.
        Mitigate = "mitigate",
        /// Live with it.
        Accept = "accept",
        /// Hand it up.
        Escalate = "escalate",
    }
}

entity! {
    /// One action of a plan.
    pub struct Action {
        /// What is done.
        #[serde(rename = "do")]
        pub do_: Option<String>,
        /// By whom.
        pub owner: Option<PersonId>,
        /// Until when.
        pub by: Option<Date>,
        /// The day it was done.
        pub done: Option<Date>,
        /// What shows it.
        pub proof: Option<String>,
    }
    short do_
}

entity! {
    /// What is left of a risk after its plan.
    pub struct Residual {
        /// Probability.
        pub prob: Option<Probability>,
        /// Delay.
        pub delay: Option<Delay>,
    }
}

entity! {
    /// A question, who answers it, and the answer.
    pub struct Decision {
        /// The question.
        pub title: Option<String>,
        /// The one person who decides.
        pub decider: Option<PersonId>,
        /// Who drives it to an answer.
        pub driver: Option<PersonId>,
        /// Who is asked.
        pub consulted: Few<Slug>,
        /// Who is told.
        pub informed: Few<Slug>,
        /// Since when it is open.
        pub raised: Option<Date>,
        /// When it must be decided.
        pub decide_by: Option<Date>,
        /// When it was decided.
        pub decided: Option<Date>,
        /// The option, or `none`.
        pub chosen: Option<Slug>,
        /// Why.
        pub because: Option<String>,
        /// Put off: to when, and why.
        pub deferred: Option<Deferral>,
        /// What it allows to change.
        pub changes: Few<ItemId>,
        /// The decisions it replaces.
        pub supersedes: Few<ItemId>,
        /// The options.
        pub options: Map<Slug, Choice>,
        /// The latest in one line.
        pub note: Option<String>,
        /// The key in the tracker.
        #[serde(rename = "ref")]
        pub ref_: Few<String>,
        /// Earlier ids.
        pub was: Few<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

entity! {
    /// A decision put off.
    pub struct Deferral {
        /// To when.
        pub to: Option<Date>,
        /// Why.
        pub because: Option<String>,
    }
}

entity! {
    /// One option of a decision.
    pub struct Choice {
        /// What it changes.
        pub kind: Option<ChoiceKind>,
        /// What it is, in one line.
        pub say: Option<String>,
        /// What it changes in the program: `entity.field: value`.
        pub set: Overrides,
        /// What it costs.
        pub cost: Option<String>,
        /// What speaks against it.
        pub downside: Option<String>,
    }
    short say
}

text_enum! {
    /// What an option changes.
    pub enum ChoiceKind {
        /// What is delivered.
        Scope = "scope",
        /// When it is delivered.
        Time = "time",
        /// Who works on it.
        People = "people",
        /// How it is done.
        Technical = "technical",
        /// Anything else.
        Other = "other",
    }
}

entity! {
    /// Is it ready, and who owns it in production?
    pub struct Launch {
        /// Who operates it.
        pub ops: Option<Ops>,
        /// What has to be ready: items, or the milestone that covers one.
        pub items: Map<Slug, LaunchItem>,
        /// The steps from nobody to everybody.
        pub phases: List<Phase>,
        /// Who is told what, when.
        pub comms: List<Comm>,
        /// Who does what on the day.
        pub roles: Option<Roles>,
        /// The decision to go.
        pub go: Option<ItemId>,
        /// Findings that are accepted for a while.
        pub ignore: List<Ignore>,
    }
}

entity! {
    /// Who operates it in production.
    pub struct Ops {
        /// The team.
        pub team: Option<TeamId>,
        /// The on-call rota.
        pub oncall: Option<String>,
        /// Who accepted it for the team.
        pub accepted_by: Option<PersonId>,
        /// When.
        pub accepted_on: Option<Date>,
    }
}

entity! {
    /// One thing that has to be ready, or the id of the milestone that covers it.
    pub struct LaunchItem {
        /// The milestone that covers it.
        pub covered_by: Option<ItemId>,
        /// Who sees to it.
        pub owner: Option<PersonId>,
        /// Until when.
        pub by: Option<Date>,
        /// Since when it is worked on.
        pub started: Option<Date>,
        /// When it was ready.
        pub ready: Option<Date>,
        /// What shows it.
        pub proof: Option<String>,
        /// Who checked.
        pub checked_by: Option<PersonId>,
        /// The decision that waives it.
        pub waived: Option<ItemId>,
    }
    short covered_by
}

entity! {
    /// One step of a launch.
    pub struct Phase {
        /// Name.
        pub name: Option<String>,
        /// Share of the traffic.
        pub share: Option<String>,
        /// How long it is held.
        pub bake: Option<Duration>,
        /// When the next step may come.
        pub exit: Option<String>,
        /// When it is rolled back.
        pub rollback_if: Option<String>,
    }
}

entity! {
    /// One message.
    pub struct Comm {
        /// The team or person told.
        pub to: Option<Slug>,
        /// How.
        pub channel: Option<String>,
        /// When.
        pub date: Option<Date>,
        /// By whom.
        pub owner: Option<PersonId>,
        /// When it went out.
        pub sent: Option<Date>,
    }
}

entity! {
    /// Who does what on the day.
    pub struct Roles {
        /// Leads.
        pub commander: Option<PersonId>,
        /// Speaks.
        pub comms: Option<PersonId>,
        /// May roll back.
        pub rollback: Option<PersonId>,
    }
}
