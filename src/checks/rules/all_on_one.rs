//! `all-on-one`: one person owns everything.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Kind, Level, Place, Program};
use crate::parse::PersonId;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "all-on-one",
    group: Group::Ownership,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "the TPM owns most of the milestones, contracts or risks",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The TPM owns more than half of the open milestones, contracts or risks (looked at from five of a kind on).

An owner who stands everywhere answers for nothing: it shows that nobody was found, or asked. The TPM sees to it that
things have owners, and is not the owner of everything.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
       ^^^^^
  target: checkout-live
  out_of_scope: [refund flows]
milestones:
  checkout-live:
    title: Everyone pays on the new platform
    owner: priya
    due: 2026-10-30
    duration: 5d
    accept: All traffic runs on it
risks:
  r-certificates: &risk
    title: If the certificates are late, then tests wait, so go-live slips
    owner: tomas
    prob: 0.3
    delay: 5d
    response: accept
    hits: [checkout-live]
    review_by: 2026-09-15
  r-capacity: *risk
  r-reviewers: *risk
  r-rehearsal: *risk
  r-vendor: *risk
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: checkout-live
  out_of_scope: [refund flows]
milestones:
  checkout-live:
    title: Everyone pays on the new platform
    owner: priya
    due: 2026-10-30
    duration: 5d
    accept: All traffic runs on it
risks:
  r-certificates: &risk
    title: If the certificates are late, then tests wait, so go-live slips
    owner: priya
    prob: 0.3
    delay: 5d
    response: accept
    hits: [checkout-live]
    review_by: 2026-09-15
  r-capacity: *risk
  r-reviewers: *risk
  r-rehearsal: *risk
  r-vendor: *risk
```
";

/// The fewest items of a kind of which a share says something.
const FEWEST: usize = 5;

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let Some(tpm) = &program.charter.tpm else { return };
    let mut shares: Vec<(usize, usize, &str)> = Vec::new();
    let mut count = |owners: Vec<Option<&PersonId>>, kind: &'static str| {
        let own = owners.iter().filter(|owner| **owner == Some(tpm)).count();
        if owners.len() >= FEWEST && own * 2 > owners.len() {
            shares.push((own, owners.len(), kind));
        }
    };
    let of = |kind: Kind| {
        let open = facts
            .rows()
            .iter()
            .filter(move |row| row.kind == kind && row.state.is_open());
        open.map(|row| row.owner).collect()
    };
    count(of(Kind::Milestone), "milestones");
    count(of(Kind::Contract), "contracts");
    let risks = program.risks.values().filter(|risk| Program::is_open(risk));
    count(risks.map(|risk| risk.owner.as_ref()).collect(), "risks");
    // The largest share first: a/b before c/d when a·d > c·b.
    shares.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)));
    let told: Vec<String> = shares
        .iter()
        .map(|(own, all, kind)| format!("{} % of the open {kind}", (own * 100 + all / 2) / all))
        .collect();
    if !told.is_empty() {
        found
            .at(
                Place::field("charter", "", "tpm"),
                format!("{tpm} owns {}", told.join(" and ")),
            )
            .help("ask the leads of the teams to name an owner for each");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    fn risks(owners: &[&str]) -> String {
        let risk =
            |(at, owner): (usize, &&str)| format!("  r-{at}: {{title: If it is late we wait, {owner}}}\n");
        let all: String = owners.iter().enumerate().map(risk).collect();
        format!("risks:\n{all}")
    }

    #[test]
    fn more_than_half_of_five_or_more_is_too_much() {
        let (own, other) = ("owner: tomas", "owner: lee");
        let drawn = |text: &str| format!("charter:\n  tpm: tomas\n{text}");
        let plan = drawn("       ^^^^^ tomas owns 60 % of the open risks\n")
            + &risks(&[own, own, own, other, other]);
        assert_drawn("all-on-one", "2026-09-02", &plan);
        // 7 of 11 are 63.6 %.
        let mut eleven = vec![own; 7];
        eleven.extend([other; 4]);
        let plan = drawn("       ^^^^^ tomas owns 64 % of the open risks\n") + &risks(&eleven);
        assert_drawn("all-on-one", "2026-09-02", &plan);
    }

    #[test]
    fn half_or_few_or_closed_or_nobodys_or_without_a_tpm_is_silent() {
        let (own, other) = ("owner: tomas", "owner: lee");
        let closed = "owner: tomas, closed: {date: 2026-08-01, because: It came}";
        for owners in [
            vec![own, own, own, other, other, other],
            vec![own; 4],
            vec![own, own, closed, closed, closed],
            vec![own, own, "prob: 0.3", "prob: 0.3", other],
        ] {
            let plan = format!("charter: {{tpm: tomas}}\n{}", risks(&owners));
            assert_drawn("all-on-one", "2026-09-02", &plan);
        }
        assert_drawn("all-on-one", "2026-09-02", &risks(&[own; 6]));
    }

    #[test]
    fn kinds_are_told_by_their_share() {
        let milestone = |at: usize| format!("  m-{at}: {{title: A step, owner: tomas}}\n");
        let milestones: String = (0..5).map(milestone).collect();
        let (own, other) = ("owner: tomas", "owner: lee");
        let drawn = "       ^^^^^ tomas owns 100 % of the open milestones and 60 % of the open risks\n";
        let risks = risks(&[own, own, own, other, other]);
        let plan = format!("charter:\n  tpm: tomas\n{drawn}milestones:\n{milestones}{risks}");
        assert_drawn("all-on-one", "2026-09-02", &plan);
    }
}
