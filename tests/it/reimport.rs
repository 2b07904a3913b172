//! The table of a tracker read again into a program that has been edited by hand since: the files of the
//! program as the edits of a careful person would leave them. The expected texts are written by hand.

use crate::sandbox::{copy, linchpin, root, text};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const CHARTER: &str = "# The charter.
charter:
  id: pay
  title: Payments
  sponsor: vera
  tpm: vera
  target: ga
teams:
  web: {title: Web, lead: jonas}
  core: {title: Core payments, lead: priya}
people:
  jonas: {name: Jonas Weber, team: web}
  priya: {name: Priya Nair, team: core, email: priya.nair@example.com}   # on call in May
  vera: {name: Vera Lind}
";

const PLAN: &str = "milestones:
  # The API comes first: everybody waits for it.
  api-beta:
    title: Payments API, beta
    owner: priya
    due: 2026-03-13   # promised to web
    duration: [8d, 10d, 15d]
    done: 2026-03-11
    ref: PAY-1

  checkout-beta:
    title: \"Checkout beta\"
    owner: jonas
    due: 2026-04-24
    needs:
      - api-beta
      - {id: sandbox, lag: 2d}   # the vendor's
    accept:
      - Ten test shops have paid
    note: >-
      Waiting for
      the sandbox
    ref: [PAY-2, WEB-7]
    x-status: To Do

  ga: {title: GA, due: 2026-05-29, ref: PAY-3}

  old-report:
    title: Old report
    owner: vera
    ref: PAY-5

  training:
    title: Support trained
    owner: vera
    due: 2026-05-15
contracts:
  sandbox:
    title: Sandbox
    kind: environment
    from: core
    to: web
    ref: PAY-8
";

const HEAD: &str = "Issue key,Issue id,Summary,Status,Assignee,Due date,Inward issue link (Blocks),Acceptance criteria,Duration,Priority,Resolved\n";

fn write(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join("p")).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

/// A folder with the program `p` and the table `jira.csv`.
fn program(rows: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "p/charter.yaml", CHARTER);
    write(folder.path(), "p/plan.yaml", PLAN);
    write(folder.path(), "jira.csv", &format!("{HEAD}{rows}"));
    folder
}

/// Imports, and gives the exit code, standard output and standard error.
fn import(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let run = linchpin(
        folder,
        &[&["import", "jira-csv", "jira.csv", "p", "--update"], more].concat(),
    );
    (run.status.code().unwrap(), text(&run.stdout), text(&run.stderr))
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The text with each passage replaced, which stands in it once.
fn replaced(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replacen(old, new, 1)
    })
}

const WEEK: &str = "PAY-1,1001,\"Payments API, beta\",Done,Priya Nair,13/Mar/26 5:00 PM,,,10 days,High,11/Mar/26\n\
    PAY-2,1002,Checkout beta live,In Progress,\"Weber, Jonas\",30/Apr/26,PAY-1,\"Ten test shops have paid\nRefunds work\",,High,\n\
    PAY-3,1003,GA,To Do,Ana Costa,29/May/26,\"PAY-2, PAY-9, PAY-8\",,,High,\n\
    PAY-8,1008,Sandbox,To Do,,30/May/26,,,,,\n\
    PAY-9,1009,Load test: 2x,To Do,priya.nair@example.com,04/05/2026,PAY-2,,2 wks,High,\n\
    PAY-10,1010,Support trained,To Do,Vera Lind,,,,,,\n";

