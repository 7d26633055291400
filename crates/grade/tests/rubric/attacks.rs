//! Answers that attack the grader, in `tests/attacks/`. Each is put to the rules, which object or cannot; and then past the
//! rules, to the layers behind them: whatever it does there, it does not get away with it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use libtest_mimic::{Failed, Trial};
use racecourse_grade::{ANSWER, Format, Grade, Look, Scope, render};
use tempfile::TempDir;

use crate::{fixture, grader, told};

/// The exercise that is attacked.
const EXERCISE: &str = "unlocked-counter";

struct Attack {
    name: &'static str,
    /// What the rules object to; `None` where they cannot.
    objection: Option<&'static str>,
    /// What becomes of it behind the rules.
    behind: Behind,
}

/// The most bytes that a grade has, whatever an answer says.
const MOST_SAID: usize = 100_000;

enum Behind {
    /// It is judged, and gets so many points at most.
    Gets(u32),
    /// The compiler refuses it, for this reason and no other.
    Refused(&'static str),
}

const fn attack(name: &'static str, objection: Option<&'static str>, behind: Behind) -> Attack {
    Attack { name, objection, behind }
}

/// Those that do nothing useful get what an answer gets that compiles; those that are as wrong as `broken` get as much; and
/// what the compiler refuses gets nothing.
const ATTACKS: &[Attack] = &[
    attack("exits", Some("called by a path"), Behind::Gets(5)),
    attack("aborts", Some("std::process"), Behind::Gets(5)),
    attack("loops_for_ever", None, Behind::Gets(5)),
    attack("allocates_without_end", None, Behind::Gets(5)),
    attack("starts_programs", Some("std::process"), Behind::Gets(25)),
    attack("writes_outside", Some("std::fs"), Behind::Gets(25)),
    attack("connects", Some("std::net"), Behind::Gets(25)),
    attack("reads_files", Some("std::fs"), Behind::Gets(25)),
    attack("reads_the_solution", Some("include_str"), Behind::Refused("couldn't read")),
    attack("takes_the_solution_for_a_module", Some("reads another file"), Behind::Refused("couldn't read")),
    attack("reads_the_environment", Some("option_env"), Behind::Gets(25)),
    attack("sleeps", Some("std::thread"), Behind::Gets(25)),
    attack("yields", None, Behind::Gets(25)),
    attack("spins_for_ever", None, Behind::Gets(5)),
    attack("detects_the_checker", Some("std::any"), Behind::Gets(25)),
    attack("detects_by_address", Some("tells where"), Behind::Gets(25)),
    attack("detects_by_destructors", Some("asking for `Drop`"), Behind::Refused("most likely incorrect")),
    attack("has_endless_names", None, Behind::Gets(25)),
    attack("panics_without_end", None, Behind::Gets(25)),
    attack("hides_from_the_checkers", Some("std::sync::atomic"), Behind::Gets(25)),
    attack("hides_a_part", Some("std::sync::atomic"), Behind::Gets(25)),
    attack("allows_what_is_forbidden", Some("switches off what"), Behind::Refused("unsafe")),
    attack("is_unsafe", Some("unsafe"), Behind::Refused("unsafe")),
    attack("begins_before_main", Some("linked"), Behind::Refused("link_section")),
    attack("takes_over_the_allocator", Some("global_allocator"), Behind::Refused("multiple global allocators")),
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = Vec::new();
    for attack in ATTACKS {
        trials.push(Trial::test(format!("attack::{}::rules", attack.name), || put_to_the_rules(attack)));
        trials.push(Trial::test(format!("attack::{}::behind_the_rules", attack.name), || get_past_the_rules(attack)));
    }
    trials.push(Trial::test("attack::every_file_is_tried", every_file_is_tried));
    trials
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks")
}

fn every_file_is_tried() -> Result<(), Failed> {
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder())? {
        files.push(entry?.path().file_stem().unwrap_or_default().to_string_lossy().into_owned());
    }
    files.sort();
    let mut tried: Vec<&str> = ATTACKS.iter().map(|attack| attack.name).collect();
    tried.sort_unstable();
    if files == tried { Ok(()) } else { Err(format!("there are {files:?}, and {tried:?} are tried").into()) }
}

