//! How each target stands: its dates, its chance and its color.

use super::{Forecast, ItemForecast};
use crate::parse::ItemId;
use crate::schedule::{Colored, Colors, Evidence, Schedule, TargetRow};

/// A target and how it stands.
#[derive(Clone, Debug)]
pub struct TargetForecast<'f, 'p> {
    /// The target as scheduled.
    pub target: TargetRow<'p>,
    /// Its forecast.
    pub item: &'f ItemForecast<'p>,
    /// Its color; none for what has left the network.
    pub colored: Option<Colored<'p>>,
}

impl<'f, 'p> TargetForecast<'f, 'p> {
    /// The one with the worst margin; an open one before one that is done.
    pub fn worst<'s>(targets: &'s [TargetForecast<'f, 'p>]) -> Option<&'s TargetForecast<'f, 'p>> {
        targets.iter().min_by_key(|each| each.target.rank())
    }
}

impl<'p> Forecast<'p> {
    /// How the targets stand, in the order of the charter; `is_stale` says of an item in progress whether history
    /// tells that nobody touches it.
    pub fn targets<'f>(
        &'f self,
        schedule: &Schedule<'p>,
        is_stale: impl Fn(&ItemId) -> bool,
    ) -> Vec<TargetForecast<'f, 'p>> {
        let colors = Colors::new(schedule);
        let each = |target: TargetRow<'p>| {
            let item = self.item(target.id.as_str())?;
            let evidence = Evidence {
                chance: item.chance,
                is_stale: is_stale(target.id),
            };
            Some(TargetForecast {
                colored: colors.of(&item.row, &evidence),
                target,
                item,
            })
        };
        schedule.targets().into_iter().filter_map(each).collect()
    }
}
