//! Faults planted in exercises: each is found, and told with the file that is to be mended.

use crate::fixture::{Fixture, PACKAGE};
use exercises::{Problem, Which, check};
use std::sync::LazyLock;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(3);

/// Something that makes an exercise worthless, and what must be said about it.
struct Fault {
    name: &'static str,
    /// The exercise in a copy of which it is planted.
    exercise: &'static str,
    /// The file, the text that is replaced, and by what.
    change: [&'static str; 3],
    /// The file that is to blame, and words that must be said.
    blamed: &'static str,
    said: &'static [&'static str],
}

const FAULTS: &[Fault] = &[
    Fault {
        name: "weak_test",
        exercise: "e1_double",
        change: ["check.rs", "double(3), 6", "double(2), 4"],
        blamed: "wrong/square.rs",
        said: &["`of_three` does not catch this wrong answer", "make the test stronger"],
    },
    Fault {
        name: "stub_passes",
        exercise: "e1_double",
        change: ["check.rs", "double(3), 6", "6, 6"],
        blamed: "check.rs",
        said: &["`of_three` passes on the untouched stub", "make it call"],
    },
    Fault {
        name: "stub_panics_elsewhere",
        exercise: "e1_double",
        change: ["stub.rs", "todo!(", "panic!("],
        blamed: "stub.rs",
        said: &["on the stub `of_two` fails at", "it must stop at `todo!"],
    },
    Fault {
        name: "stub_of_another_number",
        exercise: "e1_double",
        change: ["stub.rs", "todo!(\"2.", "todo!(\"9."],
        blamed: "stub.rs",
        said: &["it must stop at `todo!"],
    },
    Fault {
        name: "other_message",
        exercise: "e1_double",
        change: ["wrong/square.rs", "message: twice three", "message: forgot the factor"],
        blamed: "wrong/square.rs",
        said: &["does not say \"forgot the factor\"", "twice three"],
    },
    Fault {
        name: "no_such_test",
        exercise: "e1_double",
        change: ["wrong/square.rs", "caught-by: of_three", "caught-by: of_four"],
        blamed: "wrong/square.rs",
        said: &["of_four` names no test", "check.rs"],
    },
    Fault {
        name: "no_header",
        exercise: "e1_double",
        change: ["wrong/square.rs", "//! message: twice three\n", ""],
        blamed: "wrong/square.rs",
        said: &["must begin with `//! caught-by: test` and `//! message: text`"],
    },
    Fault {
        name: "missing_hint",
        exercise: "e1_double",
        change: ["hints.md", "\n---\n\nWhat is `2 * x`?\n", ""],
        blamed: "hints.md",
        said: &["holds 2 hints; write 3"],
    },
    Fault {
        name: "formula_no_terminal_shows",
        exercise: "e1_double",
        change: ["hints.md", "What is `2 * x`?", "What is $`\\mystery x`$?"],
        blamed: "hints.md",
        said: &["hint 2 holds `\\mystery`", "terminal"],
    },
    Fault {
        name: "wrong_title",
        exercise: "e1_double",
        change: ["stub.rs", "//! # 2.", "//! # 3."],
        blamed: "stub.rs",
        said: &["the first line must be `//! # 2.", "Title`"],
    },
    Fault {
        name: "test_of_the_bug_that_no_longer_fails",
        exercise: "e2_bug",
        change: ["exercise.toml", "of_negative", "of_positive"],
        blamed: "check.rs",
        said: &["`of_positive` passes on the stub, but exercise.toml says that it fails there"],
    },
    Fault {
        name: "bug_that_breaks_other_tests",
        exercise: "e2_bug",
        change: ["stub.rs", "    x\n", "    -x - 1\n"],
        blamed: "stub.rs",
        said: &["on the stub `of_positive` fails at", "or be named in `fails` of exercise.toml"],
    },
    Fault {
        name: "bug_that_falls_over",
        exercise: "e2_bug",
        change: ["stub.rs", "    x\n", "    if x < 0 { [0][x as usize] } else { x }\n"],
        blamed: "stub.rs",
        said: &["index out of bounds", "it must fail by an assertion in check.rs"],
    },
    Fault {
        name: "unknown_failing_test",
        exercise: "e2_bug",
        change: ["exercise.toml", "[\"of_negative\"]", "[\"of_negative\", \"of_zero\"]"],
        blamed: "exercise.toml",
        said: &["`fails` names `of_zero`, but check.rs has no such test"],
    },
    Fault {
        name: "stub_that_is_fast",
        exercise: "e3_speed",
        change: ["stub.rs", "sum(), n)", "sum(), 1)"],
        blamed: "check.rs",
        said: &["`few_steps` passes on the stub"],
    },
    Fault {
        name: "solution_that_fails",
        exercise: "e1_double",
        change: ["solution.rs", "2 * x", "3 * x"],
        blamed: "solution.rs",
        said: &["`of_two` fails at", "twice two", "a solution must pass every test"],
    },
    Fault {
        name: "solution_that_loops",
        exercise: "e1_double",
        change: ["solution.rs", "2 * x", "if x == 3 { loop {} } else { 2 * x }"],
        blamed: "solution.rs",
        said: &["`of_three` did not end in time"],
    },
    Fault {
        name: "wrong_answer_that_overflows_the_stack",
        exercise: "e1_double",
        change: ["wrong/half.rs", "x / 2", "std::hint::black_box(double(x) + 1)"],
        blamed: "wrong/half.rs",
        said: &["`of_two` ended the whole process", "overflowed its stack"],
    },
    Fault {
        name: "solution_that_ends_the_process",
        exercise: "e1_double",
        change: ["solution.rs", "2 * x", "std::process::exit(2 * x - 2 * x)"],
        blamed: "solution.rs",
        said: &["`of_two` ended the whole process"],
    },
    Fault {
        name: "solution_of_another_type",
        exercise: "e1_double",
        change: ["solution.rs", "(x: i32)", "(x: i32, _: i32)"],
        blamed: "solution.rs",
        said: &["does not compile", "this function takes 2 arguments but 1 argument was supplied"],
    },
    Fault {
        name: "wrong_answer_that_does_not_compile",
        exercise: "e1_double",
        change: ["wrong/square.rs", "x * x", "x * y"],
        blamed: "wrong/square.rs",
        said: &["does not compile", "cannot find value `y`"],
    },
    Fault {
        name: "tests_that_do_not_compile",
        exercise: "e1_double",
        change: ["check.rs", "double(3)", "triple(3)"],
        blamed: "check.rs",
        said: &["compiles with no answer, not even the solution", "cannot find function `triple`"],
    },
    Fault {
        name: "stub_with_a_warning",
        exercise: "e1_double",
        change: ["stub.rs", "twice {x}", "twice"],
        blamed: "stub.rs",
        said: &["the compiler warns: unused variable: `x`", "name every argument"],
    },
    Fault {
        name: "ignored_test",
        exercise: "e1_double",
        change: ["check.rs", "#[test]\nfn of_two", "#[test]\n#[ignore]\nfn of_two"],
        blamed: "solution.rs",
        said: &["`of_two` is ignored"],
    },
    Fault {
        name: "no_tests",
        exercise: "e1_double",
        change: ["check.rs", "#[test]", "#[allow(dead_code)]"],
        blamed: "check.rs",
        said: &["holds no test; write at least one"],
    },
    Fault {
        name: "main_without_tests",
        exercise: "e1_double",
        change: ["main.rs", "mod check;", "// mod check;"],
        blamed: "main.rs",
        said: &["lacks `mod check;`", "the reader's tests do not run"],
    },
    Fault {
        name: "settings_of_no_kind",
        exercise: "e1_double",
        change: ["exercise.toml", "implement", "riddle"],
        blamed: "exercise.toml",
        said: &["cannot be used", "riddle"],
    },
    Fault {
        name: "bug_without_names",
        exercise: "e2_bug",
        change: ["exercise.toml", "fails = [\"of_negative\"]\n", ""],
        blamed: "exercise.toml",
        said: &["write `fails = [\"test\"]`"],
    },
];

