//! From what people type (`main`, `v1.0`, `HEAD~3`) to a commit, and from a name that leads nowhere to the
//! one that was meant.

use git2::{ErrorCode, Oid};
use jiff::Timestamp;
use jiff::tz::Offset;

use super::failure;
use crate::error::{Error, Result};
use crate::text::Date;

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The full hash in hexadecimal.
    pub commit: String,
    /// The shortest unambiguous beginning of the hash, at least seven digits.
    pub short: String,
    /// The committer's day as the committer's own clock showed it: year, month, day.
    pub date: (i16, i8, i8),
    /// The committer's time in seconds since 1970, UTC.
    pub seconds: i64,
}

impl Revision {
    /// The committer's day; nothing where it is beyond the dates that a program may hold.
    pub fn day(&self) -> Option<Date> {
        date_of(self.date)
    }

    pub(super) fn of(commit: &git2::Commit<'_>) -> Revision {
        let id = commit.id().to_string();
        let short = commit.as_object().short_id().ok();
        let short = short.and_then(|short| short.as_str().ok().map(str::to_owned));
        let time = commit.time();
        Revision {
            short: short.unwrap_or_else(|| id[..7].to_owned()),
            commit: id,
            date: day(time.seconds(), time.offset_minutes()),
            seconds: time.seconds(),
        }
    }
}

/// A day as a date; nothing beyond the dates that a program may hold.
pub(super) fn date_of((year, month, day): (i16, i8, i8)) -> Option<Date> {
    Date::from_ymd(
        year.into(),
        month.unsigned_abs().into(),
        day.unsigned_abs().into(),
    )
}

/// The day on a clock `offset` minutes east of UTC. Hand-made commits may hold any number; what no calendar
/// knows is moved to the nearest day that it does.
pub(super) fn day(seconds: i64, offset: i32) -> (i16, i8, i8) {
    let bounds = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let instant = Timestamp::from_second(seconds.clamp(bounds.0, bounds.1)).unwrap_or(Timestamp::UNIX_EPOCH);
    let offset = offset
        .checked_mul(60)
        .and_then(|seconds| Offset::from_seconds(seconds).ok());
    let date = offset.unwrap_or(Offset::UTC).to_datetime(instant).date();
    (date.year(), date.month(), date.day())
}

/// The commit that `spec` names.
pub(super) fn resolve(repository: &git2::Repository, spec: &str) -> Result<Revision> {
    let cause = match repository.revparse_single(spec) {
        Ok(object) => {
            let kind = object.kind().map_or("object", |kind| kind.str());
            return match object.peel_to_commit() {
                Ok(commit) => Ok(Revision::of(&commit)),
                Err(_) => Err(Error::new(format!("`{spec}` is a {kind}, not a commit"))),
            };
        }
        Err(cause) => cause,
    };
    if has_no_commits(repository, spec) {
        return Err(Error::no_commits());
    }
    match true_ancestor(repository, spec) {
        Some(id) => match repository.find_commit(id) {
            Ok(commit) => Ok(Revision::of(&commit)),
            Err(_) => Err(beyond_the_end(repository, id)),
        },
        None => Err(unknown(repository, spec, cause)),
    }
}

/// Whether the branch that HEAD names is still to be born, and `spec` asks for it.
fn has_no_commits(repository: &git2::Repository, spec: &str) -> bool {
    let unborn = repository
        .head()
        .is_err_and(|cause| cause.code() == ErrorCode::UnbornBranch);
    let asked = spec.starts_with("HEAD") || spec.starts_with('@');
    unborn && (asked || names(repository).is_empty())
}

