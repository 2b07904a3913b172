//! The risk register: what closing each risk would bring, and what each still lacks.

use super::estimates::delay;
use super::finish::percentile;
use super::network::{NOWHERE, Network};
use super::simulate::Samples;
use super::triangular::DAY;
use super::variants::Changed;
use super::{Detail, RiskForecast, exposure};
use crate::model::{Program, Response, Risk};
use crate::parse::ItemId;
use crate::schedule::Schedule;
use rustc_hash::FxHashMap;

/// Risks whose effect is computed one by one; of longer registers those with the largest exposure.
const MOST: usize = 500;

/// What a risk lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nobody watches it.
    Owner,
    /// How likely it is.
    Probability,
    /// What it would delay by how much.
    Delay,
    /// Anything that it hits.
    Hits,
    /// What is done about it.
    Response,
    /// Actions of a response that needs some.
    Plan,
    /// To whom it is transferred.
    Transferee,
    /// To whom it is escalated.
    Escalation,
    /// The decision to accept it.
    Decision,
}

impl Lack {
    /// All of them.
    pub const ALL: [Lack; 9] = [
        Lack::Owner,
        Lack::Probability,
        Lack::Delay,
        Lack::Hits,
        Lack::Response,
        Lack::Plan,
        Lack::Transferee,
        Lack::Escalation,
        Lack::Decision,
    ];

    /// The field that is missing.
    pub fn as_str(self) -> &'static str {
        match self {
            Lack::Owner => "owner",
            Lack::Probability => "prob",
            Lack::Delay => "delay",
            Lack::Hits => "hits",
            Lack::Response => "response",
            Lack::Plan => "plan",
            Lack::Transferee | Lack::Escalation => "to",
            Lack::Decision => "decision",
        }
    }
}

impl RiskForecast<'_> {
    /// The likely delay in working days of a calendar whose week has so many; none where the risk says none.
    pub fn likely_delay(&self, program: &Program, week: i64) -> Option<f64> {
        Some(delay(program, self.risk, week, false)?.likely)
    }
}

/// The risks of the network whose effect is computed.
pub(super) fn asked(schedule: &Schedule<'_>, network: &Network<'_>, detail: Detail) -> Vec<u32> {
    if detail < Detail::Risks {
        return Vec::new();
    }
    let program = schedule.program();
    let week = schedule.plan.program_calendar().week_days();
    let mut asked: Vec<u32> = (0..network.risks.len() as u32).collect();
    if asked.len() > MOST {
        let size = |risk: &u32| {
            let risk = network.risks[*risk as usize].risk;
            exposure(program, risk, week).unwrap_or(0.0)
        };
        // Stable: of equal ones the first by id stay.
        asked.sort_by(|a, b| size(b).total_cmp(&size(a)));
        asked.truncate(MOST);
        asked.sort_unstable();
    }
    asked
}

/// The open risks by days bought, then by id.
pub(super) fn risks<'p>(
    schedule: &Schedule<'p>,
    network: &Network<'p>,
    asked: &[u32],
    samples: &Samples,
    detail: Detail,
) -> Vec<RiskForecast<'p>> {
    if detail < Detail::Risks {
        return Vec::new();
    }
    let before = percentile(&mut samples.finish.clone(), 80);
    let mut bought: FxHashMap<&ItemId, Option<f64>> =
        network.risks.iter().map(|chance| (chance.id, None)).collect();
    for (number, changed) in asked.iter().zip(&samples.changed) {
        let days = f64::from(before - changed.finish(&samples.finish, 80)) / f64::from(DAY);
        bought.insert(network.risks[*number as usize].id, Some(days));
    }
    let program = schedule.program();
    let week = schedule.plan.program_calendar().week_days();
    let open = program.risks.iter().filter(|(_, risk)| Program::is_open(risk));
    let mut risks: Vec<RiskForecast<'p>> = open
        .map(|(id, risk)| RiskForecast {
            id,
            risk,
            exposure: exposure(program, risk, week),
            // What has no probability, no delay or nothing to hit moves nothing.
            days_bought: bought.get(id).copied().unwrap_or(Some(0.0)),
            float: float(schedule, network, risk),
            lacks: lacks(risk),
        })
        .collect();
    risks.sort_by(|a, b| {
        let days = |risk: &RiskForecast<'_>| risk.days_bought.unwrap_or(f64::MIN);
        days(b).total_cmp(&days(a)).then_with(|| a.id.cmp(b.id))
    });
    risks
}

/// Days by which all risks together move the likely and the safe date.
pub(super) fn effect(samples: &Samples, detail: Detail) -> Option<(f64, f64)> {
    let without = samples.changed.last().filter(|_| detail >= Detail::Risks)?;
    let moved = |percent| {
        let with = percentile(&mut samples.finish.clone(), percent);
        f64::from(with - without.finish(&samples.finish, percent)) / f64::from(DAY)
    };
    Some((moved(50), moved(80)))
}

fn float(schedule: &Schedule<'_>, network: &Network<'_>, risk: &Risk) -> Option<i64> {
    let hits = risk
        .hits
        .iter()
        .filter_map(|id| schedule.plan.graph.find(id.as_str()));
    hits.filter(|ix| network.position[*ix as usize] != NOWHERE)
        .filter_map(|ix| schedule.late(ix))
        .map(|late| late.total_float)
        .min()
}

fn lacks(risk: &Risk) -> Vec<Lack> {
    let response = match risk.response {
        None => Some(Lack::Response),
        Some(Response::Avoid | Response::Mitigate) if risk.plan.is_empty() => Some(Lack::Plan),
        Some(Response::Transfer) if risk.to.is_none() => Some(Lack::Transferee),
        Some(Response::Escalate) if risk.to.is_none() => Some(Lack::Escalation),
        Some(Response::Accept) if risk.decision.is_none() => Some(Lack::Decision),
        Some(_) => None,
    };
    let fields = [
        (risk.owner.is_none(), Lack::Owner),
        (risk.prob.is_none(), Lack::Probability),
        (risk.delay.is_none(), Lack::Delay),
        (risk.hits.is_empty(), Lack::Hits),
    ];
    let missing = fields.into_iter().filter(|(is_missing, _)| *is_missing);
    missing.map(|(_, lack)| lack).chain(response).collect()
}

impl Changed {
    /// A percentile of the finish where these iterations end otherwise.
    pub(super) fn finish(&self, finish: &[i32], percent: u64) -> i32 {
        let mut samples = finish.to_vec();
        for (iteration, other) in &self.0 {
            samples[*iteration as usize] = *other;
        }
        percentile(&mut samples, percent)
    }
}
