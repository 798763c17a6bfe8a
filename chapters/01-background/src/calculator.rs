//! A calculator: what a network takes, from the description of its layers.

mod count;
mod layer;

pub use count::Row;
pub use layer::Layer;

use serde::Deserialize;

/// The description of a network.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// The network's name.
    pub name: String,
    /// What its paper says of the number of parameters.
    #[serde(default)]
    pub paper: String,
    /// The shape of one sample: `[channels, height, width]`, or `[positions]` of a sequence of tokens.
    pub input: Vec<u64>,
    /// The layers, from the first to the last.
    pub layers: Vec<Layer>,
}

/// What a network takes: its layers' rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// A row for each layer of the description.
    pub rows: Vec<Row>,
}

impl Description {
    /// Reads a description in TOML.
    ///
    /// ```
    /// use ch01::calculator::Description;
    ///
    /// let text = r#"
    ///     name = "digits"
    ///     input = [1, 8, 8]
    ///     layers = [{ kind = "dense", outputs = 128 }, { kind = "dense", outputs = 10 }]
    /// "#;
    /// let counted = Description::parse(text)?.count()?;
    /// assert_eq!(counted.parameters(), 65 * 128 + 129 * 10);
    /// assert!(Description::parse("name = 1").is_err());
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// If it is no such description, or the input has no elements or more than 10⁹.
    pub fn parse(text: &str) -> Result<Self, String> {
        const MAX: u64 = 1_000_000_000;
        let description: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let input = &description.input;
        let elements = input.iter().try_fold(1_u64, |product, size| product.checked_mul(*size));
        if input.is_empty() || !elements.is_some_and(|elements| (1..=MAX).contains(&elements)) {
            return Err(format!("input {input:?}: a shape of 1 to {MAX} elements is expected"));
        }
        Ok(description)
    }

    // ANCHOR: count
    /// Goes through the layers: the shape of one's output is that of the next one's input.
    ///
    /// ```
    /// use ch01::calculator::{Description, Layer};
    ///
    /// let dense = |outputs| Layer::Dense { outputs };
    /// let layers = vec![dense(16), dense(10)];
    /// let (name, paper) = ("small".into(), String::new());
    /// let network = Description { name, paper, input: vec![4], layers };
    /// let rows = network.count()?.rows;
    /// assert_eq!((rows[0].parameters, rows[0].multiply_adds), (4 * 16 + 16, 4 * 16));
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// If a layer cannot take what the one before it gives.
    pub fn count(&self) -> Result<Counted, String> {
        let mut shape = self.input.clone();
        let mut rows = Vec::new();
        for (index, layer) in self.layers.iter().enumerate() {
            let row = count::count(layer, &shape)
                .map_err(|error| format!("{}, layer {}: {error}", self.name, index + 1))?;
            shape.clone_from(&row.shape);
            rows.push(row);
        }
        Ok(Counted { rows })
    }
    // ANCHOR_END: count
}

impl Counted {
    /// The number of trainable parameters.
    ///
    /// ```
    /// use ch01::calculator::{Counted, Row};
    ///
    /// let row = Row { parameters: 3, multiply_adds: 5, outputs: 7, ..Row::default() };
    /// let counted = Counted { rows: vec![row.clone(), row] };
    /// assert_eq!((counted.parameters(), counted.multiply_adds(), counted.outputs()), (6, 10, 14));
    /// ```
    pub fn parameters(&self) -> u64 {
        self.rows.iter().map(|row| row.parameters).sum()
    }

    /// Multiplications that are added to a sum, for one sample forward.
    pub fn multiply_adds(&self) -> u64 {
        self.rows.iter().map(|row| row.multiply_adds).sum()
    }

    /// The elements of all layers' outputs for one sample.
    pub fn outputs(&self) -> u64 {
        self.rows.iter().map(|row| row.outputs).sum()
    }

    // ANCHOR: memory
    /// The bytes that training with Adam takes in `f32`: for each parameter its value, its gradient and
    /// two means; and the outputs of all layers for a batch.
    ///
    /// ```
    /// use ch01::calculator::{Counted, Row};
    ///
    /// let row = Row { parameters: 1_000, outputs: 10, ..Row::default() };
    /// assert_eq!(Counted { rows: vec![row] }.training_bytes(32), 16_000 + 1_280);
    /// ```
    pub fn training_bytes(&self, batch: u64) -> u64 {
        const F32: u64 = 4;
        F32 * (4 * self.parameters() + batch * self.outputs())
    }
    // ANCHOR_END: memory
}

/// The descriptions that come with the calculator, each with the name that the command line takes.
///
/// ```
/// let (name, model) = &ch01::calculator::models()[0];
/// assert_eq!((*name, model.name.as_str()), ("lenet-5", "LeNet-5"));
/// ```
pub fn models() -> Vec<(&'static str, Description)> {
    let texts = [
        ("lenet-5", include_str!("../models/lenet-5.toml")),
        ("alexnet", include_str!("../models/alexnet.toml")),
        ("vgg-16", include_str!("../models/vgg-16.toml")),
        ("resnet-50", include_str!("../models/resnet-50.toml")),
        ("transformer-base", include_str!("../models/transformer-base.toml")),
        ("transformer-big", include_str!("../models/transformer-big.toml")),
        ("bert-base", include_str!("../models/bert-base.toml")),
        ("gpt-2", include_str!("../models/gpt-2.toml")),
    ];
    let read = |(name, text)| (name, Description::parse(text).expect("it is tested"));
    texts.into_iter().map(read).collect()
}