#[test]
fn a_week_later_only_what_the_tracker_says_otherwise_changes_and_the_second_time_nothing() {
    let folder = program(WEEK);
    let folder = folder.path();
    let (code, diff, _) = import(folder, &["--diff"]);
    assert_eq!(code, 1);
    assert!(
        diff.contains("\n-    due: 2026-04-24\n+    due: 2026-04-30\n"),
        "{diff}"
    );
    assert_eq!(read(folder, "p/plan.yaml"), PLAN);

    let (code, said, remarks) = import(folder, &[]);
    // A date that may be two days, and a row that may be an item without a key: both are asked about.
    assert_eq!(code, 1);
    assert_eq!(
        remarks,
        "jira.csv:7: 04/05/2026: 2026-05-04 or 2026-04-05? It was left out; say --dates day-first or month-first\n\
         jira.csv:8: Support trained: training is called so and has no `ref`; the row was left out, write \
         `ref: PAY-10` there if it is the same\n"
    );
    assert_eq!(
        said,
        "  checkout-beta.title: \"Checkout beta\" → Checkout beta live\n  \
           checkout-beta.due: 2026-04-24 → 2026-04-30\n  \
           checkout-beta.x-status: To Do → In Progress\n  \
           checkout-beta.accept: now Ten test shops have paid; Refunds work\n  \
           ga.owner: ana-costa\n  \
           ga.needs: also checkout-beta, load-test-2x, sandbox\n  \
           new: people.ana-costa\n  \
           new: load-test-2x (PAY-9)\n\
         1 open item has no row any more: old-report (PAY-5); nothing was deleted, write `cancelled:` where that is meant\n\
         1 row of contracts and decisions, which stay as they are\n\
         columns not read: Priority\n\
         6 rows: 2 milestones changed, 1 new, 1 left out\n\
         changed p/charter.yaml\nchanged p/plan.yaml\n"
    );
    // In id order, and as far apart as the others.
    let plan = replaced(
        PLAN,
        &[
            ("title: \"Checkout beta\"", "title: Checkout beta live"),
            ("due: 2026-04-24", "due: 2026-04-30"),
            (
                "      - Ten test shops have paid\n",
                "      - Ten test shops have paid\n      - Refunds work\n",
            ),
            ("x-status: To Do", "x-status: In Progress"),
            (
                "  ga: {title: GA, due: 2026-05-29, ref: PAY-3}\n",
                "  ga: {title: GA, owner: ana-costa, due: 2026-05-29, needs: [checkout-beta, load-test-2x, sandbox], ref: PAY-3}\n\n  \
                   load-test-2x:\n    title: \"Load test: 2x\"\n    owner: priya\n    duration: 2w\n    \
                   needs: [checkout-beta]\n    ref: PAY-9\n",
            ),
        ],
    );
    let charter = replaced(
        CHARTER,
        &[("people:\n", "people:\n  ana-costa:\n    name: Ana Costa\n")],
    );
    assert_eq!(read(folder, "p/plan.yaml"), plan);
    assert_eq!(read(folder, "p/charter.yaml"), charter);

    let (_, said, _) = import(folder, &[]);
    assert!(
        said.ends_with("6 rows: 0 milestones changed, 0 new, 1 left out\nnothing to change\n"),
        "{said}"
    );
    assert_eq!(read(folder, "p/plan.yaml"), plan);
    assert_eq!(read(folder, "p/charter.yaml"), charter);
}

#[test]
fn what_was_written_by_hand_and_contradicts_the_table_is_said_and_stays() {
    let rows = "PAY-1,1001,\"Payments API, beta\",In Progress,Priya Nair,13/Mar/26,,,3 days,,\n\
        PAY-2,1002,Checkout beta,To Do,,,\"PAY-1FF\",Refunds work,,,\n\
        PAY-5,1005,Old report,Done,Vera Lind,,,,,,06/Mar/26\n\
        PAY-3,1003,GA,To Do,,29/May/26,,,,,\n";
    let folder = program(rows);
    let folder = folder.path();
    let plan = replaced(
        PLAN,
        &[
            (
                "      - Ten test shops have paid\n",
                "      - {is: Ten test shops have paid, met: 2026-03-02}\n",
            ),
            (
                "    ref: PAY-5\n",
                "    cancelled: {date: 2026-03-05, because: Nobody read it}\n    ref: PAY-5\n",
            ),
        ],
    );
    write(folder, "p/plan.yaml", &plan);
    let (code, said, remarks) = import(folder, &[]);
    assert_eq!(
        remarks,
        "jira.csv:2: api-beta: three values for its duration, and 3d in the table; left as it is\n\
         jira.csv:2: api-beta: done since 2026-03-11, and In Progress in the table; left as it is\n\
         jira.csv:3: checkout-beta: it needs api-beta otherwise than the table says ({id: api-beta, type: FF}); left as it is\n\
         jira.csv:3: checkout-beta: its criteria differ from the table's, and some say when they were met; left as it is\n\
         jira.csv:4: old-report: cancelled since 2026-03-05, and Done in the table; left as it is\n"
    );
    assert!(said.ends_with("nothing to change\n"), "{said}");
    assert_eq!((code, read(folder, "p/plan.yaml")), (0, plan));
}

#[test]
fn fields_to_keep_stay_and_a_misspelt_one_is_refused() {
    let folder = program("PAY-2,1002,Checkout beta live,To Do,Vera Lind,30/Apr/26,,,,,\n");
    let folder = folder.path();
    let (code, said, _) = import(folder, &["--keep", "title,owner"]);
    assert_eq!(code, 0);
    assert!(
        said.starts_with("  checkout-beta.due: 2026-04-24 → 2026-04-30\n2 open"),
        "{said}"
    );
    assert_eq!(
        read(folder, "p/plan.yaml"),
        replaced(PLAN, &[("due: 2026-04-24", "due: 2026-04-30")])
    );
    let (code, _, wrong) = import(folder, &["--keep", "titel"]);
    assert_eq!(code, 2);
    assert!(wrong.contains("did you mean title?"), "{wrong}");
}

