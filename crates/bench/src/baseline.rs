//! What the engine is compared with: a thread per sample, a barrier per sample, and a loop tuned by hand.

use std::hint::spin_loop;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::*};
use std::thread;
use std::time::{Duration, Instant};

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::contest::{Figures, Program};

/// One sample of a program: its state, and what is done with it.
trait Sample: Default + Sync {
    /// What an actor does; returns what it saw, if that counts.
    fn act(&self, actor: usize) -> u8;
    /// Whether this is the outcome that is counted, given what the actors saw.
    fn is_rare(&self, seen: [u8; 2]) -> bool;
    /// Makes it fresh again.
    fn clear(&self);
}

#[derive(Default)]
struct LostUpdate(AtomicU64);

impl Sample for LostUpdate {
    #[inline]
    fn act(&self, _actor: usize) -> u8 {
        let seen = self.0.load(Relaxed);
        self.0.store(seen + 1, Relaxed);
        0
    }

    #[inline]
    fn is_rare(&self, _seen: [u8; 2]) -> bool {
        self.0.load(Relaxed) == 1
    }

    #[inline]
    fn clear(&self) {
        self.0.store(0, Relaxed);
    }
}

#[derive(Default)]
struct StoreBuffering {
    x: AtomicU64,
    y: AtomicU64,
}

impl Sample for StoreBuffering {
    #[inline]
    fn act(&self, actor: usize) -> u8 {
        let (mine, other) = if actor == 0 { (&self.x, &self.y) } else { (&self.y, &self.x) };
        mine.store(1, Relaxed);
        other.load(Relaxed) as u8
    }

    #[inline]
    fn is_rare(&self, seen: [u8; 2]) -> bool {
        seen == [0, 0]
    }

    #[inline]
    fn clear(&self) {
        self.x.store(0, Relaxed);
        self.y.store(0, Relaxed);
    }
}

/// Counts samples as they are judged.
struct Count {
    begun: Instant,
    figures: Figures,
}

impl Count {
    fn new() -> Self {
        Count { begun: Instant::now(), figures: Figures::default() }
    }

    #[inline]
    fn judge<S: Sample>(&mut self, sample: &S, seen: [u8; 2]) {
        self.figures.samples += 1;
        if sample.is_rare(seen) {
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
    match program {
        Program::LostUpdate => thread_each::<LostUpdate>(time),
        Program::StoreBuffering => thread_each::<StoreBuffering>(time),
    }
}

fn thread_each<S: Sample>(time: Duration) -> Figures {
    let mut count = Count::new();
    while count.begun.elapsed() < time {
        let sample = S::default();
        let seen = thread::scope(|scope| {
            let actors = [0, 1].map(|actor| {
                let sample = &sample;
                scope.spawn(move || sample.act(actor))
            });
            actors.map(|actor| actor.join().unwrap_or_default())
        });
        count.judge(&sample, seen);
    }
    count.finish()
}

/// Two threads that live on, and meet at a barrier before and after every sample.
pub(crate) fn barrier_per_sample(program: Program, time: Duration) -> Figures {
    match program {
        Program::LostUpdate => barrier_each::<LostUpdate>(time),
        Program::StoreBuffering => barrier_each::<StoreBuffering>(time),
    }
}

fn barrier_each<S: Sample>(time: Duration) -> Figures {
    let (sample, other_saw) = (S::default(), AtomicU8::new(0));
    let (barrier, ended) = (Barrier::new(2), AtomicBool::new(false));
    let mut count = Count::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            loop {
                barrier.wait();
                if ended.load(Relaxed) {
                    break;
                }
                other_saw.store(sample.act(1), Relaxed);
                barrier.wait();
            }
        });
        loop {
            ended.store(count.begun.elapsed() >= time, Relaxed);
            barrier.wait();
            if ended.load(Relaxed) {
                break;
            }
            let saw = sample.act(0);
            barrier.wait();
            count.judge(&sample, [saw, other_saw.load(Relaxed)]);
            sample.clear();
        }
    });
    count.finish()
}

/// States in an array that both threads walk, meeting every `WINDOW` states, one of them a spin late.
pub(crate) fn tuned_by_hand(program: Program, time: Duration) -> Figures {
    match program {
        Program::LostUpdate => walk::<LostUpdate>(time),
        Program::StoreBuffering => walk::<StoreBuffering>(time),
    }
}

const WINDOW: usize = 128;
const STATES: usize = 4096;

/// On cache lines of its own.
#[repr(align(128))]
struct Alone<T>(T);

/// At the beginning of a page: where the arrays lie to each other makes a difference of a factor of two.
#[repr(align(4096))]
struct AtPage<T>(T);

fn walk<S: Sample>(time: Duration) -> Figures {
    let samples = Box::new(AtPage(std::array::from_fn::<S, STATES, _>(|_| S::default())));
    let saw = [0, 1].map(|_| Box::new(AtPage([const { AtomicU8::new(0) }; STATES])));
    let (arrived, ended) = (Alone(AtomicUsize::new(0)), Alone(AtomicBool::new(false)));
    let everywhere = sched_getaffinity(None).ok();
    let walker =
        |actor: usize| Walker { samples: &samples.0, saw: &saw[actor].0, arrived: &arrived.0, actor, meetings: 0 };
    let mut count = Count::new();
    thread::scope(|scope| {
        let (mut other, mut walker) = (walker(1), walker(0));
        let ended = &ended.0;
        scope.spawn(move || {
            pin(1);
            while !ended.load(Relaxed) {
                other.walk();
                other.meet();
            }
        });
        pin(0);
        loop {
            walker.walk();
            for (place, sample) in samples.0.iter().enumerate() {
                count.judge(sample, [saw[0].0[place].load(Relaxed), saw[1].0[place].load(Relaxed)]);
                sample.clear();
            }
            let over = count.begun.elapsed() >= time;
            ended.store(over, Relaxed);
            walker.meet();
            if over {
                break;
            }
        }
    });
    if let Some(everywhere) = everywhere {
        // The calling thread goes on to do other things.
        let _ = sched_setaffinity(None, &everywhere);
    }
    count.finish()
}

struct Walker<'a, S> {
    samples: &'a [S],
    saw: &'a [AtomicU8],
    arrived: &'a AtomicUsize,
    actor: usize,
    meetings: usize,
}

impl<S: Sample> Walker<'_, S> {
    fn walk(&mut self) {
        for (window, saw) in self.samples.chunks(WINDOW).zip(self.saw.chunks(WINDOW)) {
            if self.actor == 1 {
                spin_loop();
            }
            for (sample, saw) in window.iter().zip(saw) {
                saw.store(sample.act(self.actor), Relaxed);
            }
            self.meet();
        }
    }

    fn meet(&mut self) {
        self.meetings += 1;
        self.arrived.fetch_add(1, AcqRel);
        let mut looks = 0_u32;
        while self.arrived.load(Acquire) < self.meetings * 2 {
            looks += 1;
            if looks < 20_000 { spin_loop() } else { thread::yield_now() }
        }
    }
}

fn pin(actor: usize) {
    let Ok(allowed) = sched_getaffinity(None) else { return };
    if let Some(processor) = (0..CpuSet::MAX_CPU).filter(|processor| allowed.is_set(*processor)).nth(actor) {
        let mut only = CpuSet::new();
        only.set(processor);
        // Staying together on one processor would cost speed, not truth.
        let _ = sched_setaffinity(None, &only);
    }
}
