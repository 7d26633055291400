//! Judges answers, for trying things out: `grade <fixture>=<file>…`.

use racecourse::Class;
const CLASSES: &[Class] = &[
    racecourse_atomicity::CLASS,
    racecourse_deadlock::CLASS,
    racecourse_ordering::CLASS,
    racecourse_pools::CLASS,
    racecourse_processes::CLASS,
    racecourse_progress::CLASS,
    racecourse_signalling::CLASS,
];
fn main() -> anyhow::Result<()> {
    racecourse_confine::take_over();
    racecourse_runner::workers::take_over(CLASSES);
    let root = std::path::Path::new("/work/main");
    let t = std::time::Instant::now();
    let grader = racecourse_grade::Grader::new(root, &root.join("target"))?;
    eprintln!("ready {:?}", t.elapsed());
    for argument in std::env::args().skip(1) {
        let (name, file) = argument.split_once('=').unwrap();
        let (class, fixture) = CLASSES
            .iter()
            .flat_map(|c| c.fixtures.iter().map(move |f| (c, *f)))
            .find(|(_, f)| f.about.name == name)
            .unwrap();
        let t = std::time::Instant::now();
        let grade = grader.grade(class, fixture, file, &std::fs::read(file)?, &|| false, &|what| {
            eprintln!("  {:?} {what}", t.elapsed())
        })?;
        println!("{name} {file}: {} of {} cap {:?} in {:.1} s", grade.score, grade.out_of, grade.cap, grade.seconds);
        for item in &grade.criteria {
            println!(
                "  {:>3}/{:<3} {:12} {:?} [{}] {}",
                item.points,
                item.out_of,
                item.criterion,
                item.standing,
                item.checked,
                item.reason.clone().unwrap_or_default()
            );
        }
        if let Some(f) = &grade.failure {
            println!("  {}\n{}\n{:?}", f.summary, f.text, f.replay);
        }
        println!("{:?} {:?}", grade.hint, grade.notices);
    }
    Ok(())
}
