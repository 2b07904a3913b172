//! What to compare with when nobody says: the commit that a change starts from, in a clone on a desk and in
//! each kind of CI run.
//!
//! A wrong base is worse than none: where the right one is not in the clone, the answer is an error with the
//! command that brings it, and every base comes with the reason why it was taken.

use git2::{ErrorCode, Oid};

use super::{Repository, Revision, failure, revision};
use crate::error::{Error, Result};

/// What a CI run says about the change it runs for. All absent on a desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// `LINCHPIN_BASE`: a revision that was set on purpose.
    pub named: Option<String>,
    /// Whether HEAD is the merge that GitHub made of a pull request (`refs/pull/N/merge`).
    pub is_merge_of_pull_request: bool,
    /// `merge_group.base_sha` of GitHub's event.
    pub merge_group: Option<String>,
    /// `pull_request.base.sha` of GitHub's event.
    pub pull_request: Option<String>,
    /// `before` of GitHub's push event; all zeros for a new branch.
    pub before: Option<String>,
    /// `CI_MERGE_REQUEST_TARGET_BRANCH_SHA` of GitLab.
    pub target_branch: Option<String>,
    /// `CI_MERGE_REQUEST_DIFF_BASE_SHA` of GitLab.
    pub diff_base: Option<String>,
    /// The branch that the change goes to, else the default one, by its name alone.
    pub trunk: Option<String>,
}

/// What to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The commit; nothing where the change is the first one.
    pub revision: Option<Revision>,
    /// Why this one, as in `merge base with origin/main`.
    pub why: String,
    /// Whether CI named a commit that the change was not made from and does not contain, so that what is new
    /// there seems to be taken back.
    pub is_beside: bool,
}

impl Base {
    /// A base that is what it is called.
    pub fn new(revision: Option<Revision>, why: impl Into<String>) -> Base {
        Base {
            revision,
            why: why.into(),
            is_beside: false,
        }
    }
}

/// Where a local clone looks for the branch that changes go to.
const TRUNKS: [(&str, &str); 5] = [
    ("refs/remotes/origin/HEAD", "origin/HEAD"),
    ("refs/remotes/origin/main", "origin/main"),
    ("refs/remotes/origin/master", "origin/master"),
    ("refs/heads/main", "main"),
    ("refs/heads/master", "master"),
];

impl Repository {
    /// The base of the change at hand: of HEAD, or of another revision that is looked at in its place. What CI
    /// says is about HEAD alone.
    ///
    /// # Errors
    /// When the base is known but not in this clone, or no branch is there to compare with.
    pub fn base(&self, hints: &Hints, of: Option<&Revision>) -> Result<Base> {
        if let Some(named) = &hints.named {
            return self
                .base_named(named, of)
                .map_err(|error| error.within("LINCHPIN_BASE"));
        }
        let is_head = |of: &Revision| self.resolve("HEAD").is_ok_and(|head| head.commit == of.commit);
        if !of.is_none_or(is_head) {
            return self.local_base(of, hints.trunk.as_deref(), false);
        }
        let merge_parent = hints
            .is_merge_of_pull_request
            .then(|| self.first_parent_of_merge());
        let candidates = [
            (merge_parent.flatten(), "base of the pull request's merge commit"),
            (hints.merge_group.clone(), "base of the merge group"),
            (hints.pull_request.clone(), "base of the pull request"),
            (
                hints.before.clone().filter(|sha| !is_zero(sha)),
                "commit before the push",
            ),
            (hints.target_branch.clone(), "target branch of the merge request"),
            (hints.diff_base.clone(), "base of the merge request"),
        ];
        for (sha, why) in candidates {
            let Some(sha) = sha.filter(|sha| !is_zero(sha)) else {
                continue;
            };
            let revision = self
                .resolve(&sha)
                .map_err(|error| error.within(format!("cannot compare with the {why}")))?;
            let is_beside = self.is_beside(&revision, of)?;
            return Ok(Base {
                is_beside,
                ..Base::new(Some(revision), why)
            });
        }
        let is_new_branch = hints.before.as_deref().is_some_and(is_zero);
        self.local_base(of, hints.trunk.as_deref(), is_new_branch)
    }

    /// Whether HEAD is known not to contain a commit. A shallow clone does not know.
    fn is_beside(&self, commit: &Revision, of: Option<&Revision>) -> Result<bool> {
        let Some(head) = self.head(of)?.filter(|_| !self.is_shallow()) else {
            return Ok(false);
        };
        let at = Oid::from_str(&commit.commit).unwrap_or(Oid::ZERO_SHA1);
        Ok(head != at && !self.inner.graph_descendant_of(head, at).unwrap_or(true))
    }

