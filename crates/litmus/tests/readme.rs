//! The table in the README is what the data says.

use std::path::Path;
use std::{env, fs};

use racecourse_litmus::{markdown, tests};

const BEGIN: &str = "<!-- the table: made from data/rc11.json -->\n\n";
const END: &str = "\n<!-- the end of the table -->";

#[test]
fn the_table_in_the_readme_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README");
    let (before, rest) = readme.split_once(BEGIN).expect("the README says where the table begins");
    let (found, after) = rest.split_once(END).expect("the README says where the table ends");
    let wanted = markdown(tests());
    if env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).expect("the README can be written");
        return;
    }
    let difference = similar::TextDiff::from_lines(found, &wanted);
    assert!(
        found == wanted,
        "the README differs from the data; run `UPDATE_README=1 cargo nextest run -p racecourse-litmus readme`\n{}",
        difference.unified_diff()
    );
}
