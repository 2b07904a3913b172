//! Tables of other tools: what comes out is in our format, what cannot be taken over is said with its line,
//! and nothing gets lost on the way.

use crate::sandbox::{linchpin, root, text};
use linchpin::exchange::{Flavor, Imported, Order, Sheet, import};
use linchpin::load::load;
use linchpin::model::Program;
use linchpin::text::{Date, MemoryTree};
use proptest::prelude::*;
use std::fs;

fn imported(table: &str, order: Option<Order>) -> Imported {
    import(
        &Sheet::read(table.as_bytes()).unwrap(),
        Flavor::Table,
        order,
        None,
    )
    .unwrap()
}

/// The program of an import, which our own reader takes without a word.
fn program(imported: &Imported) -> Program {
    let tree = MemoryTree::new([("plan.yaml", imported.text.clone().into_bytes())]);
    let loaded = load(&tree, "", "imported").unwrap();
    assert!(
        loaded.findings.is_empty(),
        "{:?}\n{}",
        loaded.findings,
        imported.text
    );
    loaded.program
}

fn losses(imported: &Imported) -> Vec<(u64, &str)> {
    let lost = imported.remarks.iter().filter(|remark| remark.is_loss);
    lost.map(|remark| (remark.line, remark.message.as_str()))
        .collect()
}

const JIRA: &str = "\u{feff}Issue key,Issue id,Summary,Status,Assignee,Due date,Inward issue link (Blocks),Inward issue link (Blocks),Priority,Resolved\r\n\
    PAY-1,1001,\"Payments API, beta\",Done,Priya Nair,12/Mar/26 5:00 PM,,,High,11/Mar/26\r\n\
    PAY-2,1002,Checkout beta,In Progress,\"Weber, Jonas\",30/Apr/26,PAY-1,,High,\r\n\
    PAY-3,1003,GA: launch #1,To Do,Unassigned,29/May/26,PAY-2,PAY-9,High,\r\n\
    PAY-4,1004,,To Do,,,,,,\r\n";

#[test]
fn an_export_of_jira_becomes_milestones_people_and_needs() {
    let sheet = Sheet::read(JIRA.as_bytes()).unwrap();
    let imported = import(&sheet, Flavor::Jira, None, None).unwrap();
    let program = program(&imported);
    let beta = program.milestones.get("payments-api-beta").unwrap();
    assert_eq!(beta.title.as_deref(), Some("Payments API, beta"));
    assert_eq!(beta.due, Date::parse("2026-03-12").ok());
    assert_eq!(beta.done, Date::parse("2026-03-11").ok());
    assert_eq!(&beta.ref_[..], ["PAY-1"]);
    let checkout = program.milestones.get("checkout-beta").unwrap();
    assert_eq!(checkout.owner.as_ref().unwrap().as_str(), "jonas-weber");
    assert_eq!(
        program.people.get("jonas-weber").unwrap().name.as_deref(),
        Some("Jonas Weber")
    );
    assert_eq!(
        checkout.needs[0].id.as_ref().unwrap().as_str(),
        "payments-api-beta"
    );
    assert!(program.milestones.get("ga-launch-1").unwrap().owner.is_none());
    assert_eq!(
        losses(&imported),
        [
            (4, "PAY-9: no row has this key or title; the tie was left out"),
            (5, "the row has no title; it was left out")
        ]
    );
    assert_eq!((imported.rows, imported.items), (4, 3));
    assert_eq!(imported.unread, ["Priority"]);
}

