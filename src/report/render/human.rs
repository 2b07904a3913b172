//! A page for a terminal: plain tables without lines, fitted to the width, colored only where that is wanted.

use super::arrange::{GAP, widths};
use super::wrap::{marked, ready, width, wrap};
use super::{Look, clean::neutralize, ink};
use crate::report::page::{Align, Block, Line, Page, Run, Style, Table};
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ContentArrangement};

/// The page as text.
pub fn render(page: &Page, look: &Look) -> String {
    let mut out = Out {
        look,
        lines: Vec::new(),
    };
    out.page(page, false);
    while out.lines.last().is_some_and(String::is_empty) {
        out.lines.pop();
    }
    let text = out.lines.join("\n");
    neutralize(ink::paint(&text, look.color), look.workflow)
}

struct Out<'l> {
    look: &'l Look,
    lines: Vec<String>,
}

impl Out<'_> {
    fn page(&mut self, page: &Page, is_inner: bool) {
        if let Some(title) = &page.title {
            if is_inner {
                self.heading(title);
            } else {
                self.text(title, 0);
                self.blank();
            }
        }
        let labels = |blocks: &[Block]| {
            let widths = blocks.iter().map_while(|block| match block {
                Block::Fact(label, _) => Some(width(label)),
                _ => None,
            });
            widths.max().unwrap_or(0)
        };
        let mut label_width = None;
        for (at, block) in page.blocks.iter().enumerate() {
            if !matches!(block, Block::Fact(..)) {
                label_width = None;
            }
            match block {
                Block::Heading(line) => self.heading(line),
                Block::Line(line) => self.text(line, 0),
                Block::Fact(label, line) => {
                    let wide = *label_width.get_or_insert_with(|| labels(&page.blocks[at..]));
                    self.fact(label, line, wide);
                }
                Block::Table(table) => self.table(table),
                Block::List { items, numbered } => self.list(items, *numbered),
                Block::Code(lines) => {
                    for line in lines {
                        self.lines.push(marked(&ready(line, self.look, true)));
                    }
                }
                Block::Fold { title, page } => {
                    self.heading(title);
                    self.page(page, true);
                }
                Block::Blank => self.blank(),
            }
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn heading(&mut self, line: &Line) {
        self.blank();
        let runs = line.runs.iter().map(|run| Run {
            text: if run.verbatim {
                run.text.clone()
            } else {
                run.text.to_uppercase()
            },
            style: if run.style == Style::Plain {
                Style::Strong
            } else {
                run.style
            },
            verbatim: run.verbatim,
        });
        let line = Line { runs: runs.collect() };
        self.text(&line, 0);
    }

    fn text(&mut self, line: &Line, indent: usize) {
        let line = ready(line, self.look, false);
        let room = self.look.columns().saturating_sub(indent);
        for part in wrap(&line, room, true) {
            self.lines.push(format!("{:indent$}{part}", ""));
        }
    }

    /// Text that hangs under its own beginning.
    fn hang(&mut self, head: &str, head_width: usize, line: &Line) {
        let line = ready(line, self.look, false);
        let room = self.look.columns().saturating_sub(head_width).max(12);
        for (number, part) in wrap(&line, room, true).into_iter().enumerate() {
            self.lines.push(if number == 0 {
                format!("{head}{part}")
            } else {
                format!("{:head_width$}{part}", "")
            });
        }
    }

    fn fact(&mut self, label: &str, line: &Line, wide: usize) {
        let label = label.to_uppercase();
        let pad = wide.saturating_sub(width(&label)) + GAP;
        let mut head = String::new();
        ink::mark(&mut head, Style::Dim, &label);
        head.push_str(&" ".repeat(pad));
        self.hang(&head, wide + GAP, line);
    }

    fn list(&mut self, items: &[Line], numbered: bool) {
        for (number, item) in items.iter().enumerate() {
            let head = if numbered {
                format!("{:>2}  ", number + 1)
            } else {
                "- ".into()
            };
            self.hang(&head, head.len(), item);
        }
    }

    fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        let indent = GAP;
        let columns = widths(table, indent, self.look.columns());
        let gaps = GAP * columns.len().saturating_sub(1);
        let wide: usize = columns.iter().map(|(_, wide)| wide).sum();
        if indent + gaps + wide > self.look.columns() {
            self.cards(table, &columns);
            return;
        }
        let has_titles = columns.iter().any(|(at, _)| !table.columns[*at].title.is_empty());
        let mut rows: Vec<(Vec<Line>, Option<&Line>)> = Vec::new();
        if has_titles {
            let title = |(at, _): &(usize, usize)| Line::new().dim(table.columns[*at].title.to_uppercase());
            rows.push((columns.iter().map(title).collect(), None));
        }
        for row in &table.rows {
            let cells = columns
                .iter()
                .map(|(at, _)| row.cells.get(*at).cloned().unwrap_or_default());
            rows.push((cells.collect(), row.detail.as_ref()));
        }
        for (cells, detail) in self.blocks(table, &columns, rows) {
            for line in cells.lines() {
                self.lines.push(format!("{:indent$}{}", "", line.trim_end()));
            }
            if let Some(detail) = detail {
                self.text(detail, indent + GAP + 1);
            }
        }
    }

    /// The rows where there is no room for them side by side: each its name, and a line for each of its cells.
    fn cards(&mut self, table: &Table, columns: &[(usize, usize)]) {
        let is_name = |at: usize| {
            let mut cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            cells.any(|cell| cell.runs.iter().any(|run| run.style == Style::Id))
        };
        let ats = || columns.iter().map(|(at, _)| *at);
        let Some(name) = ats().find(|at| is_name(*at)).or_else(|| ats().next()) else {
            return;
        };
        let titles = ats()
            .filter(|at| *at != name)
            .map(|at| width(&table.columns[at].title));
        let wide = titles.max().unwrap_or(0);
        for row in &table.rows {
            let cell = |at: usize| row.cells.get(at).filter(|cell| !cell.is_empty());
            self.hang("  ", GAP, &cell(name).cloned().unwrap_or_default());
            for (at, cell) in ats()
                .filter(|at| *at != name)
                .filter_map(|at| Some((at, cell(at)?)))
            {
                let title = table.columns[at].title.to_uppercase();
                let pad = wide - width(&title) + GAP;
                let mut head = " ".repeat(2 * GAP);
                ink::mark(&mut head, Style::Dim, &title);
                head.push_str(&" ".repeat(pad));
                self.hang(&head, 2 * GAP + wide + GAP, cell);
            }
            if let Some(detail) = &row.detail {
                self.text(detail, 2 * GAP);
            }
        }
    }

    /// The rows laid out, each as its lines; in parts, so that a long table needs no second copy of itself.
    fn blocks<'t>(
        &self,
        table: &Table,
        columns: &[(usize, usize)],
        rows: Vec<(Vec<Line>, Option<&'t Line>)>,
    ) -> Vec<(String, Option<&'t Line>)> {
        let parts = rows.chunks(PART);
        parts.flat_map(|rows| self.part(table, columns, rows)).collect()
    }

    fn part<'t>(
        &self,
        table: &Table,
        columns: &[(usize, usize)],
        rows: &[(Vec<Line>, Option<&'t Line>)],
    ) -> Vec<(String, Option<&'t Line>)> {
        let mut laid = comfy_table::Table::new();
        laid.load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled);
        let mut heights = Vec::with_capacity(rows.len());
        for (cells, _) in rows {
            let mut height = 1;
            let row: Vec<Cell> = cells
                .iter()
                .zip(columns)
                .map(|(cell, (at, wide))| {
                    let mut lines = wrap(&ready(cell, self.look, false), *wide, true);
                    height = height.max(lines.len());
                    let align = table.columns[*at].align;
                    // A column keeps its width also where no cell fills it.
                    if heights.is_empty() {
                        let fill = "\u{a0}".repeat(wide.saturating_sub(width(&lines[0])));
                        match align {
                            Align::Left => lines[0].push_str(&fill),
                            Align::Right => lines[0].insert_str(0, &fill),
                        }
                    }
                    Cell::new(lines.join("\n")).set_alignment(match align {
                        Align::Left => CellAlignment::Left,
                        Align::Right => CellAlignment::Right,
                    })
                })
                .collect();
            laid.add_row(row);
            heights.push(height);
        }
        for column in laid.column_iter_mut() {
            column.set_padding((0, GAP as u16));
        }
        let text = laid.to_string();
        let mut lines = text.lines().map(|line| line.replace('\u{a0}', " "));
        heights
            .into_iter()
            .zip(rows)
            .map(|(height, (_, detail))| {
                let block: Vec<String> = lines.by_ref().take(height).collect();
                (block.join("\n"), *detail)
            })
            .collect()
    }
}

