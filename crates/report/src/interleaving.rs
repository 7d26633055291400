//! One execution as a table: a column per task, time downwards, a row per operation.

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use racecourse::trace::Step;
use serde::{Deserialize, Serialize};

/// The longest loop body that is folded, in steps.
const LONGEST_BODY: usize = 12;
/// How often a body has to come to be folded.
const OFTEN: usize = 3;
/// With more tasks than this, a column for each is too narrow to read.
const MOST_COLUMNS: usize = 5;

/// One execution, to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Interleaving<'a> {
    /// The names of the tasks.
    pub tasks: &'a [String],
    /// What they did.
    pub steps: &'a [Step],
    /// The number, from 1, of the step that seals how it ends.
    pub sealed: Option<usize>,
    /// The number, from 0, of the first step that is not as in the execution that it is compared with.
    pub differs: Option<usize>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Row {
    /// The step with this number, from 0.
    Step(usize),
    /// The rows of `steps` steps before come `times` times more.
    Again {
        /// How many steps there are in the loop.
        steps: usize,
        /// How many times more they come.
        times: usize,
    },
}

/// The rows of a table of these steps: where the same few steps come again and again, they are told once.
pub fn rows(steps: &[Step]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut next = 0;
    while next < steps.len() {
        let rest = &steps[next..];
        let folded = (1..=LONGEST_BODY.min(rest.len() / OFTEN)).find_map(|body| {
            let times = rest.chunks_exact(body).take_while(|chunk| *chunk == &rest[..body]).count();
            (times >= OFTEN).then_some((body, times))
        });
        let (body, times) = folded.unwrap_or((1, 1));
        rows.extend((next..next + body).map(Row::Step));
        if times > 1 {
            rows.push(Row::Again { steps: body, times: times - 1 });
        }
        next += body * times;
    }
    rows
}

/// A step as programs read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRow {
    /// Its number, from 1.
    pub step: usize,
    /// The task that did it.
    pub actor: String,
    /// What it did.
    pub what: String,
    /// The source line, where one is known.
    pub line: Option<String>,
}

/// The steps as programs read them, none of them folded.
pub fn steps_as_rows(tasks: &[String], steps: &[Step]) -> Vec<StepRow> {
    let actor = |task: usize| tasks.get(task).cloned().unwrap_or_default();
    let row = |(index, step): (usize, &Step)| StepRow {
        step: index + 1,
        actor: actor(step.task),
        what: step.what.clone(),
        line: step.at.clone(),
    };
    steps.iter().enumerate().map(row).collect()
}

/// The first step that two executions do not have in common.
pub fn first_difference(one: &[Step], other: &[Step]) -> Option<usize> {
    let told = |step: &Step| (step.task, step.what.clone());
    let common = one.iter().zip(other).take_while(|(one, other)| told(one) == told(other)).count();
    (common < one.len().max(other.len())).then_some(common)
}

/// The table as text.
pub fn draw(interleaving: Interleaving<'_>, width: u16) -> String {
    let Interleaving { tasks, steps, sealed, differs } = interleaving;
    let columns = if tasks.len() <= MOST_COLUMNS { tasks.len() } else { 1 };
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    let names = if columns == tasks.len() { tasks.to_vec() } else { vec!["who does what".to_owned()] };
    let header = std::iter::once(String::new()).chain(names).chain(["line".to_owned()]);
    table.set_header(header);
    for row in rows(steps) {
        let mut cells = vec![String::new(); columns + 2];
        match row {
            Row::Step(number) => {
                let step = &steps[number];
                let mark = match number {
                    number if Some(number + 1) == sealed => " *",
                    number if Some(number) == differs => " ≠",
                    _ => "",
                };
                cells[0] = format!("{}{mark}", number + 1);
                if columns == tasks.len() {
                    cells[step.task.min(columns - 1) + 1].clone_from(&step.what);
                } else {
                    let name = tasks.get(step.task).map_or("somebody", String::as_str);
                    cells[1] = format!("{name}: {}", step.what);
                }
                cells[columns + 1] = step.at.clone().unwrap_or_default();
            }
            Row::Again { steps, times } => {
                cells[0] = "…".to_owned();
                let what = if steps == 1 { "this step".to_owned() } else { format!("these {steps} steps") };
                cells[1] = format!("({what}, {times} times more)");
            }
        }
        table.add_row(cells);
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(task: usize, what: &str) -> Step {
        Step {
            task,
            what: what.to_owned(),
            at: Some("broken.rs:7".to_owned()),
            kind: racecourse::trace::Kind::Operation,
        }
    }

    fn lost_update() -> Vec<Step> {
        vec![step(0, "total → 0"), step(1, "total → 0"), step(0, "total ← 1"), step(1, "total ← 1")]
    }

    #[test]
    fn each_task_has_a_column() {
        let tasks = ["north".to_owned(), "south".to_owned()];
        let steps = lost_update();
        insta::assert_snapshot!(draw(
            Interleaving { tasks: &tasks, steps: &steps, sealed: Some(2), differs: None },
            80
        ));
    }

    #[test]
    fn many_tasks_share_a_column_and_loops_are_folded() {
        let tasks: Vec<String> = (1..8).map(|number| format!("worker {number}")).collect();
        let mut steps = vec![step(6, "begins")];
        for _ in 0..20 {
            steps.extend([step(2, "flag → false"), step(2, "lets others run")]);
        }
        steps.push(step(0, "flag ← true"));
        insta::assert_snapshot!(draw(
            Interleaving { tasks: &tasks, steps: &steps, sealed: None, differs: Some(0) },
            80
        ));
    }

    #[test]
    fn what_comes_twice_is_told_twice() {
        let steps = [lost_update(), lost_update()].concat();
        assert_eq!(rows(&steps).len(), 8);
        let steps = [lost_update(), lost_update(), lost_update()].concat();
        assert_eq!(rows(&steps)[4..], [Row::Again { steps: 4, times: 2 }]);
        assert_eq!(rows(&[]), []);
    }

    #[test]
    fn rows_stand_for_every_step_once() {
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..300 {
            let length = random.usize(..40);
            let steps: Vec<Step> = (0..length).map(|_| step(random.usize(..2), "x")).collect();
            let mut told: Vec<Step> = Vec::new();
            for row in rows(&steps) {
                match row {
                    Row::Step(number) => told.push(steps[number].clone()),
                    Row::Again { steps, times } => {
                        let body = told[told.len() - steps..].to_vec();
                        told.extend(std::iter::repeat_n(body, times).flatten());
                    }
                }
            }
            assert_eq!(told, steps);
        }
    }

    #[test]
    fn the_first_difference_is_found_even_behind_the_end() {
        let steps = lost_update();
        assert_eq!(first_difference(&steps, &steps), None);
        assert_eq!(first_difference(&steps, &steps[..2]), Some(2));
        assert_eq!(first_difference(&steps, &[step(1, "total → 0")]), Some(0));
    }
}
