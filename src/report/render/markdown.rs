//! A page as GitHub's Markdown. Text of the program can mention nobody, hold no HTML and break no table.

use super::clean::clean;
use crate::report::page::{Align, Block, Line, Page, Style, Table};
use std::fmt::Write;

/// The page as Markdown.
pub fn render(page: &Page) -> String {
    let mut out = String::new();
    write_page(&mut out, page, 3);
    let mut text = out.trim().to_owned();
    text.push('\n');
    text
}

/// About how many bytes a row of these cells takes.
pub(super) fn size(cells: &[Line]) -> usize {
    cells.iter().map(|cell| inline(cell).len() + 3).sum::<usize>() + 2
}

/// The longest comment; GitHub takes 65,536 characters.
const LONGEST: usize = 60_000;

/// The page as a comment on a pull request, behind a hidden mark by which a robot finds it again to put the
/// next one in its place. `page` makes it with at most as many rows a table as it is given; the first that
/// fits is taken.
pub fn comment(name: &str, page: impl Fn(usize) -> Page) -> String {
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let mark = format!("<!-- linchpin:{} -->\n", name.replace("--", "-"));
    let mut text = String::new();
    for most in [50, 20, 5, 1] {
        text = format!("{mark}{}", render(&page(most)));
        if text.len() <= LONGEST {
            break;
        }
    }
    text
}

fn write_page(out: &mut String, page: &Page, level: usize) {
    if let Some(title) = &page.title {
        let _ = write!(out, "\n{} {}\n\n", "#".repeat(level.min(6)), inline(title));
    }
    for block in &page.blocks {
        match block {
            Block::Heading(line) => {
                let _ = write!(out, "\n{} {}\n\n", "#".repeat((level + 1).min(6)), inline(line));
            }
            Block::Line(line) => {
                let _ = write!(out, "{}\n\n", inline(line));
            }
            Block::Fact(label, line) if label.is_empty() => {
                let _ = write!(out, "{}\n\n", inline(line));
            }
            Block::Fact(label, line) => {
                let _ = write!(out, "**{}** {}\n\n", escape(label, false), inline(line));
            }
            Block::Table(table) => write_table(out, table),
            Block::List { items, numbered } => {
                for item in items {
                    let mark = if *numbered { "1." } else { "-" };
                    let _ = writeln!(out, "{mark} {}", inline(item));
                }
                out.push('\n');
            }
            Block::Code(lines) => write_code(out, lines),
            Block::Fold { title, page } => {
                let _ = write!(out, "\n<details><summary>{}</summary>\n\n", inline(title));
                write_page(out, page, level + 1);
                out.push_str("\n</details>\n\n");
            }
            Block::Blank => {}
        }
    }
}