/// All faults, planted in one course and checked in one go.
static PROBLEMS: LazyLock<Vec<Problem>> = LazyLock::new(|| {
    let fixture = Fixture::new();
    for (fault, index) in FAULTS.iter().zip(10..) {
        let copied = fixture.copy_exercise(fault.exercise, index, fault.name);
        let [file, from, to] = fault.change;
        fixture.replace(&format!("{copied}/{file}"), from, to);
    }
    check(&fixture.course(), Which::All, LIMIT, &()).unwrap().problems
});

/// The problems with one exercise, by the end of its folder's name.
fn problems_of(name: &str) -> Vec<&'static Problem> {
    let part = format!("_{name}/");
    PROBLEMS.iter().filter(|problem| problem.file.to_string_lossy().contains(&part)).collect()
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn every_planted_fault_is_found_in_its_file() {
    for Fault { name, blamed, said, .. } in FAULTS {
        let problems = problems_of(name);
        let is_it = |problem: &&&Problem| {
            let message = problem.message.as_str();
            problem.file.starts_with(PACKAGE)
                && problem.file.ends_with(blamed)
                && said.iter().all(|words| message.contains(words))
        };
        assert!(
            problems.iter().any(|it| is_it(&it)),
            "{name}: {blamed}: {said:?} in {problems:#?}"
        );
    }
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn nothing_else_is_blamed() {
    let named = |problem: &&Problem| {
        let file = problem.file.to_string_lossy();
        !FAULTS.iter().any(|fault| file.contains(&format!("_{}/", fault.name)))
    };
    let others: Vec<&Problem> = PROBLEMS.iter().filter(named).collect();
    assert!(others.is_empty(), "{others:#?}");
    // A variant that does not compile hides no other.
    for name in ["solution_of_another_type", "wrong_answer_that_does_not_compile"] {
        assert_eq!(problems_of(name).len(), 1);
    }
    assert_eq!(problems_of("tests_that_do_not_compile").len(), 1);
}
