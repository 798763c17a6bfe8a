//! Modules stand on each other, never in a circle: whoever reads one need not have read them all.
//!
//! What counts are the branches below one parent: `a` and `b` stand in a circle if something in `a`
//! names something in `b`, and the other way round. That a parent and what lies below it name each
//! other is no circle. A name that a parent re-exports counts for the module that it comes from.

use gradus_tests::{sources, workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The path of a module from the root of its crate on; the root's is empty.
type Module = Vec<String>;

/// Crates that still have circles, with the modules of them.
const KNOWN: [(&str, &str); 11] = [
    ("chapters/19-pytorch-cifar10", "pictures, report"),
    ("crates/autograd", "tape, var"),
    ("crates/cnn", "compiled, convolution, pooling"),
    ("crates/cnn", "convolution::backward, …::by_columns, …::directly, …::forward"),
    ("crates/cnn", "convolution::geometry, …::method"),
    ("crates/cnn", "pooling::max, …::max_2x2"),
    ("crates/data", "bytes, error, idx, table"),
    ("crates/numeric", "float, matmul"),
    ("crates/programs", "program, run_output"),
    ("crates/tensor", "device, gpu"),
    ("crates/training", "callback, trainer"),
];

/// The modules of a crate, each with its code.
struct Crate(BTreeMap<Module, String>);

impl Crate {
    /// The pairs of branches below one parent of which the first names something in the second.
    fn arrows(&self) -> BTreeSet<(Module, Module)> {
        let mut arrows = BTreeSet::new();
        for (from, code) in &self.0 {
            for to in named_paths(code).iter().filter_map(|path| self.home(from, path)) {
                let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                if common < from.len().min(to.len()) {
                    arrows.insert((from[..=common].to_vec(), to[..=common].to_vec()));
                }
            }
        }
        arrows
    }

    /// The module of this crate that a path leads to, re-exports followed.
    fn home(&self, from: &Module, path: &str) -> Option<Module> {
        let (mut module, mut item) = self.resolve(from, path)?;
        // Each step follows one re-export; more would be a circle of re-exports.
        for _ in 0..8 {
            let name = item?;
            let exported = uses(&self.0[&module]).into_iter().find(|path| ends_with(path, &name));
            let Some(next) = exported.and_then(|path| self.resolve(&module, &path)) else { break };
            (module, item) = next;
        }
        Some(module)
    }

    /// The module at the beginning of a path, and the name after it; none if it is in another crate.
    fn resolve(&self, from: &Module, path: &str) -> Option<(Module, Option<String>)> {
        let mut parts = path.split("::").map(str::trim).peekable();
        let mut module = from.clone();
        match *parts.peek()? {
            "crate" => {
                parts.next();
                module.clear();
            }
            "self" => drop(parts.next()),
            "super" => {
                while parts.next_if_eq(&"super").is_some() {
                    module.pop();
                }
            }
            child => self.child(&module, child).map(drop)?,
        }
        while let Some(child) = parts.peek().and_then(|part| self.child(&module, part)) {
            module = child;
            parts.next();
        }
        Some((module, parts.next().map(str::to_owned)))
    }

    fn child(&self, parent: &Module, name: &str) -> Option<Module> {
        let child = [parent.as_slice(), &[name.to_owned()]].concat();
        self.0.contains_key(&child).then_some(child)
    }

    /// The modules that stand in circles.
    fn circles(&self) -> BTreeSet<Module> {
        let mut reached = self.arrows();
        loop {
            let longer: Vec<_> = reached
                .iter()
                .flat_map(|(a, b)| {
                    let on = reached.iter().filter(move |(c, _)| b == c);
                    on.map(move |(_, d)| (a.clone(), d.clone()))
                })
                .collect();
            let before = reached.len();
            reached.extend(longer);
            if reached.len() == before {
                return reached.into_iter().filter(|(a, b)| a == b).map(|(a, _)| a).collect();
            }
        }
    }
}

/// Whether this is the last name of a path.
fn ends_with(path: &str, name: &str) -> bool {
    path.rsplit("::").next().is_some_and(|last| last.trim() == name)
}

/// The paths that a module imports, and those from `crate` or `super` on in its code.
fn named_paths(code: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c| !is_path(c));
    let inline = words.filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    inline.map(|word| word.trim_end_matches(':').to_owned()).chain(uses(code)).collect()
}

/// The paths in the `use` declarations of a module, without braces.
fn uses(code: &str) -> Vec<String> {
    let code = format!("\n{code}");
    let declarations = code.split("use ").zip(code.split("use ").skip(1));
    let starts = |before: &str| {
        let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
        line.is_empty() || line.starts_with("pub") && line.ends_with([' ', ')'])
    };
    let texts = declarations.filter(|(before, _)| starts(before));
    texts.flat_map(|(_, after)| flat(after.split(';').next().unwrap_or_default())).collect()
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn flat(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((start, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().to_owned()];
    };
    let (mut depth, mut branches) = (0, vec![String::new()]);
    for c in rest.trim_end_matches('}').chars().chain(std::iter::repeat_n('}', 0)) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match (c, depth, branches.last_mut()) {
            (',', 0, _) => branches.push(String::new()),
            (_, _, Some(branch)) => branch.push(c),
            (_, _, None) => {}
        }
    }
    let branches = branches.iter().filter(|branch| !branch.trim().is_empty());
    branches.flat_map(|branch| flat(&format!("{start}{}", branch.trim()))).collect()
}
