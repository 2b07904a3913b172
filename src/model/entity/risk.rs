//! What may happen, and what is done about it.

use super::{Ending, Ignore};
use crate::parse::{Date, Delay, Few, ItemId, List, PersonId, Probability, Slug, entity, text_enum};

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
