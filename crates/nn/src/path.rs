//! Dotted names of parameters.

use std::fmt;

/// The dotted name of a module or leaf of a model: `blocks.0.attention.weight`.
///
/// ```
/// let mut path = nn::Path::default();
/// let name = path.scoped("hidden", |path| path.scoped("weight", |path| path.to_string()));
/// assert_eq!(name, "hidden.weight");
/// ```
#[derive(Debug, Default)]
pub struct Path {
    name: String,
    torch_names: bool,
}

impl Path {
    /// The root of a model whose layers have PyTorch's indices in their names.
    pub(crate) fn torch_names() -> Path {
        Path { name: String::new(), torch_names: true }
    }

    /// The index of a layer that is the `layer`-th here and the `module`-th in PyTorch.
    pub(crate) fn layer_index(&self, layer: usize, module: usize) -> usize {
        if self.torch_names { module } else { layer }
    }

    /// The name.
    ///
    /// ```
    /// assert_eq!(nn::Path::default().as_str(), "");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Runs `f` one level further down, in the submodule or leaf called `name`.
    ///
    /// ```
    /// assert_eq!(nn::Path::default().scoped(3, |path| path.to_string()), "3");
    /// ```
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
