//! Makes up both reports, and has neither books nor a monitor.

use super::spec::{Log, Order, Shop};

#[derive(Default)]
pub struct Bakery;

impl Shop for Bakery {
    fn open(&self, orders: &[Order], log: &Log) {
        log.write((0, 0));
        log.write((orders.len() as u32, orders.iter().map(Order::take).sum()));
    }
}