fn write_table(out: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let titles: Vec<String> = table
        .columns
        .iter()
        .map(|column| escape(&column.title, false))
        .collect();
    let _ = writeln!(out, "\n| {} |", titles.join(" | "));
    let rules: Vec<&str> = table
        .columns
        .iter()
        .map(|column| {
            if column.align == Align::Right {
                "---:"
            } else {
                "---"
            }
        })
        .collect();
    let _ = writeln!(out, "| {} |", rules.join(" | "));
    for row in &table.rows {
        let mut cells: Vec<String> = (0..table.columns.len())
            .map(|at| row.cells.get(at).map(cell).unwrap_or_default())
            .collect();
        if let (Some(detail), Some(last)) = (&row.detail, cells.last_mut()) {
            let _ = write!(last, "<br>{}", cell(detail));
        }
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn write_code(out: &mut String, lines: &[Line]) {
    let text: Vec<String> = lines
        .iter()
        .map(|line| clean(&line.plain()).into_owned())
        .collect();
    let longest = text
        .iter()
        .flat_map(|line| line.split(|c| c != '`'))
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "\n{fence}text\n{}\n{fence}\n\n", text.join("\n"));
}

/// A line that stands at the start of one of the output, where a sign can begin a list, a heading or a quotation.
fn inline(line: &Line) -> String {
    written(line, true)
}

/// A line within one of the output.
fn cell(line: &Line) -> String {
    written(line, false)
}

fn written(line: &Line, begins: bool) -> String {
    let mut out = String::new();
    for run in &line.runs {
        let text = clean(&run.text);
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        if start >= end {
            out.push_str(&text);
            continue;
        }
        let (before, core, after) = (&text[..start], &text[start..end], &text[end..]);
        out.push_str(before);
        match run.style {
            Style::Id if !core.contains(['`', '|']) => {
                let _ = write!(out, "`{core}`");
            }
            Style::Strong | Style::Bad => {
                let _ = write!(out, "**{}**", escape(core, false));
            }
            _ => {
                let begins = begins && out.trim_start().is_empty();
                out.push_str(&escape(core, begins));
            }
        }
        out.push_str(after);
    }
    out
}

/// Letters that Markdown or GitHub would read are written as entities; those that mean something only at the start
/// of a line, where the text begins one.
fn escape(text: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let starts = begins && at == 0 && matches!(c, '-' | '+' | '=');
        // A number and a dot at the start would be a list; `://` and `www.` would be links.
        let lists = begins && matches!(c, '.' | ')') && at > 0 && at == digits;
        let links = (c == ':' && text[at..].starts_with("://")) || (c == '.' && ends_with_www(&text[..at]));
        // `< 1 %` is no tag.
        let is_sign = text[at..].starts_with("< ");
        if starts
            || lists
            || links
            || !is_sign
                && matches!(
                    c,
                    '\\' | '`'
                        | '*'
                        | '_'
                        | '{'
                        | '}'
                        | '['
                        | ']'
                        | '<'
                        | '>'
                        | '#'
                        | '|'
                        | '@'
                        | '~'
                        | '&'
                        | '!'
                )
        {
            let _ = write!(out, "&#{};", c as u32);
            // GitHub looks for `@name` and `#1` in the finished page, where an entity is the letter itself.
            if matches!(c, '@' | '#') {
                out.push('\u{200b}');
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a text ends as an address of the web begins; only its last letters are looked at.
fn ends_with_www(text: &str) -> bool {
    let last = text.as_bytes().last_chunk::<3>();
    last.is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::Column;

    #[test]
    fn addresses_are_no_links_and_escaping_takes_one_pass() {
        // Of the address only the dot behind www, and the colon, are written otherwise: 46 and 58 in ASCII.
        assert_eq!(escape("WwW.a.b http://c 1.", true), "WwW&#46;a.b http&#58;//c 1.");
        assert_eq!(escape("12. a", true), "12&#46; a");
        assert_eq!(escape("12. a", false), "12. a");
        // Looking back over all of the text at each dot would read 10^11 bytes here.
        let long = format!("{}{}", "1".repeat(300_000), ".".repeat(300_000));
        let escaped = escape(&long, true);
        assert_eq!(escaped.len(), long.len() + "&#46;".len() - 1);
    }

    #[test]
    fn text_of_the_program_cannot_speak_markdown() {
        let mut table = Table::new([Column::flex("Title", 1)]);
        table.row([Line::new().user("@all <b>x</b> | [a](http://b) `c` #1 ![i](j)\n# h")]);
        let mut page = Page::new();
        page.table(table);
        let text = render(&page);
        let row = text.lines().last().unwrap();
        let inside = row.trim_start_matches("| ").trim_end_matches(" |");
        assert!(
            !inside.contains(['@', '<', '>', '|', '[', ']', '`', '!']),
            "{row}"
        );
        assert!(!inside.contains("://"), "{row}");
    }

    #[test]
    fn signs_are_written_as_they_are_where_they_mean_nothing() {
        let mut table = Table::new([Column::number("Late")]);
        table.row([Line::new().bad("+8")]);
        table.row([Line::from("0.61")]);
        let mut page = Page::new();
        page.table(table);
        for text in [
            "- a",
            "+ a",
            "1. a",
            "1) a",
            "= a",
            "> a",
            "# a",
            "< 1 %, 0.5 - 1",
        ] {
            page.line(Line::new().user(text));
        }
        let text = render(&page);
        assert!(text.contains("| **+8** |\n| 0.61 |\n"), "{text}");
        assert!(text.contains("\n< 1 %, 0.5 - 1\n"), "{text}");
        let begins = |line: &&str| line.starts_with(['-', '+', '=', '>', '#']) || line.starts_with("1.");
        assert_eq!(text.lines().find(begins), None);
        assert!(!text.contains("1)"), "{text}");
    }
}
