//! `docs/corpus.md`: every fixture with what each checker sees, from the metadata.

use std::fmt::Write as _;

use racecourse::{Backend, Class, Expectation, Fixture};

/// What stands before the classes.
const PREAMBLE: &str = "\
# The corpus

Every fixture, and what is expected of each variant on each backend: the tests hold every cell to it. This page is made
from the fixtures' metadata by `cargo xtask list --format markdown > docs/corpus.md`; a test fails if it is out of date.

| cell | meaning |
|---|---|
| an outcome, or a kind of violation | the backend sees this |
| holds | nothing forbidden happens |
| misses it | the variant is wrong, and this backend cannot see it; the reason is below the table |
| – | the backend cannot express the fixture; the reason is below the table |
";

/// The whole page.
pub(crate) fn page(fixtures: &[(&Class, Fixture)]) -> String {
    let mut text = PREAMBLE.to_owned();
    let mut class_before = "";
    for (class, fixture) in fixtures {
        if class.name != class_before {
            let _ = write!(text, "\n## {}\n", class.name);
            class_before = class.name;
        }
        text.push_str(&entry(class, fixture));
    }
    text
}

fn entry(class: &Class, fixture: &Fixture) -> String {
    let about = fixture.about;
    let folder = format!("../fixtures/{}/{}/README.md", class.name, about.name);
    let mut text = format!("\n### [{}]({folder})\n\n{}.\n\n", about.name, about.title.trim_end_matches('.'));
    let _ = writeln!(text, "From {}.\n", about.origin);
    text.push_str("| variant | threads | processes | loom | shuttle |\n|---|---|---|---|---|\n");
    let mut reasons: Vec<String> = Vec::new();
    for variant in about.variants {
        let cells = Backend::ALL.map(|backend| match about.expectation(variant, backend) {
            Expectation::Holds => "holds".to_owned(),
            Expectation::Violated(violations) => {
                violations.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
            }
            Expectation::Misses(why) => {
                reasons.push(format!("{backend} misses `{}`: {why}", variant.name));
                "misses it".to_owned()
            }
            Expectation::Unsupported(_) => "–".to_owned(),
        });
        let _ = writeln!(
            text,
            "| `{}`: {} | {} |",
            variant.name,
            escaped(variant.idea),
            cells.map(|cell| escaped(&cell)).join(" | ")
        );
    }
    reasons.extend(about.unsupported.iter().map(|(backend, why)| format!("not on {backend}: {why}")));
    if !about.injected.is_empty() {
        let injected: Vec<_> = about.injected.iter().map(|injected| injected.words()).collect();
        reasons.push(format!("in models, there may be {}", injected.join(", ")));
    }
    let gaps = about.gaps.iter();
    reasons.extend(gaps.map(|gap| format!("loom has no outcome {} of `{}`: {}", gap.outcome, gap.variant, gap.why)));
    if !reasons.is_empty() {
        text.push('\n');
    }
    for reason in reasons {
        let _ = writeln!(text, "- {reason}.");
    }
    text
}

/// A bar would begin another cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
