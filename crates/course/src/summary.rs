//! What became of all submissions, as a table for spreadsheets.

use std::io::Write;

use anyhow::Result;
use racecourse::Criterion;

use crate::batch::{Ending, Graded};
use crate::submissions::Submission;

/// Writes the summary as CSV: who, fixture, score, the points of each criterion, the error if there is one, and seconds.
/// A criterion that an exercise does not have is left empty, and so is every score that was not given.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_summary(to: impl Write, submissions: &[Submission], graded: &[Graded]) -> Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let heads = ["who", "fixture", "score"].into_iter().chain(Criterion::ALL.map(Criterion::name));
    table.write_record(heads.chain(["error", "seconds"]))?;
    for (submission, Graded { ending, seconds }) in submissions.iter().zip(graded) {
        let mut row = vec![inert(&submission.who), submission.exercise.name().to_owned()];
        let (grade, error) = match ending {
            Ending::Judged(grade) => (Some(grade), String::new()),
            Ending::Unreadable(why) | Ending::Failed(why) => (None, inert(why)),
            Ending::NotGraded => (None, "not graded".to_owned()),
        };
        row.push(grade.map_or(String::new(), |grade| grade.score.to_string()));
        row.extend(Criterion::ALL.map(|criterion| {
            let item = grade.and_then(|grade| grade.criteria.iter().find(|item| item.criterion == criterion));
            item.map_or(String::new(), |item| item.points.to_string())
        }));
        row.extend([error, format!("{seconds:.1}")]);
        table.write_record(row)?;
    }
    table.flush()?;
    Ok(())
}

/// A text that no spreadsheet takes for a formula: some begin one with whatever looks like a sign, after blanks too.
fn inert(text: &str) -> String {
    let begins = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    if begins { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::find;
    use crate::testing::{exercises, grade};

    fn summary(graded: &[(&str, Ending)]) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (who, _) in graded {
            fs::write(folder.path().join(format!("{who}.rs")), "").unwrap();
        }
        let course = exercises();
        let submissions = find(folder.path(), &course, Some(&course[0])).unwrap().submissions;
        let graded: Vec<_> =
            graded.iter().map(|(_, ending)| Graded { ending: ending.clone(), seconds: 1.25 }).collect();
        let mut text = Vec::new();
        write_summary(&mut text, &submissions, &graded).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn every_submission_has_a_row_whatever_became_of_it() {
        insta::assert_snapshot!(summary(&[
            ("ada", Ending::Judged(Box::new(grade(25)))),
            ("ben", Ending::Unreadable("the file is a folder, not a file".into())),
            ("cy, \"the\" last", Ending::Failed("the judge panicked: one\ntwo".into())),
            ("di", Ending::NotGraded),
        ]));
    }

    #[test]
    fn nobody_s_name_is_a_formula() {
        for name in ["=1+1", "+1", "-1", "@SUM(A1)", " =1"] {
            let text = summary(&[(name, Ending::NotGraded)]);
            let row = text.lines().nth(1).unwrap();
            assert!(row.starts_with(&format!("'{name},")), "{row}");
        }
        assert_eq!(inert("\t=1"), "'\t=1");
        assert_eq!([inert("ada"), inert("a=b"), inert("")], ["ada", "a=b", ""]);
    }
}
