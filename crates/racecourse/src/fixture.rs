//! A fixture's source files become four modules and one registry entry.

use crate::about::{About, Backend, VariantAbout};
use crate::explored::ModelScenario;
use crate::stressed::StressScenario;

/// A variant as compiled for one backend: a way to make its scenario.
#[derive(Clone, Copy)]
pub enum Implementation {
    /// For `threads` and `processes`.
    Stress(fn() -> Box<dyn StressScenario>),
    /// For `loom` and `shuttle`.
    Model(fn() -> Box<dyn ModelScenario>),
}

/// One bug pattern: its metadata, and its variants as compiled for each backend.
#[derive(Clone, Copy)]
pub struct Fixture {
    /// The name of the type that every variant's file defines.
    pub subject: &'static str,
    /// The metadata that stands next to the code.
    pub about: &'static About,
    /// The variant's name, the backend, and how to make the scenario.
    pub implementations: &'static [(&'static str, Backend, Implementation)],
    /// The same for what each variant owes a caller who is alone with it; on one backend.
    pub sequential: &'static [(&'static str, Backend, Implementation)],
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
        self.implementations
            .iter()
            .find(|(name, compiled_for, _)| *name == variant && *compiled_for == backend)
            .map(|(_, _, implementation)| *implementation)
    }

    /// What `variant` owes a caller who is alone with it, on `backend`; `None` if it is judged on another one.
    pub fn sequential(&self, variant: &str, backend: Backend) -> Option<Implementation> {
        self.sequential
            .iter()
            .find(|(name, compiled_for, _)| *name == variant && *compiled_for == backend)
            .map(|(_, _, implementation)| *implementation)
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
/// actors do. `sequential` names the one backend that runs `sequential.rs`.
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
        variants: {
            $($variant:ident: $idea:literal => $everywhere:expr $(, but $exceptions:expr)?;)*
        } $(,)?
    ) => {
        $crate::__fixture_backends! { [$($backend)*] [$($variant)*] }
        $crate::__fixture_sequential! { [$sequential] $subject [$($variant)*] }

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
            sequential: SEQUENTIAL,
            sources: &[
                ("README", include_str!("README.md")),
                ("spec", include_str!("spec.rs")),
                ("sequential", include_str!("sequential.rs")),
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

/// What every variant owes a caller who is alone with it, on one backend.
#[doc(hidden)]
#[macro_export]
macro_rules! __fixture_sequential {
    ([$backend:ident] $subject:ident [$($variant:ident)*]) => {
        // Where the files of a backend's module are, with the same `sync` and `spec` in scope.
        #[path = "."]
        #[allow(missing_docs)]
        pub mod alone {
            pub use super::$backend::{spec, sync};
            pub mod sequential;
        }

        const SEQUENTIAL: &[(&str, $crate::Backend, $crate::Implementation)] = &[$((
            stringify!($variant),
            $backend::sync::BACKEND,
            $backend::sync::implementation!(alone::sequential::scenario::<$backend::$variant::$subject>()),
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
