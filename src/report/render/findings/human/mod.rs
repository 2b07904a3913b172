//! Findings for people: what is wrong, the line of the file with a mark under the place, and what to do.
//!
//! ```text
//! error[missing-owner]: checkout-ui-beta has a team (web) but no owner
//!    ╭─[examples/atlas/payments.yaml:3:3]
//!  3 │   checkout-ui-beta:
//!    ·   ^^^^^^^^^^^^^^^^
//!    ╰────
//!   help: ask Jonas Weber, then write owner: ID
//! ```

mod excerpt;

use super::fold::{Folded, fold};
use super::{Judged, Subject};
use crate::checks::one_per_launch;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::page::{Line, Style};
use crate::report::render::clean::neutralize;
use crate::report::render::{Look, ink, wrap};
use excerpt::Pen;

/// The findings of a program, each with its place; those about the readiness of a launch as one, those of a rule
/// about missing fields in one line a file, unless `unfolded`.
pub fn render(judged: &Judged<'_>, look: &Look, unfolded: bool) -> String {
    let by_launch;
    let (alone, folded) = if unfolded {
        (judged.findings.iter().collect(), Vec::new())
    } else {
        by_launch = one_per_launch(judged.findings);
        fold(&by_launch)
    };
    let is_old = |found: &Diagnostic| !unfolded && found.new == Some(false);
    let (old, alone): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        alone.into_iter().partition(|found| is_old(found));
    let (old_folded, folded): (Vec<Folded<'_>>, Vec<Folded<'_>>) =
        folded.into_iter().partition(|group| is_old(group.first));
    let pen = Pen::new(look);
    let mut out = String::new();
    for found in alone {
        one(&mut out, &pen, found, judged.subject, look);
    }
    for group in &folded {
        write(&mut out, &line_of(group, judged.subject), "", look);
    }
    if !folded.is_empty() {
        out.push('\n');
    }
    there_before(&mut out, &old, &old_folded, judged.subject, look);
    let text = ink::paint(&out, look.color);
    neutralize(text, look.workflow)
}

