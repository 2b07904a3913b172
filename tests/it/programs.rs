//! Two programs of one repository, the one needing what the other makes.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const ATLAS: &str = "\
charter: {id: atlas, title: Move checkout, tpm: tomas, target: backfill}
milestones:
  backfill:
    title: Backfill reconciled
    owner: tomas
    duration: 3d
    needs: [billing/ledger-api]
    accept: All rows match the ledger
";
const BILLING: &str = "\
charter: {id: billing, title: New ledger, tpm: tomas, target: ledger-api}
milestones:
  ledger-api:
    title: Ledger API in service
    owner: tomas
    duration: 5d
    accept: All calls pass the contract tests
";

/// Two program folders side by side.
fn repository(atlas: &str, billing: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join(".git")).unwrap();
    for (name, text) in [("atlas", atlas), ("billing", billing)] {
        let folder = root.path().join("programs").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("plan.yaml"), text).unwrap();
    }
    root
}

/// As of Monday 2 March 2026.
fn linchpin(root: &Path, command: &str, program: &str, format: &str) -> Output {
    let folder = format!("programs/{program}");
    Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args([command, &folder, "--as-of", "2026-03-02", "--format", format])
        .current_dir(root)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn json(root: &Path, command: &str, program: &str) -> Value {
    let output = linchpin(root, command, program, "json");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.stderr.is_empty(), "{complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The only item of `atlas`.
fn backfill(root: &Path) -> Value {
    let schedule = json(root, "schedule", "atlas");
    let items = schedule["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "only its own items: {items:?}");
    items[0].clone()
}

/// Rule, field and message of what a check finds.
fn findings(root: &Path, program: &str) -> Vec<(String, String)> {
    let check = json(root, "check", program);
    let word = |found: &Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    let all = check["findings"].as_array().unwrap().iter();
    all.map(|found| (word(found, "rule"), word(found, "message")))
        .collect()
}

#[test]
fn the_other_program_s_date_flows_in_and_no_float_runs_back() {
    let root = repository(ATLAS, BILLING);
    // Five days from Monday 2 March end on Friday 6; three more are 9 to 11.
    let item = backfill(root.path());
    assert_eq!(item["early_start"], "2026-03-09");
    assert_eq!(item["early_finish"], "2026-03-11");
    assert_eq!(item["driving"], "billing/ledger-api");
    assert_eq!(item["state"], "waiting");
    // Seen from billing, its target decides, whoever waits for it.
    let billing = json(root.path(), "schedule", "billing");
    assert_eq!(billing["items"][0]["early_finish"], "2026-03-06");
    assert_eq!(billing["items"][0]["total_float"], 0);
}

#[test]
fn the_other_program_s_holidays_and_blockers_hold_it_and_not_this_one_s() {
    let billing = format!(
        "{BILLING}calendar: {{holidays: [2026-03-04]}}\n\
         blockers: {{b-access: {{title: No access, blocks: [ledger-api], expected: 2026-03-03}}}}\n"
    );
    let atlas = format!("{ATLAS}calendar: {{holidays: [2026-03-12]}}\n");
    let root = repository(&atlas, &billing);
    // Free after Tuesday 3, the 4th is off: 5, 6, 9, 10 and 11 March. Then 13, 16 and 17, for the 12th is off here.
    let item = backfill(root.path());
    assert_eq!(item["early_start"], "2026-03-13");
    assert_eq!(item["early_finish"], "2026-03-17");
    assert_eq!(item["state"], "blocked");
}

#[test]
fn what_is_done_there_is_waited_for_no_more() {
    let billing = BILLING.replace(
        "duration: 5d",
        "duration: 5d\n    started: 2026-02-16\n    done: 2026-02-20",
    );
    let root = repository(ATLAS, &billing);
    let item = backfill(root.path());
    assert_eq!(item["early_finish"], "2026-03-04");
    assert_eq!(item["state"], "ready");
}

#[test]
fn a_cycle_across_programs_is_found_from_both_and_stops_nothing_else() {
    let billing = format!(
        "{}  audit: {{title: Books audited, owner: tomas, duration: 2d, accept: Signed}}\n",
        BILLING.replace("duration: 5d", "duration: 5d\n    needs: [atlas/backfill]")
    );
    let root = repository(ATLAS, &billing);
    for program in ["atlas", "billing"] {
        let cycles: Vec<String> = findings(root.path(), program)
            .into_iter()
            .filter(|(rule, _)| rule == "cycle")
            .map(|(_, message)| message)
            .collect();
        assert_eq!(cycles.len(), 1, "{program}: {cycles:?}");
        assert!(
            cycles[0].contains("ledger-api") && cycles[0].contains("backfill"),
            "{}",
            cycles[0]
        );
        assert_eq!(
            linchpin(root.path(), "check", program, "json").status.code(),
            Some(1)
        );
    }
    assert_eq!(backfill(root.path())["state"], "unscheduled");
    let schedule = json(root.path(), "schedule", "billing");
    let audit = schedule["items"].as_array().unwrap().iter();
    let audit = audit.clone().find(|item| item["id"] == "audit").unwrap();
    assert_eq!(audit["early_finish"], "2026-03-03");
}

#[test]
fn a_misspelt_program_or_item_of_one_gets_a_hint() {
    for (written, hint) in [
        ("billng/ledger-api", "did you mean billing/ledger-api?"),
        ("billing/ledger-apo", "did you mean billing/ledger-api?"),
        ("warehouse/stock", "name a program of this repository"),
    ] {
        let root = repository(&ATLAS.replace("billing/ledger-api", written), BILLING);
        let output = linchpin(root.path(), "check", "atlas", "concise");
        let text = String::from_utf8(output.stdout).unwrap();
        let line = text
            .lines()
            .find(|line| line.contains("[unknown-program]"))
            .unwrap();
        assert!(line.contains(written) && line.contains(hint), "{line}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn what_another_program_needs_is_not_unused_here() {
    let contract = "contracts:\n  ledger-copy: {title: Copy of the ledger, from: data, to: web, need_by: 2026-03-20, \
                    promised: 2026-03-18, agreed_by: {data: chen, web: jonas}}\n";
    let billing = format!(
        "{BILLING}  reports: {{title: Reports moved, owner: tomas, duration: 1d, accept: All there}}\n{contract}"
    );
    let rules = |atlas: &str| -> Vec<String> {
        let root = repository(atlas, &billing);
        let rules = findings(root.path(), "billing").into_iter().map(|(rule, _)| rule);
        rules
            .filter(|rule| rule == "unused-contract" || rule == "dangling-end")
            .collect()
    };
    assert_eq!(rules(ATLAS), ["dangling-end", "unused-contract"]);
    let needing = ATLAS.replace("ledger-api]", "ledger-api, billing/ledger-copy, billing/reports]");
    assert_eq!(rules(&needing), Vec::<String>::new());
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_read_is_told_beside_what_can_and_exits_with_2() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let root = repository(ATLAS, BILLING);
    let closed = root.path().join("programs/billing/closed.yaml");
    fs::write(&closed, "milestones: {}\n").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_linchpin"));
    if fs::read(&closed).is_ok() {
        // Whoever may read everything runs it as somebody who may not.
        let program = root.path().join("linchpin");
        fs::copy(env!("CARGO_BIN_EXE_linchpin"), &program).unwrap();
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
        command = Command::new(program);
        command.uid(65_534).gid(65_534);
    }
    let output = command
        .args(["schedule", "programs/billing", "--as-of", "2026-03-02"])
        .current_dir(root.path())
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(output.status.code(), Some(2), "{out}{err}");
    assert!(out.contains("ledger-api"), "the other file still counts: {out}");
    assert!(err.contains("programs/billing/closed.yaml"), "{err}");
}