#[test]
fn a_date_that_may_be_two_days_is_asked_about_unless_the_column_or_the_user_tells() {
    let table = "Title;Due\nOne;03/04/2026\nTwo;05/06/2026\n";
    let asked = imported(table, None);
    assert!(
        program(&asked)
            .milestones
            .values()
            .all(|milestone| milestone.due.is_none())
    );
    let lost = losses(&asked);
    assert_eq!(lost.iter().map(|loss| loss.0).collect::<Vec<_>>(), [2, 3]);
    assert!(lost[0].1.contains("2026-04-03 or 2026-03-04"), "{}", lost[0].1);
    let due = |imported: &Imported| {
        program(imported)
            .milestones
            .get("one")
            .unwrap()
            .due
            .unwrap()
            .to_string()
    };
    let told = imported(table, Some(Order::MonthFirst));
    assert_eq!((due(&told).as_str(), losses(&told).len()), ("2026-03-04", 0));
    // 31 can only be a day, and all dates of a column are written alike.
    let shown = imported(&format!("{table}Three;31/12/2026\n"), None);
    assert_eq!((due(&shown).as_str(), losses(&shown).len()), ("2026-04-03", 0));
    assert!(
        shown.remarks[0].message.contains("day first"),
        "{:?}",
        shown.remarks
    );
    // Two columns tell nothing of each other, and one that shows both orders tells nothing.
    let mixed = imported(&format!("{table}Three;31/12/2026\nFour;12/31/2026\n"), None);
    assert_eq!(losses(&mixed).len(), 2);
}

#[test]
fn what_a_planning_tool_writes_is_read() {
    let table = "ID\tTask Name\tDuration\tStart\tFinish\tPredecessors\tResource Names\n\
                 1\tDesign frozen\t10 days\t2026-03-02\t2026-03-13\t\tAna Costa\n\
                 2\tLoad test\t2 wks?\t2026-03-18\t2026-03-31\t1FS+2 days\tAna Costa;Bo Li\n\
                 3\tCutover\t0 days\t2026-04-01\t2026-04-01\t1SS,2\tBo Li\n\
                 4\tHours\t16 hrs\t\t\t\t\n";
    let imported = imported(table, None);
    let program = program(&imported);
    let load = program.milestones.get("load-test").unwrap();
    assert_eq!(load.duration.unwrap().likely().to_string(), "2w");
    assert_eq!(load.needs[0].lag.unwrap().to_string(), "2d");
    assert_eq!(load.deputy.as_ref().unwrap().as_str(), "bo-li");
    let cutover = program.milestones.get("cutover").unwrap();
    assert_eq!(cutover.needs[0].relation().as_str(), "SS");
    assert_eq!(cutover.needs[1].id.as_ref().unwrap().as_str(), "load-test");
    assert_eq!(
        losses(&imported),
        [(5, "16 hrs: no duration in days or weeks; write it as 8d or 2w")]
    );
}

#[test]
fn a_state_without_its_date_is_kept_and_said() {
    let imported = imported(
        "Title,Status,Completed\nOne,Done,\nTwo,Won't do,2026-03-02\nThree,Done,2026-03-02\n",
        None,
    );
    assert_eq!(losses(&imported).len(), 1);
    let program = program(&imported);
    assert!(
        program.milestones.get("one").unwrap().done.is_none() && imported.text.contains("x-status: Done")
    );
    assert_eq!(
        program
            .milestones
            .get("two")
            .unwrap()
            .cancelled
            .as_ref()
            .unwrap()
            .because
            .as_deref(),
        Some("Won't do")
    );
    assert!(program.milestones.get("three").unwrap().done.is_some());
}

/// What leaves as CSV and comes back has the same items, dates and ties.
#[test]
fn a_program_comes_back_from_its_own_table() {
    for (folder, as_of) in [
        ("examples/atlas", "2025-09-03"),
        ("examples/cloud-migration", "2026-03-02"),
        ("examples/soc2-compliance", "2026-05-11"),
    ] {
        let export = linchpin(&root(), &["export", "csv", folder, "--as-of", as_of]);
        assert_eq!(export.status.code(), Some(0), "{}", text(&export.stderr));
        let back = program(&imported(&text(&export.stdout), None));
        let tree = linchpin::workdir::WorkDir::open(&root()).unwrap();
        let original = load(&tree, folder, "original").unwrap().program;
        let number = original.milestones.len() + original.contracts.len() + original.decisions.len();
        assert_eq!(back.milestones.len(), number);
        for (id, milestone) in original.milestones.iter() {
            let returned = back.milestones.get(id.as_str()).unwrap();
            assert_eq!(
                (
                    returned.title.as_deref(),
                    &returned.owner,
                    returned.due,
                    returned.done
                ),
                (
                    milestone.title.as_deref(),
                    &milestone.owner,
                    milestone.due,
                    milestone.done
                ),
                "{id}"
            );
            let ties = |of: &linchpin::model::Milestone| {
                let mut ties: Vec<_> = of
                    .needs
                    .iter()
                    .map(|need| {
                        (
                            need.id.clone().unwrap(),
                            need.relation(),
                            need.lag.unwrap_or_default().amount,
                        )
                    })
                    .collect();
                ties.sort();
                ties
            };
            assert_eq!(ties(returned), ties(milestone), "{id}");
        }
    }
}

