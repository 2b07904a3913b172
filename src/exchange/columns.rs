//! What a column is about, from its heading as people and trackers write it.

/// What is read from a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Key,
    /// The number or id of the row in the table itself.
    Id,
    Owner,
    Due,
    NotBefore,
    Started,
    Done,
    Needs,
    /// The other direction: what this row is needed by.
    NeededBy,
    Duration,
    /// A duration as a bare number of days.
    Days,
    Status,
    Team,
    Workstream,
    Note,
    Accept,
}

const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Title,
        &[
            "summary",
            "title",
            "issue summary",
            "task name",
            "task",
            "milestone",
            "name",
            "deliverable",
            "subject",
            "what",
        ],
    ),
    (Role::Key, &["key", "issue key", "ref", "ticket", "issue"]),
    (
        Role::Id,
        &["id", "task id", "wbs", "unique id", "no", "nr", "issue id"],
    ),
    (
        Role::Owner,
        &[
            "owner",
            "assignee",
            "assigned to",
            "assigned",
            "dri",
            "responsible",
            "accountable",
            "lead",
            "resource names",
            "resource",
            "who",
        ],
    ),
    (
        Role::Due,
        &[
            "due",
            "due date",
            "duedate",
            "deadline",
            "target date",
            "target end",
            "end date",
            "end",
            "finish",
            "finish date",
            "planned finish",
            "planned end",
        ],
    ),
    (
        Role::NotBefore,
        &[
            "not before",
            "start",
            "start date",
            "target start",
            "planned start",
            "begin",
        ],
    ),
    (Role::Started, &["started", "actual start", "started on"]),
    (
        Role::Done,
        &[
            "done",
            "actual finish",
            "actual end",
            "completed",
            "completed on",
            "completion date",
            "resolved",
            "resolution date",
            "finished",
            "closed",
            "closed on",
            "done on",
        ],
    ),
    (
        Role::Needs,
        &[
            "needs",
            "blocked by",
            "depends on",
            "dependencies",
            "dependency",
            "predecessors",
            "predecessor",
            "is blocked by",
            "waits for",
            "inward issue link blocks",
            "inward issue link dependency",
        ],
    ),
    (
        Role::NeededBy,
        &[
            "blocks",
            "successors",
            "successor",
            "needed by",
            "outward issue link blocks",
        ],
    ),
    (Role::Duration, &["duration", "length"]),
    (
        Role::Days,
        &["days", "duration days", "working days", "workdays", "duration d"],
    ),
    (Role::Status, &["status", "state"]),
    (Role::Team, &["team", "teams", "squad", "group", "department"]),
    (Role::Workstream, &["workstream", "stream", "work stream", "area"]),
    (Role::Note, &["note", "notes", "latest update", "latest"]),
    (
        Role::Accept,
        &[
            "accept",
            "acceptance criteria",
            "acceptance",
            "definition of done",
            "done when",
            "exit criteria",
        ],
    ),
];

/// The role of each column. Where several columns could be the one title, key, owner or date, that with the
/// better-known name is, and of equals the first.
pub(super) fn roles(head: &[String]) -> Vec<Option<Role>> {
    let mut roles: Vec<Option<(Role, usize)>> = head.iter().map(|name| role(name)).collect();
    for at in 0..roles.len() {
        let Some((role, rank)) = roles[at] else { continue };
        let is_many = matches!(role, Role::Needs | Role::NeededBy | Role::Accept);
        let is_beaten = roles.iter().enumerate().any(|(other, found)| {
            found.is_some_and(|(same, better)| {
                same == role && other != at && (better < rank || better == rank && other < at)
            })
        });
        if is_beaten && !is_many {
            roles[at] = None;
        }
    }
    roles.into_iter().map(|role| role.map(|(role, _)| role)).collect()
}

fn role(heading: &str) -> Option<(Role, usize)> {
    let words: Vec<String> = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut name = words.join(" ");
    // Trackers tell their own fields from those that were added.
    if let Some(inner) = name.strip_prefix("custom field ") {
        name = inner.to_owned();
    }
    NAMES.iter().find_map(|(role, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        Some((*role, rank))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &[&str]) -> Vec<Option<Role>> {
        let head: Vec<String> = head.iter().map(|name| (*name).to_owned()).collect();
        roles(&head)
    }

    #[test]
    fn headings_of_trackers_and_spreadsheets_are_known() {
        use Role::{Due, Id, Key, Needs, Owner, Title};
        assert_eq!(
            of(&[
                "Issue key",
                "Issue id",
                "Summary",
                "Assignee",
                "Assignee Id",
                "Due date",
                "Priority"
            ]),
            [
                Some(Key),
                Some(Id),
                Some(Title),
                Some(Owner),
                None,
                Some(Due),
                None
            ]
        );
        assert_eq!(
            of(&["Inward issue link (Blocks)", "Inward issue link (Blocks)"]),
            [Some(Needs), Some(Needs)]
        );
        assert_eq!(
            of(&["task_name", "BLOCKED-BY", "Custom field (Target end)"]),
            [Some(Title), Some(Needs), Some(Due)]
        );
    }

    #[test]
    fn of_two_columns_for_one_field_the_better_known_name_is_read() {
        assert_eq!(of(&["End", "Due", "Due"]), [None, Some(Role::Due), None]);
    }
}
