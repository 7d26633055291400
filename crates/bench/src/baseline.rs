//! What the engine is compared with: a thread per sample, a barrier per sample, and a loop tuned by hand.

use std::hint::spin_loop;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::*};
use std::thread;
use std::time::{Duration, Instant};

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::contest::{Figures, Program};

/// One sample's state, with all that both programs need.
#[derive(Default)]
struct State {
    x: AtomicU64,
    y: AtomicU64,
    seen: [AtomicU8; 2],
}

impl State {
    #[inline]
    fn act(&self, program: Program, actor: usize) {
        match program {
            Program::LostUpdate => {
                let seen = self.x.load(Relaxed);
                self.x.store(seen + 1, Relaxed);
            }
            Program::StoreBuffering => {
                let (mine, other) = if actor == 0 { (&self.x, &self.y) } else { (&self.y, &self.x) };
                mine.store(1, Relaxed);
                self.seen[actor].store(other.load(Relaxed) as u8, Relaxed);
            }
        }
    }

    fn is_rare(&self, program: Program) -> bool {
        match program {
            Program::LostUpdate => self.x.load(Relaxed) == 1,
            Program::StoreBuffering => self.seen.iter().all(|seen| seen.load(Relaxed) == 0),
        }
    }

    fn clear(&self) {
        self.x.store(0, Relaxed);
        self.y.store(0, Relaxed);
        self.seen.iter().for_each(|seen| seen.store(0, Relaxed));
    }
}

/// Counts samples as they are judged.
struct Count {
    program: Program,
    begun: Instant,
    figures: Figures,
}

impl Count {
    fn new(program: Program) -> Self {
        Count { program, begun: Instant::now(), figures: Figures::default() }
    }

    fn judge(&mut self, state: &State) {
        self.figures.samples += 1;
        if state.is_rare(self.program) {
            self.figures.rare += 1;
            self.figures.first.get_or_insert_with(|| self.begun.elapsed().as_secs_f64());
        }
    }

    fn finish(mut self) -> Figures {
        self.figures.seconds = self.begun.elapsed().as_secs_f64();
        self.figures
    }
}

/// Two fresh threads for every sample.
pub(crate) fn thread_per_sample(program: Program, time: Duration) -> Figures {
    let mut count = Count::new(program);
    while count.begun.elapsed() < time {
        let state = State::default();
        thread::scope(|scope| {
            scope.spawn(|| state.act(program, 0));
            scope.spawn(|| state.act(program, 1));
        });
        count.judge(&state);
    }
    count.finish()
}

/// Two threads that live on, and meet at a barrier before and after every sample.
pub(crate) fn barrier_per_sample(program: Program, time: Duration) -> Figures {
    let (state, barrier, ended) = (State::default(), Barrier::new(2), AtomicBool::new(false));
    let mut count = Count::new(program);
    thread::scope(|scope| {
        scope.spawn(|| {
            loop {
                barrier.wait();
                if ended.load(Relaxed) {
                    break;
                }
                state.act(program, 1);
                barrier.wait();
            }
        });
        loop {
            ended.store(count.begun.elapsed() >= time, Relaxed);
            barrier.wait();
            if ended.load(Relaxed) {
                break;
            }
            state.act(program, 0);
            barrier.wait();
            count.judge(&state);
            state.clear();
        }
    });
    count.finish()
}

/// States in an array that both threads walk, meeting every `WINDOW` states, one of them a spin late.
pub(crate) fn tuned_by_hand(program: Program, time: Duration) -> Figures {
    match program {
        Program::LostUpdate => walk(program, time, State::act_lost_update),
        Program::StoreBuffering => walk(program, time, State::act_store_buffering),
    }
}

impl State {
    #[inline(always)]
    fn act_lost_update(&self, actor: usize) {
        self.act(Program::LostUpdate, actor);
    }

    #[inline(always)]
    fn act_store_buffering(&self, actor: usize) {
        self.act(Program::StoreBuffering, actor);
    }
}

const WINDOW: usize = 128;
const STATES: usize = 4096;

#[inline(always)]
fn walk(program: Program, time: Duration, act: impl Fn(&State, usize) + Copy + Send) -> Figures {
    let states: Vec<State> = (0..STATES).map(|_| State::default()).collect();
    let (states, arrived, ended) = (&states[..], &AtomicUsize::new(0), &AtomicBool::new(false));
    let processors: Vec<usize> = match sched_getaffinity(None) {
        Ok(allowed) => (0..CpuSet::MAX_CPU).filter(|processor| allowed.is_set(*processor)).collect(),
        Err(_) => Vec::new(),
    };
    let all_processors = sched_getaffinity(None).ok();
    let pin = move |actor: usize| {
        if let Some(processor) = processors.get(actor) {
            let mut only = CpuSet::new();
            only.set(*processor);
            // Staying together on one processor would cost speed, not truth.
            let _ = sched_setaffinity(None, &only);
        }
    };
    let meet = move |meetings: &mut usize| {
        *meetings += 1;
        arrived.fetch_add(1, AcqRel);
        let mut looks = 0_u32;
        while arrived.load(Acquire) < *meetings * 2 {
            looks += 1;
            if looks < 20_000 { spin_loop() } else { thread::yield_now() }
        }
    };
    let round = move |actor: usize, meetings: &mut usize| {
        for window in states.chunks(WINDOW) {
            if actor == 1 {
                spin_loop();
            }
            for state in window {
                act(state, actor);
            }
            meet(meetings);
        }
    };
    let mut count = Count::new(program);
    thread::scope(|scope| {
        let other_pin = pin.clone();
        scope.spawn(move || {
            other_pin(1);
            let mut meetings = 0;
            while !ended.load(Relaxed) {
                round(1, &mut meetings);
                meet(&mut meetings);
            }
        });
        pin(0);
        let mut meetings = 0;
        loop {
            round(0, &mut meetings);
            states.iter().for_each(|state| count.judge(state));
            states.iter().for_each(State::clear);
            let over = count.begun.elapsed() >= time;
            ended.store(over, Relaxed);
            meet(&mut meetings);
            if over {
                break;
            }
        }
    });
    if let Some(all) = all_processors {
        // The calling thread goes on to do other things.
        let _ = sched_setaffinity(None, &all);
    }
    count.finish()
}
