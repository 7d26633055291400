//! One cell of the outcome table: a variant on a backend.

use std::path::PathBuf;

use racecourse::mending::Mending;
use racecourse::{Backend, Class, Expectation, Fixture, GradedOutcome, Implementation, Part, VariantAbout};

/// A variant on a backend, with what is expected of it.
#[derive(Clone, Copy)]
pub struct Cell {
    /// The class.
    pub class: &'static str,
    /// The fixture.
    pub fixture: Fixture,
    /// The variant whose expectation counts.
    pub variant: &'static VariantAbout,
    /// The variant whose code runs: the same one, except where a test proves that the checks can fail.
    pub code: &'static str,
    /// The backend.
    pub backend: Backend,
    /// Which of the fixture's scenarios runs.
    pub part: Part,
    /// The program that has the code; `None` for this one.
    pub program: Option<&'static Program>,
    /// Whether its workers are confined, as they have to be where nobody has read the code.
    pub confined: bool,
    /// What is done about accesses that loom takes for less than they are. Witnesses are not looked for where something is:
    /// they would be of other executions.
    pub mending: Option<Mending>,
}

/// Another program that has been compiled with code that this one does not have, and calls
/// [`take_over`](crate::workers::take_over) first thing in its `main`.
#[derive(Clone, Debug)]
pub struct Program {
    /// Where it is.
    pub path: PathBuf,
    /// The code that it has: what it is called there, and its source.
    pub sources: Vec<(String, String)>,
}

impl Cell {
    /// Every cell of a fixture, variant by variant.
    pub fn all(class: &Class, fixture: Fixture) -> Vec<Cell> {
        let variants = fixture.about.variants.iter();
        let name = class.name;
        variants.flat_map(|variant| Backend::ALL.map(|backend| Cell::new(name, fixture, variant, backend))).collect()
    }

    /// A variant that this program has, on a backend.
    pub fn new(class: &'static str, fixture: Fixture, variant: &'static VariantAbout, backend: Backend) -> Cell {
        Cell {
            class,
            fixture,
            variant,
            code: variant.name,
            backend,
            part: Part::Specification,
            program: None,
            confined: false,
            mending: None,
        }
    }

    /// The same cell, with another variant's code judged by this one's expectation.
    pub fn with_code_of(mut self, variant: &'static str) -> Cell {
        self.code = variant;
        self
    }

    /// What is expected.
    pub fn expectation(&self) -> Expectation {
        // Whoever is right holds where what the fixture is about does not exist, too.
        if self.part != Part::Specification && self.fixture.about.besides.contains(&self.backend) {
            return Expectation::Holds;
        }
        self.fixture.about.expectation(self.variant, self.backend)
    }

    /// The code that runs, unless the backend is not supported. If another program has it, `broken` stands for it: what a
    /// scenario lists is the same for all variants, and that is all that may be asked of it here.
    pub fn implementation(&self) -> Option<Implementation> {
        let code = if self.program.is_some() { "broken" } else { self.code };
        self.fixture.part(self.part, code, self.backend)
    }

    /// The outcomes that the scenario lists; `None` if the backend is not supported.
    pub fn outcomes(&self) -> Option<Vec<GradedOutcome>> {
        Some(match self.implementation()? {
            Implementation::Stress(scenario) => scenario().outcomes().to_vec(),
            Implementation::Model(scenario) => scenario().outcomes().to_vec(),
        })
    }

    /// Stands for the source of what runs; `None` if this program has no such variant.
    pub(crate) fn sources(&self) -> Option<u32> {
        let code = match self.program {
            Some(program) => &program.sources.iter().find(|(code, _)| code == self.code)?.1,
            None => self.fixture.source(self.code)?,
        };
        let mut sources = vec![self.fixture.source("spec")?, code];
        if self.part != Part::Specification {
            sources.push(self.fixture.source(self.part.file())?);
        }
        Some(racecourse_model::fingerprint(&sources))
    }

    /// A number of this cell's own, so that its random choices do not depend on what else is selected (FNV-1a, 64 bits).
    pub(crate) fn fingerprint(&self) -> u64 {
        let bytes = self.title().into_bytes();
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    }

    /// `class/fixture variant on backend`.
    pub fn title(&self) -> String {
        format!("{}/{} {} on {}", self.class, self.fixture.about.name, self.variant.name, self.backend)
    }
}
