//! What a scenario consists of, as the backends call it: for one state, or for a whole stretch of states.
//!
//! The stress backends make one call per stretch, into a loop that the actor's code is inlined into. Those loops are the
//! larger part of what a fixture adds to the build, and models, which act on one state at a time, have none.

use crate::outcome::Outcome;
use crate::stressed::{Judging, Stretch};

/// What one actor does to the state.
pub trait Act<S, R>: Send + Sync {
    /// Acts on one state.
    fn act(&self, state: &S) -> R;
}

/// How a fresh state is made.
pub trait Make<S>: Send + Sync {
    /// Makes one state.
    fn make(&self) -> S;
}

/// How an end state becomes an outcome.
pub trait Observe<S, O, R>: Send + Sync {
    /// Observes one state.
    fn observe(&self, state: &S, returned: &[R]) -> O;
}

/// [`Act`] for the stress backends.
pub trait ActOnStretch<S, R>: Act<S, R> {
    /// Acts on each state of a stretch.
    fn act_on_stretch(&self, stretch: &Stretch<'_, S, R>);
}

/// [`Make`] for the stress backends.
pub trait RenewStretch<S>: Make<S> {
    /// Replaces every state of a stretch that is in use, the first and then each `spacing` further on, by a fresh one.
    fn renew_stretch(&self, states: &mut [S], spacing: usize);
}

/// [`Observe`] for the stress backends.
pub trait ObserveStretch<S, O, R>: Observe<S, O, R> {
    /// Observes the states of a stretch and counts the outcomes.
    fn observe_stretch(&self, stretch: &mut Judging<'_, S, O, R>);
}

impl<S, R, F: Fn(&S) -> R + Send + Sync> Act<S, R> for F {
    #[inline]
    fn act(&self, state: &S) -> R {
        self(state)
    }
}

impl<S, F: Fn() -> S + Send + Sync> Make<S> for F {
    fn make(&self) -> S {
        self()
    }
}

impl<S, O, R, F: Fn(&S, &[R]) -> O + Send + Sync> Observe<S, O, R> for F {
    fn observe(&self, state: &S, returned: &[R]) -> O {
        self(state, returned)
    }
}

impl<S, R, F: Fn(&S) -> R + Send + Sync> ActOnStretch<S, R> for F {
    fn act_on_stretch(&self, stretch: &Stretch<'_, S, R>) {
        stretch.walk(self);
    }
}

impl<S, F: Fn() -> S + Send + Sync> RenewStretch<S> for F {
    fn renew_stretch(&self, states: &mut [S], spacing: usize) {
        let mut place = 0;
        while let Some(state) = states.get_mut(place) {
            *state = self();
            place += spacing;
        }
    }
}

impl<S, O: Outcome, R: Copy, F: Fn(&S, &[R]) -> O + Send + Sync> ObserveStretch<S, O, R> for F {
    fn observe_stretch(&self, stretch: &mut Judging<'_, S, O, R>) {
        stretch.count(self);
    }
}

/// The observer of a scenario in which it does not matter how a sample ends, as long as it does.
pub(crate) struct Unobserved;

impl<S, R> Observe<S, (), R> for Unobserved {
    fn observe(&self, _state: &S, _returned: &[R]) {}
}

impl<S, R> ObserveStretch<S, (), R> for Unobserved {
    fn observe_stretch(&self, stretch: &mut Judging<'_, S, (), R>) {
        stretch.count_all(());
    }
}

/// How many states are handed to the parts of a scenario in one call.
pub trait Pace: 'static {
    /// An actor.
    type Act<S, R>: Act<S, R> + ?Sized;
    /// The setup.
    type Make<S>: Make<S> + ?Sized;
    /// The observer.
    type Observe<S, O, R>: Observe<S, O, R> + ?Sized;

    #[doc(hidden)]
    fn act<S, R>(act: impl Fn(&S) -> R + Send + Sync + 'static) -> Box<Self::Act<S, R>>;
    #[doc(hidden)]
    fn make<S>(make: impl Fn() -> S + Send + Sync + 'static) -> Box<Self::Make<S>>;
    #[doc(hidden)]
    fn observe<S, O: Outcome, R: Copy>(
        observe: impl Fn(&S, &[R]) -> O + Send + Sync + 'static,
    ) -> Box<Self::Observe<S, O, R>>;
    #[doc(hidden)]
    fn unobserved<S, R>() -> Box<Self::Observe<S, (), R>>;
}

/// The pace of models.
pub enum OneByOne {}

/// The pace of the stress backends.
pub enum InStretches {}

macro_rules! pace {
    ($pace:ident, $act:ident, $make:ident, $observe:ident) => {
        impl Pace for $pace {
            type Act<S, R> = dyn $act<S, R>;
            type Make<S> = dyn $make<S>;
            type Observe<S, O, R> = dyn $observe<S, O, R>;

            fn act<S, R>(act: impl Fn(&S) -> R + Send + Sync + 'static) -> Box<Self::Act<S, R>> {
                Box::new(act)
            }

            fn make<S>(make: impl Fn() -> S + Send + Sync + 'static) -> Box<Self::Make<S>> {
                Box::new(make)
            }

            fn observe<S, O: Outcome, R: Copy>(
                observe: impl Fn(&S, &[R]) -> O + Send + Sync + 'static,
            ) -> Box<Self::Observe<S, O, R>> {
                Box::new(observe)
            }

            fn unobserved<S, R>() -> Box<Self::Observe<S, (), R>> {
                Box::new(Unobserved)
            }
        }
    };
}

pace!(OneByOne, Act, Make, Observe);
pace!(InStretches, ActOnStretch, RenewStretch, ObserveStretch);
