//! An answer with modules in modules and in functions, which find each other in every way that there is.

use self::doors::bells::Bell;
use super::spec::{Counter, Door};
use office::clerks;

mod office {
    //! Who counts.
    use super::super::sync::{Condvar, Mutex};
    use super::doors;
    pub(crate) use ledgers::*;

    pub(crate) mod clerks {
        use super::super::super::sync;
        use super::super::super::sync::Ordering::Relaxed;
        use super::ledgers::Ledger;
        use super::*;

        #[derive(Default)]
        pub(crate) struct Clerk {
            pub(in super::super) ledger: super::super::super::sync::Mutex<Ledger>,
            seen: sync::AtomicU32,
            rung: Condvar,
        }

        impl Clerk {
            pub(crate) fn with(ledger: super::super::super::sync::Mutex<Ledger>) -> Self {
                Clerk { ledger, ..Clerk::default() }
            }

            pub(crate) fn note(&self, door: super::super::super::spec::Door) {
                self.seen.fetch_add(doors::width(door), Relaxed);
                self.ledger.lock().add(doors::bells::tone(door));
                self.rung.notify_all();
            }
        }

        pub(crate) fn lines(clerk: &Clerk) -> u32 {
            clerk.ledger.lock().lines()
        }
    }

    mod ledgers {
        use super::Mutex;

        #[derive(Debug, Default)]
        pub(crate) struct Ledger {
            lines: Vec<u32>,
        }

        impl Ledger {
            pub(in super::super) fn add(&mut self, line: u32) {
                self.lines.push(line);
            }

            pub(super) fn lines(&self) -> u32 {
                self.lines.len() as u32
            }
        }

        pub(crate) fn locked(ledger: Ledger) -> Mutex<Ledger> {
            Mutex::named("ledger", ledger)
        }
    }

    pub(crate) fn is_open(ledger: &Mutex<self::ledgers::Ledger>) -> bool {
        ledger.try_lock().is_some()
    }
}

mod doors {
    use super::super::spec::Door::{self, *};

    pub(crate) mod bells {
        use super::{Door, North, South, width};

        pub(crate) struct Bell;

        pub(crate) fn tone(door: Door) -> u32 {
            match door {
                North => width(door),
                South => self::width(door) + 1,
            }
        }
    }

    pub(crate) fn width(_door: Door) -> u32 {
        1
    }
}

pub struct Tally {
    clerk: clerks::Clerk,
    _bell: Bell,
}

impl Default for Tally {
    fn default() -> Self {
        mod at_first {
            use super::doors::bells;

            pub(super) fn bell() -> bells::Bell {
                bells::Bell
            }
        }
        let clerk = clerks::Clerk::with(office::locked(office::Ledger::default()));
        Tally { clerk, _bell: at_first::bell() }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        self.clerk.note(door);
    }

    fn total(&self) -> u32 {
        use office::is_open;
        fn closed() -> u32 {
            mod reasons {
                pub mod strange {
                    pub const NONE: u32 = 0;
                }
            }
            use reasons::strange;
            strange::NONE
        }
        if is_open(&self.clerk.ledger) { clerks::lines(&self.clerk) } else { closed() }
    }
}
