//! Compiling the pretend GPU: its libraries, and the program that launches a kernel.

use anyhow::{Context, Result, bail, ensure};
use std::collections::VecDeque;
use std::env;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

/// How the host side is compiled; its jumps between stacks are none of the compiler's business.
const FLAGS: [&str; 7] = [
    "-std=c++17",
    "-O2",
    "-g1",
    "-U_FORTIFY_SOURCE",
    "-fcf-protection=none",
    "-fPIC",
    "-fvisibility=hidden",
];

/// The one object goes by these names: driver, compiler, matrix and convolution library share their state.
const NAMES: [&str; 7] = [
    "libcuda.so",
    "libnvrtc.so",
    "libnvrtc.so.13",
    "libcublas.so",
    "libcublas.so.13",
    "libcudnn.so",
    "libcudnn.so.9",
];

/// The program that launches a kernel, in the same folder.
pub(crate) const PROGRAM: &str = "launch";

/// Compiles what has changed since it was compiled last; the folder with the libraries, `target/pretend-gpu` of
/// the workspace. Where several processes ask for it at once, one compiles, and the others wait.
///
/// # Errors
/// If this is not Linux, if there is no C++ compiler (`$CXX`, else `c++`), if it refuses a source, or if a file
/// cannot be written.
pub fn build() -> Result<PathBuf> {
    ensure!(cfg!(target_os = "linux"), "the pretend GPU can be built on Linux only");
    // Even if nothing is to be built, since kernels are.
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".to_string());
    run(Command::new(&compiler).arg("--version").stdout(Stdio::null()), &compiler)?;
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    let to = from.join("../../target/pretend-gpu");
    for folder in ["objects", "device"] {
        let folder = to.join(folder);
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let to = to.canonicalize().with_context(|| to.display().to_string())?;
    let turn = to.join("lock");
    let turn = File::create(&turn).and_then(|file| file.lock().map(|()| file));
    let _turn = turn.with_context(|| format!("{}: cannot be locked", to.display()))?;
    let (libraries, headers) = (list(&from.join("host"), "cpp")?, list(&from.join("host"), "hpp")?);
    let program = from.join("run/run.cpp");
    let sources: Vec<&PathBuf> = libraries.iter().chain([&program]).collect();
    let newest_header = headers.iter().map(|path| modified(path)).max();
    let object = |source: &Path| {
        let name = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        to.join("objects").join(name + ".o")
    };
    let stale = |source: &&PathBuf| {
        let made = modified(&object(source));
        made <= modified(source) || Some(made) <= newest_header
    };
    let stale: VecDeque<&PathBuf> = sources.into_iter().filter(stale).collect();
    let (library, launch) = (to.join("libcuda.so.1"), to.join(PROGRAM));
    if !stale.is_empty() || !library.exists() || !launch.exists() {
        eprintln!("compiling the pretend GPU with {compiler}");
        compile_all(&compiler, stale, &object)?;
        let objects: Vec<PathBuf> = libraries.iter().map(|source| object(source)).collect();
        link_library(&compiler, &objects, &library)?;
        link_program(&compiler, &object(&program), &launch)?;
    }
    copy_headers(from, &to)?;
    for name in NAMES {
        replace(&to.join(name), |path| symlink("libcuda.so.1".as_ref(), path))?;
    }
    Ok(to)
}

/// Compiles these, as many at a time as there are cores.
fn compile_all(
    compiler: &str,
    sources: VecDeque<&PathBuf>,
    object: &(impl Fn(&Path) -> PathBuf + Sync),
) -> Result<()> {
    let left = Mutex::new(sources);
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = || {
        while let Some(source) = next() {
            replace(&object(source), |path| {
                let mut command = Command::new(compiler);
                run(command.args(FLAGS).arg("-c").arg(source).arg("-o").arg(path), compiler)
            })?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|worker| worker.join().expect("does not panic"));
        ended.collect::<Vec<Result<()>>>().into_iter().collect()
    })
}

fn link_library(compiler: &str, objects: &[PathBuf], library: &Path) -> Result<()> {
    replace(library, |path| {
        let mut command = Command::new(compiler);
        command.args(["-shared", "-Wl,-soname,libcuda.so.1", "-Wl,-z,nodelete"]).args(objects);
        run(command.arg("-o").arg(path).args(["-ldl", "-pthread"]), compiler)
    })
}

/// The program finds the library in its own folder.
fn link_program(compiler: &str, object: &Path, program: &Path) -> Result<()> {
    let folder = program.parent().unwrap_or(program);
    replace(program, |path| {
        let mut command = Command::new(compiler);
        command.arg(object).arg("-L").arg(folder).args(["-l:libcuda.so.1", "-Wl,-rpath,$ORIGIN"]);
        run(command.arg("-o").arg(path), compiler)
    })
}

/// The headers that kernels are compiled with, and a file that differs whenever what comes out of
/// a kernel may differ: kernels that were compiled before are found by it.
fn copy_headers(from: &Path, to: &Path) -> Result<()> {
    let mut stamp = String::new();
    for header in list(&from.join("device"), "hpp")? {
        let text = fs::read_to_string(&header).with_context(|| header.display().to_string())?;
        let copy = to.join("device").join(header.file_name().unwrap_or_default());
        write(&copy, &text)?;
        stamp += &text;
    }
    for name in ["rewrite.cpp", "compile.cpp"] {
        let source = from.join("host").join(name);
        stamp += &fs::read_to_string(&source).with_context(|| source.display().to_string())?;
    }
    write(&to.join("device/stamp"), &stamp)
}

/// Writes a file if it holds something else.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    replace(path, |path| fs::write(path, text).with_context(|| path.display().to_string()))
}

/// Makes a file beside its name and moves it there in one step, since others may be using it.
fn replace(path: &Path, make: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = PathBuf::from(beside);
    make(&beside)?;
    fs::rename(&beside, path).with_context(|| path.display().to_string())
}

/// Runs the compiler; what it has to say goes to the standard error stream.
fn run(command: &mut Command, compiler: &str) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("{compiler} ended with {status}"),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "there is no C++ compiler {compiler}: install one (on Debian and Ubuntu the package \
             g++), or name yours in the environment variable CXX"
        ),
        Err(error) => Err(error).with_context(|| format!("{compiler} cannot be started")),
    }
}

/// The files with this ending in a folder, in order.
fn list(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| folder.display().to_string())?.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// When a file was changed last; long ago, if there is none.
fn modified(path: &Path) -> SystemTime {
    let time = fs::metadata(path).and_then(|metadata| metadata.modified());
    time.unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(unix)]
fn symlink(target: &Path, path: &Path) -> Result<()> {
    std::os::unix::fs::symlink(target, path).with_context(|| path.display().to_string())
}

#[cfg(not(unix))]
fn symlink(_: &Path, path: &Path) -> Result<()> {
    bail!("{}: cannot be made here", path.display())
}
