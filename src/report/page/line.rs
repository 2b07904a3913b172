//! A line of text made of runs, each with a meaning instead of a color.

/// What a run of text means. A color may show it, but the words must carry it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Nothing special.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// What may be overlooked.
    Dim,
    /// The id of an item.
    Id,
    /// Good news.
    Good,
    /// Needs watching.
    Warn,
    /// Bad news.
    Bad,
    /// Grey: not known, which is not the same as good.
    Unknown,
}

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text as it is in the file or in the view; renderers make it harmless.
    pub text: String,
    /// What it means.
    pub style: Style,
    /// Whether it comes from the user's files: then its letters are never replaced, not even where the
    /// terminal has only ASCII.
    pub verbatim: bool,
}

/// Runs of text on one line; a newline in it counts as a space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The runs from left to right, none of them empty.
    pub runs: Vec<Run>,
}

impl Line {
    /// An empty line.
    pub fn new() -> Line {
        Line::default()
    }

    /// Adds our own words.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.styled(Style::Plain, text)
    }

    /// Adds text from the user's files.
    pub fn user(self, text: impl Into<String>) -> Self {
        self.push(Style::Plain, text.into(), true)
    }

    /// Adds what the eye should find first.
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.styled(Style::Strong, text)
    }

    /// Adds what may be overlooked.
    pub fn dim(self, text: impl Into<String>) -> Self {
        self.styled(Style::Dim, text)
    }

    /// Adds the id of an item.
    pub fn id(self, id: impl Into<String>) -> Self {
        self.push(Style::Id, id.into(), true)
    }

    /// Adds good news.
    pub fn good(self, text: impl Into<String>) -> Self {
        self.styled(Style::Good, text)
    }

    /// Adds what needs watching.
    pub fn warn(self, text: impl Into<String>) -> Self {
        self.styled(Style::Warn, text)
    }

    /// Adds bad news.
    pub fn bad(self, text: impl Into<String>) -> Self {
        self.styled(Style::Bad, text)
    }

    /// Adds what is not known.
    pub fn unknown(self, text: impl Into<String>) -> Self {
        self.styled(Style::Unknown, text)
    }

    /// Adds our own words in a style that was computed.
    pub fn styled(self, style: Style, text: impl Into<String>) -> Self {
        self.push(style, text.into(), false)
    }

    /// Adds the runs of another line.
    pub fn join(mut self, other: impl Into<Line>) -> Self {
        self.runs.extend(other.into().runs);
        self
    }

    /// Lines one after the other with a separator between them, such as `", "`.
    pub fn joined<L: Into<Line>>(lines: impl IntoIterator<Item = L>, separator: &str) -> Line {
        let mut all = Line::new();
        for line in lines {
            if !all.is_empty() {
                all = all.text(separator);
            }
            all = all.join(line);
        }
        all
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The text without styles.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn push(mut self, style: Style, text: String, verbatim: bool) -> Self {
        if !text.is_empty() {
            self.runs.push(Run {
                text,
                style,
                verbatim,
            });
        }
        self
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Line {
        Line::new().text(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Line {
        Line::new().text(text)
    }
}
