//! `contracts`: need against promise.

use super::forecast::hundredths;
use super::{Iso, iso, words};
use crate::schedule::Handover;
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `contracts`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Contracts {
    /// What is still to come first, by what its lateness costs the target, then by float and id; then what came,
    /// the latest first; last what was called off.
    pub contracts: Vec<Contract>,
}

/// A contract.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the files")]
pub struct Contract {
    pub id: String,
    pub title: Option<String>,
    #[schemars(with = "Option<crate::model::ContractKind>")]
    pub kind: Option<&'static str>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub owner: Option<String>,
    #[schemars(with = "words::ContractState")]
    pub state: &'static str,
    /// The last step that it has reached, whatever was disputed or called off since.
    #[schemars(with = "words::Maturity")]
    pub maturity: &'static str,
    /// The teams that have not agreed.
    pub not_agreed: Vec<String>,
    #[schemars(with = "Option<Date>")]
    pub need_by: Option<Iso>,
    /// `need_by`, else the late start of the item that has to start first.
    #[schemars(with = "Option<Date>")]
    pub need: Option<Iso>,
    /// The item whose late start that is.
    pub need_of: Option<String>,
    #[schemars(with = "Option<Date>")]
    pub promised: Option<Iso>,
    /// The earliest date of its schedule; of what came, the day.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    /// Working days from the need to the promise; negative is early.
    pub promised_late: Option<i64>,
    /// Working days from the need to the earliest date; negative is early.
    pub late: Option<i64>,
    /// The chance that it comes after it is needed.
    pub chance_late: Option<f64>,
    pub total_float: Option<i64>,
    /// Working days by which the target would be earlier if it were promised for the day it is needed.
    pub target_gain: i64,
    /// The last working day on which an order comes in time.
    #[schemars(with = "Option<Date>")]
    pub order_by: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub ordered: Option<Iso>,
    /// Working days after the last day to order.
    pub order_late: Option<i64>,
    #[schemars(with = "Option<Date>")]
    pub freeze_by: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub frozen: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub delivered: Option<Iso>,
    #[schemars(with = "Option<Date>")]
    pub accepted: Option<Iso>,
    pub fallback: Option<String>,
    /// Open items that need it, by early start, then by id.
    pub holds: Vec<String>,
}

impl Contracts {
    /// The body for some contracts, each with the chance that it comes too late.
    pub fn new(board: &[(&Handover<'_>, Option<f64>)]) -> Contracts {
        Contracts {
            contracts: board.iter().map(|(one, chance)| entry(one, *chance)).collect(),
        }
    }
}

fn entry(handover: &Handover<'_>, chance: Option<f64>) -> Contract {
    let contract = handover.contract;
    let order = handover.order;
    Contract {
        id: handover.id.to_string(),
        title: contract.title.clone(),
        kind: contract.kind.map(|kind| kind.as_str()),
        from: contract.from.as_ref().map(ToString::to_string),
        to: contract.to.as_ref().map(ToString::to_string),
        owner: contract.owner.as_ref().map(ToString::to_string),
        state: handover.state.as_str(),
        maturity: contract.maturity().as_str(),
        not_agreed: handover.silent.iter().map(ToString::to_string).collect(),
        need_by: iso(contract.need_by),
        need: iso(handover.need),
        need_of: handover.need_of.map(ToString::to_string),
        promised: iso(contract.promised.as_ref().map(|promised| promised.likely())),
        earliest: iso(handover.row.early_finish),
        promised_late: handover.promised_late,
        late: handover.late,
        chance_late: chance.map(hundredths),
        total_float: handover.row.total_float,
        target_gain: handover.gain,
        order_by: iso(order.map(|order| order.by)),
        ordered: iso(contract.ordered),
        order_late: order.map(|order| order.late),
        freeze_by: iso(contract.freeze_by),
        frozen: iso(contract.frozen),
        delivered: iso(contract.delivered),
        accepted: iso(contract.accepted),
        fallback: contract.fallback.clone(),
        holds: handover.holds.iter().map(ToString::to_string).collect(),
    }
}
