//! The one cause of the date, in words: what stands at the head of the critical path, and why it is late.

use super::words::{date, date_or, lasting};
use crate::model::Item;
use crate::report::page::Line;
use crate::schedule::{CriticalPath, Schedule};

/// The cause; nothing where no path leads to the date.
pub fn cause(schedule: &Schedule<'_>, path: &CriticalPath<'_>) -> Option<Line> {
    let as_of = schedule.as_of;
    let open = path.path.iter().map(|(row, _)| row);
    let head = open.clone().next()?;
    let mut line = Line::new().user(head.item.title().unwrap_or(head.id.as_str()));
    line = line.text(" (").id(head.id.as_str()).text(")");
    if let Item::Contract(contract) = head.item {
        let handovers = schedule.handovers();
        let handover = handovers.iter().find(|handover| handover.id == head.id);
        if let (Some(ordered), Some(lead_time)) = (contract.ordered, contract.lead_time) {
            line = line.text(format!(
                " was ordered {} with {} of lead time",
                date(ordered, as_of),
                lasting(lead_time)
            ));
        }
        if let Some(need) = handover.and_then(|handover| handover.need) {
            line = line.text(format!(" for a need on {}", date(need, as_of)));
        }
        if let Some(order) = handover
            .and_then(|handover| handover.order)
            .filter(|order| order.late > 0)
        {
            let by = date(order.by, as_of);
            line = line.bad(format!(" (the last day to order was {by})"));
        }
        let giver = contract
            .from
            .as_ref()
            .map(|team| schedule.program().title_of(team.as_str()));
        line = match &contract.promised {
            Some(promised) => line
                .text("; ")
                .user(giver.unwrap_or("the giver"))
                .text(format!(" says {}", date(promised.likely(), as_of))),
            None => line.text("; nothing is promised"),
        };
    } else {
        line = match head.margin {
            Some(margin) if margin < 0 => line.text(format!(
                " is earliest {}, {} d after it was due",
                date_or(head.early_finish, as_of),
                -margin
            )),
            _ => line.text(match head.item {
                Item::Decision(_) => format!(" is to be decided by {}", date_or(head.early_finish, as_of)),
                _ => format!(" ends {}", date_or(head.early_finish, as_of)),
            }),
        };
    }
    let mut blockers = schedule.program().blockers.iter();
    let holds = |blocker: &crate::model::Blocker| {
        blocker.resolved.is_none() && blocker.blocks.iter().any(|id| id == head.id)
    };
    if let Some((_, blocker)) = blockers.find(|(_, blocker)| holds(blocker)) {
        line = line
            .text("; held by: ")
            .user(blocker.title.as_deref().unwrap_or("a blocker"));
    }
    Some(line.text("."))
}
