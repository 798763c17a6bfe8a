//! The way down to a parameter.

use std::fmt;

/// The dotted name of a place in a model: `blocks.0.attention.weight`.
#[derive(Debug, Default)]
pub struct Path {
    name: String,
    torch_names: bool,
}

impl Path {
    /// The root of a model whose layers get the numbers that PyTorch gives them.
    pub(crate) fn torch_names() -> Path {
        Path { name: String::new(), torch_names: true }
    }

    /// The number of a layer that is the `layer`-th here and the `module`-th in PyTorch.
    pub(crate) fn layer_index(&self, layer: usize, module: usize) -> usize {
        if self.torch_names { module } else { layer }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Runs `f` one level further down, at the part called `name`.
    pub fn scoped<R>(&mut self, name: impl fmt::Display, f: impl FnOnce(&mut Path) -> R) -> R {
        use fmt::Write;
        let above = self.name.len();
        let dot = if above > 0 { "." } else { "" };
        write!(self.name, "{dot}{name}").expect("writing to a string does not fail");
        let result = f(self);
        self.name.truncate(above);
        result
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