/// Rows that are laid out at once.
const PART: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::{Column, Row};

    fn page() -> Page {
        let mut page = Page::titled(Line::new().id("ga").text("  due 14 Nov · earliest 26 Nov"));
        let mut table = Table::new([
            Column::fixed("Earliest"),
            Column::fixed("Item"),
            Column::number("Days"),
            Column::flex("Why it is there", 1),
        ]);
        table.row(Row::new([
            Line::from("24 Oct"),
            Line::new().id("data-backfill"),
            Line::from("20"),
            Line::from("waits for edge-capacity; Chen Li is away 6 to 17 Oct and has no deputy to cover for the work"),
        ]));
        page.table(table);
        page
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_prose_wraps_in_its_column() {
        for columns in [60, 80, 120] {
            let text = render(&page(), &Look::plain(columns));
            assert!(
                text.lines().all(|line| width(line) <= columns),
                "{columns}:\n{text}"
            );
        }
        let text = render(&page(), &Look::plain(60));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2], "  EARLIEST  ITEM           DAYS  WHY IT IS THERE");
        assert!(
            lines[3].starts_with("  24 Oct    data-backfill    20  waits for"),
            "{text}"
        );
        assert!(
            lines[4].starts_with("                                 "),
            "{text}"
        );
    }

    #[test]
    fn without_room_side_by_side_each_row_is_a_card() {
        let text = render(&page(), &Look::plain(44));
        let lines: Vec<&str> = text.lines().skip(2).take(5).collect();
        assert_eq!(
            lines,
            [
                "  data-backfill",
                "    EARLIEST         24 Oct",
                "    DAYS             20",
                "    WHY IT IS THERE  waits for",
                "                     edge-capacity; Chen Li",
            ]
        );
        assert!(text.lines().all(|line| width(line) <= 44), "{text}");
    }

    #[test]
    fn color_only_where_it_is_wanted() {
        assert!(!render(&page(), &Look::plain(80)).contains('\u{1b}'));
        let colored = Look {
            color: true,
            ..Look::plain(80)
        };
        assert!(render(&page(), &colored).contains('\u{1b}'));
    }
}
