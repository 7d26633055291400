//! Copies the sheet, adds the picture to the copy, and writes the whole sheet back over the other's picture.

use super::spec::PhotoLab;
use super::sync::Value;

pub struct Lab {
    sheet: Value<[u32; 2]>,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { sheet: Value::named("sheet", [0; 2]) }
    }
}

impl PhotoLab for Lab {
    fn develop(&self, film: usize, bathe: impl FnOnce() -> u32 + Send) {
        let mut sheet = self.sheet.get();
        sheet[film] = bathe();
        self.sheet.set(sheet);
    }

    fn pictures(&self) -> [u32; 2] {
        self.sheet.get()
    }
}
