//! Whether NVIDIA's libraries are there.

use crate::GpuError;

/// cudarc panics when a library is missing: look first.
pub(super) fn find(ordinal: usize) -> Result<(), GpuError> {
    let toolkit =
        "install the CUDA toolkit 13, or its run-time libraries, where the loader finds them";
    // SAFETY: these only try to load the library.
    let libraries = unsafe {
        [
            (cudarc::driver::sys::is_culib_present(), "libcuda", "install NVIDIA's driver"),
            (cudarc::nvrtc::sys::is_culib_present(), "libnvrtc", toolkit),
            (cudarc::cublas::sys::is_culib_present(), "libcublas", toolkit),
        ]
    };
    match libraries.into_iter().find(|(present, ..)| !present) {
        Some((_, library, remedy)) => Err(GpuError::NoLibrary { ordinal, library, remedy }),
        None => Ok(()),
    }
}
