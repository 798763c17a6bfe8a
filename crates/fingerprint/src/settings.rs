//! What changes how every package is compiled: profiles, cargo's configuration, the toolchain.

use crate::files::read_toml;
use crate::{Builder, Fingerprint};
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

/// What in `.cargo/config.toml` changes what is compiled, or what it does.
const CONFIGURATION: [&str; 4] = ["build", "env", "profile", "target"];

/// With which settings a program is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Those of `cargo build` and, with `[profile.test]`, of `cargo test`.
    Dev,
    /// Those of `--release`.
    Release,
}

impl Profile {
    /// The tables of the manifest that say so.
    fn tables(self) -> &'static [&'static str] {
        match self {
            Profile::Dev => &["dev", "test"],
            Profile::Release => &["release"],
        }
    }
}

/// The settings of a workspace.
#[derive(Debug)]
pub(crate) struct Settings {
    /// `[profile]` of the root's manifest.
    profiles: Table,
    /// Which of its rules for features the workspace chose.
    resolver: String,
    configuration: Table,
    toolchain: Table,
}

impl Settings {
    /// Reads those of the workspace with this root.
    pub fn read(root: &Path) -> Result<Self> {
        let read = |name: &str| read_toml(&root.join(name)).map(Option::unwrap_or_default);
        let mut manifest = read("Cargo.toml")?;
        let mut configuration = read(".cargo/config.toml")?;
        configuration.retain(|key, _| CONFIGURATION.contains(&key));
        let profiles = manifest.remove("profile").and_then(|it| it.try_into().ok());
        let profiles = profiles.unwrap_or_default();
        let resolver = manifest.get("workspace").and_then(|it| it.get("resolver"));
        let resolver = resolver.map(Value::to_string).unwrap_or_default();
        Ok(Settings { profiles, resolver, configuration, toolchain: read("rust-toolchain.toml")? })
    }

    /// What counts for a program of this profile that is made of packages of these names.
    pub fn of(&self, profile: Profile, packages: &BTreeSet<String>) -> Fingerprint {
        let mut builder = Builder::new("settings");
        for table in profile.tables() {
            builder.add(table);
            let settings = self.profiles.get(*table).and_then(Value::as_table);
            let mut settings = settings.cloned().unwrap_or_default();
            let single = settings.remove("package");
            builder.add(settings.to_string());
            for (package, single) in single.as_ref().and_then(Value::as_table).into_iter().flatten()
            {
                if is_about(package, packages) {
                    builder.add(package);
                    builder.add(single.to_string());
                }
            }
        }
        builder.add(&self.resolver);
        builder.add(self.configuration.to_string());
        builder.add(self.toolchain.to_string());
        builder.finish()
    }
}

/// Whether settings for `name`, `name@version` or `*` are for one of these packages.
fn is_about(package: &str, packages: &BTreeSet<String>) -> bool {
    let name = package.split('@').next().unwrap_or(package);
    name == "*" || packages.contains(name)
}
