use super::spec::{AT_FIRST, Counter, Door};
use super::sync::Mutex;

const DOORS: usize = 2;
const NAMES: [&str; DOORS] = ["north", "south"];
const STEP: u32 = step(3);
static LIMITS: &[(u32, &str)] = &[(10, "few"), (100, "many")];
static GREETING: &'static str = "welcome";

const fn step(of: u32) -> u32 {
    let mut rest = of;
    while rest > 1 {
        rest -= 1;
    }
    rest
}

struct Row<const N: usize>([u32; N]);

impl<const N: usize> Row<N> {
    const EMPTY: Self = Row([AT_FIRST; N]);
}

pub struct Tally {
    doors: Mutex<Row<{ DOORS }>>,
}

impl Default for Tally {
    fn default() -> Self {
        let names = const { NAMES.len() };
        assert_eq!(names, DOORS, "{GREETING}");
        Tally { doors: Mutex::named(NAMES[0], Row::EMPTY) }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        self.doors.lock().0[door as usize] += STEP;
    }

    fn total(&self) -> u32 {
        let total = self.doors.lock().0.iter().sum();
        assert!(LIMITS.iter().any(|(limit, _)| total < *limit));
        total
    }
}
