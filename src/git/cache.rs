//! The one thing that is ever written into a repository: `linchpin/` under the git directory, where what was
//! computed from history is kept. All linked work trees share it. It may be deleted at any time, and nothing
//! fails where it cannot be written.

use super::Repository;
use std::fs;
use std::path::PathBuf;

impl Repository {
    /// What was kept under a name.
    pub fn kept(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.place(name)).ok()
    }

    /// Keeps bytes under a name, whole or not at all.
    pub fn keep(&self, name: &str, bytes: &[u8]) {
        let place = self.place(name);
        let Some(folder) = place.parent() else { return };
        let beside = folder.join(format!("{name}.{}.tmp", std::process::id()));
        let written = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&beside, bytes))
            .and_then(|()| fs::rename(&beside, &place));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.inner.commondir().join("linchpin").join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_and_may_be_deleted() {
        let fixture = Fixture::new();
        let repository = Repository::at(fixture.root()).unwrap();
        assert_eq!(repository.kept("a"), None);
        repository.keep("a", b"1");
        repository.keep("a", b"22");
        assert_eq!(repository.kept("a").as_deref(), Some(&b"22"[..]));
        let folder = fixture.root().join(".git/linchpin");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no rest is left");
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(repository.kept("a"), None);
    }

    #[test]
    fn where_nothing_can_be_written_nothing_fails() {
        let fixture = Fixture::new();
        fs::write(fixture.root().join(".git/linchpin"), "a file in the way").unwrap();
        let repository = Repository::at(fixture.root()).unwrap();
        repository.keep("a", b"1");
        assert_eq!(repository.kept("a"), None);
    }
}
