//! What each reader takes from a page: the TPM, the executive, the one who takes over. One small program as of
//! Wednesday 25 November 2026, its dates counted by hand.

use crate::sandbox::linchpin;

/// `link` began on 9 November, takes 15 days, and was due on the 13th: 12 days are worked, so that it ends on
/// Friday the 27th. Its two targets are four and nine working days early: `north` ends on 30 November and is due on
/// 4 December, `south` is decided on the 1st, takes a day, and is due on the 15th.
const PROGRAM: &str = "
charter: {id: records, title: Records, stage: delivering, sponsor: hel, tpm: hel, target: [north, south], out_of_scope: [Billing]}
teams: {office: {title: Office, lead: hel}, lab: {title: Lab, lead: sam}}
people:
  hel: {name: Helena, team: office}
  sam: {name: Sam, team: lab}
  lina: {name: Lina, team: office, until: 2026-11-27}
milestones:
  link: {title: Messages flow, owner: lina, due: 2026-11-13, started: 2026-11-09, duration: 15d, accept: 100 messages arrive}
  north: {title: North live, kind: launch, owner: hel, due: 2026-12-04, duration: 1d, needs: [link], accept: It runs for a day}
  papers: {title: Papers filed, owner: lina, due: 2026-12-30, duration: 5d, not_before: 2026-12-07, accept: All are filed}
  south: {title: South live, kind: launch, owner: hel, due: 2026-12-15, duration: 1d, needs: [go-south], accept: It runs for a day}
blockers:
  b-certs: {title: No test certificates, kind: vendor, blocks: [papers], owner: lina, waiting_on: hel, raised: 2026-11-19, escalate_by: 2026-11-20}
risks:
  r-flu: {title: If influenza peaks then training slips, owner: sam, prob: 0.2, delay: 2d, hits: [south], response: accept}
decisions:
  go-south:
    title: Does South go live?
    decider: hel
    decide_by: 2026-12-01
    options:
      move-the-pilot: {say: Move the pilot behind South, set: {north.duration: 2d}, cost: 1 EUR}
      rent-a-cluster: {say: Rent a cluster until it comes, set: {south.duration: 0d}, cost: 2 EUR}
      second-engineer: {say: A second engineer for the link, set: {link.duration: 13d}, cost: 3 EUR}
";

fn page(args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("p.yaml"), PROGRAM).unwrap();
    let all: Vec<&str> = args
        .iter()
        .copied()
        .chain(["--as-of", "2026-11-25", "--width", "80"])
        .collect();
    let output = linchpin(folder.path(), &all);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The page with each run of white space as one blank.
fn run_on(args: &[&str]) -> String {
    page(args).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_overdue_has_its_earliest_date() {
    let told = run_on(&["blocked"]);
    assert!(told.contains("overdue since 13 Nov · earliest 27 Nov"), "{told}");
    let told = run_on(&["blocked", "--by", "person"]);
    assert!(told.contains("(link), 8 d overdue;"), "{told}");
    assert!(told.contains("earliest 27 Nov Helena"), "{told}");
    let told = run_on(&["summary"]);
    assert!(told.contains("Messages flow, 8 days overdue,"), "{told}");
    assert!(!told.contains("8 days, no date"), "{told}");
}

#[test]
fn each_of_several_targets_has_its_own_margin() {
    let told = run_on(&["critical-path"]);
    assert!(told.contains("north 4 d early, south 9 d early"), "{told}");
}

#[test]
fn a_decision_does_not_end() {
    let told = run_on(&["summary"]);
    assert!(told.contains("(go-south) is to be decided by 1 Dec."), "{told}");
}

#[test]
fn who_leaves_hands_over_the_blockers_too() {
    let told = run_on(&["owners", "--handover", "lina"]);
    assert!(told.contains("Hand-over of Lina · last day 27 Nov"), "{told}");
    assert!(
        told.contains("b-certs · No test certificates (blocker), no expected date"),
        "{told}"
    );
    let told = run_on(&["brief"]);
    assert!(told.contains("27 Nov leaves lina nobody covers papers"), "{told}");
}

#[test]
fn an_escalation_that_is_due_is_for_today() {
    let told = run_on(&["brief"]);
    assert!(
        told.contains("b-certs was to be escalated by 20 Nov; it waits for Helena"),
        "{told}"
    );
}

#[test]
fn options_with_long_names_stay_a_table() {
    let told = page(&["escalate", "go-south"]);
    let head = told.lines().find(|line| line.contains("OPTION"));
    let is_table = head.is_some_and(|line| line.contains("EARLIEST") && line.contains("PRICE"));
    assert!(is_table, "{told}");
}

#[test]
fn a_filter_makes_nothing_false() {
    // Neither launch is accepted, whatever the filter leaves out; nothing of Lina's is on the critical path to `south`.
    let told = run_on(&["owners", "--owner", "lina"]);
    assert!(!told.contains("accepted"), "{told}");
    assert!(told.contains("link lina"), "{told}");
    let told = run_on(&["owners", "--production", "--owner", "hel"]);
    assert!(told.contains("south — — nobody owns it in production"), "{told}");
    let told = run_on(&["critical-path", "--owner", "lina"]);
    assert!(
        told.contains("Nothing on the critical path passes the filter."),
        "{told}"
    );
    let told = run_on(&["decisions", "--owner", "lina"]);
    assert!(told.contains("No decision passes the filter."), "{told}");
    let told = run_on(&["risks", "--owner", "lina"]);
    assert!(told.contains("No open risk passes the filter."), "{told}");
    // `r-flu` hits what is Helena's, and is watched by Sam, of the lab.
    let told = run_on(&["risks", "--team", "lab"]);
    assert!(told.contains("1 open"), "{told}");
}

#[test]
fn a_file_that_cannot_be_read_makes_no_target_unnamed() {
    let broken = PROGRAM.replace("title: Messages flow", "title: @flow");
    let folder = tempfile::tempdir().unwrap();
    let parts: Vec<&str> = broken.split_inclusive("milestones:\n").collect();
    std::fs::write(
        folder.path().join("charter.yaml"),
        parts[0].replace("milestones:\n", ""),
    )
    .unwrap();
    std::fs::write(
        folder.path().join("plan.yaml"),
        format!("milestones:\n{}", parts[1]),
    )
    .unwrap();
    for command in ["report", "summary"] {
        let output = linchpin(folder.path(), &[command, "--as-of", "2026-11-25"]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("north, south are not in the plan"), "{told}");
    }
}