#[test]
fn no_cell_of_an_export_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("plan.yaml"),
        "milestones:\n  beta:\n    title: \"=HYPERLINK(1)\"\n    owner: ana\n    due: 2026-03-06\n    note: \"@SUM(A1)\"\n",
    )
    .unwrap();
    let export = linchpin(folder.path(), &["export", "csv", ".", "--as-of", "2026-03-02"]);
    let table = text(&export.stdout);
    assert!(
        table.contains("'=HYPERLINK(1)") && table.contains("'@SUM(A1)"),
        "{table}"
    );
    let back = program(&imported(&table, None));
    assert_eq!(
        back.milestones.get("beta").unwrap().title.as_deref(),
        Some("=HYPERLINK(1)")
    );
}

#[test]
fn import_writes_a_new_file_or_none_and_its_exit_code_tells_of_losses() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("work.csv"),
        "Title,Owner,Due\nBeta live,Ana,2026-03-06\n",
    )
    .unwrap();
    fs::write(folder.path().join("jira.csv"), JIRA).unwrap();
    let first = linchpin(
        folder.path(),
        &["import", "csv", "work.csv", "--out", "p/plan.yaml"],
    );
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(
        text(&first.stderr).contains("1 row: 1 milestone, 0 left out"),
        "{}",
        text(&first.stderr)
    );
    let written = fs::read_to_string(folder.path().join("p/plan.yaml")).unwrap();
    let second = linchpin(
        folder.path(),
        &["import", "jira-csv", "jira.csv", "--out", "p/plan.yaml"],
    );
    assert_eq!(second.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(folder.path().join("p/plan.yaml")).unwrap(),
        written
    );
    let losing = linchpin(folder.path(), &["import", "jira-csv", "jira.csv"]);
    assert_eq!(losing.status.code(), Some(1));
    assert!(text(&losing.stderr).contains("jira.csv:5: the row has no title"));
    let other = linchpin(folder.path(), &["import", "jira-csv", "work.csv"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("Summary and Issue key"));
    for missing in ["nothing.csv", "."] {
        let none = linchpin(folder.path(), &["import", "csv", missing]);
        assert_eq!(none.status.code(), Some(2));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_an_import_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(sheet) = Sheet::read(&bytes) {
            let _ = import(&sheet, Flavor::Table, None, None);
        }
    }

    /// Whatever stands in the cells, the YAML is read by our reader without a finding, and each row is a
    /// milestone or has a remark.
    #[test]
    fn whatever_the_cells_hold_the_yaml_is_whole(
        cells in prop::collection::vec("[ -~é漢\u{202e}\u{85}\n]{0,24}", 0..60)
    ) {
        let mut table = String::from("Summary,Key,Assignee,Due,Blocked by,Status,Team,Note,Acceptance criteria,Duration\n");
        for row in cells.chunks(10) {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            table.push_str(&quoted.join(","));
            table.push('\n');
        }
        let imported = imported(&table, Some(Order::DayFirst));
        let tree = MemoryTree::new([("plan.yaml", imported.text.clone().into_bytes())]);
        let loaded = load(&tree, "", "imported").unwrap();
        let worst = loaded.findings.iter().find(|found| found.severity == linchpin::diagnostic::Severity::Error);
        prop_assert!(worst.is_none(), "{worst:?}\n{}", imported.text);
        prop_assert_eq!(loaded.program.milestones.len(), imported.items);
        let left = imported.remarks.iter().filter(|remark| remark.message.ends_with("it was left out")).count();
        prop_assert!(imported.items + left >= imported.rows);
    }
}
