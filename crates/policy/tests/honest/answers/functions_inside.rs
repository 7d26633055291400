use super::spec::Counter;
use super::sync::Mutex;

#[derive(Default)]
pub struct Tally {
    total: Mutex<u32>,
}

impl Counter for Tally {
    fn enter(&self, door: super::spec::Door) {
        use super::spec::Door;
        use std::fmt;

        struct Visitor(Door);

        impl fmt::Display for Visitor {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        fn weight(visitor: &Visitor) -> u32 {
            use Door::*;
            match visitor.0 {
                North => 1,
                South => visitor.to_string().len() as u32 - 4,
            }
        }

        let visitor = Visitor(door);
        *self.total.lock() += weight(&visitor);
        super::spec::stamp_ticket();
    }

    fn total(&self) -> u32 {
        const NOBODY: u32 = 0;
        self.total.lock().max(NOBODY)
    }
}
