//! How an item stands, as a color: computed from dates and facts, each with its reasons. Unknown is grey and
//! not green.
//!
//! Dates roll up through the graph, colors do not: a program is as red as its target, a workstream as its worst
//! open milestone. A person may only make a color worse.

use super::{Row, Schedule};
use crate::graph::Ix;
use crate::model::{Blocker, Contract, Item, Milestone, MilestoneKind, Program, RagColor};
use crate::parse::{Date, Duration, ItemId};
use rustc_hash::{FxHashMap, FxHashSet};

/// A color; a later one beats an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Color {
    /// None of the reasons for another color.
    Green,
    /// To be watched.
    Amber,
    /// Not known.
    Grey,
    /// A promise that does not hold.
    Red,
}

impl Color {
    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Color::Green => "green",
            Color::Amber => "amber",
            Color::Grey => "grey",
            Color::Red => "red",
        }
    }
}

/// Why an item has a color. Days are working days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason<'p> {
    /// It was due so many days ago. Red.
    DuePassed(i64),
    /// Its earliest date is so many days after due, beyond the tolerance. Red.
    Late {
        /// Days after due.
        days: i64,
        /// Days that would be tolerated.
        tolerance: i64,
    },
    /// Its earliest date is so many days after due, within the tolerance. Amber.
    Tolerated(i64),
    /// The chance that a target is on time, below a half: red; below 80 %: amber.
    Chance(f64),
    /// An open blocker without a date in the future holds it, or a contract that it needs, at zero float. Red.
    Held(&'p ItemId),
    /// It needs something that was cancelled, withdrawn or superseded. Red.
    NeedGone(&'p ItemId),
    /// It needs a contract whose promise has passed. Red.
    PromiseBroken(&'p ItemId),
    /// So little float to the target, or for a target to its own date. Amber.
    Float(i64),
    /// It needs a contract that is past its date to be frozen. Amber.
    Unfrozen(&'p ItemId),
    /// It needs a contract that is promised so many days after it is needed. Amber.
    PromisedLate(&'p ItemId, i64),
    /// A high risk hits it, and nothing is done about it. Amber.
    RiskUnanswered(&'p ItemId),
    /// It is done, and nothing shows that its criteria are met. Amber.
    Unproven,
    /// Nobody answers for it. Grey.
    NoOwner,
    /// It has neither a duration nor a date. Grey.
    NoDates,
    /// It has no acceptance criteria. Grey.
    NoAcceptance,
    /// It is in progress, and nobody has touched it for too long. Grey.
    Stale,
    /// It needs a contract that nothing is promised for, or is one. Grey.
    NoPromise(&'p ItemId),
    /// The owner says so. Amber or red.
    Said(Color),
}

impl Reason<'_> {
    /// The color it gives.
    pub fn color(&self) -> Color {
        match self {
            Reason::Chance(chance) if *chance < 0.5 => Color::Red,
            Reason::DuePassed(_)
            | Reason::Late { .. }
            | Reason::Held(_)
            | Reason::NeedGone(_)
            | Reason::PromiseBroken(_) => Color::Red,
            Reason::NoOwner
            | Reason::NoDates
            | Reason::NoAcceptance
            | Reason::Stale
            | Reason::NoPromise(_) => Color::Grey,
            Reason::Tolerated(_)
            | Reason::Chance(_)
            | Reason::Float(_)
            | Reason::Unfrozen(_)
            | Reason::PromisedLate(..)
            | Reason::RiskUnanswered(_)
            | Reason::Unproven => Color::Amber,
            Reason::Said(color) => *color,
        }
    }
}

/// A color and all reasons for it and for lesser ones, the worst first.
#[derive(Clone, Debug, PartialEq)]
pub struct Colored<'p> {
    /// The color.
    pub color: Color,
    /// Its reasons; none for green.
    pub reasons: Vec<Reason<'p>>,
}

/// What the program and a date alone do not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The chance that it is on time, from the forecast.
    pub chance: Option<f64>,
    /// Whether it is in progress and untouched past the limit, from history.
    pub is_stale: bool,
}

impl Evidence {
    /// Only the chance is known.
    pub fn of_chance(chance: Option<f64>) -> Evidence {
        Evidence {
            chance,
            ..Evidence::default()
        }
    }
}

/// The colors of one schedule.
pub struct Colors<'s, 'p> {
    schedule: &'s Schedule<'p>,
    targets: FxHashSet<&'p str>,
    /// Open blockers by what they block.
    blockers: FxHashMap<&'p str, Vec<(&'p ItemId, &'p Blocker)>>,
    /// High risks without a response by what they hit.
    risks: FxHashMap<&'p str, Vec<&'p ItemId>>,
}

impl<'s, 'p> Colors<'s, 'p> {
    /// Gets ready to color the items of a schedule.
    pub fn new(schedule: &'s Schedule<'p>) -> Colors<'s, 'p> {
        let program = schedule.program();
        let mut blockers: FxHashMap<&str, Vec<(&ItemId, &Blocker)>> = FxHashMap::default();
        for (id, blocker) in program
            .blockers
            .iter()
            .filter(|(_, blocker)| blocker.resolved.is_none())
        {
            for blocked in blocker.blocks.iter() {
                blockers.entry(blocked.as_str()).or_default().push((id, blocker));
            }
        }
        let mut risks: FxHashMap<&str, Vec<&ItemId>> = FxHashMap::default();
        for (id, risk) in program.risks.iter() {
            if Program::is_open(risk) && risk.response.is_none() && risk.is_high() {
                for hit in risk.hits.iter() {
                    risks.entry(hit.as_str()).or_default().push(id);
                }
            }
        }
        Colors {
            schedule,
            targets: program.targets().into_iter().map(|id| id.as_str()).collect(),
            blockers,
            risks,
        }
    }

    /// The color of an item; none for one that has left the network.
    pub fn of(&self, row: &Row<'p>, evidence: &Evidence) -> Option<Colored<'p>> {
        let mut colored = self.computed(row, evidence)?;
        if let Item::Milestone(milestone) = row.item
            && row.state.is_open()
            && let Some(said) = said(milestone, self.schedule.as_of)
        {
            colored.reasons.push(Reason::Said(said));
            colored
                .reasons
                .sort_by_key(|reason| std::cmp::Reverse(reason.color()));
            colored.color = colored.color.max(said);
        }
        Some(colored)
    }

    /// The same before a person is heard.
    pub fn computed(&self, row: &Row<'p>, evidence: &Evidence) -> Option<Colored<'p>> {
        let ix = row.ix?;
        let mut reasons = Vec::new();
        if !row.state.is_open() {
            if let Item::Milestone(milestone) = row.item
                && self.lacks_proof(row, milestone)
            {
                reasons.push(Reason::Unproven);
            }
        } else {
            self.dates(row, evidence, &mut reasons);
            match row.item {
                Item::Milestone(milestone) => self.milestone(row, milestone, evidence, &mut reasons),
                Item::Contract(contract) if contract.promised.is_none() => {
                    reasons.push(Reason::NoPromise(row.id))
                }
                Item::Contract(_) | Item::Decision(_) => {}
            }
            self.held(row.id, ix, &mut reasons);
            for id in self.risks.get(row.id.as_str()).into_iter().flatten() {
                reasons.push(Reason::RiskUnanswered(id));
            }
            if row.owner.is_none() {
                reasons.push(Reason::NoOwner);
            }
        }
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.color()));
        let color = reasons.first().map_or(Color::Green, Reason::color);
        Some(Colored { color, reasons })
    }

    fn dates(&self, row: &Row<'p>, evidence: &Evidence, reasons: &mut Vec<Reason<'p>>) {
        let schedule = self.schedule;
        let is_target = self.targets.contains(row.id.as_str());
        if let Some(due) = row.due.filter(|due| *due < schedule.as_of) {
            reasons.push(Reason::DuePassed(schedule.days_between(due, schedule.as_of)));
        } else if let Some(days) = row.margin.filter(|margin| *margin < 0).map(|margin| -margin) {
            let tolerance = tolerance(schedule.program(), is_target);
            reasons.push(if days > tolerance {
                Reason::Late { days, tolerance }
            } else {
                Reason::Tolerated(days)
            });
        }
        if let Some(chance) = evidence.chance.filter(|chance| is_target && *chance < 0.8) {
            reasons.push(Reason::Chance(chance));
        }
        // No target has float to itself: what it can slip is the way to its own date.
        let float = if is_target {
            row.margin.filter(|margin| *margin >= 0)
        } else {
            row.total_float
        };
        if let Some(float) = float.filter(|float| *float < schedule.options.near_critical) {
            reasons.push(Reason::Float(float));
        }
    }

    fn milestone(
        &self,
        row: &Row<'p>,
        milestone: &'p Milestone,
        evidence: &Evidence,
        reasons: &mut Vec<Reason<'p>>,
    ) {
        let has_dates = milestone.duration.is_some()
            || milestone.remaining.is_some()
            || milestone.due.is_some()
            || milestone.forecast.is_some();
        if !has_dates || row.early_finish.is_none() {
            reasons.push(Reason::NoDates);
        }
        if milestone.accept.is_empty() {
            reasons.push(Reason::NoAcceptance);
        }
        if evidence.is_stale && milestone.started.is_some() {
            reasons.push(Reason::Stale);
        }
        let program = self.schedule.program();
        for need in milestone.needs.iter().filter_map(|need| need.id.as_ref()) {
            if program.has_left(need.as_str()) {
                reasons.push(Reason::NeedGone(need));
            } else if let Some((id, contract)) = program.contracts.get_key_value(need.as_str()) {
                self.contract(id, contract, reasons);
            }
        }
    }

    /// What a contract does to an item that needs it.
    fn contract(&self, id: &'p ItemId, contract: &'p Contract, reasons: &mut Vec<Reason<'p>>) {
        if contract.delivered.is_some() || contract.accepted.is_some() {
            return;
        }
        let as_of = self.schedule.as_of;
        if contract.freeze_by.is_some_and(|by| by < as_of) && contract.frozen.is_none() {
            reasons.push(Reason::Unfrozen(id));
        }
        match contract.promised.as_ref().map(|promised| promised.likely()) {
            None => reasons.push(Reason::NoPromise(id)),
            Some(promised) if promised < as_of => reasons.push(Reason::PromiseBroken(id)),
            Some(promised) => {
                let late = contract.need_by.filter(|need_by| *need_by < promised);
                if let Some(need_by) = late {
                    reasons.push(Reason::PromisedLate(
                        id,
                        self.schedule.days_between(need_by, promised),
                    ));
                }
            }
        }
        if let Some(ix) = self.schedule.plan.graph.find(id.as_str()) {
            self.held(id, ix, reasons);
        }
    }

    /// Open blockers at zero float that nobody has a date for.
    fn held(&self, id: &'p ItemId, ix: Ix, reasons: &mut Vec<Reason<'p>>) {
        if !self.schedule.is_critical(ix) {
            return;
        }
        for (blocker_id, blocker) in self.blockers.get(id.as_str()).into_iter().flatten() {
            if blocker
                .expected
                .is_none_or(|expected| expected < self.schedule.as_of)
            {
                reasons.push(Reason::Held(blocker_id));
            }
        }
    }

    /// Proof is asked of targets, launches and reviews.
    fn lacks_proof(&self, row: &Row<'p>, milestone: &Milestone) -> bool {
        let is_gate = matches!(
            milestone.kind,
            Some(MilestoneKind::Launch | MilestoneKind::Review)
        );
        (is_gate || self.targets.contains(row.id.as_str()))
            && milestone.accept.iter().any(|criterion| criterion.proof.is_none())
    }
}

/// What the owner says of the color, while it holds.
fn said(milestone: &Milestone, as_of: Date) -> Option<Color> {
    let rag = milestone.rag.as_ref()?;
    let is_over = rag.until.is_some_and(|until| until < as_of);
    match rag.at_least.filter(|_| !is_over)? {
        RagColor::Amber => Some(Color::Amber),
        RagColor::Red => Some(Color::Red),
    }
}

/// How many days late is still amber: the charter's word, else none.
fn tolerance(program: &Program, is_target: bool) -> i64 {
    let tolerance = program.charter.tolerance.as_ref();
    let given = tolerance.and_then(|given| if is_target { given.target } else { given.milestone });
    given.map_or(0, Duration::rough_days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::schedule::Options;
    use crate::text::MemoryTree;

    /// Color and reasons of items as of a date.
    fn colors(files: &[(&str, &str)], as_of: &str, ids: &[&str]) -> Vec<String> {
        let loaded = load(&MemoryTree::new(files.iter().copied()), "", "test").expect("loads");
        assert_eq!(loaded.findings, []);
        let as_of = Date::parse(as_of).expect("a date");
        let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
        let colors = Colors::new(&schedule);
        ids.iter()
            .map(|id| {
                let row = schedule.row(&(*id).into()).expect("an item");
                let colored = colors.of(&row, &Evidence::default()).expect("in the network");
                format!("{} {:?}", colored.color.as_str(), colored.reasons)
            })
            .collect()
    }

    /// One milestone with owner, criterion and a duration of 5 days (2 to 8 September), and more fields.
    fn one(fields: &str, rest: &str) -> String {
        let plan = format!(
            "charter: {{target: ga, tolerance: {{target: 2d}}}}\nmilestones:\n  late: {{duration: 30d}}\n  ga: {{owner: \
             lee, accept: Signed, duration: 5d, {fields}}}\n{rest}"
        );
        colors(&[("plan.yaml", &plan)], "2026-09-02", &["ga"]).remove(0)
    }

    #[test]
    fn the_worked_example_has_the_colors_of_its_report() {
        let files = [
            ("a.yaml", include_str!("../../examples/atlas/charter.yaml")),
            ("b.yaml", include_str!("../../examples/atlas/organization.yaml")),
            ("c.yaml", include_str!("../../examples/atlas/payments.yaml")),
            ("d.yaml", include_str!("../../examples/atlas/data.yaml")),
            ("e.yaml", include_str!("../../examples/atlas/launch.yaml")),
            ("f.yaml", include_str!("../../examples/atlas/contracts.yaml")),
            ("g.yaml", include_str!("../../examples/atlas/blockers.yaml")),
            ("h.yaml", include_str!("../../examples/atlas/risks.yaml")),
            ("i.yaml", include_str!("../../examples/atlas/decisions.yaml")),
        ];
        let ids = [
            "pay-api-beta",
            "data-backfill",
            "checkout-ui-beta",
            "pci-assessment",
            "edge-capacity",
            "ga",
            "ledger-schema-frozen",
        ];
        // Days late, tolerance and float as the report of the design gives them; the sandbox is needed on
        // Friday 5 September and promised for Wednesday the 17th, 8 working days later.
        assert_eq!(
            colors(&files, "2025-09-03", &ids),
            [
                "red [Late { days: 6, tolerance: 5 }, Float(4), PromisedLate(ItemId(\"paygate-sandbox\"), 8)]",
                "red [Late { days: 10, tolerance: 5 }, Float(0), PromisedLate(ItemId(\"edge-capacity\"), 10)]",
                "red [Late { days: 6, tolerance: 5 }, NoOwner, Float(4)]",
                "amber [Tolerated(5)]",
                "red [Late { days: 10, tolerance: 5 }, Float(0)]",
                "red [Late { days: 8, tolerance: 5 }]",
                "green []",
            ]
        );
    }

    #[test]
    fn late_is_amber_up_to_the_tolerance_and_past_is_red() {
        // Done on Tuesday 8 September at the earliest: four working days before Monday the 14th. The float of a target
        // to itself says nothing.
        let far = "needs: [], due:";
        let with = |due: &str| one(&format!("{far} {due}"), "");
        assert_eq!(with("2026-09-15"), "green []");
        assert_eq!(with("2026-09-14"), "amber [Float(4)]");
        assert_eq!(with("2026-09-08"), "amber [Float(0)]");
        assert_eq!(with("2026-09-04"), "amber [Tolerated(2)]");
        assert_eq!(with("2026-09-03"), "red [Late { days: 3, tolerance: 2 }]");
        assert_eq!(with("2026-09-02"), "red [Late { days: 4, tolerance: 2 }]");
        assert_eq!(with("2026-09-01"), "red [DuePassed(1)]");
    }

    #[test]
    fn a_blocker_at_zero_float_is_red_unless_it_has_a_date_to_come() {
        let held = |fields: &str| {
            one(
                "due: 2026-12-31",
                &format!("blockers: {{b-key: {{blocks: [ga]{fields}}}}}\n"),
            )
        };
        let red = "red [Held(ItemId(\"b-key\"))]";
        assert_eq!(held(""), red);
        assert_eq!(held(", expected: 2026-09-01"), red);
        assert_eq!(held(", expected: 2026-09-02"), "green []");
        assert_eq!(held(", resolved: 2026-09-01"), "green []");
    }

    #[test]
    fn contracts_color_what_needs_them() {
        let with = |contract: &str| {
            one(
                "needs: [key], due: 2026-12-31",
                &format!("contracts: {{key: {{title: Key, {contract}}}}}\n"),
            )
        };
        let key = "ItemId(\"key\")";
        assert_eq!(
            with("withdrawn: {date: 2026-09-01}"),
            format!("red [NeedGone({key})]")
        );
        assert_eq!(
            with("promised: 2026-09-01"),
            format!("red [PromiseBroken({key})]")
        );
        assert_eq!(with("need_by: 2026-09-30"), format!("grey [NoPromise({key})]"));
        let late = with("need_by: 2026-09-08, promised: 2026-09-10");
        assert_eq!(late, format!("amber [PromisedLate({key}, 2)]"));
        let unfrozen = with("promised: 2026-09-02, freeze_by: 2026-09-01");
        assert_eq!(unfrozen, format!("amber [Unfrozen({key})]"));
        assert_eq!(with("promised: 2026-09-01, delivered: 2026-09-01"), "green []");
    }

    #[test]
    fn a_high_risk_without_a_response_is_amber() {
        let with = |risk: &str| {
            one(
                "due: 2026-12-31",
                &format!("risks: {{r-late: {{title: If it is late we wait, hits: [ga], {risk}}}}}\n"),
            )
        };
        let told = "amber [RiskUnanswered(ItemId(\"r-late\"))]";
        assert_eq!(with("prob: 0.7, delay: 10d"), told);
        assert_eq!(with("prob: 0.5, delay: 16d"), told);
        // Three times four is twelve, and yet the matrix calls it moderate, as it does four times three.
        assert_eq!(with("prob: 0.5, delay: 10d"), "green []");
        assert_eq!(with("prob: 0.7, delay: 8d"), "green []");
        assert_eq!(with("prob: 0.7, delay: 10d, response: accept"), "green []");
        assert_eq!(with("prob: 0.7, delay: 10d, occurred: 2026-09-01"), "green []");
    }

    #[test]
    fn unknown_is_grey_and_a_person_may_only_make_it_worse() {
        let plan = |ga: &str| {
            let plan =
                format!("charter: {{target: late}}\nmilestones: {{late: {{duration: 30d}}, ga: {{{ga}}}}}\n");
            colors(&[("plan.yaml", &plan)], "2026-09-02", &["ga"]).remove(0)
        };
        assert_eq!(plan("title: Live"), "grey [NoDates, NoAcceptance, NoOwner]");
        let known = "owner: lee, accept: Signed, duration: 5d";
        assert_eq!(plan(known), "green []");
        let said = |rag: &str| plan(&format!("{known}, rag: {{{rag}, because: The vendor}}"));
        assert_eq!(said("at_least: amber"), "amber [Said(Amber)]");
        assert_eq!(said("at_least: red, until: 2026-09-02"), "red [Said(Red)]");
        assert_eq!(said("at_least: red, until: 2026-09-01"), "green []");
        let grey = plan("owner: lee, duration: 5d, rag: {at_least: amber, because: The vendor}");
        assert_eq!(grey, "grey [NoAcceptance, Said(Amber)]");
    }

    #[test]
    fn done_is_green_and_a_gate_without_proof_amber() {
        assert_eq!(one("done: 2026-09-01", ""), "amber [Unproven]");
        let plan = "milestones: {aa: {done: 2026-09-01, due: 2026-08-01, accept: Signed}, bb: {needs: [aa]}, cc: {}}\n";
        assert_eq!(
            colors(&[("plan.yaml", plan)], "2026-09-02", &["aa"]),
            ["green []"]
        );
    }

    #[test]
    fn the_chance_of_a_target_counts_as_far_as_it_is_known() {
        assert_eq!(Reason::Chance(0.49).color(), Color::Red);
        assert_eq!(Reason::Chance(0.5).color(), Color::Amber);
        assert!(Color::Red > Color::Grey && Color::Grey > Color::Amber && Color::Amber > Color::Green);
    }
}
