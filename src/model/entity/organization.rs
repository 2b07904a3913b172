//! Who works when: calendars, teams and people.

use crate::parse::{Date, DateRange, Few, List, PersonId, TeamId, Week, entity, text_enum};

entity! {
    /// Working days: the program's, or a team's where it differs.
    pub struct Calendar {
        /// The working days of a week: `mon-fri`, or a list of days.
        pub week: Option<Week>,
        /// Days off: dates, ranges `date..date`, or `{date, name}`.
        pub holidays: Option<List<DateRange>>,
        /// When nothing may change: ranges, or `{from, to, name}`.
        pub freezes: Option<List<DateRange>>,
    }
}

entity! {
    /// A team, a vendor or a business unit.
    pub struct Team {
        /// Name.
        pub title: Option<String>,
        /// What it is; default `team`.
        pub kind: Option<TeamKind>,
        /// Who speaks for it.
        pub lead: Option<PersonId>,
        /// Whom to ask when the lead cannot help.
        pub escalate_to: Option<PersonId>,
        /// Its own working days; absent fields are the program's.
        pub calendar: Option<Calendar>,
    }
}

text_enum! {
    /// What a team is.
    pub enum TeamKind {
        /// One of ours.
        Team = "team",
        /// An outside company.
        Vendor = "vendor",
        /// A business unit that has to be told.
        Business = "business",
    }
}

entity! {
    /// A person.
    pub struct Person {
        /// Full name.
        pub name: Option<String>,
        /// Their team.
        pub team: Option<TeamId>,
        /// Who covers for them.
        pub deputy: Option<PersonId>,
        /// Absences: dates or ranges `date..date`.
        pub away: Few<DateRange>,
        /// Their last day.
        pub until: Option<Date>,
        /// Name in chat and code review, without `@`.
        pub handle: Option<String>,
        /// Mail address.
        pub email: Option<String>,
    }
}
