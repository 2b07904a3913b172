//! `init`: a small valid program to start from, and the file that makes CI check it. Nothing that exists is
//! ever overwritten.

mod ci;
pub mod templates;

use crate::cli::Env;
use crate::error::{Error, Result};
use crate::schema::Kind;
use ci::Ci;
use clap::Args;
use std::path::{Path, PathBuf};
use templates::Template;

/// Where the schema lies, from the program's folder; hidden, so no part of the program.
const SCHEMA: &str = ".linchpin/program.schema.json";

/// Options of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to write into
    #[arg(default_value = ".")]
    folder: String,
    /// The program to start from [default: a small one]
    #[arg(long, value_enum, value_name = "NAME")]
    template: Option<Template>,
    /// Write the file that checks the program in CI too; where there is a program already, only that file
    #[arg(long, value_enum, value_name = "CI")]
    ci: Option<Ci>,
}

impl Init {
    pub(super) fn run(&self, env: &Env) -> Result<u8> {
        let folder = real(&env.cwd.join(&self.folder));
        let programs = match Env::is_folder(&folder) {
            true => crate::discover::siblings(&folder),
            false => Vec::new(),
        };
        let is_ci_alone = self.ci.is_some() && self.template.is_none() && !programs.is_empty();
        let mut files = match is_ci_alone {
            true => Vec::new(),
            false => self.program(env, &folder),
        };
        if let Some(ci) = self.ci {
            files.push(ci.file(&folder, &programs, is_ci_alone)?);
        }
        if let Some((path, _)) = files.iter().find(|(path, _)| Env::is_taken(path)) {
            let error = Error::new(format!("{} exists already; nothing was written", path.display()));
            return Err(match is_ci_alone {
                true => error.help("move it away, or take what you need from `linchpin init DEMO --ci …`"),
                false => error.help("name a new folder: linchpin init FOLDER"),
            });
        }
        let schema = folder.join(SCHEMA);
        let keeps_schema = Env::is_taken(&schema);
        if !is_ci_alone && !keeps_schema {
            files.push((schema, Kind::find("program")?.text()));
        }
        for (path, text) in &files {
            Env::create(path, text).map_err(|error| {
                Error::new(format!("cannot write {}: {error}", path.display()))
                    .help("check the folder's permissions; files written before this one are whole")
            })?;
        }
        let text = self.told(&files, (&folder, &env.cwd), is_ci_alone, keeps_schema);
        Env::print(&text).map_err(|error| Error::new(format!("cannot write the output: {error}")))?;
        Ok(0)
    }

    /// The files of the program.
    fn program(&self, env: &Env, folder: &Path) -> Vec<(PathBuf, String)> {
        let template = self.template.unwrap_or(Template::Start);
        let texts = template.files(&id_of(folder), env.today);
        texts
            .into_iter()
            .map(|(name, text)| {
                let text = format!("# yaml-language-server: $schema={SCHEMA}\n{text}");
                (folder.join(name), text)
            })
            .collect()
    }

    /// A path below the folder, as somebody types it.
    fn shown(&self, below: &Path) -> PathBuf {
        match self.folder.as_str() {
            "." => below.to_path_buf(),
            folder => Path::new(folder).join(below),
        }
    }

    /// What was written, and what to do next.
    fn told(
        &self,
        files: &[(PathBuf, String)],
        (folder, cwd): (&Path, &Path),
        is_ci_alone: bool,
        keeps_schema: bool,
    ) -> String {
        let mut text = String::new();
        for (path, _) in files {
            let shown = match path.strip_prefix(folder) {
                Ok(below) => self.shown(below),
                Err(_) => path.strip_prefix(real(cwd)).unwrap_or(path).to_path_buf(),
            };
            text.push_str(&format!("wrote {}\n", shown.display()));
        }
        if keeps_schema && !is_ci_alone {
            text.push_str(&format!("kept {}\n", self.shown(Path::new(SCHEMA)).display()));
        }
        let at = match self.folder.as_str() {
            "." => String::new(),
            folder => format!(" {folder}"),
        };
        if !is_ci_alone {
            text.push_str(&format!(
                "\nNext:\n  linchpin report{at}   the whole picture\n  linchpin check{at}    what is missing or wrong\n"
            ));
        }
        if let Some(ci) = self.ci {
            let is_apart = files
                .iter()
                .any(|(path, _)| path.ends_with(".gitlab/linchpin.yml"));
            text.push_str(&format!("\n{}\n", ci.next(is_apart)));
        }
        text
    }
}

/// The path with links and `..` resolved as far as it exists.
fn real(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !Env::is_taken(path) => real(parent).join(name),
        _ => Env::resolved(path),
    }
}

/// An id from the folder's name.
fn id_of(folder: &Path) -> String {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let slug: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    let slug = parts.join("-");
    if crate::parse::is_slug(&slug) {
        slug
    } else {
        "my-program".into()
    }
}
