//! What libgit2 says, turned into what the reader can do about it. libgit2 tells some situations apart by
//! its text alone; those texts are compared here and nowhere else.

use std::path::Path;

use git2::{ErrorClass, ErrorCode, Oid};

use crate::error::Error;

/// Whether a failed discovery only means that there is no repository.
pub(super) fn is_absent_repository(cause: &git2::Error) -> bool {
    cause.code() == ErrorCode::NotFound && cause.class() == ErrorClass::Repository
}

/// Why a repository cannot be opened.
pub(super) fn of_opening(path: &Path, cause: git2::Error) -> Error {
    let text = cause.message().to_owned();
    if cause.code() == ErrorCode::Owner {
        // The path in the message is the one git compares with `safe.directory`.
        let owned = text.split('\'').nth(1).map_or(path, Path::new);
        Error::foreign_owner(owned)
    } else if text.contains("unknown object format") || text.contains("extensions.objectformat") {
        Error::unsupported_repository("SHA-256 object names")
    } else if text.contains("extensions.refstorage") {
        Error::unsupported_repository("the reftable format")
    } else if let Some((_, extension)) = text.split_once("unsupported extension name ") {
        Error::unsupported_repository(&format!("the git extension `{extension}`"))
    } else {
        let message = format!("cannot open the repository of `{}`: {text}", path.display());
        Error::new(message).caused_by(cause)
    }
}

/// Why an object that a commit names cannot be read.
pub(super) fn of_object(repository: &git2::Repository, id: Oid, cause: git2::Error) -> Error {
    let id = id.to_string();
    if cause.code() != ErrorCode::NotFound {
        return Error::new(format!("cannot read the object {id}: {}", cause.message())).caused_by(cause);
    }
    if let Some(promisor) = promisor(repository) {
        Error::missing_in_partial(&id, &promisor)
    } else {
        Error::missing_object(&id)
    }
}

/// The remote that promised to deliver what a filtered clone left out.
fn promisor(repository: &git2::Repository) -> Option<String> {
    let config = repository.config().ok()?;
    let remotes = repository.remotes().ok()?;
    let names = remotes.iter().flatten().flatten();
    names
        .into_iter()
        .find(|name| {
            config
                .get_bool(&format!("remote.{name}.promisor"))
                .unwrap_or(false)
        })
        .map(str::to_owned)
}

/// The remote to fetch from: `origin`, else the only or first one, else `origin` as the usual name.
pub(super) fn remote(repository: &git2::Repository) -> String {
    let names = repository.remotes().ok();
    let names: Vec<&str> = names
        .iter()
        .flat_map(|names| names.iter().flatten().flatten())
        .collect();
    let first = names.first().copied().unwrap_or("origin");
    if names.contains(&"origin") {
        "origin".to_owned()
    } else {
        first.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_owner_names_the_path_to_trust() {
        let text = "repository path '/srv/plan/' is not owned by current user";
        let cause = git2::Error::new(ErrorCode::Owner, ErrorClass::Config, text);
        let error = of_opening(Path::new("/srv/plan/atlas"), cause);
        assert_eq!(
            error.helps(),
            ["if you do: `git config --global --add safe.directory /srv/plan/`"]
        );
    }

    #[test]
    fn an_unknown_extension_is_named() {
        let text = "unsupported extension name extensions.noop";
        let cause = git2::Error::new(ErrorCode::GenericError, ErrorClass::Repository, text);
        let error = of_opening(Path::new("."), cause);
        assert!(error.message().contains("`extensions.noop`"), "{error}");
    }
}
