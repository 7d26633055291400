//! The table of the README: each test, how many outcomes there are, and where loom differs.

use std::fmt::Write;

use crate::litmus::{Kind, Litmus};

/// The table of `tests`, in Markdown, and below it a line for each cause.
pub fn markdown(tests: &[Litmus]) -> String {
    let mut causes: Vec<&str> = Vec::new();
    let mut table = String::from(
        "| test | threads | allowed by RC11 | of these weak | shown by loom | differences |\n\
         |---|---|--:|--:|--:|---|\n",
    );
    for litmus in tests {
        let mut differences = Vec::new();
        for difference in &litmus.differences {
            let known = causes.iter().position(|cause| *cause == difference.cause);
            let number = known.unwrap_or_else(|| {
                causes.push(&difference.cause);
                causes.len() - 1
            });
            differences.push(format!("{} `{}` ({})", difference.kind.name(), difference.outcome, number + 1));
        }
        let threads = litmus.texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join("<br>");
        let (allowed, weak) = (litmus.allowed.len(), litmus.weak().count());
        // The tests hold loom to exactly this set.
        let shown = allowed + litmus.listed(Kind::FalseAlarm).count() - litmus.listed(Kind::Miss).count();
        let differences = if differences.is_empty() { "none".into() } else { differences.join("<br>") };
        let title = &litmus.title;
        let _ = writeln!(table, "| {title} | {threads} | {allowed} | {weak} | {shown} | {differences} |");
    }
    for (number, cause) in causes.iter().enumerate() {
        let _ = write!(table, "\n{}. {cause}\n", number + 1);
    }
    table
}
