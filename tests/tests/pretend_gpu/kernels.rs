//! Kernels with planted faults, each beside the right version of the same kernel.

use crate::child;
use crate::gpu::{Gpu, Shape, kernel};

/// Two bodies of one kernel.
struct Pair {
    wrong: &'static str,
    right: &'static str,
    shape: Shape,
    /// What is said of the wrong one.
    report: &'static [&'static str],
    /// What the right one computes for element `i` of `y`.
    expected: fn(usize) -> f32,
}

impl Pair {
    #[track_caller]
    fn check(&self, name: &str) {
        child::check(name, &[], self.report, || match Gpu::find() {
            Some(gpu) => format!("{:?}", gpu.run(&kernel(self.wrong), self.shape)),
            None => String::new(),
        });
        let Some(gpu) = Gpu::find() else { return };
        let y = gpu.run(&kernel(self.right), self.shape).expect("the right kernel passes");
        for (i, y) in y.into_iter().enumerate() {
            let expected = (self.expected)(i);
            assert!((y - expected).abs() < 1e-5, "{name}: element {i} is {y}, not {expected}");
        }
    }
}

macro_rules! pairs {
    ($($name:ident: $pair:expr;)*) => {$(
        #[test]
        fn $name() {
            $pair.check(concat!("kernels::", stringify!($name)));
        }
    )*};
}

const LAST: fn(usize) -> f32 = |i| 63.0 - i as f32;
const SAME: fn(usize) -> f32 = |i| i as f32;

