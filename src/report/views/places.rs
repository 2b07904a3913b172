//! Where each item that a page names is written, for those who go there next.

use crate::load::Loaded;
use crate::model::Section;
use crate::report::page::{Column, Line, Page, Table};

/// Adds the file and line of every item that the page names, in the order in which it names them.
pub fn places(page: &mut Page, loaded: &Loaded) {
    let mut table = Table::new([Column::fixed("Item"), Column::flex("Written in", 1)]);
    for id in page.ids() {
        if let Some(place) = place(loaded, &id) {
            table.row([Line::new().id(id), Line::new().user(place)]);
        }
    }
    if !table.rows.is_empty() {
        page.heading("Places");
        page.table(table);
    }
}

/// `infra.yaml:34`; of `ga.rollback`, the place of the launch `ga`.
fn place(loaded: &Loaded, id: &str) -> Option<String> {
    let (item, is_within) = match id.split_once('.') {
        Some((launch, _)) => (launch, true),
        None => (id, false),
    };
    let mut sections = Section::ALL
        .into_iter()
        .filter(|section| section.is_of_items() && (!is_within || *section == Section::Launches));
    let (key, _) = sections.find_map(|section| loaded.documents.entity(section.as_str(), item))?;
    let file = loaded.sources.file(key.file());
    Some(format!("{}:{}", file.path, file.position(key.span().start).line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::text::MemoryTree;

    #[test]
    fn each_item_is_placed_once_and_what_is_no_item_not_at_all() {
        let files = [
            ("plan.yaml", "milestones:\n  api: {}\n  ga: {needs: [api]}\n"),
            ("launch.yaml", "launches:\n  ga: {}\n"),
        ];
        let loaded = load(&MemoryTree::new(files), "", "test").expect("loads");
        let mut page = Page::titled(Line::new().id("ga"));
        let mut inner = Page::new();
        inner.list([Line::new().id("ga.rollback"), Line::new().id("nobody")]);
        page.line(Line::new().text("waits for ").id("api"))
            .fold("More", inner);
        places(&mut page, &loaded);
        let mut placed = Table::new([Column::fixed("Item"), Column::flex("Written in", 1)]);
        for (id, place) in [
            ("ga", "plan.yaml:3"),
            ("api", "plan.yaml:2"),
            ("ga.rollback", "launch.yaml:2"),
        ] {
            placed.row([Line::new().id(id), Line::new().user(place)]);
        }
        assert_eq!(
            page.blocks.last(),
            Some(&crate::report::page::Block::Table(placed))
        );
        let mut empty = Page::titled("Nothing");
        places(&mut empty, &loaded);
        assert_eq!(empty, Page::titled("Nothing"));
    }
}
