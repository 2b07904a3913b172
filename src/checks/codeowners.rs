//! A CODEOWNERS file: whom a host asks when a path changes. The last line that matches a path decides.
//!
//! Patterns are those of `.gitignore` without `!` and `[…]`: one with a `/` before its end counts from the
//! root, any other matches at every depth, and what matches a folder matches all within it.

use super::Facts;

/// Where a host looks for the file, in this order.
const HOMES: [&str; 4] = [
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
];

/// The lines of a CODEOWNERS file.
pub(super) struct CodeOwners {
    /// Pattern and owners: `@person`, `@organization/team` or a mail address.
    lines: Vec<(String, Vec<String>)>,
}

impl CodeOwners {
    /// The file of the tree, if there is one.
    pub(super) fn of(facts: &Facts<'_>) -> Option<CodeOwners> {
        let home = HOMES.iter().find(|home| facts.tree.exists(home))?;
        let bytes = facts.tree.read(home).ok()?;
        Some(CodeOwners::parse(&String::from_utf8_lossy(&bytes)))
    }

    fn parse(text: &str) -> CodeOwners {
        let line = |line: &str| {
            let mut words = words(line).into_iter();
            let pattern = words.next().filter(|word| !is_section(word))?;
            Some((pattern, words.collect()))
        };
        CodeOwners {
            lines: text.lines().filter_map(line).collect(),
        }
    }

    /// Who is asked about a path: nobody if no line matches, or the last that does names nobody.
    pub(super) fn owners(&self, path: &str) -> &[String] {
        let last = self
            .lines
            .iter()
            .rev()
            .find(|(pattern, _)| matches(pattern, path));
        last.map_or(&[], |(_, owners)| owners)
    }
}

/// The words of a line, up to a comment; a backslash takes the next character as it is.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let is_new = words.last().is_some_and(String::is_empty);
        match (c, words.last_mut()) {
            ('#', _) if is_new => break,
            ('\\', Some(word)) => word.extend(chars.next()),
            (c, _) if c.is_whitespace() => words.push(String::new()),
            (c, Some(word)) => word.push(c),
            (_, None) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `[Section]` and `^[Section]` of GitLab head lines and own nothing.
fn is_section(word: &str) -> bool {
    word.starts_with('[') || word.starts_with("^[")
}

/// Whether a pattern matches a path or a folder that it is in.
fn matches(pattern: &str, path: &str) -> bool {
    let body = pattern.trim_matches('/');
    let is_rooted = body.contains('/') || pattern.starts_with('/');
    let is_folder = pattern.ends_with('/');
    let parts: Vec<&str> = path.split('/').collect();
    // A folder pattern leaves at least the file's own name.
    let most = parts.len() - usize::from(is_folder);
    if body.is_empty() {
        return is_folder;
    }
    if !is_rooted {
        return parts[..most].iter().any(|part| is_like(body, part));
    }
    let steps: Vec<&str> = body.split('/').collect();
    // Which numbers of leading parts the steps so far match.
    let mut reached = vec![false; parts.len() + 1];
    reached[0] = true;
    for step in &steps {
        let mut next = vec![false; parts.len() + 1];
        for at in 0..=parts.len() {
            next[at] = match *step {
                "**" => reached[at] || at > 0 && next[at - 1],
                step => at > 0 && reached[at - 1] && is_like(step, parts[at - 1]),
            };
        }
        reached = next;
    }
    // `docs/*` stands for the files in the folder and not for what lies deeper.
    let is_flat = steps.last() == Some(&"*") && !is_folder;
    let least = if is_flat { parts.len() } else { 1 };
    (least..=most).any(|at| reached[at])
}

/// Whether a name is like a pattern in which `*` is any text and `?` any character.
fn is_like(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut seen) = (0, 0);
    // Where to go on after the last star, if what follows it does not fit.
    let mut star: Option<(usize, usize)> = None;
    while seen < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(c) if *c == '?' || *c == name[seen] => {
                at += 1;
                seen += 1;
            }
            _ => {
                let Some((back, from)) = star else { return false };
                star = Some((back, from + 1));
                (at, seen) = (back + 1, from + 1);
            }
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Patterns, paths and answers from the documentation of the hosts.
    #[test]
    fn patterns_match_as_the_hosts_say() {
        for (pattern, path, expected) in [
            ("*", "any/where.yaml", true),
            ("*.yaml", "plans/data.yaml", true),
            ("*.js", "plans/data.yaml", false),
            ("/build/logs/", "build/logs/x.log", true),
            ("/build/logs/", "old/build/logs/x.log", false),
            ("docs/*", "docs/getting-started.md", true),
            ("docs/*", "docs/build-app/troubleshooting.md", false),
            ("apps/", "src/apps/web/main.rs", true),
            ("apps/", "src/apps", false),
            ("/docs/", "docs/deep/er.md", true),
            ("**/logs", "build/logs/x", true),
            ("**/logs", "deep/build/logs/x", true),
            ("/plans/**", "plans/a/b.yaml", true),
            ("/plans", "plans/a/b.yaml", true),
            ("plans/a.yaml", "plans/a.yaml", true),
            ("plans/a.yaml", "old/plans/a.yaml", false),
            ("/a?.yaml", "ab.yaml", true),
            ("/a*b*c", "aXbYbZc", true),
            ("/a*b*c", "aXbYbZ", false),
            ("/", "a", true),
            ("/a/**/d", "a/b/c/d", true),
            ("/a/**/d", "a/d", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn the_last_line_that_matches_decides_and_may_name_nobody() {
        let owners = CodeOwners::parse(
            "# who is asked\n* @acme/office\n\n[Data]\n/data/ @acme/data chen@acme.example # both\n/data/open.yaml\n\
             /my\\ plan.yaml @vera\n",
        );
        assert_eq!(owners.owners("plan.yaml"), ["@acme/office"]);
        assert_eq!(
            owners.owners("data/plan.yaml"),
            ["@acme/data", "chen@acme.example"]
        );
        assert_eq!(owners.owners("data/open.yaml"), [""; 0]);
        assert_eq!(owners.owners("my plan.yaml"), ["@vera"]);
    }
}
