//! The cases as `make_cases.py` writes them.

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// All cases.
#[derive(Deserialize)]
pub struct Cases {
    /// The version of ONNX that they are of.
    pub onnx: String,
    pub cases: Vec<Case>,
}

/// One node, its inputs, and the outputs that ONNX expects.
#[derive(Deserialize)]
pub struct Case {
    pub name: String,
    pub operator: String,
    /// The version of the set of operators.
    pub version: u32,
    pub attributes: Map<String, Value>,
    /// `None` where an optional one is left out.
    pub inputs: Vec<Option<Array>>,
    pub outputs: Vec<Option<Array>>,
    /// The tolerances for outputs of floats; others are compared exactly.
    pub relative: f64,
    pub absolute: f64,
}

/// A tensor of any type, its elements as `f64`.
#[derive(Deserialize)]
pub struct Array {
    /// The type's name in NumPy.
    #[serde(rename = "type")]
    pub kind: String,
    pub shape: Vec<usize>,
    start: usize,
    /// Whether every element is the one of the case.
    exact: bool,
    #[serde(skip)]
    pub data: Vec<f64>,
}

impl Cases {
    /// Reads a folder of cases.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).with_context(|| format!("{}: make_cases.py writes it", path.display()))
        };
        let mut all: Cases = serde_json::from_slice(&read("cases.json")?)?;
        let bytes = read("cases.bin")?;
        let (numbers, rest) = bytes.as_chunks::<8>();
        ensure!(rest.is_empty(), "cases.bin was cut off");
        for case in &mut all.cases {
            for array in case.inputs.iter_mut().chain(&mut case.outputs).flatten() {
                array.load(numbers)?;
            }
        }
        Ok(all)
    }
}

impl Case {
    /// Why the types or shapes of the case are none of this workspace's tensors, if they are not.
    pub fn objection(&self) -> Option<&'static str> {
        self.inputs.iter().chain(&self.outputs).flatten().find_map(Array::objection)
    }

    /// Whether the case is computed in `f32`. Whole numbers are computed in `f64`.
    pub fn is_single(&self) -> bool {
        self.inputs.iter().chain(&self.outputs).flatten().any(|array| array.kind == "float32")
    }
}

impl Array {
    fn load(&mut self, numbers: &[[u8; 8]]) -> anyhow::Result<()> {
        if self.objection().is_none() {
            let len = self.shape.iter().product::<usize>();
            let own = numbers.get(self.start..self.start + len).context("cases.bin was cut off")?;
            self.data = own.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
        }
        Ok(())
    }

    fn objection(&self) -> Option<&'static str> {
        match self.kind.as_str() {
            "float16" | "bfloat16" => Some("half precision"),
            "float32" | "float64" | "bool" if self.shape.len() <= tensor::Shape::MAX_RANK => None,
            kind if kind.starts_with("int") || kind.starts_with("uint") => match self.exact {
                true => None,
                false => Some("whole numbers above 2⁵³"),
            },
            "float32" | "float64" | "bool" => Some("more than six axes"),
            _ => Some("elements that are no numbers"),
        }
    }

    /// Whether elements are compared exactly.
    pub fn is_exact(&self) -> bool {
        !self.kind.starts_with("float")
    }

    /// The elements of a list of whole numbers.
    pub fn integers(&self) -> Vec<i64> {
        self.data.iter().map(|x| *x as i64).collect()
    }
}
