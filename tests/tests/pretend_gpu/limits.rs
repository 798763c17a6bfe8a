//! Counts that a launch cannot have.

use crate::blame::panic_of;
use tensor::gpu::to_i32;

/// What is left up to 2³¹ is for an index that goes beyond a count in its last stride.
#[test]
fn a_count_leaves_room_for_a_stride() {
    let most = (1 << 31) - (1 << 16) - 1;
    assert_eq!(to_i32(most) as usize, most);
    for n in [most + 1, 1 << 31, 1 << 32, usize::MAX] {
        let refusal = panic_of(|| to_i32(n));
        let expected = format!("GPU: {n} is too large for one launch: take smaller batches");
        assert_eq!(refusal.message, expected);
        assert!(refusal.file.ends_with("pretend_gpu/limits.rs"), "{}", refusal.file);
    }
}
