use super::spec::{Counter, Door};
use super::sync::Mutex;

pub struct Tally {
    doors: Mutex<Vec<u32>>,
}

impl Default for Tally {
    fn default() -> Self {
        assert!(Door::North < Door::South, "the {} door comes first", "north");
        debug_assert_ne!(1, 2,);
        let doors = vec![0; 2];
        assert_eq!(doors, vec![0, 0,], "nobody is in yet: {doors:?}");
        assert!(matches!(doors.len(), 1 | 2 if doors[0] == 0));
        assert!(matches! { doors.first(), Some(&(0..=1)) });
        Tally { doors: Mutex::named("doors", doors) }
    }
}

impl Tally {
    #[allow(dead_code)]
    fn close(&self, hour: u32) -> String {
        match hour {
            0..=12 => todo!(),
            13 => unimplemented!("the {what} of {hour}", what = "lunch break"),
            14..=23 => panic!("{}", format!("too early: {hour:>02}")),
            _ => unreachable!("a day has {hours} hours, not {0}", hour, hours = 24),
        }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        debug_assert!({
            let doors = self.doors.lock();
            doors.iter().all(|count| *count < 100)
        });
        self.doors.lock()[door as usize] += 1;
    }

    fn total(&self) -> u32 {
        self.doors.lock().iter().sum()
    }
}