#[test]
fn what_leaves_as_a_table_comes_back_without_a_change() {
    for (folder, as_of) in [
        ("atlas", "2025-09-03"),
        ("cloud-migration", "2026-03-02"),
        ("soc2-compliance", "2026-05-11"),
    ] {
        let copied = tempfile::tempdir().unwrap();
        copy(&root().join("examples").join(folder), &copied.path().join("p"));
        let export = linchpin(copied.path(), &["export", "csv", "p", "--as-of", as_of]);
        write(copied.path(), "work.csv", &text(&export.stdout));
        let run = linchpin(copied.path(), &["import", "csv", "work.csv", "p", "--update"]);
        let said = text(&run.stdout);
        assert!(
            said.ends_with("nothing to change\n"),
            "{said}{}",
            text(&run.stderr)
        );
        assert_eq!(run.status.code(), Some(0));
        // A date that somebody set in the spreadsheet comes back alone.
        let table = text(&export.stdout);
        let due = table
            .lines()
            .find_map(|line| {
                line.split(',')
                    .find(|cell| cell.len() == 10 && cell.starts_with("202"))
            })
            .unwrap();
        write(copied.path(), "work.csv", &table.replacen(due, "2031-01-31", 1));
        let run = linchpin(copied.path(), &["import", "csv", "work.csv", "p", "--update"]);
        assert!(
            text(&run.stdout).contains(&format!(".due: {due} → 2031-01-31\n")),
            "{}",
            text(&run.stdout)
        );
    }
}