    /// The base that was named: where a branch is meant, the commit at which HEAD (or the revision in its place)
    /// left it; else the commit.
    ///
    /// # Errors
    /// When the name leads nowhere, or the branch and HEAD have no commit in common in this clone.
    pub fn base_named(&self, spec: &str, of: Option<&Revision>) -> Result<Base> {
        let revision = self.resolve(spec)?;
        let is_branch = self
            .inner
            .resolve_reference_from_short_name(spec)
            .is_ok_and(|found| found.is_branch() || found.is_remote());
        let head = if is_branch { self.head(of)? } else { None };
        match head {
            Some(head) => {
                let at = Oid::from_str(&revision.commit).unwrap_or(Oid::ZERO_SHA1);
                self.merge_base(head, at, spec)
            }
            None => Ok(Base::new(Some(revision), spec)),
        }
    }

    /// The commit of HEAD, or of the revision in its place; nothing while nothing is committed.
    fn head(&self, of: Option<&Revision>) -> Result<Option<Oid>> {
        let of = of.and_then(|of| Oid::from_str(&of.commit).ok());
        if of.is_some() {
            return Ok(of);
        }
        match self.inner.head().and_then(|head| head.peel_to_commit()) {
            Ok(head) => Ok(Some(head.id())),
            Err(cause) if cause.code() == ErrorCode::UnbornBranch => Ok(None),
            Err(cause) => {
                let message = format!("cannot read HEAD: {}", cause.message());
                Err(Error::new(message).caused_by(cause))
            }
        }
    }

    /// The merge base of HEAD and the branch that changes go to.
    fn local_base(&self, of: Option<&Revision>, trunk: Option<&str>, is_new_branch: bool) -> Result<Base> {
        let first = |why: &str| Base::new(None, why);
        let Some(head) = self.head(of)? else {
            return Ok(first("nothing is committed yet"));
        };
        let remote = failure::remote(&self.inner);
        let own = trunk.map(|name| {
            (
                format!("refs/remotes/{remote}/{name}"),
                format!("{remote}/{name}"),
            )
        });
        let usual = TRUNKS.map(|(reference, name)| (reference.to_owned(), name.to_owned()));
        for (reference, name) in own.into_iter().chain(usual) {
            let found = self.inner.find_reference(&reference);
            let Ok(commit) = found.and_then(|found| found.peel_to_commit()) else {
                continue;
            };
            if is_new_branch && commit.id() == head {
                return Ok(first(
                    "the push made this branch, and nothing was there before it",
                ));
            }
            return self.merge_base(head, commit.id(), &name);
        }
        if is_new_branch {
            return Ok(first(
                "the push made this branch, and nothing was there before it",
            ));
        }
        let branch = trunk.unwrap_or("main");
        Err(
            Error::new("there is no branch to compare with: no origin/HEAD, main or master")
                .help("name one: `--base REV`")
                .help(format!(
                    "or fetch it: `git fetch --no-tags {remote} +refs/heads/{branch}:refs/remotes/{remote}/{branch}`"
                )),
        )
    }

    fn merge_base(&self, head: Oid, trunk: Oid, name: &str) -> Result<Base> {
        match self.inner.merge_base(head, trunk) {
            Ok(id) => {
                let why = match id == trunk {
                    true => name.to_owned(),
                    false => format!("merge base with {name}"),
                };
                Ok(Base::new(Some(self.resolve(&id.to_string())?), why))
            }
            Err(cause) if self.is_shallow() => Err(Error::new(format!(
                "HEAD and {name} have no commit in common in this clone, which is shallow"
            ))
            .help("in a GitHub workflow, give actions/checkout `with: { fetch-depth: 0 }`")
            .help("in GitLab CI, set `GIT_DEPTH: 0`")
            .help(format!(
                "or run: `git fetch --unshallow {}`",
                failure::remote(&self.inner)
            ))
            .caused_by(cause)),
            Err(cause) => Err(Error::new(format!("HEAD and {name} have no commit in common"))
                .help("name the commit to compare with, by hash or tag")
                .caused_by(cause)),
        }
    }

    /// The first parent of HEAD, if HEAD is a merge. The commit itself says so even where a shallow clone
    /// ends at it and libgit2 takes it for a root.
    fn first_parent_of_merge(&self) -> Option<String> {
        let head = self.inner.head().ok()?.peel_to_commit().ok()?;
        match revision::parents(&head).as_slice() {
            [first, _] => Some(first.to_string()),
            _ => None,
        }
    }
}

