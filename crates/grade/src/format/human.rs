//! A grade as a page of text that is good to read at 80 columns and without colour.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use racecourse_report::{paragraph, seconds};

use super::Look;
use super::rows::{again, hint, standing, sum};
use super::text::{clean, one_line};
use crate::score::{Failure, Grade, Item, Lesson, Standing};

const HEADING: Style = Style::new().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default().bold();

/// The columns in front of a criterion: its mark and its points.
const MARGIN: usize = 12;

/// The grade for people.
pub(super) fn human(grade: &Grade, look: Look) -> String {
    let mut page = Page { text: String::new(), look };
    let name = format!("{}/{}", one_line(&grade.class), one_line(&grade.fixture));
    page.heading(&format!("{name}: {} of {} points", grade.score, grade.out_of));
    page.paragraph(&clean(&grade.title), 0);
    page.paragraph(&format!("{}, judged in {}", one_line(&grade.file), seconds(grade.seconds)), 0);
    page.gap();
    for item in &grade.criteria {
        criterion(&mut page, item);
    }
    if let Some(failure) = &grade.failure {
        fails(&mut page, failure);
    }
    if let Some(cap) = &grade.cap {
        page.gap();
        let reached = match sum(grade) {
            sum if sum > u64::from(grade.score) => format!("The criteria add up to {sum}, and the score is"),
            _ => "The score is".to_owned(),
        };
        page.paragraph(&format!("{reached} at most {}: {}", cap.at_most, clean(&cap.reason)), 0);
    }
    if let Some(hint) = hint(grade) {
        page.gap();
        page.paragraph(&hint, 0);
    }
    if let Some(lesson) = &grade.lesson {
        learnt(&mut page, lesson);
    }
    if !grade.notices.is_empty() {
        page.gap();
    }
    for notice in &grade.notices {
        page.paragraph(&format!("Note: {}", clean(notice)), 0);
    }
    page.text
}

fn criterion(page: &mut Page, item: &Item) {
    let (mark, style) = match item.standing {
        Standing::Met => (' ', None),
        Standing::Partly => ('~', Some(UNSURE)),
        Standing::Failed => ('!', Some(BAD)),
        Standing::NotShown => ('?', Some(UNSURE)),
    };
    let words = match item.standing {
        Standing::Met => String::new(),
        other => format!(": {}", standing(other)),
    };
    let points = format!("{:>3}/{}", item.points, item.out_of);
    page.line(&format!(" {mark} {points:<width$}{}{words}", item.criterion.title(), width = MARGIN - 3), style);
    if !item.checked.is_empty() {
        page.paragraph(&format!("checked: {}", clean(&item.checked)), MARGIN);
    }
    if let Some(reason) = &item.reason {
        page.paragraph(&clean(reason), MARGIN);
    }
}

fn fails(page: &mut Page, failure: &Failure) {
    page.gap();
    match failure.kind {
        Some(kind) => page.heading(&format!("What goes wrong: {}", kind.words())),
        None => page.heading("What is wrong"),
    }
    page.paragraph(&clean(&failure.summary), 0);
    if !failure.text.trim().is_empty() {
        page.gap();
        // Whoever made the table or the compiler's message has aligned it.
        for line in clean(&failure.text).trim_matches('\n').lines() {
            page.line(line, seals(line).then_some(BAD));
        }
    }
    if let Some(again) = again(failure) {
        page.gap();
        // It is there to be copied, and so in one piece.
        again.lines().for_each(|line| page.line(line, None));
    }
}

/// Whether the line is the step of a table after which nothing else can happen: ` 2 *  total → 0`.
fn seals(line: &str) -> bool {
    let step = line.trim_start();
    let rest = step.trim_start_matches(|character: char| character.is_ascii_digit());
    rest.len() < step.len() && rest.starts_with(" * ")
}

fn learnt(page: &mut Page, lesson: &Lesson) {
    page.gap();
    page.heading("The reference fix");
    for line in clean(&lesson.reference).trim_matches('\n').lines() {
        page.line(line, None);
    }
    if !lesson.wrong_fixes.is_empty() {
        page.gap();
        page.heading("Fixes that only look right");
    }
    for fix in &lesson.wrong_fixes {
        page.paragraph(&format!("{}: {}", one_line(&fix.name), clean(&fix.idea)), 0);
        page.paragraph(&format!("Why it is wrong: {}", clean(&fix.why)), 2);
    }
    if !lesson.in_the_wild.is_empty() {
        page.gap();
        page.heading("In the wild");
    }
    for (title, address) in &lesson.in_the_wild {
        page.paragraph(&one_line(title), 0);
        page.line(&format!("  {}", one_line(address)), None);
    }
}

/// A page that is being written.
struct Page {
    text: String,
    look: Look,
}

impl Page {
    fn line(&mut self, line: &str, style: Option<Style>) {
        let _ = match style.filter(|_| self.look.colour) {
            Some(style) => writeln!(self.text, "{style}{}{style:#}", line.trim_end()),
            None => writeln!(self.text, "{}", line.trim_end()),
        };
    }

    fn heading(&mut self, title: &str) {
        for line in racecourse_report::heading(title).lines() {
            self.line(line, Some(HEADING));
        }
    }

    fn paragraph(&mut self, text: &str, indent: usize) {
        if !text.trim().is_empty() {
            self.text.push_str(&paragraph(text.trim(), indent, self.look.width));
        }
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }
}