/// The commit that `BASE^` and `BASE~2` would name if the clone were not cut off. libgit2 takes the last
/// commit of a shallow clone for a root; the commit itself still says who its parents are, and one of them
/// may have been fetched since.
fn true_ancestor(repository: &git2::Repository, spec: &str) -> Option<Oid> {
    let (base, mut steps) = spec.split_at(spec.find(['^', '~'])?);
    let mut at = repository.revparse_single(base).ok()?.peel_to_commit().ok()?.id();
    if !repository.is_shallow() {
        return None;
    }
    while let Some(mark) = steps.chars().next() {
        let digits = steps[1..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(steps.len(), |end| end + 1);
        let number: usize = if digits == 1 {
            1
        } else {
            steps[1..digits].parse().ok()?
        };
        steps = &steps[digits..];
        let turns: Box<dyn Iterator<Item = usize>> = match (mark, number) {
            ('^', 0) => continue,
            ('^', nth) => Box::new(std::iter::once(nth - 1)),
            ('~', count) => Box::new(std::iter::repeat_n(0, count)),
            _ => return None,
        };
        for parent in turns {
            let Ok(commit) = repository.find_commit(at) else {
                return Some(at);
            };
            at = *parents(&commit).get(parent)?;
        }
    }
    Some(at)
}

fn beyond_the_end(repository: &git2::Repository, id: Oid) -> Error {
    let head = repository.head().and_then(|head| head.peel_to_commit());
    let is_parent = head.is_ok_and(|head| parents(&head).contains(&id));
    Error::missing_in_shallow(&id.to_string(), &failure::remote(repository), is_parent)
}

/// The parents that a commit itself names, be they in the clone or not.
pub(super) fn parents(commit: &git2::Commit<'_>) -> Vec<Oid> {
    let header = String::from_utf8_lossy(commit.raw_header_bytes()).into_owned();
    let named = header.lines().filter_map(|line| line.strip_prefix("parent "));
    named.filter_map(|id| Oid::from_str(id).ok()).collect()
}

/// Why `spec` names nothing, and what was probably meant.
fn unknown(repository: &git2::Repository, spec: &str, cause: git2::Error) -> Error {
    if cause.code() == ErrorCode::Ambiguous {
        return Error::new(format!("more than one object begins with `{spec}`"))
            .help("give more digits of the hash")
            .caused_by(cause);
    }
    let full_hash = spec.len() == 40 && spec.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(id) = Oid::from_str(spec).ok().filter(|_| full_hash) {
        return match repository.is_shallow() {
            true => beyond_the_end(repository, id),
            false => Error::missing_commit(spec, &failure::remote(repository)).caused_by(cause),
        };
    }
    let base = &spec[..spec.find(['^', '~', ':', '@']).unwrap_or(spec.len())];
    let names = names(repository);
    if let Some(known) = names.iter().find(|name| *name == base) {
        return Error::new(format!("`{spec}` leads beyond the first commit of `{known}`")).caused_by(cause);
    }
    let error = Error::unknown_revision(spec, near(base, &names)).caused_by(cause);
    let remote = failure::remote(repository);
    let branch = base.strip_prefix(&format!("{remote}/")).unwrap_or(base);
    let has_remote = repository.find_remote(&remote).is_ok();
    if has_remote && !branch.is_empty() && git2::Branch::name_is_valid(branch).unwrap_or(false) {
        // The whole refspec: in a clone of one branch, `git fetch origin main` would only move FETCH_HEAD.
        return error.help(format!(
            "if it is a branch of {remote}: `git fetch --no-tags {remote} \
             +refs/heads/{branch}:refs/remotes/{remote}/{branch}`"
        ));
    }
    error
}

/// The short names of all branches and tags, sorted; `HEAD` is one of them once there is a commit.
fn names(repository: &git2::Repository) -> Vec<String> {
    let Ok(references) = repository.references() else {
        return Vec::new();
    };
    let mut names: Vec<String> = references
        .flatten()
        .filter_map(|reference| reference.shorthand().ok().map(str::to_owned))
        .collect();
    if repository.head().is_ok() {
        names.push("HEAD".to_owned());
    }
    names.sort();
    names
}

/// The name that `word` is probably a slip for: the same under a remote, or a few letters away.
fn near<'n>(word: &str, names: &'n [String]) -> Option<&'n str> {
    let remote = names
        .iter()
        .find(|name| name.split_once('/').is_some_and(|(_, branch)| branch == word));
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let close = names
        .iter()
        .map(|name| {
            (
                strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min();
    remote.or(close.map(|(_, name)| name)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::Repository;
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn a_revision_carries_the_day_of_its_own_clock() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let revision = Repository::at(fixture.root()).unwrap().resolve("HEAD").unwrap();
        assert_eq!(revision.date, (2026, 3, 2));
        assert_eq!(revision.short, revision.commit[..7]);
        assert_eq!(day(1_772_409_600 - 60, 0), (2026, 3, 1));
        assert_eq!(
            day(1_772_409_600 - 60, 120),
            (2026, 3, 2),
            "two hours east it is tomorrow"
        );
        assert_eq!(day(i64::MAX, i32::MAX).0, 9999);
    }

    #[test]
    fn names_tags_hashes_and_ancestors_resolve() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let second = fixture.commit("2026-03-09", &[("a.yaml", "2")]);
        fixture.tag("v1.0", &first);
        let repository = Repository::at(fixture.root()).unwrap();
        for (spec, commit) in [
            ("HEAD", &second),
            ("main", &second),
            ("HEAD~1", &first),
            ("v1.0", &first),
        ] {
            assert_eq!(&repository.resolve(spec).unwrap().commit, commit, "{spec}");
        }
        assert_eq!(repository.resolve(&first[..8]).unwrap().commit, first);
        assert!(!repository.is_shallow());
    }

    #[test]
    fn an_unknown_name_comes_with_the_one_that_was_meant() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        fixture.reference("refs/remotes/origin/release", &first);
        let repository = Repository::at(fixture.root()).unwrap();
        let error = repository.resolve("mian").unwrap_err();
        assert_eq!(error.helps(), ["did you mean `main`?"]);
        let error = repository.resolve("release").unwrap_err();
        assert_eq!(error.helps(), ["did you mean `origin/release`?"]);
        let error = repository.resolve("HEAD~7").unwrap_err();
        assert_eq!(
            error.message(),
            "`HEAD~7` leads beyond the first commit of `HEAD`"
        );
        assert!(repository.resolve("v9").unwrap_err().helps().is_empty());
        let error = repository.resolve("HEAD:a.yaml").unwrap_err();
        assert_eq!(error.message(), "`HEAD:a.yaml` is a blob, not a commit");
    }

    #[test]
    fn a_branch_that_was_not_cloned_comes_with_its_fetch() {
        let fixture = Fixture::new();
        fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        fixture.set("remote.origin.url", "https://example.com/plan.git");
        let error = Repository::at(fixture.root())
            .unwrap()
            .resolve("origin/next")
            .unwrap_err();
        assert_eq!(
            error.helps(),
            [
                "if it is a branch of origin: `git fetch --no-tags origin +refs/heads/next:refs/remotes/origin/next`"
            ]
        );
    }

    #[test]
    fn a_repository_without_commits_says_so() {
        let fixture = Fixture::new();
        let repository = Repository::at(fixture.root()).unwrap();
        for spec in ["HEAD", "HEAD~1", "main"] {
            let error = repository.resolve(spec).unwrap_err();
            assert_eq!(error.message(), "this repository has no commits yet", "{spec}");
        }
    }

    #[test]
    fn the_parent_cut_off_by_a_shallow_clone_is_named_with_its_fetch() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let second = fixture.commit("2026-03-09", &[("a.yaml", "2")]);
        std::fs::write(fixture.root().join(".git/shallow"), format!("{second}\n")).unwrap();
        let repository = Repository::at(fixture.root()).unwrap();
        assert!(repository.is_shallow());
        let there = repository.resolve("HEAD^1").unwrap().commit;
        assert_eq!(
            there, first,
            "fetched by its hash, though the clone ends before it"
        );
        fixture.remove_object(&first);
        let repository = Repository::at(fixture.root()).unwrap();
        for spec in ["HEAD^", "HEAD~1", "HEAD~3", &first] {
            let error = repository.resolve(spec).unwrap_err();
            let fetch = format!("or run: `git fetch --no-tags --depth=1 origin {first}`");
            assert_eq!(error.helps().last(), Some(&fetch), "{spec}: {error}");
        }
    }
}
