//! Every console block of the README is run, and prints just what stands there.
//!
//! Lines that begin with `$ ` are commands, run in the root of the repository; the lines up to the next command
//! are their output. `LINCHPIN_README=write cargo test --test it readme` writes the outputs anew, to be read
//! before they are committed.

use std::fs;
use std::path::Path;
use std::process::Command;

fn run(command: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(
        words.next(),
        Some("linchpin"),
        "console blocks run linchpin: {command}"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_linchpin"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_console_block_prints_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut written = String::new();
    let mut commands = 0;
    for (number, part) in readme.split("```console\n").enumerate() {
        if number == 0 {
            written.push_str(part);
            continue;
        }
        let (block, rest) = part.split_once("```").unwrap();
        written.push_str("```console\n");
        for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
            commands += 1;
            written.push_str(&format!("$ {command}\n{}", run(command, root)));
        }
        written.push_str("```");
        written.push_str(rest);
    }
    assert!(commands >= 4, "the tour shows the main commands");
    if std::env::var("LINCHPIN_README").is_ok() {
        fs::write(root.join("README.md"), &written).unwrap();
    }
    for (shown, printed) in readme.lines().zip(written.lines()) {
        assert_eq!(
            shown, printed,
            "the README shows something else than linchpin prints"
        );
    }
    assert_eq!(readme.len(), written.len());
}
