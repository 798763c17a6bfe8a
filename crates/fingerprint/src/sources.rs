//! The sources of a target: the files that its modules lead to, and what these embed.

use crate::files::{self, display_path, read};
use crate::{Builder, Fingerprint, tokens};
use anyhow::{Result, bail};
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::mem::take;
use std::path::{Path, PathBuf};

mod module;

use module::{Declared, Location, text_of};

/// The macros that read a file when the program is compiled.
const EMBEDDING: [&str; 3] = ["include", "include_bytes", "include_str"];

/// What the sources of a target are.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    pub fingerprint: Fingerprint,
    /// Every identifier in them, the names of the crates that they use among them.
    pub names: BTreeSet<String>,
}

impl Sources {
    /// Reads them, from the target's first file on.
    ///
    /// # Errors
    /// If a file cannot be read, or which file is embedded cannot be told.
    pub fn read(root: &Path, file: &Path) -> Result<Self> {
        let builder = Builder::new("sources");
        let (names, seen) = (BTreeSet::new(), BTreeSet::new());
        let mut reader = Reader { root, builder, names, seen };
        reader.file(file, &Location::beside(file))?;
        Ok(Sources { fingerprint: reader.builder.finish(), names: reader.names })
    }
}

/// What has been read so far.
struct Reader<'a> {
    root: &'a Path,
    builder: Builder,
    names: BTreeSet<String>,
    seen: BTreeSet<PathBuf>,
}

impl Reader<'_> {
    /// A source file whose modules lie at this location. One that does not parse counts by its bytes:
    /// what it means, the compiler will say.
    fn file(&mut self, file: &Path, location: &Location) -> Result<()> {
        if !self.seen.insert(file.to_path_buf()) {
            return Ok(());
        }
        let text = read(file)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(stream) = text.and_then(|text| text.parse::<TokenStream>().ok()) else {
            return files::add(&mut self.builder, self.root, file);
        };
        self.builder.add(display_path(self.root, file));
        tokens::add(&mut self.builder, stream.clone());
        self.stream(stream, file, location)
    }

    /// The tokens of a file, or of a part of it.
    fn stream(&mut self, stream: TokenStream, file: &Path, location: &Location) -> Result<()> {
        let trees = tokens::code(stream);
        let mut declared = Declared::default();
        let mut rest = &trees[..];
        while !rest.is_empty() {
            declared.see(rest);
            let taken = self.take(rest, &mut declared, file, location)?;
            rest = &rest[taken..];
        }
        Ok(())
    }

    /// What begins here; of how many tokens it is.
    fn take(
        &mut self,
        rest: &[TokenTree],
        declared: &mut Declared,
        file: &Path,
        location: &Location,
    ) -> Result<usize> {
        use TokenTree::{Group, Ident, Punct};
        match rest {
            [Ident(word), Ident(name), next, ..] if word == "mod" => {
                self.module(name, next, &take(declared), file, location)?;
                return Ok(3);
            }
            [Ident(word), Punct(mark), Group(argument), ..]
                if mark.as_char() == '!' && EMBEDDING.iter().any(|it| word == it) =>
            {
                self.embedded(word, argument, file)?;
                return Ok(3);
            }
            [Group(group), ..] => self.stream(group.stream(), file, location)?,
            [Ident(name), ..] => drop(self.names.insert(name.to_string())),
            _ => {}
        }
        Ok(1)
    }

    /// `mod name { … }`, or `mod name;` and the file that it leads to. A file that is not there
    /// counts as that: where the attribute `cfg` leaves a module out, it may be missing.
    fn module(
        &mut self,
        name: &Ident,
        next: &TokenTree,
        declared: &Declared,
        file: &Path,
        location: &Location,
    ) -> Result<()> {
        // `r#type` lies in `type.rs`.
        let name = name.to_string();
        let name = name.trim_start_matches("r#");
        if let TokenTree::Group(body) = next {
            return self.stream(body.stream(), file, &location.inside(name, declared));
        }
        for (file, inside) in location.files_of(name, declared) {
            self.file(&file, &inside)?;
        }
        Ok(())
    }

    /// `include_bytes!("path")` and its like.
    fn embedded(&mut self, word: &Ident, argument: &Group, file: &Path) -> Result<()> {
        let path = match &tokens::code(argument.stream())[..] {
            [TokenTree::Literal(path)] => text_of(path),
            [TokenTree::Literal(path), TokenTree::Punct(_)] => text_of(path),
            _ => None,
        };
        let Some(path) = path else {
            bail!(
                "{}: `{word}!({})` does not name its file by a plain string; write one, so that a \
                 change of the file is noticed",
                display_path(self.root, file),
                argument.stream()
            );
        };
        let folder = file.parent().unwrap_or(file);
        files::add(&mut self.builder, self.root, &folder.join(path))
    }
}
