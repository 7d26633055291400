//! Has the list in a module, with traits that say how long it may be.

use super::spec::{self, Guest, PLACES, Tour};
use super::sync;
use std::collections::BTreeMap;
use std::fmt::Write as _;

mod list {
    use super::spec::Guest;
    use super::sync::Mutex;
    use std::collections::VecDeque;

    pub trait Limited {
        fn limit(&self) -> usize {
            super::PLACES
        }
    }
    pub trait Booked: Limited {
        fn try_add(&mut self, g: Guest) -> Option<usize>;
    }

    impl<T: AsMut<VecDeque<Guest>> + Limited> Booked for T {
        fn try_add(&mut self, g: Guest) -> Option<usize> {
            let limit = self.limit();
            let list = self.as_mut();
            if list.len() >= limit {
                return None;
            }
            list.push_back(g);
            Some(list.len())
        }
    }

    #[derive(Default)]
    pub struct List(pub VecDeque<Guest>);
    impl Limited for List {}
    impl AsMut<VecDeque<Guest>> for List {
        fn as_mut(&mut self) -> &mut VecDeque<Guest> {
            &mut self.0
        }
    }

    pub type Shared = Mutex<List>;
}

use list::{Booked, List, Shared};

pub struct Lighthouse {
    list: Shared,
}

impl Default for Lighthouse {
    fn default() -> Self {
        Self { list: sync::Mutex::named("list", List::default()) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: spec::Guest) -> bool {
        self.list.lock().try_add(guest).is_some()
    }
    fn guests(&self) -> usize {
        let list = self.list.lock();
        let mut names = String::new();
        let mut by: BTreeMap<String, usize> = BTreeMap::new();
        for guest in list.0.iter() {
            *by.entry(format!("{guest:?}")).or_default() += 1;
            write!(names, "{guest:?},").unwrap();
        }
        assert!(by.values().sum::<usize>() <= PLACES, "{names}");
        let _: Option<&Guest> = list.0.front();
        list.0.len()
    }
}
