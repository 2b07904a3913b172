//! Words that people bring from other tools, and scalars that other YAML readers read otherwise.

/// What a field of another tool is called here: the known field it stands for, if there is just one, and help.
pub(super) fn elsewhere(name: &str, known: &[&str]) -> Option<(Option<&'static str>, String)> {
    let word = name.to_lowercase().replace(['-', ' '], "_");
    let candidates: &[&'static str] = match word.as_str() {
        "depends_on" | "dependson" | "depends" | "dependencies" | "blocked_by" | "requires" | "after"
        | "predecessors" | "predecessor" => &["needs"],
        "assignee" | "assigned_to" | "dri" | "responsible" | "accountable" => &["owner", "decider"],
        "impact" | "severity" => &["delay"],
        "probability" | "likelihood" | "chance" => &["prob"],
        "eta" | "estimated_date" => &["forecast", "expected", "promised"],
        "deadline" | "due_date" | "duedate" | "end" | "end_date" | "target_date" => {
            &["due", "need_by", "decide_by", "by"]
        }
        "estimate" | "effort" | "length" => &["duration"],
        "description" | "comment" | "notes" | "comments" => &["note", "say"],
        "summary" | "name" | "headline" => &["title", "name"],
        "start_date" | "begin" | "begins" | "start" => &["started", "not_before", "start"],
        "finished" | "completed" | "closed_on" | "completed_on" | "finish" | "actual" => {
            &["done", "resolved", "decided"]
        }
        "acceptance" | "acceptance_criteria" | "exit_criteria" | "definition_of_done" => &["accept"],
        "mitigation" | "mitigations" | "actions" => &["plan", "response"],
        "key" | "ticket" | "issue" | "jira" => &["ref"],
        "manager" | "program_manager" | "pm" => &["tpm", "lead"],
        "holiday" => &["holidays"],
        "blocking" | "blocked" | "affects" => &["blocks", "hits"],
        "waiting_for" | "waitingon" => &["waiting_on"],
        "status" | "state" | "progress" | "percent_complete" => {
            let facts: Vec<&str> = ["started", "done", "delivered", "decided", "resolved", "closed"]
                .into_iter()
                .filter(|fact| known.contains(fact))
                .collect();
            let help = match facts.as_slice() {
                [] => "states follow from dated facts; delete it".into(),
                facts => format!(
                    "states follow from dated facts: write {}",
                    facts
                        .iter()
                        .map(|fact| format!("{fact}: DATE"))
                        .collect::<Vec<_>>()
                        .join(" or ")
                ),
            };
            return Some((None, help));
        }
        "created" | "updated" | "created_at" | "updated_at" => {
            return Some((None, "delete it; git knows when it was written".into()));
        }
        _ => return None,
    };
    let near = candidates.iter().find(|candidate| known.contains(candidate))?;
    Some((Some(near), format!("it is called {near} here")))
}

/// Whether a plain scalar is text to us and something else to readers of YAML 1.1.
pub(super) fn is_ambiguous(text: &str) -> bool {
    !other_reading(text).is_empty()
}

/// What other readers take a plain scalar for; empty where they agree.
pub(super) fn other_reading(text: &str) -> &'static str {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        const TRUTHS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];
        let is_truth = text.len() <= 5 && TRUTHS.iter().any(|truth| truth.eq_ignore_ascii_case(text));
        return if is_truth { "true or false" } else { "" };
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() > 1 && text.starts_with('0') && digits(text) {
        return "an octal number";
    }
    if let Some((whole, part)) = text.split_once('.')
        && digits(whole)
        && digits(part)
        && part.ends_with('0')
    {
        return "a number without its last zero";
    }
    if let Some((whole, power)) = text.split_once(['e', 'E'])
        && digits(whole)
        && digits(power)
    {
        return "a number with an exponent";
    }
    let mut parts = text.split(':');
    let is_time = parts.next().is_some_and(digits) && {
        let rest: Vec<&str> = parts.collect();
        !rest.is_empty() && rest.iter().all(|part| part.len() == 2 && digits(part))
    };
    if is_time { "a number in base 60" } else { "" }
}

/// A text short enough to stand in a sentence.
pub(crate) fn cut(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.chars().count() <= 40 {
        return text;
    }
    let start: String = text.chars().take(39).collect();
    format!("{start}…")
}

/// An id made of a text, if anything is left of it.
pub(super) fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_matches('-').chars().take(64).collect();
    super::is_slug(&slug).then_some(slug)
}
