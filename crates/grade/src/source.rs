//! The project that an answer is compiled in: all of it is the grader's own, but for one file.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context as _, Result};
use racecourse::{Backend, Class, Fixture, Injection, Part};
use racecourse_policy::{LINTS, Place};
use rustix::fs::{FlockOperation, flock};
use tempfile::TempDir;

/// The file in a folder for an answer that its owner keeps locked.
const LOCK: &str = "owner";
const PREFIX: &str = "answer-";

/// What the program of an answer is: a worker, and nothing else.
const MAIN: &str = r#"fn main() {
    racecourse_runner::workers::take_over(&[CLASS]);
    ::std::eprintln!("this program is started by the grader");
    std::process::exit(2);
}
"#;

/// What prints in an answer that somebody has looked for a bug in. Nobody is there to read it, and real threads that print
/// wait for each other, which would hide what goes wrong. Its arguments are evaluated all the same.
const QUIET: &str = r#"#[allow(unused_macros)]
macro_rules! println {
    () => { () };
    ($($what:tt)*) => {{ let _ = ::std::format_args!($($what)*); }};
}
#[allow(unused_macros)]
macro_rules! print { ($($what:tt)*) => { println!($($what)*) }; }
#[allow(unused_macros)]
macro_rules! eprintln { ($($what:tt)*) => { println!($($what)*) }; }
#[allow(unused_macros)]
macro_rules! eprint { ($($what:tt)*) => { println!($($what)*) }; }
#[allow(unused_macros)]
macro_rules! dbg {
    () => { () };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                println!("{:?}", &value);
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($(dbg!($value),)+) };
}
"#;

/// A folder for an answer.
pub(crate) struct Folder {
    directory: TempDir,
    /// Locked as long as the folder is in use.
    _lock: File,
}

impl Folder {
    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// A new folder for an answer. It is removed when its owner drops it, or by the next grader if this one is killed.
pub(crate) fn folder(scratch: &Path) -> Result<Folder> {
    let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(scratch);
    let folder = folder.with_context(|| format!("failed to make a folder in {}", scratch.display()))?;
    let lock = File::create(folder.path().join(LOCK)).context("failed to make a lock file")?;
    flock(&lock, FlockOperation::NonBlockingLockExclusive).context("failed to lock a new file")?;
    Ok(Folder { directory: folder, _lock: lock })
}

/// Removes what graders that were killed have left behind.
pub(crate) fn clean(scratch: &Path) {
    let Ok(entries) = fs::read_dir(scratch) else { return };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        let abandoned = File::open(path.join(LOCK))
            .is_ok_and(|lock| flock(&lock, FlockOperation::NonBlockingLockExclusive).is_ok());
        if is_ours && abandoned {
            // Another grader may be at it, too.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Writes the project, for all of the fixture's backends or `without` one of them.
pub(crate) fn write(
    folder: &Path,
    class: &Class,
    fixture: &Fixture,
    answers: &[(&str, &str)],
    without: Option<Backend>,
) -> Result<()> {
    let files = [
        ("main.rs", main_file(class)),
        ("fixture.rs", fixture_file(fixture, answers, without)),
        ("README.md", String::new()),
        ("spec.rs", fixture.source("spec").unwrap_or_default().to_owned()),
        ("sequential.rs", fixture.source("sequential").unwrap_or_default().to_owned()),
        ("crowd.rs", fixture.source("crowd").unwrap_or_default().to_owned()),
        ("rounds.rs", fixture.source("rounds").unwrap_or_default().to_owned()),
    ];
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text));
    let answers = answers.iter().map(|(name, answer)| {
        // On the same line, so that the compiler counts the lines as the author does.
        (format!("{name}.rs"), format!("#![forbid({})] {answer}", lints(Place::Answer)))
    });
    for (name, text) in files.chain(answers) {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("failed to write {}", path.display()))?;
    }
    Ok(())
}

fn main_file(class: &Class) -> String {
    let lints = lints(Place::Crate);
    format!(
        "#![forbid({lints})]\n\n{QUIET}\nracecourse::class! {{ {:?}; exercise = \"fixture.rs\" }}\n\n{MAIN}",
        class.name
    )
}

/// What is to be forbidden at a place.
fn lints(place: Place) -> String {
    let there = LINTS.iter().filter(|lint| lint.place == place);
    there.map(|lint| lint.name).collect::<Vec<_>>().join(", ")
}

/// The fixture with the answers for its variants.
fn fixture_file(fixture: &Fixture, answers: &[(&str, &str)], without: Option<Backend>) -> String {
    let about = fixture.about;
    let is_wanted = |code: &str, backend: Backend| code == "broken" && Some(backend) != without;
    let of_broken = fixture.implementations.iter().filter(|(code, backend, _)| is_wanted(code, *backend));
    let backends: Vec<&str> = of_broken.map(|(_, backend, _)| module(*backend)).collect();
    let mut text = format!("racecourse::fixture! {{\n    name: {:?},\n    title: \"\",\n    cwe: None,\n", about.name);
    let _ = write!(text, "    exercise: Exercise::at(0),\n    origin: \"\",\n    sources: &[],\n");
    let _ = write!(text, "    subject: {},\n    backends: [{}],\n", fixture.subject, backends.join(", "));
    let injected = injected(fixture, answers);
    let _ = write!(text, "    modelled: &[],\n    unsupported: &[],\n    injected: &{injected:?},\n");
    for part in [Part::Sequential, Part::Crowd, Part::Rounds] {
        if let Some(backend) = fixture.backend_of(part) {
            let _ = writeln!(text, "    {}: {},", part.file(), module(backend));
        }
    }
    if !about.besides.is_empty() {
        let besides: Vec<&str> = about.besides.iter().map(|backend| module(*backend)).collect();
        let _ = writeln!(text, "    besides: [{}],", besides.join(", "));
    }
    text.push_str("    variants: {\n");
    for (name, _) in answers {
        let _ = writeln!(text, "        {name}: \"\" => Holds;");
    }
    text.push_str("    },\n}\n");
    text
}

/// What the models let happen: what the fixture says, and what else may happen to these answers. Each costs executions, so
/// only what they can come upon is injected; naming it somewhere is enough.
fn injected(fixture: &Fixture, answers: &[(&str, &str)]) -> Vec<Injection> {
    let names = [
        (Injection::SpuriousWakeUps, "Condvar"),
        (Injection::TimeOuts, "wait_timeout"),
        (Injection::WeakFailures, "compare_exchange_weak"),
    ];
    let named = |name: &str| answers.iter().any(|(_, source)| source.contains(name));
    let comes_upon = names.into_iter().filter(|(_, name)| named(name)).map(|(injection, _)| injection);
    let mut all: Vec<Injection> = fixture.about.injected.iter().copied().chain(comes_upon).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The module of `racecourse` that is a backend's `sync`.
fn module(backend: Backend) -> &'static str {
    backend.name()
}
