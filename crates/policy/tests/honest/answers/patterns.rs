use super::spec::{Counter, Door};
use super::sync::Mutex;

#[derive(Clone, Debug, Default)]
enum State {
    #[default]
    Empty,
    Some {
        north: u32,
        south: u32,
    },
    Full(u32, Vec<Door>),
}

#[derive(Default)]
pub struct Tally {
    state: Mutex<State>,
}

impl State {
    fn after(self, door: Door) -> State {
        use State::{Empty, Full};
        match (self, door) {
            (Empty, Door::North) => State::Some { north: 1, south: 0 },
            (Empty, Door::South) => Self::Some { north: 0, south: 1 },
            (State::Some { north: north @ 0..=9, south }, Door::North) => State::Some { north: north + 1, south },
            (State::Some { north, south: 0 | 1 }, _) if north > 9 => Full(north + 2, vec![door]),
            (State::Some { north, south }, _) => State::Some { north, south: south + 1 },
            (Full(total, mut doors), door) => {
                doors.push(door);
                let ([_first, .., _last] | [_first @ _last]) = &doors[..] else {
                    unreachable!("one was just put there");
                };
                Full(total + 1, doors)
            }
        }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let mut state = self.state.lock();
        let before = state.clone();
        *state = before.after(door);
    }

    fn total(&self) -> u32 {
        let state = self.state.lock();
        if let State::Some { north, .. } = &*state
            && let &State::Some { south, .. } = &*state
        {
            return north + south;
        }
        match *state {
            State::Full(ref total, _) => *total,
            _ => 0,
        }
    }
}