/// What is not new, a line each.
fn there_before(
    out: &mut String,
    alone: &[&Diagnostic],
    folded: &[Folded<'_>],
    subject: Subject<'_>,
    look: &Look,
) {
    if alone.is_empty() && folded.is_empty() {
        return;
    }
    let title = Line::new().dim("There before, and not through this change (-v shows them in full):");
    write(out, &title, "", look);
    for found in alone {
        write(out, &in_short(found, subject), "  ", look);
    }
    for group in folded {
        write(out, &line_of(group, subject), "  ", look);
    }
    out.push('\n');
}

fn one(out: &mut String, pen: &Pen, found: &Diagnostic, subject: Subject<'_>, look: &Look) {
    let mut title = head(found.severity, found.rule);
    title = title.text(": ").user(found.message.as_str());
    if found.new == Some(false) {
        title = title.dim(" (not new)");
    }
    write(out, &title, "", look);
    let mut notes = Vec::new();
    if let Some(at) = found.at {
        let drawing = pen.draw(found, at, subject.sources, &mut notes);
        out.push_str(&drawing);
    }
    if let Some(help) = &found.help {
        let line = Line::new()
            .styled(Style::Id, "help")
            .text(": ")
            .user(help.as_str());
        write(out, &line, "  ", look);
    }
    for note in notes {
        let line = Line::new().styled(Style::Id, "note").text(": ").user(note);
        write(out, &line, "  ", look);
    }
    out.push('\n');
}

/// `error[missing-owner]`.
fn head(severity: Severity, rule: &str) -> Line {
    let style = match severity {
        Severity::Error => Style::Bad,
        Severity::Warn => Style::Warn,
        Severity::Info => Style::Id,
    };
    Line::new().styled(style, format!("{}[{rule}]", severity.as_str()))
}

/// `payments.yaml:3: error[missing-owner]: checkout-ui-beta has a team (web) but no owner`.
fn in_short(found: &Diagnostic, subject: Subject<'_>) -> Line {
    let mut line = Line::new();
    if let Some(at) = found.at {
        let file = subject.sources.file(at.file);
        let number = file.position(at.span.start).line;
        line = line.user(file.path.as_str()).text(format!(":{number}: "));
    }
    line.join(head(found.severity, found.rule))
        .text(": ")
        .user(found.message.as_str())
}

/// `payments.yaml: error[missing-owner]: 4 milestones have no owner (-v lists them)`.
fn line_of(group: &Folded<'_>, subject: Subject<'_>) -> Line {
    let first = group.first;
    let mut line = Line::new();
    if let Some(at) = first.at {
        let path = &subject.sources.file(at.file).path;
        line = line.user(path.as_str()).text(": ");
    }
    line.join(head(first.severity, first.rule)).text(format!(
        ": {} items {} (-v lists them)",
        group.number, group.words
    ))
}

/// Adds a line, broken where the output ends; what follows the break is indented a little more, or under the
/// text behind `help: `.
fn write(out: &mut String, line: &Line, indent: &str, look: &Look) {
    let ready = wrap::ready(line, look, false);
    let hang = if indent.is_empty() { "  " } else { "        " };
    let width = look.columns() - hang.len();
    for (number, text) in wrap::wrap(&ready, width, true).iter().enumerate() {
        out.push_str(if number == 0 { indent } else { hang });
        out.push_str(text);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn shown(text: &str, spans: &[(usize, usize)], look: &Look) -> String {
        fixture::placed(text, spans, |judged| render(&judged[0], look, true))
    }

    #[test]
    fn a_finding_has_one_header_a_place_a_line_and_a_caret() {
        let text = shown("a: 1\nowenr: x\n", &[(5, 10)], &Look::plain(80));
        assert_eq!(
            text,
            "error[unknown-field]: unknown field\n   ╭─[plan.yaml:2:1]\n 2 │ owenr: x\n   · ^^^^^\n   ╰────\n  \
             help: mend it\n\n"
        );
    }

    #[test]
    fn what_was_there_before_is_a_line_behind_what_is_new() {
        let text = fixture::aged(|judged| render(&judged[0], &Look::plain(80), false));
        assert_eq!(
            text,
            "error[missing-owner]: x has no owner\n   ╭─[plan.yaml:1:1]\n 1 │ x: 1\n   · ^\n   ╰────\n\n\
             There before, and not through this change (-v shows them in full):\n  \
             plan.yaml:2: error[missing-owner]: y has no owner\n\n"
        );
        let whole = fixture::aged(|judged| render(&judged[0], &Look::plain(80), true));
        assert!(
            whole.contains("y has no owner (not new)\n   ╭─[plan.yaml:2:1]"),
            "{whole}"
        );
    }

    #[test]
    fn places_in_other_lines_are_marked_or_told() {
        let text = shown(
            "a: 1\nb: 2\nc: 3\n",
            &[(5, 6), (10, 11), (0, 1)],
            &Look::plain(80),
        );
        assert!(text.contains(" 3 │ c: 3"), "{text}");
        assert!(text.contains("╰── second"), "{text}");
        assert!(text.contains("  note: second: plan.yaml:1\n"), "{text}");
    }

    #[test]
    fn nothing_is_wider_than_the_output() {
        let long = format!(
            "{}: {{owenr: x, title: \"{}\"}}\n",
            "k".repeat(300),
            "漢 word ".repeat(60)
        );
        for start in [0, 150, 303, 330, 800] {
            for width in [40, 80] {
                let text = shown(
                    &long,
                    &[(start, start + 5), (start + 8, start + 9)],
                    &Look::plain(width),
                );
                for line in text.lines() {
                    assert!(UnicodeWidthStr::width(line) <= width, "{width}, {start}: {line}");
                }
                assert!(text.contains('^'), "{start}: {text}");
            }
        }
    }

    #[test]
    fn ascii_and_colors_are_as_the_look_says() {
        let ascii = Look {
            unicode: false,
            ..Look::plain(80)
        };
        assert!(shown("owenr: x\n", &[(0, 5)], &ascii).is_ascii());
        let colored = Look {
            color: true,
            ..Look::plain(80)
        };
        let text = shown("owenr: x\n", &[(0, 5)], &colored);
        assert!(
            text.starts_with("\u{1b}[1m\u{1b}[31merror[unknown-field]\u{1b}[0m: "),
            "{text:?}"
        );
    }

    #[test]
    fn hostile_text_neither_steers_the_terminal_nor_the_runner() {
        let look = Look {
            workflow: true,
            ..Look::plain(80)
        };
        let text = fixture::hostile(|all| render(&all[0], &look, true));
        assert!(!text.contains(['\u{1b}', '\u{0}', '\u{202e}']), "{text:?}");
        assert!(!text.contains("##["), "{text}");
        assert!(
            text.lines().all(|line| !line.trim_start().starts_with("::")),
            "{text}"
        );
    }
}
