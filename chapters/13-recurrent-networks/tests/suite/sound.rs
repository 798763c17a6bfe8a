//! Sounds: the reader of WAV files, the frames, the synthesizer, the program.

use ch13::fsdd::{WavError, read_archive, read_wav};
use ch13::sound::{
    BANDS, Classifier, LogMel, RATE, SoundBatch, WORDS, dft_power, mel, resonate, spoken_word,
    vowels,
};
use flate2::{Compression, write::GzEncoder};
use programs::{Program, list_dir, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::f64::consts::TAU;

const SPOKEN_DIGITS: Program = Program::new("spoken_digits");

/// A WAV file with this format: code, channels, rate, bits.
fn wav([code, channels, rate, bits]: [u32; 4], samples: &[i16]) -> Vec<u8> {
    let block = channels * bits / 8;
    let mut format = Vec::new();
    format.extend((code as u16).to_le_bytes());
    format.extend((channels as u16).to_le_bytes());
    format.extend(rate.to_le_bytes());
    format.extend((rate * block).to_le_bytes());
    format.extend((block as u16).to_le_bytes());
    format.extend((bits as u16).to_le_bytes());
    let data: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let mut bytes = b"WAVE".to_vec();
    // A chunk of odd length, to be skipped with the byte that fills it up.
    for (name, body) in [(b"fmt ", &format[..]), (b"LIST", &[1, 2, 3]), (b"data", &data)] {
        bytes.extend(name);
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(body);
        bytes.extend(vec![0; body.len() % 2]);
    }
    let size = (bytes.len() as u32).to_le_bytes();
    [b"RIFF", &size[..], &bytes].concat()
}

const FORMAT: [u32; 4] = [1, 1, 8_000, 16];

#[test]
fn samples_come_back() {
    let samples = read_wav(&wav(FORMAT, &[0, 16_384, -32_768, 32_767])).unwrap();
    assert_eq!(samples, [0.0, 0.5, -1.0, 32_767.0 / 32_768.0]);
}

#[test]
fn a_file_that_was_cut_is_refused_wherever_it_was() {
    let whole = wav(FORMAT, &[1, 2, 3, 4]);
    for len in 0..whole.len() {
        let error = read_wav(&whole[..len]).expect_err("a part of a file");
        let expected = if len < 12 {
            error == WavError::NotWav
        } else {
            matches!(error, WavError::Truncated { .. } | WavError::Missing("data"))
        };
        assert!(expected, "{len}: {error:?}");
    }
}

#[test]
fn another_format_is_refused_with_what_differs() {
    for (format, what) in [
        ([3, 1, 8_000, 16], "PCM"),
        ([1, 2, 8_000, 16], "channels"),
        ([1, 1, 44_100, 16], "samples a second"),
        ([1, 1, 8_000, 8], "bits"),
    ] {
        let error = read_wav(&wav(format, &[1, 2])).expect_err(what).to_string();
        assert!(error.contains(what), "{error}");
    }
}

#[test]
fn damaged_bytes_give_errors_and_no_panic() {
    let whole = wav(FORMAT, &[1, 2, 3]);
    for position in 0..whole.len() {
        for value in [0, 1, 127, 128, 255] {
            let mut damaged = whole.clone();
            damaged[position] = value;
            // Whether it can still be read depends on the byte.
            let _ = read_wav(&damaged).map_err(|error| error.to_string());
        }
    }
    // The samples come before the format, or their length is odd.
    let data = b"RIFF\0\0\0\0WAVEdata\x02\0\0\0\0\0";
    assert_eq!(read_wav(data), Err(WavError::Missing("fmt")));
    let mut odd = whole;
    let len = odd.len();
    odd[len - 10] = 5;
    assert_eq!(read_wav(&odd), Err(WavError::HalfSample(5)));
}

fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, name, &bytes[..]).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

#[test]
fn recordings_numbered_0_to_4_are_the_test() {
    let sound = |sample| wav(FORMAT, &[sample]);
    let files = [
        ("r/README.md", vec![1]),
        ("r/3_theo_5.wav", sound(3)),
        ("r/1_theo_40.wav", sound(1)),
        ("r/2_theo_4.wav", sound(2)),
    ];
    let digits = read_archive(&archive(&files)[..], None).unwrap();
    let classes = |part: &[ch13::sound::Recording]| -> Vec<usize> {
        part.iter().map(|sound| sound.class).collect()
    };
    assert_eq!((classes(&digits.train), classes(&digits.test)), (vec![1, 3], vec![2]));
    let damaged = read_archive(&archive(&[("7_theo_0.wav", vec![0; 40])])[..], None).unwrap_err();
    assert!(format!("{damaged:#}").contains("7_theo_0.wav: it is no WAV file"), "{damaged:#}");
    let packed = archive(&files);
    assert!(read_archive(&packed[..packed.len() / 2], None).is_err(), "half an archive");
}

