//! One mutex with counters for dishes and sauces, two condition variables; the helper makes the sauces.
use super::spec::{Pass, Restaurant};
use super::sync::{Condvar, Mutex};

/// dishes waiting, sauces wanted, sauces ready
type Board = (u32, u32, u32);

pub struct Kitchen {
    pass: Pass,
    board: Mutex<Board>,
    for_cook: Condvar,
    for_helper: Condvar,
}

impl Default for Kitchen {
    fn default() -> Self {
        Kitchen {
            pass: Pass::default(),
            board: Mutex::named("board", (0, 0, 0)),
            for_cook: Condvar::named("for cook"),
            for_helper: Condvar::named("for helper"),
        }
    }
}

impl Restaurant for Kitchen {
    fn order(&self) {
        self.board.lock().0 += 2;
        self.for_cook.notify_all();
    }

    fn cook(&self) {
        for _ in 0..2 {
            let mut board = self.board.lock();
            while board.0 == 0 {
                self.for_cook.wait(&mut board);
            }
            board.0 -= 1;
            board.1 += 1;
            self.pass.count_sauce();
            self.for_helper.notify_all();
            while board.2 == 0 {
                self.for_cook.wait(&mut board);
            }
            board.2 -= 1;
            drop(board);
            self.pass.serve();
        }
    }

    fn help(&self) {
        for _ in 0..2 {
            let mut board = self.board.lock();
            while board.1 == 0 {
                self.for_helper.wait(&mut board);
            }
            board.1 -= 1;
            board.2 += 1;
            self.for_cook.notify_all();
        }
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}
