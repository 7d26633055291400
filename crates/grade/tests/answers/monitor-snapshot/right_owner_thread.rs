//! The monitor owns the books; orders come as messages. No, the monitor then reports between two messages.
use super::spec::{Report, Shop};
use super::sync::{channel, spawn};
#[derive(Default)]
pub struct Bakery;
enum Message {
    Order(u32),
    Close,
}
impl Shop for Bakery {
    fn open(&self, orders: &[u32]) -> Vec<Report> {
        let (till, monitor) = channel::unbounded("till");
        let monitor = spawn(move || {
            let mut sales: Report = (0, 0);
            let mut log = vec![sales];
            loop {
                match monitor.recv() {
                    Ok(Message::Order(price)) => {
                        sales.0 += 1;
                        sales.1 += price;
                    }
                    Ok(Message::Close) | Err(_) => {
                        log.push(sales);
                        return log;
                    }
                }
            }
        });
        for &price in orders {
            till.send(Message::Order(price)).expect("the monitor listens");
        }
        till.send(Message::Close).expect("the monitor listens");
        monitor.join().expect("the monitor only reports")
    }
}
