//! What the backends find out about an answer.

use std::time::Duration;

use anyhow::Result;
use racecourse::{Backend, Criterion, Expectation, Fixture, Part, VariantAbout, ViolationKind};
use racecourse_model::Manners;
use racecourse_report::{RunResult, VerdictName};
use racecourse_runner::{Cell, Effort, Observer, Plan, Program, inspect, run};

use crate::on_loom::OnLoom;
use crate::rubric;

/// How long a model checker may take.
pub(crate) const MODEL: Duration = Duration::from_secs(20);
/// How long shuttle may take for a caller who is alone. That is one execution, unless threads of the answer's help.
const SEQUENTIAL: Duration = Duration::from_secs(1);
/// How long shuttle tries in which ways a crowd may meet. It is not done then, but has something to say.
const CROWD: Duration = Duration::from_secs(1);
/// How long a stress backend takes, and how long until it has something to say.
const STRESS: Duration = Duration::from_millis(400);
const STRESS_AT_MOST: Duration = Duration::from_secs(4);
/// How much longer it takes where nothing but stress judges.
const MORE_STRESS: u32 = 4;
/// How long to look how the actors go about it.
const INSPECT: Duration = Duration::from_secs(2);
/// Where the random choices begin: the same for everybody.
pub(crate) const SEED: u64 = 1;

/// An answer is expected to hold, everywhere.
static ANSWER: VariantAbout = VariantAbout::new("answer", "is judged", Expectation::Holds);

/// Code that is judged as an answer.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The class.
    pub class: &'static str,
    /// The fixture.
    pub fixture: Fixture,
    /// The name that the code has in the program: a variant's, if it is this program.
    pub code: &'static str,
    /// The program that has the code; `None` for this one.
    pub program: Option<&'static Program>,
    /// A backend that the code does not compile for, and need not.
    pub without: Option<Backend>,
}

impl Subject {
    /// The answer on a backend.
    pub fn cell(&self, backend: Backend, part: Part) -> Cell {
        let Subject { class, fixture, code, program, .. } = *self;
        let confined = program.is_some();
        Cell { part, program, confined, ..Cell::new(class, fixture, &ANSWER, backend).with_code_of(code) }
    }

    /// Whether model checkers judge it.
    pub fn is_modelled(&self) -> bool {
        rubric::is_modelled(&self.fixture)
    }

    /// What the code is, if another program has it.
    pub(crate) fn source(&self) -> Option<&'static str> {
        let sources = &self.program?.sources;
        sources.iter().find(|(name, _)| name == self.code).map(|(_, source)| source.as_str())
    }

    pub(crate) fn is_supported(&self, backend: Backend, part: Part) -> bool {
        self.without != Some(backend) && self.cell(backend, part).implementation().is_some()
    }
}

/// What was found out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// Which backend was left out.
    pub(crate) without: Option<Backend>,
    /// For a caller who is alone.
    pub(crate) sequential: Option<RunResult>,
    /// With the checkers that look at every execution, or at many.
    pub(crate) models: Vec<RunResult>,
    /// Why loom says nothing, where it cannot.
    pub(crate) beyond_loom: Option<&'static str>,
    /// Whether loom did not get through every execution in time, and has tried those with few preemptions only.
    pub(crate) few_preemptions: bool,
    /// In the fixture's larger scenario, if it has one.
    pub(crate) crowd: Option<RunResult>,
    /// Where few do the same more than once, if the fixture has such a scenario.
    pub(crate) rounds: Option<RunResult>,
    /// With real threads and processes.
    pub(crate) stress: Vec<RunResult>,
    /// How the actors go about it.
    pub(crate) manners: Option<Manners>,
}

impl Evidence {
    /// What one of the backends found.
    pub(crate) fn of(&self, backend: Backend) -> Option<&RunResult> {
        self.models.iter().chain(&self.stress).find(|run| run.backend == backend)
    }
}

/// Whether to go on.
pub(crate) type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

struct Watched<'a>(Stop<'a>);

impl Observer for Watched<'_> {
    fn stopped(&self) -> bool {
        (self.0)()
    }
}

/// Who judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All backends.
    Everything,
    /// The model checkers only, and real processes where there are none: for trying out many answers. No execution is looked
    /// for that shows what goes wrong.
    Models,
}

