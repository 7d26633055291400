//! A witness: one failing execution, in a line of text.

use std::fmt;
use std::str::FromStr;

use racecourse::findings::Event;
use racecourse::{Backend, Part};
use serde::{Deserialize, Serialize};

use crate::schedule::Schedule;

/// The first part of every token, with the version of its form.
const MARK: &str = "rc1";
const PARTS: usize = 10;

/// Names one failing execution. Its text form is the token that `cargo xtask replay` takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// The class.
    pub class: String,
    /// The fixture.
    pub fixture: String,
    /// Which of the fixture's scenarios.
    pub part: Part,
    /// The variant.
    pub variant: String,
    /// The checker.
    pub backend: Backend,
    /// How the checker came upon it: `bounded` for the search with the fewest preemptions, `thorough` for the same where
    /// loom explores thoroughly.
    pub scheduler: String,
    /// Where the search began, if that was by chance.
    pub seed: u64,
    /// What the checker chose.
    pub schedule: Schedule,
    /// Stands for the sources that the execution is one of; see [`fingerprint`].
    pub sources: u32,
    /// Stands for how the execution ends; see [`ending`].
    pub ending: u32,
}

/// A number that changes when one of these sources does, or this program's version. They are those of the specification, of
/// the variant, and of the scenario if that is another one, in this order.
pub fn fingerprint(sources: &[&str]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for source in sources {
        hasher.update(source.as_bytes());
        hasher.update(&[0]);
    }
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.finalize()
}

/// A number for the way in which an execution ends. Failures of one kind end alike: their texts name source lines.
pub fn ending(event: &Event) -> u32 {
    let text = match event {
        Event::Outcome(text) => format!("outcome {text}"),
        Event::Failure(kind, _) => format!("failure {kind}"),
    };
    crc32fast::hash(text.as_bytes())
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Witness { class, fixture, part, variant, backend, scheduler, seed, schedule, sources, ending } = self;
        let scenario = match part {
            Part::Specification => String::new(),
            other => format!("/{}", other.file()),
        };
        let text = format!(
            "{MARK}:{class}/{fixture}{scenario}:{variant}:{backend}:{scheduler}:{seed}:{schedule}:{sources:08x}:{ending:08x}"
        );
        write!(f, "{text}:{:08x}", crc32fast::hash(text.as_bytes()))
    }
}

impl FromStr for Witness {
    type Err = String;

    /// Reads a token. The error says what is wrong with it.
    fn from_str(token: &str) -> Result<Self, String> {
        let token = token.trim();
        let parts: Vec<&str> = token.split(':').collect();
        if parts[0] != MARK {
            return Err(format!("a witness begins with `{MARK}:`"));
        }
        let &[_, name, variant, backend, scheduler, seed, schedule, sources, ending, sum] = &parts[..] else {
            return Err(format!("a witness has {PARTS} parts with colons between them; this one has {}", parts.len()));
        };
        let (text, _) = token.rsplit_once(':').unwrap_or_default();
        if u32::from_str_radix(sum, 16) != Ok(crc32fast::hash(text.as_bytes())) {
            return Err("it is damaged: its checksum does not fit; copy the whole token again".to_owned());
        }
        let number = |text: &str| u32::from_str_radix(text, 16).map_err(|_| format!("`{text}` is no number"));
        let (class, fixture) = name.split_once('/').ok_or_else(|| format!("`{name}` is no class and fixture"))?;
        let (fixture, part) = match fixture.split_once('/') {
            None => (fixture, Part::Specification),
            Some((fixture, file)) => {
                let part = Part::ALL.into_iter().find(|part| part.file() == file);
                (fixture, part.ok_or_else(|| format!("no fixture has a scenario called `{file}`"))?)
            }
        };
        let backend = Backend::ALL.into_iter().find(|known| known.name() == backend);
        Ok(Witness {
            class: class.to_owned(),
            fixture: fixture.to_owned(),
            part,
            variant: variant.to_owned(),
            backend: backend.filter(|backend| !backend.is_stress()).ok_or("it names no model checker")?,
            scheduler: scheduler.to_owned(),
            seed: seed.parse().map_err(|_| format!("`{seed}` is no seed"))?,
            schedule: schedule.parse()?,
            sources: number(sources)?,
            ending: number(ending)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use racecourse::ViolationKind;

    use super::*;

    fn witness() -> Witness {
        Witness {
            class: "atomicity".into(),
            fixture: "unlocked-counter".into(),
            part: Part::Specification,
            variant: "broken".into(),
            backend: Backend::Shuttle,
            scheduler: "bounded".into(),
            seed: 0,
            schedule: "3ab".parse().unwrap(),
            sources: 0xdead_beef,
            ending: ending(&Event::Outcome("1".into())),
        }
    }

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let token = witness().to_string();
        assert!(token.starts_with("rc1:atomicity/unlocked-counter:broken:shuttle:bounded:0:3ab:deadbeef:"), "{token}");
        assert_eq!(token.parse(), Ok(witness()));
        assert_eq!(format!(" {token}\n").parse(), Ok(witness()));
    }

    #[test]
    fn a_token_names_the_scenario_if_it_is_another_one() {
        let token = Witness { part: Part::Crowd, ..witness() }.to_string();
        assert!(token.starts_with("rc1:atomicity/unlocked-counter/crowd:broken:"), "{token}");
        assert_eq!(token.parse(), Ok(Witness { part: Part::Crowd, ..witness() }));
    }

    #[test]
    fn every_damage_to_a_token_is_noticed() {
        let token = witness().to_string();
        for place in 0..token.len() {
            let mut damaged = token.clone().into_bytes();
            damaged[place] = if damaged[place] == b'x' { b'y' } else { b'x' };
            let damaged = String::from_utf8(damaged).unwrap();
            assert!(damaged.parse::<Witness>().is_err(), "{damaged}");
            assert!(token[..place].parse::<Witness>().is_err(), "{}", &token[..place]);
        }
    }

    #[test]
    fn failures_of_one_kind_end_alike() {
        let failure = |kind, text: &str| ending(&Event::Failure(kind, text.into()));
        assert_eq!(failure(ViolationKind::Deadlock, "a"), failure(ViolationKind::Deadlock, "b"));
        assert_ne!(failure(ViolationKind::Deadlock, "a"), failure(ViolationKind::LostWakeUp, "a"));
    }
}
