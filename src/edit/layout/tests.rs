//! Texts before and after, written by hand.

use super::*;

fn layout(text: &str) -> Result<String, Unsure> {
    let source = SourceFile::new("plan.yaml", text);
    let (document, _) = parse::document(FileId(0), &source);
    laid_out(&source, &document)
}

#[test]
fn fields_and_sections_come_in_the_order_of_the_format_and_comments_with_them() {
    let text = "\
# Everything we promised.

milestones:   # all of them
    zulu:
        # Moved twice.
        due: 2026-10-09   # with the vendor
        title: Zulu  
        needs:
        # the long one
        - id: alpha
          lag: 3d
        - lag: 1d
          id: bravo
        # owner: nobody yet


    alpha:
        owner: chen
            # on leave in May
        title: Alpha

# The promise.
charter:
    target: zulu
    id: plan
";
    let after = "\
# Everything we promised.

# The promise.
charter:
  id: plan
  target: zulu

milestones:   # all of them
  zulu:
    title: Zulu
    # Moved twice.
    due: 2026-10-09   # with the vendor
    needs:
      # the long one
      - id: alpha
        lag: 3d
      - id: bravo
        lag: 1d
    # owner: nobody yet

  alpha:
    title: Alpha
    owner: chen
        # on leave in May
";
    assert_eq!(layout(text).unwrap(), after);
    assert_eq!(layout(after).unwrap(), after);
}

#[test]
fn nothing_moves_across_a_comment_set_apart() {
    let text = "\
milestones:
  a:
    owner: chen
    title: A

    # Dates

    due: 2026-10-09
    team: data
";
    let after = "\
milestones:
  a:
    title: A
    owner: chen

    # Dates

    team: data
    due: 2026-10-09
";
    assert_eq!(layout(text).unwrap(), after);
}

#[test]
fn texts_of_several_lines_move_whole() {
    let text = "\
milestones:
   a:
      note: |
         first  
           # no comment

         last
      accept: \"one
        two\"
      title: >-
        folded
        text
      needs: [b,
        c]   
";
    let after = "\
milestones:
  a:
    title: >-
      folded
      text
    needs: [b,
      c]
    accept: \"one
      two\"
    note: |
       first  
         # no comment

       last
";
    assert_eq!(layout(text).unwrap(), after);
}

#[test]
fn lines_for_editors_and_the_mark_of_a_document_stay_on_top() {
    let mode = "# yaml-language-server: $schema=schema.json\n";
    let text = format!("{mode}# People.\npeople:\n  a: {{name: A}}\ncharter:\n  id: x\n");
    let after = format!("{mode}charter:\n  id: x\n# People.\npeople:\n  a: {{name: A}}\n");
    assert_eq!(layout(&text).unwrap(), after);
    let text = "# x\n---\nteams: {}\ncharter: {id: x}\n";
    assert_eq!(layout(text).unwrap(), "# x\n---\ncharter: {id: x}\nteams: {}\n");
}

#[test]
fn line_ends_become_plain_and_one_stands_last() {
    let text = "charter:\r\n  title: X  \r\n  id: x\r\n\r\n\r\n";
    assert_eq!(layout(text).unwrap(), "charter:\n  id: x\n  title: X\n");
    assert_eq!(layout("charter:\n  id: x").unwrap(), "charter:\n  id: x\n");
}

#[test]
fn comments_of_a_field_that_becomes_the_first_of_an_entry_stand_above_it() {
    let text = "risks:\n  r-x:\n    plan:\n      - owner: a\n        # first\n        do: It\n";
    let after = "risks:\n  r-x:\n    plan:\n      # first\n      - do: It\n        owner: a\n";
    assert_eq!(layout(text).unwrap(), after);
}

#[test]
fn what_is_not_certain_is_left_with_the_reason() {
    for (text, line, why) in [
        ("people:\n  a: &x {name: A}\n", 2, "an anchor (`&`)"),
        ("people:\n  a: &x {name: A}\n  b: *x\n", 3, "an alias (`*`)"),
        ("people:\n  a: !!str x\n", 2, "a tag (`!`)"),
        ("people:\n  a:\t{name: A}\n", 2, "a tab"),
        ("people:\n  a: {}\n  a: {}\n", 3, "a key that stands twice"),
        ("- a\n", 1, "no sections"),
        ("{charter: {id: x}}\n", 1, "no sections"),
        (
            "charter:\n  title: |2\n    x\n  id: x\n",
            2,
            "a block text that gives its indentation or keeps its last lines",
        ),
    ] {
        assert_eq!(layout(text), Err(Unsure { line, why }), "{text}");
    }
}
