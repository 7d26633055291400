//! Size, bytes and nesting: what could hang or crash whoever reads an answer.

use racecourse_policy::{DEEPEST, MOST_BYTES, Objection, Rules, check, check_bytes};

fn check_alone(source: &str) -> Result<(), Vec<Objection>> {
    check(source, &Rules::default())
}

/// The only objection to a source.
#[track_caller]
fn objection(source: &str) -> Objection {
    match check_alone(source) {
        Err(objections) if objections.len() == 1 => objections.into_iter().next().expect("there is one"),
        other => panic!("{other:#?}"),
    }
}

#[test]
fn an_empty_answer_is_in_order_as_far_as_the_policy_goes() {
    assert_eq!(check_alone(""), Ok(()));
    assert_eq!(check_alone("\u{feff}// An editor's mark at the beginning.\n"), Ok(()));
}

#[test]
fn an_answer_may_have_so_many_bytes_and_no_more() {
    let of_length = |bytes: usize| format!("// {}\n", "x".repeat(bytes - 4));
    assert_eq!(check_alone(&of_length(MOST_BYTES)), Ok(()));
    let objection = objection(&of_length(MOST_BYTES + 1));
    assert_eq!((objection.line, objection.column), (1, 1));
    assert_eq!(objection.what, "the file has 65537 bytes, and the most is 65536");
}

#[test]
fn bytes_have_to_be_utf_8() {
    assert_eq!(check_bytes("// ≤\n".as_bytes(), &Rules::default()), Ok(()));
    let objections = check_bytes(b"// ok\n// \xe2\x89\xa4 \xff\n", &Rules::default()).expect_err("0xff is no text");
    assert_eq!(objections.len(), 1);
    assert_eq!((objections[0].line, objections[0].column), (2, 6));
    assert_eq!(objections[0].what, "a byte that is not UTF-8");
}

#[test]
fn an_end_in_the_middle_of_something_is_objected_to_in_the_last_line() {
    let objection = objection("const X: u8 = 1;\nconst Y: u8 =\n");
    assert_eq!((objection.line, objection.column), (2, 1));
    assert_eq!(objection.what, "cannot be read as Rust: unexpected end of input, expected an expression");
    let objection = self::objection("fn f() {\n    let x = 1;\n");
    assert_eq!((objection.line, objection.column), (1, 8));
}

#[test]
fn objections_can_be_shown_and_stored() {
    let objection = objection("\nuse std::fs;\n");
    let text = "line 2, column 10: `std::fs` reaches outside of the exercise; keep to the state, and to what `spec` and `sync` offer";
    assert_eq!(objection.to_string(), text);
    let stored = serde_json::to_value(&objection).expect("an objection is plain data");
    assert_eq!(stored["line"], 2);
    assert_eq!(stored["column"], 10);
    assert_eq!(stored["what"], "`std::fs` reaches outside of the exercise");
    assert_eq!(stored["instead"], "keep to the state, and to what `spec` and `sync` offer");
}