#[test]
fn a_speaker_can_be_left_out() {
    let sound = || wav(FORMAT, &[1]);
    let files = [("1_theo_5.wav", sound()), ("2_ann_0.wav", sound()), ("3_theo_1.wav", sound())];
    let digits = read_archive(&archive(&files)[..], Some("theo")).unwrap();
    assert_eq!((digits.train[0].class, digits.train.len(), digits.test.len()), (2, 1, 2));
    assert!(read_archive(&archive(&files)[..], Some("nobody")).is_err(), "no test");
}

#[test]
fn the_fast_transform_is_the_definition() {
    let x: Vec<f64> = (0..32).map(|t| f64::from((t * t * 7 + 3 * t) % 19) - 9.0).collect();
    for (k, power) in dft_power(&x).iter().enumerate() {
        let sum = |wave: fn(f64) -> f64| -> f64 {
            let angle = |t: usize| TAU * (k * t) as f64 / 32.0;
            x.iter().enumerate().map(|(t, x)| x * wave(angle(t))).sum()
        };
        assert!((power - sum(f64::cos).powi(2) - sum(f64::sin).powi(2)).abs() < 1e-8);
    }
}

/// The band with the maximum energy in the middle of a sound, as a frequency: that of the band's middle.
fn peak(samples: &[f32], bands: std::ops::Range<usize>) -> f64 {
    let features = LogMel::default().features(samples);
    let frame = features[features.len() / 2];
    let band = bands.max_by(|a, b| frame[*a].total_cmp(&frame[*b])).unwrap();
    let (low, high) = (mel(60.0), mel(4_000.0));
    let middle = low + (high - low) * (band + 1) as f64 / (BANDS + 1) as f64;
    700.0 * (10_f64.powf(middle / 2595.0) - 1.0)
}

#[test]
fn a_tone_is_found_in_its_band() {
    for frequency in [200.0, 440.0, 1_000.0, 2_000.0, 3_500.0] {
        let tone = |t: usize| (TAU * frequency * t as f64 / RATE as f64).sin() as f32;
        let found = peak(&(0..4_000).map(tone).collect::<Vec<_>>(), 0..BANDS);
        // Half a band at most, and a little for the steps of the transform.
        assert!((mel(found) - mel(frequency)).abs() < 55.0, "{found} for {frequency}");
    }
}

#[test]
fn the_synthesizer_resonates_where_it_is_told() {
    for letter in ["a", "e", "i", "u"] {
        let formants = vowels(letter)[0];
        let voice: Vec<f32> =
            resonate(4_000, |_| 100.0, |_| formants).iter().map(|x| *x as f32).collect();
        // Above the first formant, the second is the maximum.
        let bands =
            BANDS as f64 * (mel(formants[0] * 1.6) - mel(60.0)) / (mel(4_000.0) - mel(60.0));
        for (expected, bands) in
            [(formants[0], 0..bands as usize), (formants[1], bands as usize..BANDS)]
        {
            let found = peak(&voice, bands);
            assert!(
                (mel(found) - mel(expected)).abs() < 120.0,
                "{letter}: {found}, not {expected}"
            );
        }
    }
}

#[test]
fn words_differ_from_speaker_to_speaker_and_repeat_from_a_seed() {
    let word = |seed| spoken_word(2, &mut ChaCha8Rng::seed_from_u64(seed));
    assert_eq!(word(1), word(1));
    assert_ne!(word(1).samples.len(), word(2).samples.len());
    assert!(WORDS.iter().all(|word| vowels(word).len() == 2));
}

/// Frames in another order: the mean is the same, and only the recurrent network can tell.
#[test]
fn the_mean_of_the_frames_does_not_know_their_order() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let forwards = LogMel::default().features(&spoken_word(0, rng).samples);
    let backwards = forwards.iter().rev().copied().collect();
    for (model, knows) in
        [(Classifier::of_means(3, rng), false), (Classifier::recurrent(8, 3, rng), true)]
    {
        let logits = |sound| {
            let batch = SoundBatch::new([sound]);
            autograd::Tape::new().no_grad(|tape| model.forward(tape, &batch))
        };
        let (a, b) = (logits(&forwards), logits(&backwards));
        let same = a.as_slice().iter().zip(b.as_slice()).all(|(a, b)| (a - b).abs() < 1e-3);
        assert_eq!(same, !knows);
    }
}

#[test]
fn a_quick_run_tells_words_by_the_order_of_their_vowels() {
    let ended = SPOKEN_DIGITS.run_in_temp_dir(&["--epochs", "2"]);
    let (means, gru) = (ended.number("means_accuracy"), ended.number("gru_accuracy"));
    assert!(gru > 0.8 && gru > means + 0.2, "{}", ended.stdout);
    let files = [".lock", "results.toml", "spoken_digits-frames.svg", "spoken_digits.svg"];
    assert_eq!(list_dir(ended.out.path()), files);
}

#[test]
fn recordings_that_are_not_there_are_named() {
    let complaint = SPOKEN_DIGITS.run_err(temp_dir().path(), &["--fsdd"]);
    assert!(complaint.contains("fsdd-1.0.10") && complaint.contains("GRADUS_DATA"), "{complaint}");
}
