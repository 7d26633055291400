//! Whether two threads are faster than one with each variant of `progress/global-lock`: the same files that the models
//! explore, put to work that computes.
//!
//! The other backends prove that the work of two clerks overlaps, or cannot; this measures what comes of it. A machine that
//! does something else meanwhile makes any one measurement wrong, so what is judged is an interval for the median, which
//! says nothing of how the measurements are distributed. Where it does not decide, nothing is said.

use std::hint::black_box;
use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};
use racecourse::{Backend, Expectation, Violation, ViolationKind};
use racecourse_progress::global_lock::{ABOUT, threads};
use serde::Serialize;
use threads::spec::Census;

use crate::standings::{Options, median};
use crate::worker::{Task, ask};
use crate::workloads::Work;

/// How many tasks that compute each of two clerks does.
const TASKS_EACH: u32 = 4;
/// How many measurements of each variant make up a turn: the interval needs six at least, and a benchmark may have one
/// turn.
const MEASUREMENTS: u32 = 6;
/// From which speed-up on two threads count as faster than one: half of the way to two, as ratios go.
const FASTER: f64 = std::f64::consts::SQRT_2;

/// What was measured of a variant.
#[derive(Clone, Debug, Serialize)]
pub struct Overlap {
    /// The variant.
    pub variant: &'static str,
    /// How many times faster two threads are than one: the median of all measurements.
    pub speed_up: f64,
    /// Between what it is with a probability of at least 95 %.
    pub interval: (f64, f64),
    /// Whether two threads are faster than one; `None` where the interval does not say.
    pub is_faster: Option<bool>,
    /// Whether they should be: whether the fixture's metadata say that both clerks can work at the same time.
    pub should_be: bool,
}

/// How many steps this takes, for so many turns.
pub(crate) fn steps(turns: u64) -> u64 {
    if processors() > 1 { ABOUT.variants.len() as u64 * turns } else { 0 }
}

/// Measures all variants; nothing where there is only one processor.
///
/// # Errors
///
/// See [`run`](crate::run).
pub(crate) fn compare(options: Options, progress: &dyn Fn(&str), stopped: &dyn Fn() -> bool) -> Result<Vec<Overlap>> {
    if processors() < 2 {
        return Ok(Vec::new());
    }
    let mut measured: Vec<Vec<f64>> = vec![Vec::new(); ABOUT.variants.len()];
    for _ in 0..options.turns {
        for (variant, measured) in ABOUT.variants.iter().zip(&mut measured) {
            progress(&format!("{}: {}", ABOUT.name, variant.name));
            measurement_of(variant.name)?;
            let turn: Vec<f64> = ask(&Task::Overlap { variant: variant.name.to_owned() }, stopped)?;
            measured.extend(turn);
        }
    }
    let judged = ABOUT.variants.iter().zip(measured).map(|(variant, mut measured)| {
        let interval = interval(&mut measured);
        let expected = ABOUT.expectation(variant, Backend::Threads);
        Overlap {
            variant: variant.name,
            speed_up: median(measured.iter().copied()).unwrap_or(0.0),
            interval,
            is_faster: judge(interval),
            should_be: !matches!(expected, Expectation::Violated([Violation::Kind(ViolationKind::Deadlock)])),
        }
    });
    Ok(judged.collect())
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Between what the median is with a probability of at least 95 %, whatever the distribution: between two of the sorted
/// values, the same number of which lie outside on either side (Conover, "Practical Nonparametric Statistics", third edition
/// 1999, section 3.2).
fn interval(values: &mut [f64]) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let count = values.len();
    // How probable it is that no value is below the median; then one, then two.
    let mut exactly = 0.5_f64.powi(i32::try_from(count).unwrap_or(i32::MAX));
    let (mut outside, mut beyond) = (0, exactly);
    while outside + 1 < count / 2 {
        exactly *= (count - outside) as f64 / (outside + 1) as f64;
        if beyond + exactly > 0.025 {
            break;
        }
        (outside, beyond) = (outside + 1, beyond + exactly);
    }
    match values {
        [] => (0.0, f64::INFINITY),
        _ => (values[outside], values[count - 1 - outside]),
    }
}

fn judge((low, high): (f64, f64)) -> Option<bool> {
    if low > FASTER {
        Some(true)
    } else if high < FASTER {
        Some(false)
    } else {
        None
    }
}

/// How many times faster two threads are than one with a variant; several measurements.
///
/// # Errors
///
/// If the variant is not known here, or does not count.
pub(crate) fn measure(variant: &str) -> Result<Vec<f64>> {
    let speed_up = measurement_of(variant)?;
    (0..MEASUREMENTS).map(|_| speed_up()).collect()
}

fn measurement_of(variant: &str) -> Result<fn() -> Result<f64>> {
    Ok(match variant {
        "broken" => speed_up::<threads::broken::Register>,
        "fixed" => speed_up::<threads::fixed::Register>,
        "wrong_two_locks" => speed_up::<threads::wrong_two_locks::Register>,
        "wrong_yield_inside" => speed_up::<threads::wrong_yield_inside::Register>,
        "wrong_total_read_early" => speed_up::<threads::wrong_total_read_early::Register>,
        other => bail!("{} has a variant `{other}` that the benchmark does not measure; add it there", ABOUT.name),
    })
}

/// How many times faster two clerks are on two threads than on one.
fn speed_up<C: Census>() -> Result<f64> {
    fn count() -> u32 {
        // That a task fails is seen below: nothing is counted.
        black_box(Work::Computing.tasks(TASKS_EACH).map_or(0, |()| 1))
    }
    let (alone, together) = (C::default(), C::default());
    let begun = Instant::now();
    for _ in 0..2 {
        alone.add(count);
    }
    let on_one = begun.elapsed();
    let begun = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| together.add(count));
        together.add(count);
    });
    let on_two = begun.elapsed();
    // What is lost when both add at once is another matter.
    if alone.total() != 2 || together.total() == 0 {
        bail!("the clerks have not counted");
    }
    Ok(on_one.as_secs_f64() / on_two.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_of_the_fixture_is_measured() {
        for variant in ABOUT.variants {
            let measured = measure(variant.name).unwrap();
            assert!(measured.len() == MEASUREMENTS as usize && measured.iter().all(|speed_up| *speed_up > 0.0));
        }
        assert!(measure("wrong_of_course").is_err());
    }

    #[test]
    fn the_interval_holds_the_median_with_95_percent() {
        // Of six values, both are on one side of the median with a probability of 1 in 32.
        let values = |count: u32| (1..=count).rev().map(f64::from).collect::<Vec<_>>();
        assert_eq!(interval(&mut values(6)), (1.0, 6.0));
        assert_eq!(interval(&mut values(8)), (1.0, 8.0));
        assert_eq!(interval(&mut values(9)), (2.0, 8.0));
        assert_eq!(interval(&mut values(30)), (10.0, 21.0));
        assert_eq!(interval(&mut []), (0.0, f64::INFINITY));
    }

    #[test]
    fn an_interval_with_the_bound_in_it_says_nothing() {
        assert_eq!(judge((1.6, 1.9)), Some(true));
        assert_eq!(judge((0.8, 1.1)), Some(false));
        assert_eq!(judge((1.1, 1.9)), None);
    }
}
