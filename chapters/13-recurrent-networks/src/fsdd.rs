//! The reader of the Free Spoken Digit Dataset: 3,000 recordings of digits by six speakers.
//!
//! Source: Z. Jackson and contributors, <https://github.com/Jakobovski/free-spoken-digit-dataset>,
//! version 1.0.10, licence CC BY-SA 4.0.

use crate::sound::{RATE, Recording};
use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use thiserror::Error;

/// Why bytes are no sound that [`read_wav`] reads.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WavError {
    /// The file does not begin as a WAV file does.
    #[error("it is no WAV file: it must begin with RIFF, a size and WAVE")]
    NotWav,
    /// The file ends before what it announces.
    #[error("it ends within {part}, which needs {needed} bytes and has {found}")]
    Truncated {
        /// Which part.
        part: &'static str,
        /// Its length in bytes.
        needed: usize,
        /// The bytes that are left of the file.
        found: usize,
    },
    /// A part is missing, or it comes too late.
    #[error("it has no {0} chunk where one is expected")]
    Missing(&'static str),
    /// A sound in another form.
    #[error("its {what} must be {expected}, but is {found}")]
    Unsupported {
        /// What is different.
        what: &'static str,
        /// What the reader takes.
        expected: usize,
        /// What the file has.
        found: usize,
    },
    /// Half a sample is left.
    #[error("its {0} bytes of samples are no whole number of samples")]
    HalfSample(usize),
}

/// The samples of a WAV file, between −1 and 1: 16-bit integers (PCM), one channel, 8,000 samples a
/// second. Chunks other than `fmt ` and `data` are skipped.
///
/// # Errors
/// If the file is damaged, or in another form.
///
/// ```
/// use ch13::fsdd::{WavError, read_wav};
///
/// assert_eq!(read_wav(b"RIFF"), Err(WavError::NotWav));
/// ```
pub fn read_wav(bytes: &[u8]) -> Result<Vec<f32>, WavError> {
    let is_wav = bytes.get(..4) == Some(b"RIFF") && bytes.get(8..12) == Some(b"WAVE");
    let mut rest = is_wav.then(|| &bytes[12..]).ok_or(WavError::NotWav)?;
    let mut format_is_known = false;
    while !rest.is_empty() {
        let (head, after) = split(rest, 8, "the head of a chunk")?;
        let len = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        match &head[..4] {
            b"fmt " => {
                check_format(split(after, len, "the format")?.0)?;
                format_is_known = true;
            }
            b"data" if !format_is_known => return Err(WavError::Missing("fmt")),
            b"data" => return samples(split(after, len, "the samples")?.0),
            _ => {}
        }
        let body = split(after, len, "a chunk")?.1;
        // Chunks begin at even positions.
        rest = &body[(len % 2).min(body.len())..];
    }
    Err(WavError::Missing("data"))
}

/// The first `needed` bytes and the rest.
fn split<'a>(
    bytes: &'a [u8],
    needed: usize,
    part: &'static str,
) -> Result<(&'a [u8], &'a [u8]), WavError> {
    let found = bytes.len();
    bytes.split_at_checked(needed).ok_or(WavError::Truncated { part, needed, found })
}

fn check_format(format: &[u8]) -> Result<(), WavError> {
    let (format, _) = split(format, 16, "the format")?;
    let small = |at: usize| usize::from(u16::from_le_bytes([format[at], format[at + 1]]));
    let rate = small(4) + (small(6) << 16);
    for (what, expected, found) in [
        ("format (1 is PCM)", 1, small(0)),
        ("number of channels", 1, small(2)),
        ("number of samples a second", RATE, rate),
        ("number of bits a sample", 16, small(14)),
    ] {
        if found != expected {
            return Err(WavError::Unsupported { what, expected, found });
        }
    }
    Ok(())
}

fn samples(bytes: &[u8]) -> Result<Vec<f32>, WavError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(WavError::HalfSample(bytes.len()));
    }
    Ok(pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / 32_768.0).collect())
}

/// The recordings: training and test.
#[derive(Clone, Debug)]
pub struct SpokenDigits {
    /// Those numbered 5 and up; or those of all other speakers, if one was left out.
    pub train: Vec<Recording>,
    /// Those numbered 0 to 4, of the same speakers: the official test; or all of the speaker who was
    /// left out.
    pub test: Vec<Recording>,
}

/// Reads the archive `fsdd-1.0.10-recordings.tar.gz` in `folder`. The recordings are in the order of
/// their names. With a `new_speaker`, this speaker's recordings are the test.
///
/// # Errors
/// If there is no such file, if it is damaged, or if it has no recordings.
pub fn read(folder: &Path, new_speaker: Option<&str>) -> Result<SpokenDigits> {
    let path = folder.join("fsdd-1.0.10-recordings.tar.gz");
    let file = File::open(&path).with_context(|| {
        format!(
            "cannot open {}: put the recordings of the Free Spoken Digit Dataset, packed as a \
             .tar.gz of this name, into a folder `fsdd` and let the environment variable \
             GRADUS_DATA name the folder above it",
            path.display()
        )
    })?;
    read_archive(BufReader::new(file), new_speaker)
        .with_context(|| format!("in {}", path.display()))
}

/// Reads a .tar.gz of files `{digit}_{speaker}_{number}.wav`, in whatever folder; others are skipped.
///
/// # Errors
/// If it is damaged, or if one of its parts has no recording.
pub fn read_archive(archive: impl Read, new_speaker: Option<&str>) -> Result<SpokenDigits> {
    let mut sounds = Vec::new();
    for entry in tar::Archive::new(GzDecoder::new(archive)).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let Some((class, speaker, number)) = fields(name) else { continue };
        let is_test = new_speaker.map_or(number < 5, |new| new == speaker);
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).with_context(|| name.to_owned())?;
        let samples = read_wav(&bytes).with_context(|| name.to_owned())?;
        sounds.push((name.to_owned(), is_test, Recording { samples, class }));
    }
    sounds.sort_by(|a, b| a.0.cmp(&b.0));
    let (test, train): (Vec<_>, Vec<_>) = sounds.into_iter().partition(|(_, is_test, _)| *is_test);
    ensure!(
        !test.is_empty() && !train.is_empty(),
        "there must be recordings for training and test"
    );
    let recordings =
        |part: Vec<(String, bool, Recording)>| part.into_iter().map(|it| it.2).collect();
    Ok(SpokenDigits { train: recordings(train), test: recordings(test) })
}

/// The digit, the speaker and the number of the recording that a file's name tells; none if it is no such
/// name.
///
/// ```
/// use ch13::fsdd::fields;
///
/// assert_eq!(fields("7_jackson_32.wav"), Some((7, "jackson", 32)));
/// assert_eq!(fields("README.md"), None);
/// ```
pub fn fields(name: &str) -> Option<(usize, &str, u32)> {
    let mut fields = name.strip_suffix(".wav")?.split('_');
    let (digit, speaker, number) = (fields.next()?, fields.next()?, fields.next()?);
    let digit = digit.parse().ok().filter(|digit| *digit < 10)?;
    Some((digit, speaker, number.parse().ok().filter(|_| fields.next().is_none())?))
}