/// What an attack aims at.
struct Target {
    folder: TempDir,
    listener: TcpListener,
}

impl Target {
    fn new() -> Result<Self, Failed> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        Ok(Target { folder: tempfile::tempdir()?, listener })
    }

    fn mark(&self) -> std::path::PathBuf {
        self.folder.path().join("mark")
    }

    /// The attack's source, aimed.
    fn aim(&self, attack: &Attack) -> Result<String, Failed> {
        let source = fs::read_to_string(folder().join(format!("{}.rs", attack.name)))?;
        let solution = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/atomicity/unlocked-counter/fixed.rs");
        let solution = solution.canonicalize()?;
        Ok(source
            .replace("MARK", &self.mark().display().to_string())
            .replace("\"SOLUTION\"", &format!("\"{}\"", solution.display()))
            .replace("ADDRESS", &self.listener.local_addr()?.to_string()))
    }

    /// Whether it was hit.
    fn is_hit(&self) -> bool {
        self.mark().exists() || self.listener.accept().is_ok()
    }
}

fn put_to_the_rules(attack: &Attack) -> Result<(), Failed> {
    let source = Target::new()?.aim(attack)?;
    let (_, fixture) = fixture(EXERCISE);
    match (grader()?.check(&fixture, source.as_bytes()), attack.objection) {
        (Ok(_), None) => Ok(()),
        (Err(refusal), Some(objection)) if refusal.text.contains(objection) => Ok(()),
        (Err(refusal), _) => Err(format!("refused for another reason: {}", refusal.text).into()),
        (Ok(_), Some(objection)) => Err(format!("nobody objects to {objection}").into()),
    }
}

fn get_past_the_rules(attack: &Attack) -> Result<(), Failed> {
    let target = Target::new()?;
    let source = target.aim(attack)?;
    let (class, fixture) = fixture(EXERCISE);
    let before = processes();
    let compilation = match grader()?.compile(class, &fixture, &[(ANSWER, &source)], &|| false)? {
        Ok(compilation) => compilation,
        Err(refusal) => {
            return match attack.behind {
                Behind::Refused(reason) if is_all_about(&refusal.text, reason) => not_hit(&target, &refusal.text),
                _ => Err(format!("{}:\n{}", refusal.summary, refusal.text).into()),
            };
        }
    };
    let Behind::Gets(most) = attack.behind else { return Err("the compiler takes it".into()) };
    let subject = compilation.subject(class, fixture, ANSWER);
    let grade: Grade = grader()?.judge(&subject, attack.name, Scope::Everything, &|| false, &|_| ())?;
    if grade.score > most {
        return Err(format!("it gets more than {most}:\n{}", told(&grade)).into());
    }
    let document = render(&grade, Format::Json, Look::PLAIN);
    if document.len() > MOST_SAID || document.contains(|character: char| character.is_control() && character != '\n') {
        return Err(format!("the grade has {} bytes, or what a terminal obeys", document.len()).into());
    }
    let left = processes() - before;
    if left > 0 {
        return Err(format!("{left} processes are left").into());
    }
    not_hit(&target, &told(&grade))
}

/// Whether there are errors, and each of them says this.
fn is_all_about(errors: &str, reason: &str) -> bool {
    let mut errors = errors.lines().filter(|line| line.starts_with("error")).peekable();
    errors.peek().is_some() && errors.all(|error| error.contains(reason))
}

fn not_hit(target: &Target, told: &str) -> Result<(), Failed> {
    if target.is_hit() { Err(format!("it did what it wanted:\n{told}").into()) } else { Ok(()) }
}

/// How many children this process has.
fn processes() -> i64 {
    let threads = fs::read_dir("/proc/self/task").expect("the kernel lists threads");
    let children = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    children.map(|children| children.split_whitespace().count() as i64).sum()
}
