//! How far a long run is: on standard error, only on a terminal, and only once a second has gone by.

use super::Env;
use std::time::Duration;

/// A line that is written again and again.
pub struct Progress {
    clock: Option<Box<dyn Fn() -> Duration + Send>>,
    shown: Option<Duration>,
}

/// Before this a run is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two lines.
const STEP: Duration = Duration::from_millis(100);

impl Progress {
    /// Silent where standard error is no terminal, or less is to be said.
    pub fn new(env: &Env, quiet: bool) -> Progress {
        let is_shown = env.terminal.err && !env.terminal.dumb && !quiet;
        Progress {
            clock: is_shown.then(Env::clock),
            shown: None,
        }
    }

    /// Tells how much of how much is done.
    pub fn tell(&mut self, what: &str, done: usize, total: usize) {
        let Some(clock) = &self.clock else { return };
        let now = clock();
        let due = self.shown.map_or(PATIENCE, |shown| shown + STEP);
        if now < due || total == 0 {
            return;
        }
        self.shown = Some(now);
        Env::complain(&format!("\r{}\x1b[K", bar(what, done, total)));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            Env::complain("\r\x1b[K");
        }
    }
}

/// `reading history [████████............] 40 %`, in ASCII, since nothing is known of the terminal's font.
fn bar(what: &str, done: usize, total: usize) -> String {
    const WIDTH: usize = 20;
    let done = done.min(total);
    let full = done * WIDTH / total;
    format!(
        "{what} [{}{}] {} %",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        done * 100 / total
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_full_as_what_is_done() {
        assert_eq!(bar("reading", 0, 3), "reading [....................] 0 %");
        assert_eq!(bar("reading", 1, 3), "reading [######..............] 33 %");
        assert_eq!(bar("reading", 9, 3), "reading [####################] 100 %");
    }

    #[test]
    fn nothing_is_said_in_the_first_second_and_then_ten_times_a_second() {
        use std::sync::Arc;
        use std::sync::atomic::{AtomicU64, Ordering};
        let time = Arc::new(AtomicU64::new(0));
        let clock = time.clone();
        let mut progress = Progress {
            clock: Some(Box::new(move || {
                Duration::from_millis(clock.load(Ordering::Relaxed))
            })),
            shown: None,
        };
        let mut shown = |at: u64| {
            time.store(at, Ordering::Relaxed);
            let before = progress.shown;
            progress.tell("reading", 1, 2);
            progress.shown != before
        };
        assert_eq!(
            [999, 1000, 1050, 1100].map(&mut shown),
            [false, true, false, true]
        );
        progress.shown = None;
    }
}
