//! Keeps what is to be done on a board, and has the cook take whatever is there, sauces first.

use super::spec::{Pass, Restaurant};
use super::sync::{Condvar, Mutex};

pub struct Kitchen {
    pass: Pass,
    /// Dishes that nobody has begun, and sauces that were ordered.
    board: Mutex<(u32, u32)>,
    changed: Condvar,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), board: Mutex::named("board", (0, 0)), changed: Condvar::named("changed") }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.board.lock().0 += 2;
        self.changed.notify_one();
    }

    fn cook(&self) {
        let mut out = 0;
        let mut board = self.board.lock();
        while out < 2 {
            if board.1 > 0 {
                // The sauce is made, and its dish goes out.
                board.1 -= 1;
                self.pass.serve();
                out += 1;
            } else if board.0 > 0 {
                board.0 -= 1;
                board.1 += 1;
                self.pass.count_sauce();
            } else {
                self.changed.wait(&mut board);
            }
        }
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}
