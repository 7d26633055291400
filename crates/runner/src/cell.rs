//! One cell of the outcome table: a variant on a backend.

use racecourse::{Backend, Class, Expectation, Fixture, Implementation, VariantAbout};

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
    /// Whether its workers are confined, as they have to be where nobody has read the code.
    pub confined: bool,
}

impl Cell {
    /// Every cell of a fixture, variant by variant.
    pub fn all(class: &Class, fixture: Fixture) -> Vec<Cell> {
        let variants = fixture.about.variants.iter();
        let name = class.name;
        variants
            .flat_map(|variant| {
                Backend::ALL.map(|backend| Cell {
                    class: name,
                    fixture,
                    variant,
                    code: variant.name,
                    backend,
                    confined: false,
                })
            })
            .collect()
    }

    /// The same cell, with another variant's code judged by this one's expectation.
    pub fn with_code_of(mut self, variant: &'static str) -> Cell {
        self.code = variant;
        self
    }

    /// What is expected.
    pub fn expectation(&self) -> Expectation {
        self.fixture.about.expectation(self.variant, self.backend)
    }

    /// The code that runs, unless the backend is not supported.
    pub fn implementation(&self) -> Option<Implementation> {
        self.fixture.implementation(self.code, self.backend)
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
