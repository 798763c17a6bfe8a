//! Where the file of a module lies.
//!
//! Source: The Rust Reference, "Modules", sections "Module source filenames" and "The path
//! attribute", <https://doc.rust-lang.org/reference/items/modules.html>.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use std::path::{Path, PathBuf};

/// The attributes of a module that name its file.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// `#[path = "…"]`.
    always: Option<String>,
    /// `#[cfg_attr(…, path = "…")]`.
    perhaps: Vec<String>,
}

impl Declared {
    /// Takes in the attribute that begins here, if one does. At the end of an item it forgets all:
    /// an item's attributes are not those of the next.
    pub fn see(&mut self, rest: &[TokenTree]) {
        match rest {
            [TokenTree::Punct(mark), TokenTree::Group(bracket), ..] if mark.as_char() == '#' => {
                self.add(bracket.stream());
            }
            [TokenTree::Punct(mark), ..] if mark.as_char() == ';' => *self = Self::default(),
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => {
                *self = Self::default();
            }
            _ => {}
        }
    }

    /// Takes in what is in the brackets of an attribute.
    fn add(&mut self, attribute: TokenStream) {
        let trees: Vec<TokenTree> = attribute.into_iter().collect();
        if let Some(path) = path_in(&trees) {
            self.always = Some(path);
        }
        if let [TokenTree::Ident(name), TokenTree::Group(group)] = &trees[..]
            && name == "cfg_attr"
        {
            let trees: Vec<TokenTree> = group.stream().into_iter().collect();
            self.perhaps.extend(trees.windows(3).filter_map(path_in));
        }
    }
}

/// The path of `path = "…"`.
fn path_in(trees: &[TokenTree]) -> Option<String> {
    match trees {
        [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Literal(path)]
            if name == "path" && mark.as_char() == '=' =>
        {
            text_of(path)
        }
        _ => None,
    }
}

/// The text of a string literal that has no escapes.
pub(super) fn text_of(literal: &Literal) -> Option<String> {
    let text = literal.to_string();
    let text = text.trim_start_matches('r').trim_matches('#');
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then(|| text.into())
}

/// Where the modules lie that are declared in a file, or in the braces of a module.
#[derive(Clone, Debug)]
pub(super) struct Location {
    /// Where a path named by an attribute begins.
    folder: PathBuf,
    /// The folder in it that holds the modules, if they are not in the folder itself.
    name: Option<String>,
}

impl Location {
    /// Beside the file: of a target's first file, of `mod.rs`, of a file named by an attribute.
    pub fn beside(file: &Path) -> Self {
        Location { folder: file.parent().unwrap_or(file).into(), name: None }
    }

    fn modules(&self) -> PathBuf {
        self.name.as_ref().map_or_else(|| self.folder.clone(), |name| self.folder.join(name))
    }

    /// In the braces of `mod name { … }`.
    pub fn inside(&self, name: &str, declared: &Declared) -> Self {
        let folder = match &declared.always {
            Some(path) => self.folder.join(path),
            None => self.modules().join(name),
        };
        Location { folder, name: None }
    }

    /// The files that `mod name;` may lead to, each with the location of its own modules.
    pub fn files_of(&self, name: &str, declared: &Declared) -> Vec<(PathBuf, Location)> {
        let named = declared.always.iter().chain(&declared.perhaps);
        let named = named.map(|path| self.folder.join(path));
        let mut files: Vec<_> = named.map(|file| (file.clone(), Location::beside(&file))).collect();
        if declared.always.is_none() {
            let own = self.modules().join(format!("{name}.rs"));
            let nested = self.modules().join(name).join("mod.rs");
            files.push(match nested.is_file() && !own.is_file() {
                true => (nested.clone(), Location::beside(&nested)),
                // Its modules lie in a folder with its name.
                false => {
                    let name = Some(name.into());
                    (own.clone(), Location { name, ..Location::beside(&own) })
                }
            });
        }
        files
    }
}