/// The hash that stands for no commit.
fn is_zero(sha: &str) -> bool {
    !sha.is_empty() && sha.bytes().all(|byte| byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    fn repository(fixture: &Fixture) -> Repository {
        Repository::at(fixture.root()).unwrap()
    }

    fn commit_of(base: &Base) -> &str {
        &base.revision.as_ref().unwrap().commit
    }

    #[test]
    fn on_a_desk_the_base_is_where_the_branch_left_the_trunk() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        fixture.reference("refs/remotes/origin/main", &first);
        fixture.commit("2026-03-03", &[("a.yaml", "2")]);
        let base = repository(&fixture).base(&Hints::default(), None).unwrap();
        assert_eq!(commit_of(&base), first);
        assert_eq!(base.why, "origin/main");
        // The trunk goes on; the base stays.
        let other = fixture.commit_on(&first, "2026-03-04", &[("a.yaml", "3")]);
        fixture.reference("refs/remotes/origin/main", &other);
        let base = repository(&fixture).base(&Hints::default(), None).unwrap();
        assert_eq!(
            (commit_of(&base), base.why.as_str()),
            (first.as_str(), "merge base with origin/main")
        );
        let named = repository(&fixture).base_named("origin/main", None).unwrap();
        assert_eq!(commit_of(&named), first, "a branch means where it was left");
        let exact = repository(&fixture).base_named(&other, None).unwrap();
        assert_eq!(commit_of(&exact), other, "a hash means itself");
    }

    #[test]
    fn of_another_revision_the_base_is_its_own_and_not_that_of_head() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let topic = fixture.commit_on(&first, "2026-03-03", &[("a.yaml", "2")]);
        let second = fixture.commit("2026-03-04", &[("a.yaml", "3")]);
        fixture.reference("refs/heads/topic", &topic);
        let repository = repository(&fixture);
        let topic = repository.resolve("topic").unwrap();
        let base = repository.base_named("main", Some(&topic)).unwrap();
        assert_eq!(
            (commit_of(&base), base.why.as_str()),
            (first.as_str(), "merge base with main")
        );
        // What a run says of HEAD is not said of another revision.
        let hints = Hints {
            before: Some(second.clone()),
            ..Hints::default()
        };
        assert_eq!(commit_of(&repository.base(&hints, Some(&topic)).unwrap()), first);
        let head = repository.resolve("main").unwrap();
        assert_eq!(commit_of(&repository.base(&hints, Some(&head)).unwrap()), second);
    }

    #[test]
    fn each_ci_run_names_its_own_base() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let second = fixture.commit("2026-03-03", &[("a.yaml", "2")]);
        let of = |hints: &Hints| repository(&fixture).base(hints, None).unwrap();
        let sha = Some(first.clone());
        for hints in [
            Hints {
                merge_group: sha.clone(),
                ..Hints::default()
            },
            Hints {
                pull_request: sha.clone(),
                ..Hints::default()
            },
            Hints {
                before: sha.clone(),
                ..Hints::default()
            },
            Hints {
                target_branch: sha.clone(),
                diff_base: Some("0".repeat(40)),
                ..Hints::default()
            },
            Hints {
                diff_base: sha.clone(),
                ..Hints::default()
            },
            Hints {
                named: Some("HEAD~1".into()),
                pull_request: Some(second.clone()),
                ..Hints::default()
            },
        ] {
            assert_eq!(commit_of(&of(&hints)), first, "{hints:?}");
        }
    }

    #[test]
    fn of_githubs_merge_commit_the_first_parent_counts_and_not_the_event() {
        let fixture = Fixture::new();
        let old = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let side = fixture.commit_on(&old, "2026-03-03", &[("a.yaml", "2")]);
        let trunk = fixture.commit("2026-03-04", &[("b.yaml", "1")]);
        fixture.merge(&trunk, &side, "2026-03-05", &[("a.yaml", "2"), ("b.yaml", "1")]);
        let hints = Hints {
            is_merge_of_pull_request: true,
            // Lags behind: the trunk has moved on since the event.
            pull_request: Some(old),
            ..Hints::default()
        };
        assert_eq!(
            commit_of(&repository(&fixture).base(&hints, None).unwrap()),
            trunk
        );
    }

    #[test]
    fn a_first_commit_and_a_new_branch_have_nothing_to_compare_with() {
        let fixture = Fixture::new();
        let base = repository(&fixture).base(&Hints::default(), None).unwrap();
        assert_eq!(
            (base.revision, base.why.as_str()),
            (None, "nothing is committed yet")
        );
        fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let hints = Hints {
            before: Some("0".repeat(40)),
            ..Hints::default()
        };
        assert_eq!(repository(&fixture).base(&hints, None).unwrap().revision, None);
    }

    #[test]
    fn a_base_that_is_not_in_the_clone_comes_with_its_fetch() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        let second = fixture.commit("2026-03-09", &[("a.yaml", "2")]);
        std::fs::write(fixture.root().join(".git/shallow"), format!("{second}\n")).unwrap();
        fixture.remove_object(&first);
        let hints = Hints {
            pull_request: Some(first.clone()),
            ..Hints::default()
        };
        let error = repository(&fixture).base(&hints, None).unwrap_err();
        assert!(
            error
                .message()
                .starts_with("cannot compare with the base of the pull request: commit "),
            "{error}"
        );
        let fetch = format!("or run: `git fetch --no-tags --depth=1 origin {first}`");
        assert_eq!(error.helps().last(), Some(&fetch));
    }

    #[test]
    fn without_a_trunk_the_base_must_be_named() {
        let fixture = Fixture::new();
        let first = fixture.commit("2026-03-02", &[("a.yaml", "1")]);
        fixture.reference("refs/heads/topic", &first);
        fixture.point_head("refs/heads/topic");
        fixture.delete("refs/heads/main");
        let error = repository(&fixture).base(&Hints::default(), None).unwrap_err();
        assert_eq!(error.helps()[0], "name one: `--base REV`");
    }
}
