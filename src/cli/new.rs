//! Begins a pack, or a role in the pack at hand.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, bail};
use include_dir::{Dir, File, include_dir};

use crate::content::files::Files;
use crate::content::model::UNWRITTEN;
use crate::content::{Library, schema};
use crate::place::{ME, is_id};
use crate::visible::shown;

use super::check::today;

/// A small pack, with comments.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/starter");

/// The file that makes a folder a pack.
const PACK: &str = "pack.toml";

/// What stands in the starter where the day it was written belongs.
const TODAY: &str = "TODAY";

/// What a pack that adds to the built-in one begins with.
const EXTENDING: &str = "\
#:schema .schema/pack.json
# This pack adds to the guide's own content: `roledex new role ID --content DIR` begins a role. An entry with
# the id of a built-in one takes its place.

format = 1
name = \"Our own additions\"
version = \"1\"
language = \"en\"
licence = \"CC0-1.0\"
extends = \"builtin\"
";

/// Writes a small commented pack into a folder that is empty or not there yet.
pub fn pack(folder: &Path, extend: bool) -> anyhow::Result<()> {
    let name = shown(&folder.display().to_string());
    let was_there = folder.exists();
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{name} has something in it already; name a folder that is empty or not there yet");
    }
    // Of two that begin a pack here at once, it belongs to whoever writes this file: the other one is told.
    let pack = if extend {
        EXTENDING
    } else {
        STARTER.get_file(PACK).and_then(File::contents_utf8).unwrap_or_default()
    };
    if let Err(error) = write_new(&folder.join(PACK), &dated(pack)) {
        if !was_there {
            // Only where nothing is in it.
            let _ = fs::remove_dir(folder);
        }
        return Err(error);
    }
    if let Err(error) = write_rest(folder, extend) {
        // Half a pack would be in the way of the next try. Where it cannot be taken away, there is more to be said of that.
        let _ = take_away(folder, was_there);
        return Err(error);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "wrote a pack to {name}")?;
    let folder = typed(folder);
    writeln!(out, "look at it:  roledex --content {folder}")?;
    writeln!(out, "add a role:  roledex new role ID --content {folder}")?;
    writeln!(out, "check it:    roledex check {folder}")?;
    Ok(out.flush()?)
}

/// Takes away what was written into a folder that was empty, or not there.
fn take_away(folder: &Path, was_there: bool) -> io::Result<()> {
    if !was_there {
        return fs::remove_dir_all(folder);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
    }
    Ok(())
}

/// The text of a file with the day on which it is written.
fn dated(text: &str) -> String {
    text.replace(TODAY, &today().to_string())
}

fn write_rest(folder: &Path, extend: bool) -> anyhow::Result<()> {
    let files = STARTER.files().chain(STARTER.dirs().flat_map(Dir::files));
    for file in files.filter(|file| !extend && file.path() != Path::new(PACK)) {
        write_new(&folder.join(file.path()), &dated(file.contents_utf8().unwrap_or_default()))?;
    }
    for kind in schema::KINDS {
        let schema = schema::of(kind).unwrap_or_default();
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        write_new(&folder.join(format!(".schema/{kind}.json")), &text)?;
    }
    Ok(())
}

/// Adds a role to the pack in a folder, with every era of the pack.
pub fn role(folder: Option<&Path>, id: &str) -> anyhow::Result<()> {
    if !is_id(id) {
        bail!("{:?} is no id: write lower-case letters, digits and hyphens, as in data-engineer", shown(id));
    }
    let folder = folder.context(
        "there is no pack here to add a role to; name one with --content DIR, or make one with \"roledex new DIR\"",
    )?;
    let path = folder.join(format!("roles/{id}.toml"));
    let library = Library::from_folder(folder)?;
    if id == ME || library.actor(id).is_some() {
        let why = if id == ME { "means the reader in a route" } else { "is an actor, who is no role" };
        bail!("{id:?} {why}; take another id");
    }
    let is_built_in = !path.exists() && library.role(id).is_some();
    let copied = is_built_in.then(|| Files::built_in().text(&format!("roles/{id}.toml"))).flatten();
    let text = copied.clone().unwrap_or_else(|| role_text(&library, id));
    write_new(&path, &(schema_line(folder) + text.trim_start()))?;
    let (path, folder) = (shown(&path.display().to_string()), typed(folder));
    let mut out = io::stdout().lock();
    match copied {
        Some(_) => writeln!(out, "wrote {path}, a copy of the built-in role, whose place it takes")?,
        None => writeln!(out, "wrote {path}")?,
    }
    writeln!(out, "look at it while you write:  roledex --content {folder} open role:{id}")?;
    writeln!(out, "check it:                    roledex check {folder}")?;
    Ok(out.flush()?)
}

