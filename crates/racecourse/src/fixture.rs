//! A fixture's source files become four modules and one registry entry.

use serde::{Deserialize, Serialize};

use crate::about::{About, Backend, VariantAbout};
use crate::explored::ModelScenario;
use crate::outcome::GradedOutcome;
use crate::stressed::StressScenario;

/// Which of a fixture's scenarios it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The one that the fixture is about, and that its expected verdicts are of.
    Specification,
    /// What a caller is owed who is alone.
    Sequential,
    /// More actors, or calls that meet in other ways than in the specification's scenario: for answers that nobody has read.
    Crowd,
    /// Few actors who do the same more than once: for what goes wrong only the second time, because an ordering is too weak.
    Rounds,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 4] = [Part::Specification, Part::Sequential, Part::Crowd, Part::Rounds];

    /// The name of the file that it is in, without the extension.
    pub fn file(self) -> &'static str {
        match self {
            Part::Specification => "spec",
            Part::Sequential => "sequential",
            Part::Crowd => "crowd",
            Part::Rounds => "rounds",
        }
    }
}

/// A variant as compiled for one backend: a way to make its scenario.
#[derive(Clone, Copy)]
pub enum Implementation {
    /// For `threads` and `processes`.
    Stress(fn() -> Box<dyn StressScenario>),
    /// For `loom` and `shuttle`.
    Model(fn() -> Box<dyn ModelScenario>),
}

/// A scenario with a variant on a backend: the variant's name, the backend, and how to make the scenario.
pub type Entry = (&'static str, Backend, Implementation);

/// One bug pattern: its metadata, and its variants as compiled for each backend.
#[derive(Clone, Copy)]
pub struct Fixture {
    /// The name of the type that every variant's file defines.
    pub subject: &'static str,
    /// The metadata that stands next to the code.
    pub about: &'static About,
    /// What there is of the specification's scenario.
    pub implementations: &'static [Entry],
    /// The same for the fixture's other scenarios, each of which is compiled for one backend.
    pub others: &'static [(Part, &'static [Entry])],
    /// The files of its folder, without their extension, and what is in them: the lesson, called `README`, the
    /// specification, and the variants.
    pub sources: &'static [(&'static str, &'static str)],
}

impl Fixture {
    /// What is in a file of its folder, given without the extension.
    pub fn source(&self, file: &str) -> Option<&'static str> {
        self.sources.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
    }

    /// The implementation of `variant` on `backend`, or `None` where the backend is not supported.
    pub fn implementation(&self, variant: &str, backend: Backend) -> Option<Implementation> {
        self.part(Part::Specification, variant, backend)
    }

    /// One of the scenarios, with `variant` and on `backend`; `None` where it is not compiled for that.
    pub fn part(&self, part: Part, variant: &str, backend: Backend) -> Option<Implementation> {
        self.implementations_of(part)
            .iter()
            .find(|(name, compiled_for, _)| *name == variant && *compiled_for == backend)
            .map(|(_, _, implementation)| *implementation)
    }

    fn implementations_of(&self, part: Part) -> &'static [Entry] {
        match part {
            Part::Specification => self.implementations,
            other => self.others.iter().find(|(part, _)| *part == other).map_or(&[], |(_, all)| all),
        }
    }

    /// The one backend that runs a scenario other than the specification's; `None` if there is no such scenario.
    pub fn backend_of(&self, part: Part) -> Option<Backend> {
        self.implementations_of(part).first().map(|(_, backend, _)| *backend)
    }

    /// The outcomes that a scenario other than the specification's lists; nothing, if there is no such scenario.
    pub fn outcomes_of(&self, part: Part) -> Vec<GradedOutcome> {
        match self.implementations_of(part).first() {
            Some((_, _, Implementation::Stress(scenario))) => scenario().outcomes().to_vec(),
            Some((_, _, Implementation::Model(scenario))) => scenario().outcomes().to_vec(),
            None => Vec::new(),
        }
    }

    /// The metadata of a variant.
    pub fn variant(&self, name: &str) -> Option<&'static VariantAbout> {
        self.about.variants.iter().find(|variant| variant.name == name)
    }
}

