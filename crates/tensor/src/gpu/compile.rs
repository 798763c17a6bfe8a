//! The run-time compiler NVRTC: from a kernel's text to machine code for one card.

use cudarc::driver::{CudaContext, sys::CUdevice_attribute};
use cudarc::nvrtc::{result, sys};
use std::ffi::{CStr, CString};

/// What kernels are compiled for, and by what.
#[derive(Clone, Debug)]
pub(super) struct Compiler {
    /// The card's name and NVRTC's version: with other ones the machine code is another.
    pub name: String,
    /// `sm_90`: machine code for this very card; or `compute_90`: code that its driver compiles, for a
    /// card that is newer than this NVRTC.
    target: String,
}

impl Compiler {
    /// For this card.
    ///
    /// # Errors
    /// The driver's, or that the card is older than what NVRTC compiles for.
    pub fn new(context: &CudaContext) -> Result<Self, String> {
        let attribute = |it| context.attribute(it).map_err(|error| error.to_string());
        let major = attribute(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)?;
        let minor = attribute(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR)?;
        let card = 10 * major + minor;
        let (known, nvrtc) = (supported_architectures(), version());
        if let Some(oldest) = known.iter().min().filter(|oldest| **oldest > card) {
            return Err(format!(
                "its compute capability is {major}.{minor}, and NVRTC {}.{} compiles for {}.{} and newer: \
                 install an older CUDA toolkit, or take a newer card",
                nvrtc.0,
                nvrtc.1,
                oldest / 10,
                oldest % 10
            ));
        }
        let target = match known.iter().filter(|known| **known <= card).max() {
            Some(newest) if *newest < card => format!("compute_{newest}"),
            _ => format!("sm_{card}"),
        };
        let card_name = context.name().map_err(|error| error.to_string())?;
        let name = format!("{card_name}, {target}, NVRTC {}.{}", nvrtc.0, nvrtc.1);
        Ok(Compiler { name, target })
    }

    /// Machine code or PTX for the text; or the compiler's messages.
    pub fn compile(&self, text: &str) -> Result<Vec<u8>, String> {
        compile(text, &self.target).map(|compiled| compiled.code)
    }
}

/// What NVRTC makes of a text.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The machine code, or the PTX.
    pub code: Vec<u8>,
    /// The compiler's warnings; empty if it has none.
    pub messages: String,
}

/// Compiles a text, as [`kernel_source`](super::kernel_source) makes it, for a card: `sm_90` gives machine
/// code, `compute_90` PTX. This needs NVRTC, but no GPU.
///
/// # Errors
/// The compiler's messages.
pub fn compile(text: &str, target: &str) -> Result<Compiled, String> {
    // SAFETY: this only tries to load the library.
    if !unsafe { sys::is_culib_present() } {
        return Err("libnvrtc was not found".into());
    }
    let source = CString::new(text).map_err(|error| error.to_string())?;
    let program = Program::new(&source)?;
    let option = format!("--gpu-architecture={target}");
    // SAFETY: the program is there until it is dropped.
    unsafe { result::compile_program(program.0, &[option]) }
        .map_err(|error| format!("{error}\n{}", program.log()))?;
    let code = program.code(target.starts_with("sm_")).map_err(|error| error.to_string())?;
    Ok(Compiled { code, messages: program.log() })
}

/// The version of the NVRTC that was found.
pub(super) fn version() -> (i32, i32) {
    let (mut major, mut minor) = (0, 0);
    // SAFETY: it writes two integers.
    let _ = unsafe { sys::nvrtcVersion(&mut major, &mut minor) };
    (major, minor)
}

/// The compute capabilities that it compiles for, times ten; none if it does not say.
fn supported_architectures() -> Vec<i32> {
    let mut count = 0;
    // SAFETY: it writes an integer.
    if unsafe { sys::nvrtcGetNumSupportedArchs(&mut count) }.result().is_err() {
        return Vec::new();
    }
    let mut known = vec![0; count as usize];
    // SAFETY: it writes as many integers as it has just said.
    match unsafe { sys::nvrtcGetSupportedArchs(known.as_mut_ptr()) }.result() {
        Ok(()) => known,
        Err(_) => Vec::new(),
    }
}

/// A text that NVRTC works on.
struct Program(sys::nvrtcProgram);

impl Program {
    fn new(source: &CStr) -> Result<Self, String> {
        result::create_program(source, None).map(Program).map_err(|error| error.to_string())
    }

    fn log(&self) -> String {
        // SAFETY: the program is there until it is dropped.
        let log = unsafe { result::get_program_log(self.0) }.unwrap_or_default();
        log.iter().map(|byte| *byte as u8 as char).filter(|it| *it != '\0').collect()
    }

    /// The machine code, or else the PTX.
    fn code(&self, is_machine_code: bool) -> Result<Vec<u8>, result::NvrtcError> {
        let mut len = 0;
        // SAFETY: it writes an integer.
        let sized = unsafe {
            if is_machine_code {
                sys::nvrtcGetCUBINSize(self.0, &mut len)
            } else {
                sys::nvrtcGetPTXSize(self.0, &mut len)
            }
        };
        sized.result()?;
        let mut code = vec![0u8; len];
        let to = code.as_mut_ptr().cast();
        // SAFETY: it writes as many bytes as it has just said.
        let written = unsafe {
            if is_machine_code {
                sys::nvrtcGetCUBIN(self.0, to)
            } else {
                sys::nvrtcGetPTX(self.0, to)
            }
        };
        written.result()?;
        Ok(code)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // SAFETY: nobody else has this program.
        let _ = unsafe { result::destroy_program(self.0) };
    }
}