/// A folder as it is typed in a shell.
fn typed(folder: &Path) -> String {
    let name = shown(&folder.display().to_string());
    let name = if name.starts_with('-') { format!("./{name}") } else { name };
    // What cannot be seen, and so not quoted, was taken out.
    shlex::try_quote(&name).map_or_else(|_| name.clone(), Cow::into_owned)
}

/// The line by which a role file names its schema, where there is one beside the pack.
fn schema_line(folder: &Path) -> String {
    let beside = [
        (".schema/role.json", "../.schema/role.json"),
        ("../assets/schema/role.json", "../../assets/schema/role.json"),
    ];
    let found = beside.into_iter().find(|(path, _)| folder.join(path).is_file());
    found.map(|(_, line)| format!("#:schema {line}\n\n")).unwrap_or_default()
}

/// Writes a file that was not there before.
fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    let name = || shown(&path.display().to_string());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("{} cannot be made", shown(&folder.display().to_string())))?;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // There whole or not at all: half a file would break the pack.
    let written = tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o666))
        .prefix(".new")
        .tempfile_in(folder)
        .and_then(|mut file| file.as_file_mut().write_all(text.as_bytes()).map(|()| file))
        .and_then(|file| file.persist_noclobber(path).map_err(|error| error.error));
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("{} is there already, and stays as it is; edit it, or take another name", name())
        }
        written => written.map(drop).with_context(|| format!("{} cannot be written", name())),
    }
}

/// A role file that the pack takes as it is: every era, with a first task, skill and tool.
fn role_text(library: &Library, role: &str) -> String {
    let mut name = role.replace('-', " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let families: Vec<_> = library.pack().family.iter().map(|family| family.id.as_str()).collect();
    let skill = library.skills().next().map(|skill| skill.id.as_str());
    let tool = library.tools().next().map(|tool| tool.id.as_str());
    let family = families.first().copied().unwrap_or_default();
    let mut text = format!(
        "# A role in every era; `roledex schema role` tells every field there is. Write what begins with TODO.\n\
         # Ids of skills, tools and claims are found by searching: `roledex search prompts --content DIR` shows skill:prompting\n\
         # and the like, and behind a claim is what it says.\n\n\
         name = \"{name}\"\n\
         # One of: {}\n\
         family = \"{family}\"\n\n\
         [mission]\n\
         text = \"{UNWRITTEN}: what the role is for, in one sentence.\"\n\
         sources = [\"editorial\"]\n",
        families.join(", ")
    );
    for (at, era) in library.eras().iter().enumerate() {
        let (status, id) = (if at == 0 { "established" } else { "reshaped" }, &era.id);
        let _ = write!(
            text,
            "\n# {}. A role that did not exist then has status = \"absent\", and only a summary.\n\
             [era.{id}]\n\
             status = \"{status}\"\n\
             summary = {{ text = \"{UNWRITTEN}: what the role was in this era.\", sources = [\"editorial\"] }}\n",
            era.name
        );
        if let Some(tool) = tool {
            let _ = writeln!(text, "tools = [\"{tool}\"]");
        }
        if at > 0 {
            text.push_str(
                "# Tasks as they were in the era before; those that changed stand under `does` again.\n",
            );
            let second = if at > 1 { format!(", \"second-{role}\"") } else { String::new() };
            let _ = writeln!(text, "keeps = [\"first-{role}\"{second}]");
        }
        if let Some(skill) = skill {
            let _ = write!(text, "[era.{id}.skills]\n{skill} = 2\n");
        }
        let task = if at == 0 { "first" } else { "second" };
        if at < 2 {
            let _ = write!(
                text,
                "[[era.{id}.does]]\n\
                 id = \"{task}-{role}\"\n\
                 text = \"{UNWRITTEN}: does something, said in a few words that begin with a verb\"\n\
                 sources = [\"editorial\"]\n"
            );
        }
    }
    text
}
