//! `cargo xtask handout`: a course pack, for people who learn.

use std::fmt::Write as _;
use std::sync::atomic::Ordering::Relaxed;

use anyhow::Result;
use racecourse_handout::{Exercise, NoPlace, pack};
use racecourse_report::plural;
use racecourse_runner::fixtures;

use crate::catalogue::CLASSES;
use crate::maintain::HandoutOptions;
use crate::{AS_EXPECTED, WrongUsage, interrupt, print, project};

/// Makes the pack, and says what is in it.
pub(crate) fn handout(options: &HandoutOptions) -> Result<u8> {
    let mut chosen = fixtures(CLASSES, &options.selectors)?;
    chosen.sort_by_key(|(_, fixture)| fixture.about.exercise.place);
    let exercises: Vec<Exercise> = chosen
        .iter()
        .map(|(class, fixture)| Exercise { class: class.name.to_owned(), fixture: fixture.about.name.to_owned() })
        .collect();
    let stopped = interrupt::listen()?;
    pack(&project::root(), &options.out, &exercises, &|| stopped.load(Relaxed)).map_err(|error| {
        match error.downcast::<NoPlace>() {
            Ok(no_place) => WrongUsage(no_place.to_string()).into(),
            Err(error) => error,
        }
    })?;
    let mut text = format!("Packed into {}, in the order of the course:\n\n", options.out.display());
    for exercise in &exercises {
        let _ = writeln!(text, "  {exercise}");
    }
    let count = plural(exercises.len() as u64, "exercise");
    let _ = writeln!(text, "\n{count}. README.md says what to do with them.");
    print(&text)?;
    Ok(AS_EXPECTED)
}
