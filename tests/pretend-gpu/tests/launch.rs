//! What a launch gives, and what it says of a kernel that is wrong.

use pretend_gpu::{Argument, Error, Kernel, TurnEnd};

/// The sums of the rows of a matrix, with 4 threads for each row. `LOOP`, `BARRIER` and `WRITE` are put in.
const ROW_SUMS: &str = r#"
extern "C" __global__ void row_sums(float* y, const float* x, int n) {
    __shared__ float totals[4];
    float total = 0;
    for (int i = threadIdx.x; i LOOP n; i += 4) total += x[blockIdx.x * n + i];
    totals[threadIdx.x] = total;
    BARRIER
    if (threadIdx.x WRITE 0) y[blockIdx.x] = totals[0] + totals[1] + totals[2] + totals[3];
}
"#;

/// What a launch gives for 2 rows of 6 elements; nothing where there is no pretend GPU.
fn row_sums(in_loop: &str, barrier: &str, write: &str) -> Option<Result<[f32; 2], String>> {
    let text = ROW_SUMS.replace("LOOP", in_loop).replace("BARRIER", barrier);
    let kernel = Kernel { text: &text.replace("WRITE", write), name: "row_sums" };
    let x: Vec<f32> = (1..=12u8).map(f32::from).collect();
    let mut y = [-1.0; 2];
    let arguments = [Argument::Output(&mut y), Argument::Input(&x), Argument::Int(6)];
    known(kernel.launch([2, 1, 1], [4, 1, 1], arguments)).map(|it| it.map(|()| y))
}

/// The result of a launch, its error in words; nothing where there is no pretend GPU.
fn known(result: Result<(), Error>) -> Option<Result<(), String>> {
    match result {
        Err(Error::Unavailable(why)) => {
            println!("skipped: {why}");
            None
        }
        other => Some(other.map_err(|error| error.to_string())),
    }
}

/// Asserts that a launch fails, and that its message has all these parts.
#[track_caller]
fn assert_says<T>(result: Option<Result<T, String>>, parts: &[&str]) {
    match result {
        None => {}
        Some(Ok(_)) => panic!("the launch has a result"),
        Some(Err(said)) => {
            for part in parts {
                assert!(said.contains(part), "no {part:?} in: {said}");
            }
        }
    }
}

#[test]
fn outputs_are_what_the_kernel_wrote() {
    let Some(y) = row_sums("<", "__syncthreads();", "==") else { return };
    assert_eq!(y.expect("the kernel is right"), [21.0, 57.0]);
}

#[test]
fn an_index_past_the_end_is_found_with_its_line() {
    let result = row_sums("<=", "__syncthreads();", "==");
    assert_says(result, &["illegal read of 4 bytes: 0 bytes past the end", "line 5: for (int i"]);
}

#[test]
fn a_missing_barrier_is_found_each_time() {
    let results = [(); 3].map(|()| row_sums("<", "", "=="));
    for result in &results {
        assert_says(result.clone(), &["barrier", "line 8: if (threadIdx.x == 0)"]);
    }
    assert_eq!(results[0], results[1], "the same launch runs in the same order");
    assert_eq!(results[0], results[2], "the same launch runs in the same order");
}

/// A declaration of two arrays is made into two: the lines after it keep their numbers.
#[test]
fn lines_keep_their_numbers() {
    let text = "extern \"C\" __global__ void reads(float* y) {
        __shared__ float a[2],
            b[2];
        a[0] = 1;
        y[0] = b[a[0] > 2];
    }";
    let mut y = [0.0];
    let kernel = Kernel { text, name: "reads" };
    let result = known(kernel.launch([1, 1, 1], [1, 1, 1], [Argument::Output(&mut y)]));
    assert_says(result, &["reads what nobody has written", "line 5: y[0] = b[a[0] > 2];"]);
}

#[test]
fn what_nobody_wrote_is_found() {
    let result = row_sums("<", "__syncthreads();", "==  4 + ");
    assert_says(result, &["nobody has written element 0 of parameter 1 (2 elements)"]);
}

#[test]
fn what_does_not_compile_is_shown_with_its_line() {
    let result = row_sums("<", "__syncthreads()", "==");
    assert_says(result, &["the kernel does not compile:", "line 7: __syncthreads()"]);
}

#[test]
fn a_line_without_a_semicolon_before_a_barrier_is_the_one_that_is_named() {
    let result = row_sums("<", "total = 1\n    __syncthreads();", "==");
    assert_says(result, &["expected ';' before '__syncthreads'", "line 7: total = 1"]);
}

#[test]
fn arguments_fit_the_parameters() {
    let text =
        "extern \"C\" __global__ void fill(float* y, float value) { y[threadIdx.x] = value; }";
    let fill = Kernel { text, name: "fill" };
    let (mut y, x) = ([0.0; 4], [7.0]);
    let arguments = [Argument::Output(&mut y), Argument::Float(7.0)];
    let Some(result) = known(fill.launch([1, 1, 1], [4, 1, 1], arguments)) else { return };
    assert_eq!(result, Ok(()));
    let arguments = [Argument::Output(&mut y), Argument::Input(&x)];
    let result = known(fill.launch([1, 1, 1], [4, 1, 1], arguments));
    assert_says(result, &["parameter 2 of kernel fill has 4 bytes, but 8 are given"]);
    let result = known(fill.launch([1, 1, 1], [4, 1, 1], [Argument::Output(&mut y)]));
    assert_says(result, &["has 2 parameters, but 1 arguments are given"]);
    let other = Kernel { text, name: "full" };
    let result = known(other.launch([1, 1, 1], [4, 1, 1], [Argument::Output(&mut y)]));
    assert_says(result, &["no kernel full"]);
    assert_eq!(y, [7.0; 4]);
}

#[test]
fn a_launch_that_a_card_refuses_is_refused() {
    let text = "extern \"C\" __global__ void idle() {}";
    let result = (Kernel { text, name: "idle" }).launch([1, 1, 1], [1025, 1, 1], []);
    assert_says(known(result), &["is refused", "too large"]);
}

#[test]
fn a_trace_tells_who_waited_where_before_who_went_on() {
    let text = ROW_SUMS.replace("LOOP", "<").replace("BARRIER", "__syncthreads();");
    let kernel = Kernel { text: &text.replace("WRITE", "=="), name: "row_sums" };
    let (x, mut y) = ([1.0; 12], [0.0; 2]);
    let arguments = [Argument::Output(&mut y), Argument::Input(&x), Argument::Int(6)];
    let turns = match kernel.trace([2, 1, 1], [4, 1, 1], arguments) {
        Err(Error::Unavailable(why)) => return println!("skipped: {why}"),
        turns => turns.expect("the kernel is right"),
    };
    assert_eq!(y, [6.0; 2]);
    let line = 1 + text.lines().position(|line| line.contains("__syncthreads")).unwrap() as u32;
    for block in [0, 1] {
        let turns: Vec<_> = turns.iter().filter(|turn| turn.block == block).collect();
        // Four threads come to the barrier, then four go on and return: each of them once.
        assert_eq!(turns.len(), 8, "{turns:?}");
        for (turns, end) in turns.chunks(4).zip([TurnEnd::Waits { line }, TurnEnd::Returns]) {
            let mut threads: Vec<u32> = turns.iter().map(|turn| turn.thread).collect();
            threads.sort_unstable();
            assert_eq!(threads, [0, 1, 2, 3]);
            assert!(turns.iter().all(|turn| turn.end == end), "{turns:?}");
        }
    }
}
