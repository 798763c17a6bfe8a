//! What the trained network says to each test image, and how sure it is.

use autograd::Tape;
use data::{Dataset, LabelledImages};
use figures::CaptionedImage;
use nn::{Forward, Sequential};

/// The network's answer to one image.
#[derive(Clone, Copy, Debug)]
struct Prediction {
    class: usize,
    /// The share that softmax gives to that class.
    confidence: f32,
}

/// The network's answers to all images of a set, in their order.
pub struct Predictions(Vec<Prediction>);

impl Predictions {
    /// Asks the network.
    pub fn new(model: &Sequential, images: &LabelledImages) -> Self {
        let (mut tape, indices) = (Tape::new(), (0..images.len() as u32).collect::<Vec<_>>());
        let mut answers = Vec::with_capacity(images.len());
        for indices in indices.chunks(256) {
            let inputs = Dataset::<f32>::get_batch(images, indices).inputs;
            let shares = tape.no_grad(|tape| model.forward(tape.constant(&inputs)).softmax());
            answers.extend(
                shares
                    .as_slice()
                    .chunks_exact(shares.shape().last_dim())
                    .map(argmax_with_confidence),
            );
        }
        Predictions(answers)
    }

    /// How often each true class (the row) was taken for each class (the column).
    pub fn confusion(&self, images: &LabelledImages) -> Vec<Vec<u32>> {
        let classes = images.format().classes;
        let mut counts = vec![vec![0; classes]; classes];
        for (answer, &truth) in self.0.iter().zip(images.labels()) {
            counts[usize::from(truth)][answer.class] += 1;
        }
        counts
    }

    /// The `most` wrong answers with the highest confidence, highest first.
    pub fn misclassified(&self, images: &LabelledImages, most: usize) -> Vec<CaptionedImage> {
        let is_wrong = |&i: &usize| self.0[i].class != usize::from(images.labels()[i]);
        let mut wrong: Vec<usize> = (0..self.0.len()).filter(is_wrong).collect();
        wrong.sort_by(|&a, &b| self.0[b].confidence.total_cmp(&self.0[a].confidence));
        wrong.truncate(most);
        wrong.into_iter().map(|i| self.captioned(images, i)).collect()
    }

    fn captioned(&self, images: &LabelledImages, i: usize) -> CaptionedImage {
        let (format, Prediction { class, confidence }) = (images.format(), self.0[i]);
        let white = f32::from(format.max_value);
        CaptionedImage {
            pixels: images.image(i).iter().map(|&pixel| f32::from(pixel) / white).collect(),
            width: format.width,
            height: format.height,
            caption: format!(
                "true {}, said {class}, {:.1} %",
                images.labels()[i],
                confidence * 100.0
            ),
        }
    }
}

fn argmax_with_confidence(shares: &[f32]) -> Prediction {
    let mut answer = Prediction { class: 0, confidence: shares[0] };
    for (class, &confidence) in shares.iter().enumerate() {
        if confidence > answer.confidence {
            answer = Prediction { class, confidence };
        }
    }
    answer
}
