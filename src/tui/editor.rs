//! The reader's editor, at a line of a file.

use std::path::Path;

use editor_command::EditorBuilder;

/// Editors that are known to take the line as it is handed to them, by the names of their programs.
const WITH_LINE: [&str; 9] = ["vi", "vim", "nvim", "nano", "emacs", "hx", "micro", "subl", "zed"];

/// Runs `$VISUAL`, `$EDITOR` or vi until it is left; the error is a line for the reader.
pub fn edit(file: &Path, line: usize) -> Result<(), String> {
    let editor = EditorBuilder::new().environment().string(Some("vi")).build();
    let editor = editor.map_err(|error| {
        format!("$VISUAL or $EDITOR cannot be read: {error}; set $EDITOR to an editor, as in EDITOR=nano")
    })?;
    let mut command = editor.open_at(file, u32::try_from(line).unwrap_or(1), 1);
    let goes_to = command.get_args().any(|argument| argument == "--goto" || argument == "-g");
    let is_known = WITH_LINE.iter().any(|known| command.get_program() == *known);
    if !is_known && !goes_to {
        // Another one would take `FILE:LINE` for the name of a file.
        command = editor.open(file);
    }
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(error) => Err(format!("{name} cannot be run: {error}; set $EDITOR to an editor that is here")),
    }
}
