//! From a tree of files to a program: the one pipeline that every command uses, once or many times.

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::model::{
    Documents, MetricsFile, Program, ProgramFile, merge, metrics_name, misfits, read_metrics,
};
use crate::parse;
use crate::text::{Entry, FileId, FileSpan, SourceFile, Sources, Span, Tree, is_yaml};
use rayon::prelude::*;
use std::io;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// A program with all that was read for it.
#[derive(Debug)]
pub struct Loaded {
    /// The program.
    pub program: Program,
    /// Its folder in the tree.
    pub folder: String,
    /// The id it has if no charter gives one.
    pub name: String,
    /// Its files.
    pub sources: Sources,
    /// Where things are written.
    pub documents: Documents,
    /// What is wrong with the files, by file and place.
    pub findings: Vec<Diagnostic>,
    /// Files that could not be read at all; everything else was.
    pub failures: Vec<Error>,
}

impl Loaded {
    /// Whether a file has a fault that hides what else is in it.
    pub fn is_broken(&self) -> bool {
        !self.failures.is_empty() || self.findings.iter().any(|found| found.rule == "yaml-syntax")
    }
}

/// Reads the program in a folder of a tree. `name` is its id if no charter gives one.
///
/// # Errors
/// When the folder cannot be listed. A file that cannot be read is a failure in the result, so that the
/// others still count.
pub fn load(tree: &dyn Tree, folder: &str, name: &str) -> Result<Loaded> {
    let shown = if folder.is_empty() { "." } else { folder };
    let entries = files(tree, folder).map_err(|error| Error::unreadable(shown, error))?;
    let read_one = |(number, entry): (usize, &Entry)| read(tree, FileId(number as u32), folder, entry);
    // For one file no threads have to be started, nor its memory be kept by another.
    let read: Vec<Read> = match entries.as_slice() {
        [] | [_] => entries.iter().enumerate().map(read_one).collect(),
        several => several.par_iter().enumerate().map(read_one).collect(),
    };
    let mut loaded = Loaded {
        program: Program::default(),
        folder: folder.to_owned(),
        name: name.to_owned(),
        sources: Sources::default(),
        documents: Documents::default(),
        findings: Vec::new(),
        failures: Vec::new(),
    };
    let mut documents = Vec::with_capacity(read.len());
    let mut files = Vec::with_capacity(read.len());
    let mut metrics = Vec::new();
    for file in read {
        loaded.sources.add(file.source);
        loaded.findings.extend(file.findings);
        loaded.failures.extend(file.failure);
        documents.extend(file.document);
        files.push(file.typed);
        metrics.extend(file.metrics);
    }
    loaded.documents = Documents::new(documents);
    let (program, found) = merge(name, files, &loaded.documents);
    loaded.program = program;
    for (name, file) in metrics {
        loaded.documents.add_figures(&name, file.lines);
        loaded.program.metrics.insert(name, file.samples);
    }
    loaded.findings.extend(found);
    loaded
        .findings
        .extend(misfits(&loaded.program, &loaded.documents));
    Ok(loaded)
}

/// The files of a program in a folder of a tree.
fn files(tree: &dyn Tree, folder: &str) -> io::Result<Vec<Entry>> {
    let is_meant = |path: &str| is_program_file(path) || metrics_name(folder, path).is_some();
    let mut entries = tree.list(folder)?;
    entries.retain(|entry| is_meant(&entry.path));
    Ok(entries)
}

/// Whether a tree has the very files of a program in the same folder: then it holds the same program.
pub fn is_in(tree: &dyn Tree, loaded: &Loaded) -> bool {
    let Ok(files) = files(tree, &loaded.folder) else {
        return false;
    };
    let known: Vec<&SourceFile> = loaded.sources.iter().map(|(_, file)| file).collect();
    files.len() == known.len()
        && known
            .par_iter()
            .all(|file| tree.has(&file.path, file.text.as_bytes()))
}

/// Whether a path is part of a program: YAML, and not the settings.
pub fn is_program_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    is_yaml(name) && name != "linchpin.yaml"
}

struct Read {
    source: SourceFile,
    document: Option<parse::Document>,
    typed: ProgramFile,
    metrics: Option<(String, MetricsFile)>,
    findings: Vec<Diagnostic>,
    failure: Option<Error>,
}

fn read(tree: &dyn Tree, file: FileId, folder: &str, entry: &Entry) -> Read {
    let mut read = Read {
        source: SourceFile::new(entry.path.as_str(), ""),
        document: None,
        typed: ProgramFile::default(),
        metrics: None,
        findings: Vec::new(),
        failure: None,
    };
    if let Some(why) = &entry.refused {
        let at = FileSpan {
            file,
            span: Span::new(0, 0),
        };
        read.findings.push(
            Diagnostic::new("yaml-syntax", format!("{} is {why}", entry.path))
                .with_at(at)
                .with_help("put the file itself into the folder"),
        );
        return read;
    }
    let bytes = match tree.read(&entry.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            read.failure = Some(Error::unreadable(&entry.path, error));
            return read;
        }
    };
    let (source, problem) = parse::read_source(file, &entry.path, bytes, LARGEST_FILE);
    read.source = source;
    if let Some(problem) = problem {
        read.findings.push(problem);
        return read;
    }
    if let Some(name) = metrics_name(folder, &entry.path) {
        let (metrics, found) = read_metrics(file, &read.source);
        read.metrics = Some((name.to_owned(), metrics));
        read.findings.extend(found);
        return read;
    }
    let (document, found) = parse::document(file, &read.source);
    read.findings.extend(found);
    if let Some(root) = document.root() {
        let (typed, found) = parse::typed(root, &[]);
        read.typed = typed;
        read.findings.extend(found);
    }
    read.document = Some(document);
    read
}

/// The typed content of one file alone; nothing where it cannot be read whole.
pub fn file_of(path: &str, bytes: Vec<u8>) -> Option<ProgramFile> {
    let (source, problem) = parse::read_source(FileId(0), path, bytes, LARGEST_FILE);
    if problem.is_some() {
        return None;
    }
    let (document, found) = parse::document(FileId(0), &source);
    if found.iter().any(|found| found.rule == "yaml-syntax") {
        return None;
    }
    Some(
        document
            .root()
            .map(|root| parse::typed(root, &[]).0)
            .unwrap_or_default(),
    )
}
