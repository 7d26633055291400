//! After each order, the shop sends the books as they are now; the monitor reports the last ones that it has heard of.

use super::spec::{Log, Order, Report, Shop};
use super::sync::{channel, spawn};

#[derive(Default)]
pub struct Bakery;

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        let (editor, news) = channel::unbounded::<Report>("news");
        let log = log.clone();
        let monitor = spawn(move || {
            let mut last = news.try_recv().unwrap_or_default();
            log.write(last);
            while let Ok(report) = news.recv() {
                last = report;
            }
            log.write(last);
        });
        orders.iter().fold((0, 0), |(count, income), order| {
            let books = (count + 1, income + order.take());
            editor.send(books).expect("the monitor listens for as long as there is news");
            books
        });
        drop(editor);
        monitor.join().expect("the monitor only reports");
    }
}
