//! Keeps what is to be done on a board, and has the cooks take whatever is there; the second one comes for the sauces.

use super::spec::{Pass, Restaurant};
use super::sync::{Condvar, Mutex};

/// What stands where on the board: dishes that nobody has begun, sauces that were ordered, and dishes that have gone out.
const DISHES: usize = 0;
const SAUCES: usize = 1;
const OUT: usize = 2;

pub struct Kitchen {
    pass: Pass,
    board: Mutex<[u32; 3]>,
    changed: Condvar,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { pass: Pass::default(), board: Mutex::named("board", [0; 3]), changed: Condvar::named("changed") }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.board.lock()[DISHES] += 2;
        self.changed.notify_all();
    }

    fn cook(&self) {
        let mut board = self.board.lock();
        while board[OUT] < 2 {
            if board[DISHES] > 0 {
                // The dish goes out with its sauce: that is the other cook's part.
                board[DISHES] -= 1;
                board[SAUCES] += 1;
                self.pass.count_sauce();
                self.changed.notify_all();
            } else {
                self.changed.wait(&mut board);
            }
        }
    }

    fn help(&self) {
        let mut board = self.board.lock();
        while board[OUT] < 2 {
            if board[SAUCES] > 0 {
                board[SAUCES] -= 1;
                board[OUT] += 1;
                self.pass.serve();
                self.changed.notify_all();
            } else {
                self.changed.wait(&mut board);
            }
        }
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}