pairs! {
    a_missing_barrier: Pair {
        wrong: "__shared__ float s[64]; s[t] = x[t];
                y[t] = s[63 - t];",
        right: "__shared__ float s[64]; s[t] = x[t]; __syncthreads(); y[t] = s[63 - t];",
        shape: Shape::default(),
        report: &["kernel k, block (0, 0, 0), thread (", "in line 3", "is a barrier missing?", "shared array s", "LAUNCH_FAILED"],
        expected: LAST,
    };
    a_missing_barrier_before_the_next_round: Pair {
        wrong: "__shared__ float s[64];
                for (int r = 0; r < 3; r++) { s[t] = x[t] + r; __syncthreads();
                y[t] = s[63 - t] - r; }",
        right: "__shared__ float s[64];
                for (int r = 0; r < 3; r++) { s[t] = x[t] + r; __syncthreads(); y[t] = s[63 - t] - r; __syncthreads(); }",
        shape: Shape::default(),
        report: &["race on shared array s, element", "thread (", "of the same block", "no barrier orders the two"],
        expected: LAST,
    };
    two_threads_write_one_element: Pair {
        wrong: "__shared__ int s[32]; s[t / 2] = t; __syncthreads(); y[t] = s[t / 2];",
        right: "__shared__ int s[32]; if (t % 2) s[t / 2] = t; __syncthreads(); y[t] = s[t / 2];",
        shape: Shape::default(),
        report: &["race on shared array s, element", "writes it", "wrote it", "LAUNCH_FAILED"],
        expected: |i| (i | 1) as f32,
    };
    two_blocks_write_one_element: Pair {
        wrong: "y[t] = blockIdx.x;",
        right: "if (blockIdx.x == 1) y[t] = blockIdx.x;",
        shape: Shape { blocks: 2, ..Shape::default() },
        report: &["race on buffer", "a thread of another block wrote it"],
        expected: |_| 1.0,
    };
    a_race_within_a_warp: Pair {
        wrong: "__shared__ float s[64]; s[t] = x[t]; __syncwarp(); float v = s[t ^ 1];
                s[t] = v; __syncwarp(); y[t] = s[t];",
        right: "__shared__ float s[64]; s[t] = x[t]; __syncwarp(); float v = s[t ^ 1]; __syncwarp();
                s[t] = v; __syncwarp(); y[t] = s[t];",
        shape: Shape::default(),
        report: &["race on shared array s"],
        expected: |i| (i ^ 1) as f32,
    };
    a_barrier_of_a_warp_does_not_order_two_warps: Pair {
        wrong: "__shared__ float s[64]; s[t] = 0; __syncthreads(); s[t] = x[t]; __syncwarp(); y[t] = s[63 - t];",
        right: "__shared__ float s[64]; s[t] = 0; __syncthreads(); s[t] = x[t]; __syncthreads(); y[t] = s[63 - t];",
        shape: Shape::default(),
        report: &["race on shared array s"],
        expected: LAST,
    };
    an_index_out_of_range_by_one: Pair {
        wrong: "y[t] = x[t + 1];",
        right: "y[t] = x[t < 63 ? t + 1 : 0];",
        shape: Shape::default(),
        report: &["thread (63, 0, 0)", "illegal read of 4 bytes: 0 bytes past the end of buffer", "(256 bytes)", "ILLEGAL_ADDRESS"],
        expected: |i| ((i + 1) % 64) as f32,
    };
    an_index_out_of_range_of_an_odd_length: Pair {
        wrong: "if (t <= 61) y[t] = 1;",
        right: "if (t < 61) y[t] = 1;",
        shape: Shape { len: 61, ..Shape::default() },
        report: &["illegal write of 4 bytes: 0 bytes past the end of buffer", "(244 bytes)"],
        expected: |_| 1.0,
    };
    an_index_out_of_range_of_a_shared_array: Pair {
        wrong: "__shared__ float s[64]; s[t + 1] = x[t]; __syncthreads(); y[t] = s[t];",
        right: "__shared__ float s[65]; s[t + 1] = x[t]; if (t == 0) s[0] = 0; __syncthreads(); y[t] = s[t];",
        shape: Shape::default(),
        report: &["index 64 is outside the array 'float [64]'"],
        expected: |i| i.saturating_sub(1) as f32,
    };
    more_dynamic_shared_memory_than_asked_for: Pair {
        wrong: "extern __shared__ float s[]; s[t + 1] = x[t]; __syncthreads(); y[t] = s[t + 1];",
        right: "extern __shared__ float s[]; s[t] = x[t]; __syncthreads(); y[t] = s[t];",
        shape: Shape { shared: 256, ..Shape::default() },
        report: &["0 bytes past the end of shared array s (256 bytes)"],
        expected: SAME,
    };
    a_read_of_what_nobody_wrote: Pair {
        wrong: "y[t] += x[t];",
        right: "y[t] = x[t];",
        shape: Shape::default(),
        report: &["reads what nobody has written: element", "LAUNCH_FAILED"],
        expected: SAME,
    };
    a_barrier_in_a_divergent_branch: Pair {
        wrong: "if (t < 20) { __syncthreads(); y[t] = x[t]; }",
        right: "__syncthreads(); if (t < 64) y[t] = x[t];",
        shape: Shape::default(),
        report: &["a barrier that not all threads of the block reach: 20 of 64 threads", "44 have returned"],
        expected: SAME,
    };
    two_different_barriers: Pair {
        wrong: "if (t < 20) { __syncthreads(); } else {
                __syncthreads(); } y[t] = x[t];",
        right: "__syncthreads(); y[t] = x[t];",
        shape: Shape::default(),
        report: &["meet at different barriers", "wait at __syncthreads in line 2", "in line 3"],
        expected: SAME,
    };
    threads_that_wait_for_ever: Pair {
        wrong: "if (t == 0) __syncthreads(); else __syncwarp(); y[t] = x[t];",
        right: "__syncthreads(); __syncwarp(); y[t] = x[t];",
        shape: Shape::default(),
        report: &["threads wait for ever", "__syncwarp in line 2"],
        expected: SAME,
    };
    a_shuffle_with_a_lane_that_has_left: Pair {
        wrong: "if (t == 3) return; y[t] = __shfl_down_sync(0xffffffff, x[t], 1);",
        right: "y[t] = __shfl_down_sync(0xffffffff, x[t], 1);",
        shape: Shape::default(),
        report: &["its mask 0xffffffff names lane 3, which has returned"],
        expected: |i| if i % 32 == 31 { i as f32 } else { (i + 1) as f32 },
    };
    a_shuffle_from_a_lane_outside_the_mask: Pair {
        wrong: "if (t < 16) y[t] = __shfl_sync(0xffff, x[t], 20); else y[t] = x[t];",
        right: "if (t < 16) y[t] = __shfl_sync(0xffff, x[t], t); else y[t] = x[t];",
        shape: Shape::default(),
        report: &["reads lane 20, which its mask 0xffff does not name"],
        expected: SAME,
    };
    a_misaligned_access: Pair {
        wrong: "if (t < 31) *(float2*)(y + 2 * t + 1) = make_float2(0, 0);",
        right: "if (t < 32) *(float2*)(y + 2 * t) = make_float2(2 * t, 2 * t + 1);",
        shape: Shape::default(),
        report: &["misaligned access of", "MISALIGNED_ADDRESS"],
        expected: SAME,
    };
    an_index_outside_one_row: Pair {
        wrong: "__shared__ float s[8][8]; s[t / 8][t % 8 + 1] = x[t]; __syncthreads(); y[t] = s[t / 8][t % 8];",
        right: "__shared__ float s[8][8]; s[t / 8][t % 8] = x[t]; __syncthreads(); y[t] = s[t / 8][t % 8];",
        shape: Shape::default(),
        report: &["index 8 is outside the array 'float [8]' in line 2"],
        expected: SAME,
    };
    an_index_outside_a_local_array: Pair {
        wrong: "float r[4] = {}; for (int i = 0; i <= 4; i++) r[i] = x[t]; y[t] = r[3];",
        right: "float r[4] = {}; for (int i = 0; i < 4; i++) r[i] = x[t]; y[t] = r[3];",
        shape: Shape::default(),
        report: &["index 4 is outside the array 'float [4]' in line 2"],
        expected: SAME,
    };
    a_division_by_zero: Pair {
        wrong: "y[t] = 63 / t;",
        right: "y[t] = t / 1;",
        shape: Shape::default(),
        report: &["thread (0, 0, 0)", "division by zero, of a 'int' in line 2"],
        expected: SAME,
    };
    an_atomic_and_a_plain_access: Pair {
        wrong: "if (t == 0) y[0] = 0; __syncthreads(); atomicAdd(y, x[t]); if (t) y[t] = y[0];",
        right: "if (t == 0) y[0] = 0; __syncthreads(); atomicAdd(y, x[t]); __syncthreads(); if (t) y[t] = y[0];",
        shape: Shape::default(),
        report: &["race on buffer", "(atomically) it", "no barrier orders the two"],
        expected: |_| 2016.0,
    };
    an_assertion: Pair {
        wrong: "assert(t < 60); y[t] = x[t];",
        right: "assert(t < 64); y[t] = x[t];",
        shape: Shape::default(),
        report: &["assertion `t < 60` in line 2 failed", "CUDA_ERROR_ASSERT"],
        expected: SAME,
    };
}
