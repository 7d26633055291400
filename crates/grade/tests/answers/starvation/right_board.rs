//! Keeps what is to be done on a board, and has the cooks take whatever is there; the second one comes for the sauces.

use super::spec::Restaurant;
use super::sync::{Condvar, Mutex};

pub struct Kitchen {
    /// Dishes that nobody has begun, and sauces that were ordered.
    board: Mutex<(u32, u32)>,
    changed: Condvar,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen { board: Mutex::named("board", (0, 0)), changed: Condvar::named("changed") }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.board.lock().0 += 2;
        self.changed.notify_all();
    }

    fn cook(&self) -> u32 {
        let mut board = self.board.lock();
        for _dish in 0..2 {
            while board.0 == 0 {
                self.changed.wait(&mut board);
            }
            // The dish goes out with its sauce: that is the other cook's part.
            *board = (board.0 - 1, board.1 + 1);
            self.changed.notify_all();
        }
        2
    }

    fn help(&self) -> u32 {
        let mut board = self.board.lock();
        for _sauce in 0..2 {
            while board.1 == 0 {
                self.changed.wait(&mut board);
            }
            board.1 -= 1;
        }
        0
    }
}