/// What can be nested in itself: what comes before, what is repeated, what is in the middle, what closes it, what comes
/// after.
const NESTED: &[[&str; 5]] = &[
    ["fn f() { ", "(", "1", ")", "; }"],
    ["fn f() { ", "{", "", "}", " }"],
    ["fn f() { ", "[", "", "]", "; }"],
    ["fn f() { ", "vec![", "", "]", "; }"],
    ["fn f() { ", "assert!(", "true", ")", "; }"],
    ["fn f() { ", "!", "true", "", "; }"],
    ["fn f() { ", "- ", "1", "", "; }"],
    ["fn f() { ", "&", "1", "", "; }"],
    ["fn f() { ", "1 + ", "1", "", "; }"],
    ["fn f() { ", "x = ", "1", "", "; let x = 1; }"],
    ["fn f() { ", "|x| ", "1", "", "; }"],
    ["fn f() { ", "|x, y| ", "1", "", "; }"],
    ["fn f() { ", "|| ", "1", "", "; }"],
    ["fn f() { ", "return ", "1", "", "; }"],
    ["fn f() { 1", ".max(1)", "", "", "; }"],
    ["fn f() { 1", "?", "", "", "; }"],
    ["fn f() { 1", " as u8", "", "", "; }"],
    ["fn f() { 1", "[0]", "", "", "; }"],
    ["fn f() { ", "if true {} else ", "{}", "", " }"],
    ["fn f() { ", "if true {} else { ", "", " }", " }"],
    ["fn f() { ", "loop { ", "", " }", " }"],
    ["fn f() { ", "fn f() { ", "", " }", " }"],
    ["fn f() { ", "match 1 { _ => ", "1", " }", "; }"],
    ["struct S; fn f() { S {}", " + S {}", "", "", "; }"],
    ["fn f(x: ", "&", "u8", "", ") {}"],
    ["fn f(x: ", "(", "u8", ",)", ") {}"],
    ["fn f(x: ", "[", "u8", "]", ") {}"],
    ["fn f(x: ", "[", "u8", "; 1]", ") {}"],
    ["fn f(x: ", "Vec<", "u8", ">", ") {}"],
    ["fn f(x: ", "Vec<u8, ", "u8", ">", ") {}"],
    ["fn f(x: ", "fn(u8, u8) -> ", "u8", "", ") {}"],
    ["fn f(x: ", "Box<dyn Fn(u8) -> ", "u8", ">", ") {}"],
    ["fn f() { let ", "(", "_", ",)", " = 1; }"],
    ["fn f() { let ", "&", "_", "", " = 1; }"],
    ["fn f() { let ", "Some(", "_", ")", " = 1; }"],
    ["fn f() { let ", "x @ ", "_", "", " = 1; }"],
    ["use ", "{", "", "}", ";"],
    ["use ", "std::", "fmt", "", ";"],
];

fn nested([before, open, middle, close, after]: &[&str; 5], times: usize) -> String {
    [before, &*open.repeat(times), middle, &*close.repeat(times), after].concat()
}

#[test]
fn whatever_is_nested_very_deep_is_objected_to() {
    for parts in NESTED {
        let times = MOST_BYTES / 8 / (parts[1].len() + parts[3].len());
        let objections = check_alone(&nested(parts, times)).expect_err("it is too deep");
        let too_deep = format!("what is written here is nested or chained more than {DEEPEST} tokens deep");
        assert!(objections.iter().any(|objection| objection.what == too_deep), "{parts:?}: {objections:#?}");
    }
    // As deep as the file may be long.
    assert!(check_alone(&nested(&NESTED[0], MOST_BYTES / 2 - 20)).is_err());
}

#[test]
fn whatever_is_just_not_too_deep_is_read_without_running_out_of_stack() {
    for parts in NESTED {
        let mut times = DEEPEST;
        let is_too_deep = |times| {
            let objections = check_alone(&nested(parts, times)).err().unwrap_or_default();
            objections.iter().any(|objection| objection.what.contains("tokens deep"))
        };
        while is_too_deep(times) {
            times -= times.div_ceil(10);
        }
        // Honest code is nowhere near.
        assert!(times > 50, "{parts:?} is too deep when there are {times}");
    }
}

#[test]
fn what_is_long_and_not_deep_is_in_order() {
    let rows = "(1, 2 < 3, \"x\"), ".repeat(2000);
    assert_eq!(check_alone(&format!("const TABLE: &[(u8, bool, &str)] = &[{rows}];")), Ok(()));
    let statements = "let x = 1 + 2; if x > 1 {} ".repeat(1500);
    assert_eq!(check_alone(&format!("fn f() {{ {statements} }}")), Ok(()));
    let arms = "1 | 2 => (), ".repeat(200);
    assert_eq!(check_alone(&format!("fn f(x: u8) {{ match x {{ {arms} _ => () }} }}")), Ok(()));
    let functions = "fn f() {} struct S; impl S { fn f() {} } ".repeat(1000);
    assert_eq!(check_alone(&functions), Ok(()));
}

#[test]
fn what_is_no_text_at_all_is_not_objected_to_without_end() {
    let begun = std::time::Instant::now();
    let objections = check_alone(&"\u{1}".repeat(MOST_BYTES)).expect_err("it has control characters");
    assert_eq!(objections.len(), 20);
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

#[test]
fn an_editor_s_mark_is_no_part_of_the_text() {
    assert_eq!(racecourse_policy::without_mark("\u{feff}use x;"), "use x;");
    assert_eq!(racecourse_policy::without_mark("use x;\u{feff}"), "use x;\u{feff}");
}