/// Lets the backends judge. An answer that is not right for a caller who is alone is not judged any further.
///
/// # Errors
///
/// If the machine fails.
pub(crate) fn gather(subject: &Subject, scope: Scope, stop: Stop<'_>, progress: &dyn Fn(&str)) -> Result<Evidence> {
    let mut evidence = Evidence { without: subject.without, ..Evidence::default() };
    progress("a caller who is alone");
    evidence.sequential = other(subject, Part::Sequential, SEQUENTIAL, stop)?;
    if evidence.sequential.as_ref().is_none_or(|run| run.verdict != VerdictName::Held) || stop() {
        return Ok(evidence);
    }
    progress("the model checkers");
    // Each checker runs in one thread.
    let (loom, others) = std::thread::scope(|scope| {
        let loom = scope.spawn(|| -> Result<_> {
            let specification = OnLoom::judged(subject, Part::Specification, stop)?;
            let rounds = specification.rounds(subject, stop)?;
            Ok((specification, rounds))
        });
        let others = || -> Result<_> {
            let shuttle = with_shuttle(subject, stop)?;
            let cell = subject.cell(Backend::Shuttle, Part::Specification);
            let manners = inspect(&cell, INSPECT, SEED, &|| stop())?;
            let holds = shuttle.as_ref().is_none_or(|run| run.verdict == VerdictName::Held);
            // What goes wrong between two does so in a crowd, where it is harder to read.
            let crowd = if holds { other(subject, Part::Crowd, CROWD, stop)? } else { None };
            let on_shuttle = subject.fixture.backend_of(Part::Rounds) == Some(Backend::Shuttle);
            let rounds = if holds && on_shuttle { other(subject, Part::Rounds, CROWD, stop)? } else { None };
            Ok((shuttle, manners, crowd, rounds))
        };
        let others = others();
        (loom.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), others)
    });
    let (shuttle, manners, crowd, rounds_on_shuttle) = others?;
    let (specification, rounds) = loom?;
    let specification = specification.reconsidered(subject, shuttle.as_ref(), stop)?;
    let rounds = match rounds {
        None => specification.rounds(subject, stop)?,
        explored => explored,
    };
    evidence.rounds = match rounds {
        Some(rounds) => rounds.reconsidered(subject, shuttle.as_ref(), stop)?.run,
        None => rounds_on_shuttle,
    };
    let OnLoom { run, few_preemptions, beyond, .. } = specification;
    (evidence.few_preemptions, evidence.beyond_loom) = (few_preemptions, beyond);
    evidence.models.extend(run.into_iter().chain(shuttle));
    (evidence.manners, evidence.crowd) = (manners, crowd);
    let times = if evidence.models.is_empty() { MORE_STRESS } else { 1 };
    if scope == Scope::Models && !evidence.models.is_empty() {
        return Ok(evidence);
    }
    for backend in [Backend::Threads, Backend::Processes] {
        if subject.is_supported(backend, Part::Specification) && !stop() {
            progress(&format!("real {backend}"));
            evidence.stress.extend(one(subject.cell(backend, Part::Specification), stress(times), None, stop)?);
        }
    }
    Ok(evidence)
}

/// What one cell comes to.
pub(crate) fn one(cell: Cell, effort: Effort, preemptions: Option<usize>, stop: Stop<'_>) -> Result<Option<RunResult>> {
    let plan = Plan { effort, seed: SEED, groups: None, preemptions };
    Ok(run(&[cell], plan, &Watched(stop))?.runs.pop())
}

/// What one of the fixture's other scenarios comes to, if it has that one.
fn other(subject: &Subject, part: Part, within: Duration, stop: Stop<'_>) -> Result<Option<RunResult>> {
    let Some(backend) = subject.fixture.backend_of(part) else {
        return Ok(None);
    };
    let effort = if backend.is_stress() {
        // Nobody else looks at a crowd there, and it takes luck to see what goes wrong in one.
        let times = if part == Part::Crowd { MORE_STRESS } else { 1 };
        Effort::AsNeeded { share: times * STRESS, at_most: MORE_STRESS * STRESS_AT_MOST }
    } else {
        Effort::Budget(within)
    };
    one(subject.cell(backend, part), effort, None, stop)
}

fn with_shuttle(subject: &Subject, stop: Stop<'_>) -> Result<Option<RunResult>> {
    if !subject.is_supported(Backend::Shuttle, Part::Specification) {
        return Ok(None);
    }
    one(subject.cell(Backend::Shuttle, Part::Specification), Effort::Budget(MODEL), None, stop)
}

fn stress(times: u32) -> Effort {
    Effort::AsNeeded { share: times * STRESS, at_most: times * STRESS_AT_MOST }
}

/// What a kind of violation counts against.
pub(crate) fn criterion_of(event: &str) -> Criterion {
    match event {
        "deadlock" | "lost-wake-up" | "livelock" => Criterion::Liveness,
        _ => Criterion::Safety,
    }
}

/// Whether a run has seen something go wrong, and was not done with what it had to look at when its time was over. It may also
/// have ended because of what it has seen.
pub(crate) fn was_cut_short(run: &RunResult) -> bool {
    use ViolationKind::{Abort, DataRace, Deadlock, Livelock, LostWakeUp, Panic};
    let ends =
        |event: &str| [Abort, DataRace, Deadlock, Livelock, LostWakeUp, Panic].iter().any(|kind| kind.name() == event);
    run.verdict == VerdictName::Violated
        && run.confidence.is_none()
        && !run.outcomes.iter().any(|row| ends(&row.outcome))
}
