//! Other programs: finding them, running them in view or into a log, and saying what failed in one sentence.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// The first of `names` that is an executable file on `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|candidate| is_program(candidate))
    })
}

/// Whether `path` is a file that may be executed.
pub(crate) fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Runs a command whose output the person sees; an unsuccessful end is an error.
pub(crate) fn visible(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("starting {}", spelled(command)))?;
    must_succeed(command, status)
}

/// As [`visible`], and hands each line of standard output to `look` after showing it.
pub(crate) fn visible_lines(command: &mut Command, mut look: impl FnMut(&str)) -> Result<()> {
    let spawned = command.stdout(Stdio::piped()).spawn();
    let mut child = spawned.with_context(|| format!("starting {}", spelled(command)))?;
    for line in child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines)
    {
        let line = line.with_context(|| format!("reading the output of {}", spelled(command)))?;
        println!("{line}");
        look(&line);
    }
    let status = child
        .wait()
        .with_context(|| format!("waiting for {}", spelled(command)))?;
    must_succeed(command, status)
}

/// Runs a command with its output in `log`; the error shows the last lines of it.
pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<()> {
    let file = create_log(log)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone().context("sharing a log file")?)
        .stderr(file)
        .status()
        .with_context(|| format!("starting {}", spelled(command)))?;
    if !status.success() {
        bail!(
            "this command ended with {status}:\n    {}\n{}",
            spelled(command),
            last_lines(log, 20)
        );
    }
    Ok(())
}

/// Runs a command and gives back what it printed, without the last line break.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("starting {}", spelled(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "this command ended with {}:\n    {}\n{}",
            output.status,
            spelled(command),
            complaint.trim_end()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

/// An empty log file, with the folder it lies in.
pub(crate) fn create_log(log: &Path) -> Result<File> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    File::create(log).with_context(|| format!("creating {}", log.display()))
}

/// The end of a log file, indented, to be shown under an error.
pub(crate) fn last_lines(log: &Path, count: usize) -> String {
    let text = fs::read(log)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let tail = &lines[lines.len().saturating_sub(count)..];
    let shown: Vec<String> = tail.iter().map(|line| format!("    | {line}")).collect();
    format!("{}\n    (all of it: {})", shown.join("\n"), log.display())
}

fn must_succeed(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!(
            "this command ended with {status}:\n    {}",
            spelled(command)
        );
    }
    Ok(())
}

/// The command as a person would type it.
fn spelled(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words
        .map(|word| word.to_string_lossy().into_owned())
        .map(|word| {
            if word.is_empty() || word.contains(char::is_whitespace) {
                format!("'{word}'")
            } else {
                word
            }
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_is_told_with_its_words_and_its_complaint() {
        let error = answer(Command::new("sh").args(["-c", "echo no such shelf >&2; exit 3"]))
            .unwrap_err()
            .to_string();
        assert!(error.contains("exit status: 3"), "{error}");
        assert!(
            error.contains("sh -c 'echo no such shelf >&2; exit 3'"),
            "{error}"
        );
        assert!(error.ends_with("no such shelf"), "{error}");
    }

    #[test]
    fn a_program_is_found_on_the_path_or_not_at_all() {
        assert!(
            find_program(&["there-is-no-such-program", "sh"])
                .is_some_and(|path| path.ends_with("sh"))
        );
        assert_eq!(find_program(&["there-is-no-such-program"]), None);
    }
}
