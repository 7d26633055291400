//! Zählt Besucher: 👋 für jeden ein Zeichen. ∀ doors: ≤ 100.

use std::borrow::Cow;
use std::str::{self, FromStr};

use super::spec::{Counter, Door};
use super::sync::Mutex;

const GLYPH: char = '✓';

#[derive(Default)]
pub struct Tally {
    tally: Mutex<String>,
}

fn name(door: Door) -> Cow<'static, str> {
    match door {
        Door::North => "grüß".into(),
        Door::South => Cow::Owned(String::from_utf8_lossy(b"south").to_uppercase()),
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let name = name(door);
        assert!(!name.is_empty() && char::from_u32(0x2713) == Some(GLYPH), r#"a "name""#);
        self.tally.lock().push(GLYPH);
    }

    fn total(&self) -> u32 {
        let digits = self.tally.lock().chars().filter(|glyph| *glyph == GLYPH).count().to_string();
        let digits = str::from_utf8(digits.as_bytes()).unwrap_or("0");
        u32::from_str(digits).unwrap_or_default()
    }
}
