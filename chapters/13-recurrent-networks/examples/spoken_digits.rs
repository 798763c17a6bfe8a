//! A recurrent network listens: it tells spoken words, frame by frame.
//!
//! ```text
//! cargo run --release -p ch13 --example spoken_digits               # made by a synthesizer
//! cargo run --release -p ch13 --example spoken_digits -- --fsdd     # recordings, with GRADUS_DATA
//! ```

use anyhow::Result;
use ch13::fsdd::{self, SpokenDigits};
use ch13::sound::{
    BANDS, Classifier, Features, LogMel, RATE, Recording, Trained, WORDS, spoken_word, train,
};
use clap::Parser;
use data::folder::download_dir;
use figures::{ConfusionMatrix, HeatMap};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::prelude::*;
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a GRU that tells what a sound says
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Take the Free Spoken Digit Dataset from the folder that GRADUS_DATA names, and not sounds of the
    /// synthesizer
    #[arg(long)]
    fsdd: bool,
    /// With --fsdd: learn from all speakers but this one, and judge by this one alone
    #[arg(long, requires = "fsdd", value_name = "NAME")]
    new_speaker: Option<String>,
    /// How often each network goes through the training sounds [default: 8; 30 for recordings]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    epochs: Option<u64>,
}

const HIDDEN: usize = 64;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| compare(&arguments))
}

fn compare(Arguments { common, fsdd, new_speaker, epochs }: &Arguments) -> Result<()> {
    let suffix = match (fsdd, new_speaker) {
        (true, Some(name)) => format!("-{name}"),
        (true, None) => "-fsdd".into(),
        _ => String::new(),
    };
    let mut results =
        OutputDir::new(common.out.as_deref(), &format!("ch13/spoken_digits{suffix}"))?;
    let seed = common.seed;
    let names: Vec<String> = if *fsdd {
        (0..10).map(|digit: u32| digit.to_string()).collect()
    } else {
        WORDS.map(String::from).into()
    };
    let data = if *fsdd {
        fsdd::read(&download_dir().join("fsdd"), new_speaker.as_deref())?
    } else {
        synthesized(seed)
    };
    let epochs = epochs.unwrap_or(if *fsdd { 30 } else { 8 });
    let seconds = |sounds: &[Recording]| {
        sounds.iter().map(|sound| sound.samples.len()).sum::<usize>() as f64 / RATE as f64
    };
    say(format_args!(
        "{} sounds to learn from, {} to judge by: {:.0} and {:.0} seconds; {epochs} epochs",
        nn::group_thousands(data.train.len()),
        data.test.len(),
        seconds(&data.train),
        seconds(&data.test)
    ));

    // ANCHOR: compare
    // Sounds to frames: the energy in each band, a hundred times a second.
    let mel = LogMel::default();
    let frames = |sounds: &[Recording]| -> (Vec<Features>, Vec<usize>) {
        sounds.par_iter().map(|sound| (mel.features(&sound.samples), sound.class)).unzip()
    };
    let ((x, classes), (test, truth)) = (frames(&data.train), frames(&data.test));
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let [means, gru] =
        [Classifier::of_means(names.len(), rng), Classifier::recurrent(HIDDEN, names.len(), rng)];
    let means = train(means, &x, &classes, epochs, seed);
    let gru = train(gru, &x, &classes, epochs, seed);
    // ANCHOR_END: compare

    let accuracy = |network: &Trained| {
        let predictions = network.predict(&test);
        let right = predictions.iter().zip(&truth).filter(|(said, is)| said == is).count();
        right as f64 / truth.len() as f64
    };
    let mut numbers = ResultsFile::default();
    say("");
    say(format_args!("{:<18}  {:>10}  {:>7}", "", "parameters", "% right"));
    for (name, key, network) in [("mean of the frames", "means", &means), ("GRU", "gru", &gru)] {
        let (parameters, right) = (nn::parameter_count(&network.model), accuracy(network));
        say(format_args!(
            "{name:<18}  {:>10}  {:>7.1}",
            nn::group_thousands(parameters),
            100.0 * right
        ));
        numbers.add(&format!("{key}_accuracy"), right);
        numbers.add(&format!("{key}_parameters"), parameters);
    }

    numbers.add("train_sounds", x.len());
    numbers.add("test_sounds", test.len());
    numbers.add("max_frames", test.iter().chain(&x).map(Vec::len).max().unwrap_or(0));
    numbers.add("min_frames", test.iter().chain(&x).map(Vec::len).min().unwrap_or(0));
    numbers.add("bands", BANDS);
    numbers.add("epochs", epochs);
    numbers.add("seed", seed);
    results.write("results.toml", |path| numbers.save(path));
    let matrix = confusion(names.clone(), &gru.predict(&test), &truth);
    results.write(&format!("spoken_digits{suffix}.svg"), |path| matrix.draw()?.save(path));
    // Of the first class the sound with the most contrast: the one with the least noise.
    let first = test.iter().zip(&truth).filter(|(_, class)| **class == 0).map(|(sound, _)| sound);
    if let Some(sound) = first.max_by(|a, b| contrast(a).total_cmp(&contrast(b))) {
        let map = spectrogram(sound, &names[0]);
        results.write(&format!("spoken_digits{suffix}-frames.svg"), |path| map.draw()?.save(path));
    }
    results.finish()
}

/// 2,000 training and 500 test words of the synthesizer; no two are alike.
fn synthesized(seed: u64) -> SpokenDigits {
    let sounds = |len: u64, stream: u64| {
        let sound = |index: u64| {
            let rng = &mut ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream(stream + index);
            spoken_word(index as usize % WORDS.len(), rng)
        };
        (0..len).into_par_iter().map(sound).collect()
    };
    SpokenDigits { train: sounds(2_000, 1), test: sounds(500, 1 << 32) }
}

fn confusion(classes: Vec<String>, predictions: &[usize], truth: &[usize]) -> ConfusionMatrix {
    let mut counts = vec![vec![0; classes.len()]; classes.len()];
    predictions.iter().zip(truth).for_each(|(said, is)| counts[*is][*said] += 1);
    ConfusionMatrix {
        description: format!(
            "Test sounds by what they say and by what the GRU predicts: {} of {} are right.",
            predictions.iter().zip(truth).filter(|(said, is)| said == is).count(),
            truth.len()
        ),
        classes,
        counts,
    }
}

/// The standard deviation of all energies of a sound.
fn contrast(sound: &Features) -> f64 {
    let values: Vec<f64> = sound.iter().flatten().map(|value| f64::from(*value)).collect();
    Summary::of(&values).std
}

/// The frames of a sound from the left to the right, the lowest band at the bottom.
fn spectrogram(sound: &Features, name: &str) -> HeatMap {
    // The map is a square of cells: frames and bands are repeated until they fill it.
    let side = (4 * BANDS).min(128);
    let cell = |row: usize, column: usize| {
        f64::from(sound[column * sound.len() / side][row * BANDS / side])
    };
    HeatMap {
        description: format!(
            "The energy of the sound \"{name}\" in {BANDS} bands over its {} frames. Dark stripes, \
             the resonances of the vocal tract, move as the sound goes on.",
            sound.len()
        ),
        x_label: "seconds".into(),
        y_label: "band".into(),
        x: (0.0, sound.len() as f64 / 100.0),
        y: (0.0, BANDS as f64),
        rows: (0..side).map(|row| (0..side).map(|column| cell(row, column)).collect()).collect(),
        log: false,
        paths: Vec::new(),
    }
}