#[test]
fn a_program_without_people_gets_none_and_a_charter_alone_gets_its_first_milestones() {
    let folder = tempfile::tempdir().unwrap();
    let charter = "charter:\n  id: p\n  target: api\n";
    write(folder.path(), "p/charter.yaml", charter);
    write(
        folder.path(),
        "jira.csv",
        "Issue key,Summary,Assignee,Due date\nPAY-2,Beta,Ana Costa,2026-03-06\nPAY-1,Api,,\n",
    );
    let (code, said, wrong) = import(folder.path(), &[]);
    assert_eq!(code, 0, "{said}{wrong}");
    assert_eq!(
        read(folder.path(), "p/charter.yaml"),
        format!(
            "{charter}milestones:\n  api:\n    title: Api\n    ref: PAY-1\n  \
             beta:\n    title: Beta\n    owner: ana-costa\n    due: 2026-03-06\n    ref: PAY-2\n"
        )
    );
    let (_, said, _) = import(folder.path(), &[]);
    assert!(said.ends_with("nothing to change\n"), "{said}");
    fs::remove_file(folder.path().join("p/charter.yaml")).unwrap();
    let (code, _, wrong) = import(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(wrong.contains("--out"), "{wrong}");
}

/// Windows' line ends and the byte-order mark stay; new rows go where most of the table's items are.
#[test]
fn new_rows_stand_in_the_file_of_the_others_in_its_own_layout() {
    let folder = tempfile::tempdir().unwrap();
    let web =
        "\u{feff}milestones:\r\n    cart: {title: Cart, ref: PAY-1}\r\n    pay: {title: Pay, ref: PAY-2}\r\n";
    write(
        folder.path(),
        "p/a.yaml",
        "milestones:\n  zulu: {title: Zulu}\n  alpha: {title: Alpha}\n  mike: {title: Mike}\n",
    );
    write(folder.path(), "p/web.yaml", web);
    write(
        folder.path(),
        "jira.csv",
        "Key,Summary,Blocked by\nPAY-1,Cart,\nPAY-2,Pay,PAY-1\nPAY-3,Ship,PAY-2\nPAY-4,Ads,\nPAY-5,Search,\n",
    );
    let (code, said, wrong) = import(folder.path(), &[]);
    assert_eq!(code, 0, "{said}{wrong}");
    assert_eq!(
        read(folder.path(), "p/web.yaml"),
        "\u{feff}milestones:\r\n    ads:\r\n      title: Ads\r\n      ref: PAY-4\r\n    \
             cart: {title: Cart, ref: PAY-1}\r\n    pay: {title: Pay, needs: [cart], ref: PAY-2}\r\n    \
             search:\r\n      title: Search\r\n      ref: PAY-5\r\n    \
             ship:\r\n      title: Ship\r\n      needs: [pay]\r\n      ref: PAY-3\r\n"
    );
}

/// Where one field stands for two items nothing can be set of one of them, and nothing is written at all.
#[test]
fn a_layout_that_is_not_understood_is_left_whole() {
    let folder = tempfile::tempdir().unwrap();
    let plan = "x-base: &base\n  title: Same\n  due: 2026-03-06\nmilestones:\n  one:\n    <<: *base\n    ref: PAY-1\n  two:\n    <<: *base\n    ref: PAY-2\n";
    write(folder.path(), "p/plan.yaml", plan);
    write(
        folder.path(),
        "jira.csv",
        "Key,Summary,Due\nPAY-1,Same,2026-03-13\nPAY-2,Same,2026-03-06\n",
    );
    let (code, said, wrong) = import(folder.path(), &[]);
    assert_eq!((code, said.as_str()), (2, ""), "{wrong}");
    assert!(wrong.contains("nothing was written"), "{wrong}");
    assert_eq!(read(folder.path(), "p/plan.yaml"), plan);
    // A comment within a list that would be replaced is not lost: that field alone is left.
    let plan = "milestones:\n  one:\n    title: One\n    due: 2026-03-06\n    accept:\n      - It works # ask Ana\n      - It looks good\n    ref: PAY-1\n";
    write(folder.path(), "p/plan.yaml", plan);
    write(
        folder.path(),
        "jira.csv",
        "Key,Summary,Due,Acceptance\nPAY-1,One,2026-03-13,It works twice\n",
    );
    let (code, _, wrong) = import(folder.path(), &[]);
    assert_eq!(code, 1);
    assert_eq!(
        wrong,
        "jira.csv:2: one.accept: a comment stands in accept; edit it by hand\n"
    );
    assert_eq!(
        read(folder.path(), "p/plan.yaml"),
        plan.replace("due: 2026-03-06", "due: 2026-03-13")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in the cells: either nothing is written, or a second run finds nothing to change, the
    /// comments are there, and no file has an error that it did not have.
    #[test]
    fn whatever_the_cells_hold_the_program_stays_whole(
        rows in prop::collection::vec(
            (
                "(PAY-([1-9]|1[0-2])|WEB-7|[A-Z]{1,3} ?[#:0-9]{0,3})?",
                "(GA|Old report|Api beta|[ -~é漢\n]{0,20})",
                "(Priya Nair|Weber, Jonas|Ana Costa; Bo Li|jonas|[ -~é]{0,12})",
                "(2026-0[1-9]-1[0-9]|0[1-9]/0[1-9]/2026|soon)?",
                "(PAY-[1-9](SS|FF)?(\\+2d)?(, PAY-[1-9])?|[ -~]{0,8})",
                "(Done|To Do|In Progress|Cancelled|[ -~]{0,6})",
                "([ -~é\n]{0,30}|- [a-z ]{1,9}\n- [a-z: ]{1,9})",
                "([1-9]d|2w|x)?",
            ),
            0..10,
        )
    ) {
        let mut table = String::from("Key,Summary,Assignee,Due,Blocked by,Status,Acceptance,Duration,Note,Completed\n");
        for (key, title, owner, due, needs, status, accept, duration) in &rows {
            let cells = [key, title, owner, due, needs, status, accept, duration, title, due];
            let quoted: Vec<String> =
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            table.push_str(&quoted.join(","));
            table.push('\n');
        }
        let folder = program("");
        let folder = folder.path();
        write(folder, "jira.csv", &table);
        let errors = || {
            let run = linchpin(folder, &["check", "p", "--as-of", "2026-03-16", "--format", "concise"]);
            let rules = ["yaml-syntax", "wrong-type", "bad-", "unknown-", "duplicate-", "wrong-kind"];
            let is_of_files = |line: &&str| rules.iter().any(|rule| line.contains(&format!("error[{rule}")));
            text(&run.stdout).lines().filter(is_of_files).map(str::to_owned).collect::<Vec<_>>()
        };
        prop_assert_eq!(errors(), Vec::<String>::new());
        let run = || linchpin(folder, &["import", "csv", "jira.csv", "p", "--update", "--dates", "day-first"]);
        let first = run();
        if first.status.code() == Some(2) {
            prop_assert_eq!(read(folder, "p/plan.yaml"), PLAN);
            prop_assert!(!text(&first.stderr).contains("not understood"), "{}\n{table}", text(&first.stderr));
            return Ok(());
        }
        prop_assert_eq!(errors(), Vec::<String>::new(), "{}\n{}", table, read(folder, "p/plan.yaml"));
        let (plan, charter) = (read(folder, "p/plan.yaml"), read(folder, "p/charter.yaml"));
        prop_assert_eq!(plan.matches('#').count() >= 3 && charter.contains("# on call in May"), true);
        let second = run();
        prop_assert!(text(&second.stdout).ends_with("nothing to change\n"), "{}\n{table}", text(&second.stdout));
        prop_assert_eq!((read(folder, "p/plan.yaml"), read(folder, "p/charter.yaml")), (plan, charter));
    }
}
