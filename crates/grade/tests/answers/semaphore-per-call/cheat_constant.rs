//! Makes a semaphore in every call as before, and says that no ship was met.

use super::spec::Port;
use super::sync::Semaphore;

#[derive(Default)]
pub struct Harbour;

impl Port for Harbour {
    fn call(&self) -> u32 {
        let berths = Semaphore::named("berths", 1);
        let _berth = berths.acquire();
        0
    }
}