/// A family of bugs.
#[derive(Clone, Copy)]
pub struct Class {
    /// The name of the class's folder.
    pub name: &'static str,
    /// Its fixtures.
    pub fixtures: &'static [Fixture],
}

/// Lists the fixtures of a class: the one place outside its own folder that a new fixture touches.
///
/// ```ignore
/// racecourse::class! {
///     "atomicity";
///     unlocked_counter = "unlocked-counter/fixture.rs",
/// }
/// ```
#[macro_export]
macro_rules! class {
    ($class:literal; $($module:ident = $path:literal),* $(,)?) => {
        $(#[path = $path] pub mod $module;)*

        /// This class and its fixtures, for the programs that run them.
        pub const CLASS: $crate::Class = $crate::Class {
            name: $class,
            fixtures: &[$($module::FIXTURE),*],
        };
    };
}

/// Compiles the files of a fixture's folder for each backend it runs on, and registers them with their metadata.
///
/// `subject` is the type that every variant's file defines. Each variant gives its file's name, an idea in one line,
/// and what every backend is expected to say of it; `but` lists the backends that say something else. `gaps` may be left
/// out where loom enumerates whatever the other backends show, `injected` where nothing happens in a model but what the
/// actors do. `sequential` names the one backend that runs `sequential.rs`; so do `crowd` and `rounds` where there is such a file.
/// `besides` may be left out: it lists backends that can run these, and can say nothing about what the fixture is about.
#[macro_export]
macro_rules! fixture {
    (
        name: $name:literal,
        title: $title:literal,
        cwe: $cwe:expr,
        exercise: $exercise:expr,
        origin: $origin:literal,
        sources: $sources:expr,
        subject: $subject:ident,
        backends: [$($backend:ident),* $(,)?],
        modelled: $modelled:expr,
        unsupported: $unsupported:expr,
        $(gaps: $gaps:expr,)?
        $(injected: $injected:expr,)?
        sequential: $sequential:ident,
        $(crowd: $crowd:ident,)?
        $(rounds: $rounds:ident,)?
        $(besides: [$($besides:ident),* $(,)?],)?
        variants: {
            $($variant:ident: $idea:literal => $everywhere:expr $(, but $exceptions:expr)?;)*
        } $(,)?
    ) => {
        $crate::__fixture_backends! { [$($backend)* $($($besides)*)?] [$($variant)*] }
        $crate::__fixture_part! { SEQUENTIAL alone sequential [$sequential] $subject [$($variant)*] }
        $crate::__fixture_part! { CROWD together crowd [$($crowd)?] $subject [$($variant)*] }
        $crate::__fixture_part! { ROUNDS again rounds [$($rounds)?] $subject [$($variant)*] }

        /// What this fixture is about, and what is expected of each variant.
        pub const ABOUT: $crate::About = {
            #[allow(unused_imports)]
            use $crate::{
                Backend::{self, *},
                Concurrency, Criterion,
                Expectation::*,
                Exercise, Gap, Injection::*, Source,
                Violation::*,
                ViolationKind::*,
            };
            $crate::About {
                name: $name,
                title: $title,
                cwe: $cwe,
                exercise: $exercise,
                origin: $origin,
                sources: $sources,
                modelled: $modelled,
                unsupported: $unsupported,
                gaps: $crate::__or_empty!($($gaps)?),
                injected: $crate::__or_empty!($($injected)?),
                besides: $crate::__or_empty!($(&[$($besides::sync::BACKEND),*])?),
                variants: &[$(
                    $crate::VariantAbout::new(stringify!($variant), $idea, $everywhere)$(.but($exceptions))?
                ),*],
            }
        };

        /// The metadata together with the compiled variants.
        pub const FIXTURE: $crate::Fixture = $crate::Fixture {
            subject: stringify!($subject),
            about: &ABOUT,
            implementations: $crate::__fixture_registry! { $subject [] [$($backend)*] [$($variant)*] },
            others: &[
                ($crate::Part::Sequential, SEQUENTIAL),
                $(($crate::Part::Crowd, $crate::__only_with!($crowd CROWD)),)?
                $(($crate::Part::Rounds, $crate::__only_with!($rounds ROUNDS)),)?
            ],
            sources: &[
                ("README", include_str!("README.md")),
                ("spec", include_str!("spec.rs")),
                ("sequential", include_str!("sequential.rs")),
                $(("crowd", $crate::__only_with!($crowd include_str!("crowd.rs"))),)?
                $(("rounds", $crate::__only_with!($rounds include_str!("rounds.rs"))),)?
                $((stringify!($variant), include_str!(concat!(stringify!($variant), ".rs")))),*
            ],
        };
    };
}

/// A list that may be left out.
#[doc(hidden)]
#[macro_export]
macro_rules! __or_empty {
    () => {
        &[]
    };
    ($list:expr) => {
        $list
    };
}

/// Something that is there only if what stands before it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __only_with {
    ($condition:ident $something:expr) => {
        $something
    };
}

