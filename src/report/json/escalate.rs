//! `escalate`: the ways to decide, and what comes of each.

use super::forecast::hundredths;
use super::{Iso, iso};
use crate::forecast::{self, Course, Expiry, Price, Stake};
use crate::text::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The body of `escalate`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Escalation {
    /// The decision's id.
    pub decision: String,
    /// The question.
    pub title: Option<String>,
    /// Who decides.
    pub decider: Option<String>,
    /// Who drives it, else the program manager.
    pub driver: Option<String>,
    /// When it has to be decided.
    #[schemars(with = "Option<Date>")]
    pub decide_by: Option<Iso>,
    /// The target that is judged by.
    pub target: Option<String>,
    /// When it was promised.
    #[schemars(with = "Option<Date>")]
    pub due: Option<Iso>,
    /// Iterations.
    pub runs: u32,
    /// Seed.
    pub seed: u64,
    /// Doing nothing, the new date, the options by id, pairs, then sets; pairs and sets by safe date.
    pub ways: Vec<Way>,
    /// The recommended way: its `id`.
    pub recommended: Option<String>,
    /// By the morning of the decision: the target with the recommended options, or doing nothing.
    pub waiting: Vec<Wait>,
    /// Options that cannot be modelled.
    pub not_modelled: Vec<NotModelled>,
    /// Pairs of weaker options that were not modelled.
    pub pairs_left_out: usize,
    /// Objectives that cannot be relied on.
    pub objectives_at_stake: Vec<Objective>,
}

/// A way to decide.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Way {
    /// `nothing`, `new-date`, or the ids of the options with `+` between them.
    pub id: String,
    /// The options, by id.
    pub options: Vec<String>,
    /// The date that would be promised; of the new date alone.
    #[schemars(with = "Option<Date>")]
    pub new_date: Option<Iso>,
    /// The earliest date of the target.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    /// Half of the iterations are finished by then.
    #[schemars(with = "Option<Date>")]
    pub p50: Option<Iso>,
    /// 80 % of them are.
    #[schemars(with = "Option<Date>")]
    pub p80: Option<Iso>,
    /// The chance of what was promised.
    pub chance: Option<f64>,
    /// Whether the earliest date holds what was promised.
    pub holds: bool,
    /// Whether the safe date does.
    pub holds_safely: bool,
    /// Working days that it gains of the earliest date.
    pub gain: Option<i64>,
    /// Working days that it gains of the safe date.
    pub gain_p80: Option<i64>,
    /// The prices, one for each option that says one.
    pub prices: Vec<String>,
    /// Their sum, where all are amounts of one unit.
    pub amount: Option<f64>,
    /// That unit.
    pub unit: Option<String>,
    /// The last morning on which it still gains a day of the earliest date; absent where it never does, or still
    /// does on the last one that was looked at.
    #[schemars(with = "Option<Date>")]
    pub expiry: Option<Iso>,
    /// Whether it gains a day of the earliest date on any morning that was looked at.
    pub ever_gains: bool,
    /// Whether nothing that is known to be as cheap brings as early a safe date.
    pub on_front: bool,
}

/// What waiting costs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Wait {
    /// The morning of the decision.
    #[schemars(with = "Date")]
    pub decided: Iso,
    /// The earliest date of the target then.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
}

/// An option that cannot be modelled.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotModelled {
    /// Its id.
    pub id: String,
    /// Why.
    pub because: String,
}

/// An objective.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Objective {
    /// Its id.
    pub id: String,
    /// The objective.
    pub say: Option<String>,
    /// When it has to hold.
    #[schemars(with = "Option<Date>")]
    pub by: Option<Iso>,
    /// The milestones that serve it.
    pub served_by: Vec<String>,
    /// When they are all finished at the earliest.
    #[schemars(with = "Option<Date>")]
    pub earliest: Option<Iso>,
    /// Their safe date.
    #[schemars(with = "Option<Date>")]
    pub safe: Option<Iso>,
    /// The chance that they are finished by its date.
    pub chance: Option<f64>,
}

impl From<&Stake<'_>> for Objective {
    fn from(stake: &Stake<'_>) -> Objective {
        Objective {
            id: stake.id.to_string(),
            say: stake.objective.say.clone(),
            by: iso(stake.objective.by),
            served_by: stake.served_by.iter().map(ToString::to_string).collect(),
            earliest: iso(stake.earliest),
            safe: iso(stake.safe),
            chance: stake.chance.map(hundredths),
        }
    }
}

impl Escalation {
    /// The body; `driver` is who sends it.
    pub fn new(
        escalation: &forecast::Escalation<'_>,
        forecast: &forecast::Forecast<'_>,
        stakes: &[Stake<'_>],
        driver: Option<String>,
    ) -> Escalation {
        let decision = escalation.decision;
        let at_stake = stakes.iter().filter(|stake| stake.is_at_stake());
        Escalation {
            decision: escalation.id.to_string(),
            title: decision.title.clone(),
            decider: decision.decider.as_ref().map(ToString::to_string),
            driver,
            decide_by: iso(decision.decide_by()),
            target: escalation.target.map(ToString::to_string),
            due: iso(escalation.due),
            runs: forecast.runs,
            seed: forecast.seed,
            ways: escalation.ways.iter().map(|way| entry(escalation, way)).collect(),
            recommended: escalation.recommended.map(|at| id(&escalation.ways[at])),
            waiting: escalation
                .waiting
                .iter()
                .map(|(morning, finish)| Wait {
                    decided: Iso(*morning),
                    earliest: iso(*finish),
                })
                .collect(),
            not_modelled: escalation
                .unmodelled
                .iter()
                .map(|(id, because)| NotModelled {
                    id: id.to_string(),
                    because: because.clone(),
                })
                .collect(),
            pairs_left_out: escalation.pairs_left_out,
            objectives_at_stake: at_stake.map(Objective::from).collect(),
        }
    }
}

fn id(way: &forecast::Way<'_>) -> String {
    match &way.course {
        Course::Nothing => "nothing".into(),
        Course::NewDate(_) => "new-date".into(),
        Course::Options(options) => {
            let ids: Vec<&str> = options.iter().map(|id| id.as_str()).collect();
            ids.join("+")
        }
    }
}

fn entry(escalation: &forecast::Escalation<'_>, way: &forecast::Way<'_>) -> Way {
    let (amount, unit) = match &way.price {
        Price::Amount { amount, unit } => (Some(*amount), Some(unit.clone())),
        Price::Free | Price::Words(_) => (None, None),
    };
    let prices = way.options().iter().filter_map(|id| {
        let choice = escalation.decision.options.get(id.as_str())?;
        choice.cost.clone()
    });
    Way {
        id: id(way),
        options: way.options().iter().map(ToString::to_string).collect(),
        new_date: match way.course {
            Course::NewDate(date) => iso(Some(date)),
            _ => None,
        },
        earliest: iso(way.earliest),
        p50: iso(way.likely),
        p80: iso(way.safe),
        chance: way.chance.map(hundredths),
        holds: way.holds(escalation.due),
        holds_safely: way.holds_safely(escalation.due),
        gain: way.gain,
        gain_p80: way.safe_gain,
        prices: prices.collect(),
        amount,
        unit,
        expiry: match way.expiry {
            Expiry::Last(last) => iso(Some(last)),
            Expiry::GainsNothing | Expiry::Later => None,
        },
        ever_gains: way.expiry != Expiry::GainsNothing,
        on_front: way.is_front,
    }
}
