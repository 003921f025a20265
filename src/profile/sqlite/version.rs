//! What tells a profile from other files of `SQLite`, and one version of it from the next.

use rusqlite::Connection;

/// What tells a profile from any other file of `SQLite`: "role".
pub const APPLICATION: i64 = 0x726f_6c65;
/// The version of the tables, which a change to them raises.
pub const VERSION: i64 = 3;

/// What a file holds.
#[derive(Clone, Copy)]
pub enum Version {
    Empty,
    Ours(i64),
    Foreign,
}

/// What the file of a connection holds.
pub fn version(connection: &Connection) -> rusqlite::Result<Version> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (number("application_id")?, tables) {
        (APPLICATION, _) => Version::Ours(number("user_version")?),
        (0, 0) => Version::Empty,
        _ => Version::Foreign,
    })
}
