//! The last commit before a day, along the first parents: the state of the main branch on that morning.

use super::revision::Revision;
use super::{Repository, failure};
use crate::error::Result;

/// Commits that are looked at; a branch with more of them since that day is taken to have none before it.
const MOST: usize = 200_000;

impl Repository {
    /// The last commit before the day (year, month, day, on the committers' own clocks), from a revision back
    /// along the first parents; none where history begins later, or this clone's does.
    ///
    /// # Errors
    /// When nothing has the revision's name, or a commit cannot be read.
    pub fn before(&self, spec: &str, day: (i16, i8, i8)) -> Result<Option<Revision>> {
        let mut revision = self.resolve(spec)?;
        for _ in 0..MOST {
            if revision.date < day {
                return Ok(Some(revision));
            }
            let Ok(id) = git2::Oid::from_str(&revision.commit) else {
                return Ok(None);
            };
            let commit = self.inner.find_commit(id);
            let commit = commit.map_err(|cause| failure::of_object(&self.inner, id, cause))?;
            // The first commit, or the last one that a shallow clone has.
            let Ok(parent) = commit.parent(0) else {
                return Ok(None);
            };
            revision = Revision::of(&parent);
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use crate::git::Repository;
    use crate::git::fixture::Fixture;

    #[test]
    fn the_commit_of_the_day_itself_is_not_before_it() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("a.yaml", "one")]);
        fixture.commit("2026-03-04", &[("a.yaml", "two")]);
        fixture.commit("2026-03-09", &[("a.yaml", "three")]);
        let repository = Repository::at(fixture.root()).unwrap();
        let before = |day| repository.before("HEAD", (2026, 3, day)).unwrap();
        assert_eq!(before(9).unwrap().date, (2026, 3, 4));
        assert_eq!(before(4).unwrap().date, (2026, 3, 2));
        assert_eq!(before(2), None);
        assert_eq!(before(30).unwrap().date, (2026, 3, 9));
    }
}
