//! Modules stand on each other, never in a circle: whoever reads one need not have read them all.
//!
//! What counts are the branches below one parent: `a` and `b` stand in a circle if something in `a`
//! names something in `b`, and the other way round. That a parent and what lies below it name each
//! other is no circle. A name that a parent re-exports counts for the module that it comes from.

use gradus_tests::{sources, workspace};
use std::collections::{BTreeMap, BTreeSet};

/// The path of a module from the root of its crate on; the root's is empty.
type Module = Vec<String>;

/// Crates that still have circles.
const KNOWN: [&str; 3] = ["crates/autograd", "crates/normalization", "crates/tensor"];

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
            let Some(name) = &item else { break };
            let exported = uses(&self.0[&module]).into_iter().find(|path| ends_with(path, name));
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

    /// The modules that stand in circles: those from which arrows lead back to themselves.
    fn circles(&self) -> Vec<String> {
        let arrows = self.arrows();
        let is_reached_from_itself = |start: &&Module| {
            let (mut reached, mut open) = (BTreeSet::new(), vec![*start]);
            while let Some(module) = open.pop() {
                let next = arrows.iter().filter(|(from, _)| from == module).map(|(_, to)| to);
                open.extend(next.filter(|to| reached.insert(*to)));
            }
            reached.contains(start)
        };
        let starts: BTreeSet<&Module> = arrows.iter().map(|(from, _)| from).collect();
        starts.into_iter().filter(is_reached_from_itself).map(|module| module.join("::")).collect()
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
    for c in rest.trim_end_matches('}').chars() {
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

/// The crates of the workspace, by their folders.
fn crates() -> BTreeMap<String, Crate> {
    let mut crates = BTreeMap::<String, Crate>::new();
    for (file, code) in sources() {
        let file = file.strip_prefix(workspace()).expect("sources are in the workspace");
        let source = file.ancestors().find(|it| it.ends_with("src")).expect("a folder of sources");
        let below = file.strip_prefix(source).expect("the file is in it").with_extension("");
        let mut module: Module =
            below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        module.pop_if(|last| last == "lib" || last == "mod");
        let folder = source.parent().unwrap_or(source).to_string_lossy().replace('\\', "/");
        crates.entry(folder).or_insert_with(|| Crate(BTreeMap::new())).0.insert(module, code);
    }
    crates
}

#[test]
fn no_modules_stand_in_a_circle() {
    let mut arrows = 0;
    for (folder, modules) in crates() {
        arrows += modules.arrows().len();
        let circles = modules.circles();
        assert!(
            circles.is_empty() || KNOWN.contains(&folder.as_str()),
            "{folder}: these modules stand on each other in a circle: {}",
            circles.join(", ")
        );
    }
    assert!(arrows > 200, "only {arrows} imports between modules were found");
}

/// The search itself: it follows braces, `super`, full paths in code, and re-exports.
#[test]
fn a_circle_is_found() {
    let with = |b: &str| {
        let texts = [
            ("", "mod a;\nmod b;\nmod c;\npub use a::{One, inner::Two};"),
            ("a", "use crate::{b::Three, c};\nmod inner;"),
            ("a::inner", "use super::One;"),
            ("b", b),
            ("c", "use std::fmt;"),
        ];
        let modules = texts.map(|(path, code)| {
            let names = path.split("::").filter(|name| !name.is_empty());
            (names.map(str::to_owned).collect(), code.to_owned())
        });
        Crate(modules.into()).circles()
    };
    assert!(with("use crate::c::{self, Four};\nuse std::mem;").is_empty());
    for back in [
        "use crate::Two;",
        "use crate::a;",
        "pub(super) use super::{One, c};",
        "fn f() { crate::a::f() }",
    ] {
        assert_eq!(with(back), ["a", "b"], "{back}");
    }
}
