//! The reports that judge: contracts, escalation, the page for executives, quality. The figures of the worked
//! program are those that the design computed with an independent model, or follow from its files by hand.

use crate::sandbox::{linchpin, root, text};
use linchpin::text::Date;
use serde_json::Value;

const ATLAS: [&str; 3] = ["examples/atlas", "--as-of", "2025-09-03"];

fn atlas(args: &[&str]) -> String {
    let all: Vec<&str> = args.iter().copied().chain(ATLAS).collect();
    let output = linchpin(&root(), &all);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str]) -> Value {
    let all: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&atlas(&all)).unwrap()
}

/// Chosen fields of a list of objects, one line an object.
fn fields(list: &Value, names: &[&str]) -> Vec<String> {
    let line = |object: &Value| {
        let field = |name: &&str| match &object[*name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        names.iter().map(field).collect::<Vec<_>>().join(" ")
    };
    list.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn blocked_tells_what_a_week_costs_the_safe_date() {
    // The design's figures came from another generator: they agree within sampling error.
    for report in [json(&["blocked"]), json(&["report"])["blocked"].clone()] {
        let roots = report["roots"].as_array().unwrap();
        let design = [
            ("b-capacity-po", 5, 3.5),
            ("b-paygate-certs", 1, 2.8),
            ("b-auditor-access", 0, 0.6),
        ];
        assert_eq!(roots.len(), design.len());
        for (root, (id, week, p80)) in roots.iter().zip(design) {
            assert_eq!((&root["id"], &root["week_costs"]), (&id.into(), &week.into()));
            let cost = root["p80_costs"].as_f64().unwrap();
            assert!((cost - p80).abs() <= 0.3, "{id}: {cost}");
        }
    }
    let page = atlas(&["blocked", "--width", "120"]);
    assert!(page.contains("none has an escalation date"), "{page}");
    assert!(page.contains("+5 d  P80 +3."), "{page}");
}

/// Working days between two dates in the calendar of the worked program.
fn apart(first: &str, second: &str) -> usize {
    let day = |text: &str| Date::parse(text).unwrap().day();
    let holidays = ["2025-11-27", "2025-11-28", "2025-12-25", "2025-12-26"].map(day);
    let (first, second) = (day(first), day(second));
    (first.min(second) + 1..=first.max(second))
        .filter(|day| Date::from_day(*day).weekday() < 5 && !holidays.contains(day))
        .count()
}

#[test]
fn the_options_of_the_worked_decision_have_the_dates_of_the_memo() {
    let memo = json(&["escalate", "d-capacity-gap"]);
    assert_eq!(memo["kind"], "escalate");
    assert_eq!(
        (&memo["decision"], &memo["target"], &memo["due"]),
        (&"d-capacity-gap".into(), &"ga".into(), &"2025-11-14".into())
    );
    // The table of the design: the earliest date exactly, percentiles within two working days.
    let design = [
        ("nothing", "2025-11-26", "2025-12-17", "2025-12-29"),
        ("new-date", "2025-11-26", "2025-12-17", "2025-12-29"),
        ("a-eu-first", "2025-11-20", "2025-12-11", "2025-12-22"),
        ("c-two-engineers", "2025-11-20", "2025-12-15", "2025-12-23"),
        ("d-on-demand", "2025-11-20", "2025-12-09", "2025-12-19"),
        ("e-simulator", "2025-11-26", "2025-12-12", "2025-12-23"),
        (
            "d-on-demand+e-simulator",
            "2025-11-13",
            "2025-11-26",
            "2025-12-08",
        ),
        (
            "a-eu-first+d-on-demand+e-simulator",
            "2025-11-13",
            "2025-11-24",
            "2025-12-04",
        ),
    ];
    let ways = memo["ways"].as_array().unwrap();
    for (id, earliest, likely, safe) in design {
        let way = ways.iter().find(|way| way["id"] == id).unwrap();
        assert_eq!(way["earliest"], earliest, "{id}");
        let of = |field: &str| way[field].as_str().unwrap();
        assert!(apart(of("p50"), likely) <= 2, "{id}: {}", of("p50"));
        assert!(apart(of("p80"), safe) <= 2, "{id}: {}", of("p80"));
        // The promise is the 14th.
        assert_eq!(way["holds"], earliest <= "2025-11-14", "{id}");
    }
    // Two of the options set the duration of the backfill, and cannot be combined: five pairs, two sets.
    assert_eq!(ways.len(), 2 + 4 + 5 + 2);
    assert_eq!(memo["recommended"], "d-on-demand+e-simulator");
    // The design: after 9 September rented capacity no longer helps.
    let way = |id: &str| ways.iter().find(|way| way["id"] == id).unwrap();
    assert_eq!(way("d-on-demand")["expiry"], "2025-09-09");
    assert_eq!(way("d-on-demand")["amount"], 38_000.0);
    assert_eq!(way("e-simulator")["gain"], 0);
    // A subset is cheaper, and of the sets that hold d and e the pair is the cheapest; c with d brings no more than d.
    assert_eq!(way("d-on-demand+e-simulator")["on_front"], true);
    assert_eq!(way("nothing")["on_front"], true);
    // The objective is for 31 December, two days after a safe date of the 29th.
    // The other has no date, so that nobody can say whether it holds.
    assert_eq!(
        fields(&memo["objectives_at_stake"], &["id"]),
        ["fewer-failures", "retire-legacy"]
    );
}

#[test]
fn the_memo_reads_in_the_order_of_an_exception_report() {
    let page = atlas(&["escalate", "d-capacity-gap", "--width", "200"]);
    let mut rest = page.as_str();
    for next in [
        "To Vera Lindqvist (sponsor) · from Tomas Adeyemi · decide by Fri 5 Sep · after 9 Sep options a, c and d gain",
        "WHAT",
        "promised 14 Nov: < 1 %",
        "8 d late: 3 d over the tolerance of 5",
        "WHY",
        "the last day to order was 1 Aug",
        "IF NOT",
        "Legacy acquirer switched off by 31 Dec",
        "HOLDS 14 NOV?",
        "do nothing",
        "promise 29 Dec (80 %)",
        "38 000 USD",
        "d+e",
        "RECOMMEND",
        "d+e: ",
        "Any single option stops at 20 Nov at best",
        "COST OF WAITING",
    ] {
        let at = rest.find(next);
        assert!(at.is_some(), "{next} is missing or not in its place:\n{page}");
        rest = &rest[at.unwrap() + next.len()..];
    }
    for (name, told) in [
        ("d-capacty-gap", "did you mean d-capacity-gap?"),
        ("ga", "is a milestone and no decision"),
    ] {
        let output = linchpin(&root(), &["escalate", name, "examples/atlas"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(told));
    }
}

#[test]
fn the_page_for_executives_opens_with_the_ask_and_gives_every_color_its_rule() {
    let page = json(&["summary"]);
    assert_eq!(page["color"], "red");
    assert_eq!(
        fields(&page["asks"], &["id", "person", "by"]),
        ["d-capacity-gap vera 2025-09-05", "b-capacity-po vera 2025-09-05"]
    );
    assert_eq!(
        page["asks"][0]["recommended"],
        serde_json::json!(["d-on-demand", "e-simulator"])
    );
    // Days late and tolerance as the design's page has them; days of float of the briefing: fourteen.
    assert_eq!(
        fields(
            &page["workstreams"],
            &["workstream", "color", "milestone", "earliest", "due"]
        ),
        [
            "data red data-backfill 2025-10-24 2025-10-10",
            "infra red canary-5pct 2025-11-19 2025-11-05",
            "office green launch-comms 2025-10-30 2025-10-31",
            "payments red pay-api-beta 2025-09-29 2025-09-19",
            "qa red integration-complete 2025-11-07 2025-10-24",
            "security amber pci-assessment 2025-10-15 2025-10-08",
            "web red checkout-ui-beta 2025-10-20 2025-10-10",
        ]
    );
    let rule = &page["workstreams"][3]["rules"][0];
    assert_eq!(
        (&rule["rule"], &rule["days"], &rule["tolerance"]),
        (&"late".into(), &6.into(), &5.into())
    );
    assert_eq!(page["workstreams"][6]["waits_for"], "paygate-sandbox");
    // Done, next two weeks and in the way: the three of each in the design's page that the files know.
    assert_eq!(
        fields(&page["done"], &["id", "what"]),
        ["ledger-schema-frozen finish"]
    );
    assert_eq!(
        fields(&page["next"], &["id", "what", "date"])[..2],
        [
            "d-capacity-gap decision 2025-09-05",
            "paygate-sandbox delivery 2025-09-17"
        ]
    );
    assert_eq!(
        fields(&page["in_the_way"], &["id"])[..3],
        ["b-capacity-po", "b-paygate-certs", "checkout-ui-beta"]
    );
    assert_eq!(page["suppressed"], 0);
    let text = atlas(&["summary", "--width", "200"]);
    let mut rest = text.as_str();
    for next in [
        "Wed 3 Sep 2025 · RED",
        "WE NEED FROM YOU  Vera Lindqvist to decide by 5 Sep: How do we close the capacity gap?",
        "Recommended: ",
        "Promised 14 Nov: < 1 %. Earliest 26 Nov. Likely 17 Dec. Safe 29 Dec.",
        "BECAUSE",
        // Of a clone that there is no earlier commit, of bare files that there is no repository.
        "CHANGED           Left out: ",
        "DONE",
        "NEXT TWO WEEKS",
        "IN THE WAY",
        "WORKSTREAM",
        "6 d late, tolerance 5 d; waits for paygate-sandbox",
        "OBJECTIVES AT STAKE",
        "Legacy acquirer switched off by 31 Dec: tight, 2 d after the safe date",
        "Suppressed findings: 0.",
    ] {
        let at = rest.find(next);
        assert!(at.is_some(), "{next} is missing or not in its place:\n{text}");
        rest = &rest[at.unwrap() + next.len()..];
    }
}

#[test]
fn schedule_and_report_color_what_they_list() {
    let schedule = json(&["schedule"]);
    let items = schedule["items"].as_array().unwrap();
    let of = |id: &str| items.iter().find(|item| item["id"] == id).unwrap();
    assert_eq!(of("pci-assessment")["color"], "amber");
    assert_eq!(of("pci-assessment")["color_rules"][0], "late-within-tolerance");
    assert_eq!(of("ledger-schema-frozen")["color"], "green");
    // The chance of the target counts, as in the other reports.
    let rules = of("ga")["color_rules"].as_array().unwrap();
    assert!(
        rules.contains(&"late".into()) && rules.contains(&"low-chance".into()),
        "{rules:?}"
    );
    let report = json(&["report"]);
    assert_eq!(report["target"]["color"], "red");
    assert!(atlas(&["report"]).contains("delivering · RED"));
}

#[test]
fn quality_counts_what_the_worked_plan_has() {
    let quality = json(&["quality"]);
    let names = ["number", "name", "result", "numerator", "denominator"];
    // Nine open milestones of ten, and their sixteen needs, all finish to start; every one of the nine has a need. One was
    // due before September: the ledger schema, for the 22nd of August, and done on the 26th. Without owner is
    // the checkout UI; due before they can be finished are the two beta milestones, the backfill, the tests, the
    // canary, the assessment, the runbooks and GA. CPLI is the design's: 52 of 60, 0.87.
    assert_eq!(
        fields(&quality["dcma"], &names),
        [
            "1 logic pass 0 9",
            "2 leads pass 0 16",
            "3 lags pass 0 16",
            "4 relationship-types pass 16 16",
            "5 hard-constraints pass 0 9",
            "6 high-float pass 0 9",
            "7 negative-float fail 8 9",
            "8 high-duration pass 0 9",
            "9 invalid-dates pass 0 14",
            "10 resources fail 1 9",
            "11 missed-tasks fail 1 1",
            "12 critical-path-test pass 600 600",
            "13 critical-path-length-index fail 52 60",
            "14 baseline-execution-index pass 1 1",
        ]
    );
    assert_eq!(quality["dcma"][12]["value"], 0.87);
    assert_eq!(
        quality["dcma"][9]["offenders"],
        serde_json::json!(["checkout-ui-beta"])
    );
    // Six open risks, all with probability, delay and hits, and nine durations of three values. Nothing is in
    // progress or past due, so that nobody can say whether progress is kept.
    let practice = |name: &str| {
        let all = quality["gao"].as_array().unwrap();
        let found = all.iter().find(|each| each["name"] == name).unwrap();
        format!(
            "{} {}/{}",
            found["result"], found["numerator"], found["denominator"]
        )
    };
    assert_eq!(practice("risk-analysis"), "\"pass\" 0/15");
    assert_eq!(practice("progress-updated"), "\"not-assessable\" 0/0");
    // The objective is for 31 December, what serves it is due on 14 November.
    assert_eq!(practice("traceable-vertically"), "\"pass\" 0/1");
    // The head of the path is a promise of a vendor, and no date that somebody typed over the logic.
    assert_eq!(practice("critical-path-valid"), "\"pass\" 0/5");
    let page = atlas(&["quality", "--width", "200"]);
    assert!(
        page.contains("not assessable") && page.contains("nothing is in progress or past due"),
        "{page}"
    );
}

#[test]
fn contracts_tell_need_against_promise() {
    let board = json(&["contracts"]);
    assert_eq!(board["kind"], "contracts");
    // Late by the working days between need and promise. The capacity may be promised for 23 September at the
    // earliest, the sandbox for the 15th: both always after the need; the API for the 15th at the latest, always
    // before it. The capacity's last day to order is the design's; it costs the four days that its drag is.
    let names = [
        "id",
        "state",
        "need",
        "promised",
        "late",
        "chance_late",
        "target_gain",
    ];
    assert_eq!(
        fields(&board["contracts"], &names),
        [
            "edge-capacity agreed 2025-09-12 2025-09-26 10 1.0 4",
            "paygate-sandbox agreed 2025-09-05 2025-09-17 8 1.0 0",
            "pay-api-contract agreed 2025-09-19 2025-09-08 -9 0.0 0",
        ]
    );
    assert_eq!(
        fields(&board["contracts"], &["order_by", "ordered", "order_late"])[0],
        "2025-08-01 2025-08-11 6"
    );
    let web = json(&["contracts", "--team", "web"]);
    assert_eq!(fields(&web["contracts"], &["id"]), ["pay-api-contract"]);
    let page = atlas(&["contracts", "--by", "team", "--width", "100"]);
    let after = |heading: &str| page.split_once(heading).unwrap().1.trim_start().to_owned();
    assert!(after("\nCloudCo\n").starts_with("Gives"), "{page}");
    assert!(after("\nData engineering\n").starts_with("Gets"), "{page}");
}

/// A blocker that is escalated already is not to be escalated: the help names the one who has it.
#[test]
fn the_help_for_an_old_blocker_knows_that_it_was_escalated() {
    let args = [
        "check",
        "examples/soc2-compliance",
        "--as-of",
        "2026-05-11",
        "--format",
        "json",
    ];
    let output = linchpin(&root(), &args);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let aging = found["findings"].as_array().unwrap().iter();
    let aging: Vec<&Value> = aging.filter(|found| found["rule"] == "aging-blocker").collect();
    assert_eq!(
        fields(
            &Value::from(aging.into_iter().cloned().collect::<Vec<_>>()),
            &["id", "help"]
        ),
        [
            "b-local-admin ask Lucian Moreau what would free it, or escalate it",
            "b-triage-budget ask Gwen Takahara, to whom it was escalated on 7 May, what would free it",
        ]
    );
}

#[test]
fn the_critical_path_says_who_promised_what_comes_next_and_only_on_request_how_often_it_drives() {
    // The design's words and figures: ordered 6 days after the latest order date, the UI beta 4 days earlier, 39 % of
    // the simulations on the path beside, and 4 days to gain until that one takes over.
    let page = atlas(&["critical-path", "--width", "200"]);
    for line in [
        "promise of CloudCo; ordered 6 d after the last day to order",
        "waits for data-backfill (checkout-ui-beta 4 d earlier)",
        "4 d  paygate-sandbox > pay-api-beta > checkout-ui-beta\n",
        "If edge-capacity were there today, the date would gain 4 d; then the path through checkout-ui-beta takes over.",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    assert!(!page.contains("DRAG") && !page.contains("CPLI"), "{page}");
    let page = atlas(&["critical-path", "-v", "--width", "200"]);
    for words in [
        "CPLI 0.87",
        "DRAG",
        "ON PATH",
        "  61 %",
        "(39 % of the iterations)",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    let page = atlas(&["critical-path", "--columns", "item,drag"]);
    assert!(page.contains("integration-complete    10\n"), "{page}");
}

#[test]
fn a_brief_of_several_targets_tells_the_safe_date_of_the_one_and_of_all() {
    let example = ["examples/soc2-compliance", "--as-of", "2026-05-11"];
    let told = |args: &[&str]| {
        let all: Vec<&str> = args.iter().copied().chain(example).collect();
        String::from_utf8(linchpin(&root(), &all).stdout).unwrap()
    };
    let forecast: Value = serde_json::from_str(&told(&["forecast", "--format", "json"])).unwrap();
    let day = |date: &Value| {
        let as_of = Date::parse(example[2]).unwrap();
        Date::parse(date.as_str().unwrap()).unwrap().near(as_of)
    };
    let brief = told(&["brief", "--width", "200"]);
    let worst = &forecast["target"];
    let line = brief
        .lines()
        .find(|line| line.starts_with("report-issued  due"))
        .unwrap();
    assert_eq!(worst["id"], "report-issued");
    assert!(
        line.contains(&format!(" · safe {} · ", day(&worst["p80"]))),
        "{line}"
    );
    let all = brief
        .lines()
        .find(|line| line.starts_with("all targets earliest "))
        .unwrap();
    let last = forecast["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| day(&target["earliest"]));
    assert!(
        last.clone()
            .any(|day| all.contains(&format!("earliest {day} · safe "))),
        "{all}"
    );
}

#[test]
fn no_mark_of_markdown_is_left_in_what_a_launch_lacks() {
    // Two stars between a letter and a colon open nothing: a reader would see the stars.
    let output = linchpin(
        &root(),
        &[
            "readiness",
            "ga",
            ATLAS[0],
            ATLAS[1],
            ATLAS[2],
            "--format",
            "markdown",
        ],
    );
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("finance and sales: **no line**"), "{page}");
}

#[test]
fn the_target_of_a_report_has_every_field_of_the_forecast() {
    let (report, forecast) = (json(&["report"]), json(&["forecast"]));
    let expected = forecast["target"].as_object().unwrap();
    for name in ["id", "due", "chance", "p10", "p50", "p80", "p90", "criticality"] {
        assert_eq!(report["target"][name], expected[name], "{name}");
        assert!(!expected[name].is_null(), "{name}");
    }
    assert_eq!(report["target"]["safe"], expected["p80"]);
}

/// The example has one item without an owner; the circuit is the second.
#[test]
fn what_is_not_known_is_said_once_for_all_items_it_is_true_of() {
    let args = [
        "brief",
        "examples/cloud-migration",
        "--as-of",
        "2026-03-02",
        "--set",
        "primary-circuit.owner=null",
    ];
    let page = linchpin(&root(), &args);
    let line = "GREY  no owner: primary-circuit, warehouse-interface\n";
    assert!(text(&page.stdout).contains(line), "{}", text(&page.stdout));
}
