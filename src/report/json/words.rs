//! The closed sets of words in the JSON shapes, for their schemas.

use crate::diagnostic::Severity;
use crate::schedule::GapKind;
use crate::{checks, model, schedule};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $words:expr) => {
        $(#[$doc])*
        pub struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "enum": $words})
            }
        }
    };
}

words!(
    /// The kinds of entity.
    Kind,
    {
        use model::Kind::{Blocker, Contract, Decision, Launch, Milestone, Risk};
        [Milestone, Contract, Blocker, Risk, Decision, Launch].map(model::Kind::as_str)
    }
);
words!(
    /// The states of an item.
    State,
    {
        use schedule::State::{Blocked, Cancelled, Done, InProgress, Ready, Unscheduled, Waiting};
        [Done, Blocked, InProgress, Ready, Waiting, Cancelled, Unscheduled].map(schedule::State::as_str)
    }
);
words!(
    /// The states of a decision.
    DecisionState,
    {
        use model::DecisionState::{Decided, Deferred, Open, Superseded};
        [Open, Deferred, Decided, Superseded].map(model::DecisionState::as_str)
    }
);
words!(
    /// The states of a contract.
    ContractState,
    model::ContractState::ALL.map(model::ContractState::as_str)
);
words!(
    /// How far a contract has come.
    Maturity,
    model::ContractState::MATURITY.map(model::ContractState::as_str)
);
words!(
    /// The colors.
    Color,
    {
        use schedule::Color::{Amber, Green, Grey, Red};
        [Green, Amber, Grey, Red].map(schedule::Color::as_str)
    }
);
words!(
    /// The rules that give a color.
    ColorRule,
    super::colors::NAMES
);
words!(
    /// What may happen to an item on a day.
    Event,
    {
        use schedule::What::{Acceptance, Decision, Delivery, Finish, Freeze};
        [Finish, Delivery, Acceptance, Freeze, Decision].map(super::summary::what)
    }
);
words!(
    /// What is assessed of a plan.
    Practice,
    schedule::Practice::ALL.map(schedule::Practice::as_str)
);
words!(
    /// What is counted.
    Population,
    schedule::Population::ALL.map(schedule::Population::as_str)
);
words!(
    /// The result of a count.
    Grade,
    schedule::Grade::ALL.map(schedule::Grade::as_str)
);
words!(
    /// What may be missing of ownership.
    Gap,
    {
        use GapKind::{Departed, NoOncall, NoOwner, NoProductionOwner, NotAccepted, OwnerIsTeam, UnknownPerson};
        [NoOwner, UnknownPerson, OwnerIsTeam, Departed, NoProductionOwner, NotAccepted, NoOncall]
            .map(GapKind::as_str)
    }
);
words!(
    /// How an item of a launch stands.
    GateState,
    {
        use schedule::GateState::{Doing, Missing, Ready, Todo, Unproven, Waived};
        [Missing, Todo, Doing, Unproven, Ready, Waived].map(schedule::GateState::as_str)
    }
);
words!(
    /// Whether a launch may go.
    Verdict,
    {
        use schedule::Verdict::{ConditionalGo, Go, NoGo};
        [Go, ConditionalGo, NoGo].map(schedule::Verdict::as_str)
    }
);
words!(
    /// How serious a finding is.
    Level,
    [Severity::Error, Severity::Warn, Severity::Info].map(Severity::as_str)
);
words!(
    /// What a rule is about.
    Group,
    checks::Group::ALL.map(checks::Group::as_str)
);
words!(
    /// Where the level of a rule comes from.
    Source,
    [checks::Source::Rule, checks::Source::Stage, checks::Source::Settings].map(checks::Source::as_str)
);
words!(
    /// The figures of history.
    Measure,
    crate::history::Measure::ALL.map(crate::history::Measure::as_str)
);
words!(
    /// Where a figure goes.
    Trend,
    crate::history::Way::ALL.map(crate::history::Way::as_str)
);
words!(
    /// What a commit did to an item.
    Deed,
    ["added", "removed", "renamed", "changed"]
);
words!(
    /// How something trends to failure.
    Trouble,
    ["slips", "unfrozen", "promised-late"]
);
words!(
    /// What there is to do today.
    Task,
    ["decide", "free", "escalate", "owner", "order", "review"]
);
words!(
    /// What comes up.
    Prospect,
    crate::history::Event::ALL.map(crate::history::Event::as_str)
);
words!(
    /// What a risk lacks.
    Lack,
    {
        let mut fields = crate::forecast::Lack::ALL.map(crate::forecast::Lack::as_str).to_vec();
        fields.dedup();
        fields
    }
);
