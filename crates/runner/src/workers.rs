//! What a worker of this program is told, and how it becomes one.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use racecourse::{Backend, Class, Implementation, Part};
use racecourse_confine::{Limits, WorkerConfinement, confine_worker};
use racecourse_model::{HuntJob, InspectJob, ModelJob};
use racecourse_stress::HostJob;
use racecourse_worker::{Errand, NEVER_BEGAN, Parent, entered};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, Program};

/// Names a scenario, and says what to do with it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Assignment {
    class: String,
    fixture: String,
    code: String,
    backend: Backend,
    part: Part,
    #[serde(default)]
    confined: bool,
    job: Job,
    #[serde(skip)]
    program: Option<&'static Program>,
}

impl Errand for Assignment {
    fn program(&self) -> &Path {
        self.program.map_or(Path::new("/proc/self/exe"), |program| &program.path)
    }

    fn has_environment(&self) -> bool {
        !self.confined
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) enum Job {
    Stress(HostJob),
    Model(ModelJob),
    Hunt(HuntJob),
    Inspect(InspectJob),
}

impl Assignment {
    pub(crate) fn new(cell: &Cell, job: Job) -> Self {
        Assignment {
            class: cell.class.to_owned(),
            fixture: cell.fixture.about.name.to_owned(),
            code: cell.code.to_owned(),
            backend: cell.backend,
            part: cell.part,
            confined: cell.confined,
            job,
            program: cell.program,
        }
    }
}

/// Becomes a worker and never returns, if this program was started as one; else returns at once.
///
/// To be called first thing in `main`, with every class that this program runs.
pub fn take_over(classes: &[Class]) {
    take_over_or(classes, |_, _: IgnoredAny| bail!("this is no work that this program knows"));
}

/// Like [`take_over`], for a program that has other workers besides: `serve_other` gets what such a worker was told.
/// The worker ends when it returns.
///
/// A message that names a class, a fixture, a variant, a backend and a job is for this crate, whatever `T` is.
pub fn take_over_or<T: DeserializeOwned>(classes: &[Class], serve_other: impl FnOnce(Parent, T) -> Result<()>) {
    let failed = match entered() {
        Ok(None) => return,
        Ok(Some(parent)) => serve(parent, classes, serve_other),
        Err(error) => Err(error.into()),
    };
    if let Err(error) = failed {
        eprintln!("this worker has no work: {error:#}");
        std::process::exit(NEVER_BEGAN);
    }
    std::process::exit(0);
}

/// What a worker may be told first.
#[derive(Deserialize)]
#[serde(untagged)]
enum Told<T> {
    Assignment(Assignment),
    Other(T),
}

fn serve<T: DeserializeOwned>(
    mut parent: Parent,
    classes: &[Class],
    serve_other: impl FnOnce(Parent, T) -> Result<()>,
) -> Result<()> {
    let assignment = match parent.receive()?.context("the parent is gone")? {
        Told::Assignment(assignment) => assignment,
        Told::Other(other) => return serve_other(parent, other),
    };
    let (fixture, implementation) = classes
        .iter()
        .filter(|class| class.name == assignment.class)
        .flat_map(|class| class.fixtures)
        .find(|fixture| fixture.about.name == assignment.fixture)
        .and_then(|fixture| {
            let Assignment { code, backend, part, .. } = &assignment;
            Some((fixture, fixture.part(*part, code, *backend)?))
        })
        .with_context(|| format!("this program has no {}/{}", assignment.fixture, assignment.code))?;
    racecourse::injection::inject(fixture.about.injected);
    let confined = assignment.confined;
    if confined && !assignment.backend.is_stress() {
        confine(&assignment.job).context("cannot confine this worker")?;
    }
    match (implementation, assignment.job) {
        (Implementation::Stress(scenario), Job::Stress(job)) => {
            racecourse_stress::serve(parent, &job, confined, scenario)
        }
        (Implementation::Model(scenario), Job::Model(job)) => racecourse_model::serve(parent, &job, scenario()),
        (Implementation::Model(scenario), Job::Hunt(job)) => racecourse_model::serve_hunt(parent, job, scenario()),
        (Implementation::Model(scenario), Job::Inspect(job)) => {
            racecourse_model::serve_inspect(parent, &job, scenario())
        }
        _ => bail!("{} cannot do this job", assignment.backend),
    }
}

/// How much processor time a confined model checker may use, in seconds. Its parent ends it much sooner.
const MOST_PROCESSOR_TIME: u64 = 3600;
/// How long a path may become that a confined model checker writes down to memory, in bytes.
const LONGEST_PATH: u64 = 1 << 30;

/// Confines this process, which is going to explore a model.
fn confine(job: &Job) -> Result<()> {
    // Only a hunt with loom writes down paths, and then loom looks whether there is one.
    let is_hunt = matches!(job, Job::Hunt(_));
    let limits = Limits {
        processor_seconds: Some(MOST_PROCESSOR_TIME),
        file_bytes: Some(if is_hunt { LONGEST_PATH } else { 0 }),
        ..Limits::default()
    };
    confine_worker(&WorkerConfinement { looks_at_metadata: is_hunt, limits, ..WorkerConfinement::default() })?;
    Ok(())
}
