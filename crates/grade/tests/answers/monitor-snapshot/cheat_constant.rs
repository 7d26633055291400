//! Makes up both reports, and has neither books nor a monitor.

use super::spec::{Report, Shop};

#[derive(Default)]
pub struct Bakery;

impl Shop for Bakery {
    fn open(&self, orders: &[u32]) -> Vec<Report> {
        vec![(0, 0), (orders.len() as u32, orders.iter().sum())]
    }
}