/// One module per backend, each with its own `sync`, each with all of the folder's files.
#[doc(hidden)]
#[macro_export]
macro_rules! __fixture_backends {
    ([] $variants:tt) => {};
    ([$backend:ident $($rest:ident)*] [$($variant:ident)*]) => {
        // The files lie beside the fixture's own, not in a folder named after the backend.
        #[path = "."]
        #[allow(missing_docs)]
        pub mod $backend {
            pub use $crate::$backend as sync;
            pub mod spec;
            $(pub mod $variant;)*
        }
        $crate::__fixture_backends! { [$($rest)*] [$($variant)*] }
    };
}

/// One of the fixture's other scenarios, if it has that one: the list of what every variant makes of it, on one backend.
#[doc(hidden)]
#[macro_export]
macro_rules! __fixture_part {
    ($list:ident $module:ident $file:ident [] $subject:ident $variants:tt) => {};
    ($list:ident $module:ident $file:ident [$backend:ident] $subject:ident [$($variant:ident)*]) => {
        // Where the files of a backend's module are, with the same `sync` and `spec` in scope.
        #[path = "."]
        #[allow(missing_docs)]
        pub mod $module {
            pub use super::$backend::{spec, sync};
            pub mod $file;
        }

        const $list: &[$crate::Entry] = &[$((
            stringify!($variant),
            $backend::sync::BACKEND,
            $backend::sync::implementation!($module::$file::scenario::<$backend::$variant::$subject>()),
        )),*];
    };
}

/// The registry entries of every variant on every backend.
#[doc(hidden)]
#[macro_export]
macro_rules! __fixture_registry {
    ($subject:ident [$($entry:expr,)*] [] $variants:tt) => { &[$($entry),*] };
    ($subject:ident [$($entry:expr,)*] [$backend:ident $($rest:ident)*] [$($variant:ident)*]) => {
        $crate::__fixture_registry! {
            $subject
            [$($entry,)* $((
                stringify!($variant),
                $backend::sync::BACKEND,
                $backend::sync::implementation!($backend::spec::scenario::<$backend::$variant::$subject>()),
            ),)*]
            [$($rest)*]
            [$($variant)*]
        }
    };
}

/// A scenario on a backend.
///
/// A function and not a closure: a closure in a constant is compiled wherever the constant is used, and the loops of the
/// stress backends with it. The command line, which is not optimised, would run them seven times slower.
#[doc(hidden)]
#[macro_export]
macro_rules! __implementation {
    ($kind:ident, $erased:path, $backend:ident, $scenario:expr) => {{
        fn make() -> Box<dyn $erased> {
            $crate::$backend::prepare($scenario)
        }
        $crate::Implementation::$kind(make)
    }};
}
