//! The option `--device`.

use crate::cli::say;
use tensor::{Device, GpuError};

/// The device that `--device` names: `cpu`, `cuda` for the first NVIDIA GPU, `cuda:N` for the one of this
/// ordinal, or `auto`: the first GPU if there is one to use, else the CPU, and a line that says why. For
/// clap's `value_parser`, so that a device that is not there is a wrong value of the option.
///
/// ```
/// use clap::Parser;
/// use training::cli::{self, Device};
///
/// #[derive(Parser)]
/// struct Program {
///     #[arg(long, default_value = "cpu", value_parser = cli::parse_device)]
///     device: Device,
/// }
///
/// assert!(matches!(Program::parse_from(["program"]).device, Device::Cpu));
/// let error = Program::try_parse_from(["program", "--device", "gpu"]).err().unwrap();
/// assert!(error.to_string().contains("cpu, cuda, cuda:N and auto"));
/// ```
///
/// # Errors
/// If there is no such device, with what is missing.
pub fn parse_device(text: &str) -> Result<Device, DeviceError> {
    let ordinal = match text {
        "cpu" => return Ok(Device::Cpu),
        "auto" => {
            return Ok(Device::cuda(0).unwrap_or_else(|error| {
                say(format_args!("No GPU is used. {error}."));
                Device::Cpu
            }));
        }
        "cuda" => 0,
        _ => {
            let digits = text.strip_prefix("cuda:").filter(|text| !text.starts_with('+'));
            digits.and_then(|digits| digits.parse().ok()).ok_or(DeviceError::Name)?
        }
    };
    Ok(Device::cuda(ordinal)?)
}

/// Why a device cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceError {
    /// It is none of the names.
    #[error("the devices are cpu, cuda, cuda:N and auto")]
    Name,
    /// There is no such GPU to use.
    #[error(transparent)]
    Gpu(#[from] GpuError),
}
