//! What a reader told and kept, in tables: skills, leanings, bookmarks, and single values.

use rusqlite::{Connection, params};

use super::practised;
use super::version::{Version, version};
use crate::content::model::Level;
use crate::place::{Link, Place};
use crate::profile::{Change, Profile};

/// Their tables.
pub const TABLES: &str = "
    CREATE TABLE skill (id TEXT PRIMARY KEY, level INTEGER NOT NULL) STRICT;
    CREATE TABLE leaning (id TEXT PRIMARY KEY, likes INTEGER NOT NULL) STRICT;
    CREATE TABLE bookmark (nth INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE reader (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// Reads everything; what no version of the program would have written is left out.
pub fn read(connection: &Connection) -> rusqlite::Result<Profile> {
    // As it was at one moment, whoever writes meanwhile.
    let _moment = connection.unchecked_transaction()?;
    let mut profile = Profile::default();
    let mut rows = connection.prepare("SELECT id, level FROM skill")?;
    for row in rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))? {
        let (id, level) = row?;
        profile.skills.extend(Level::try_from(level).ok().map(|level| (id, level)));
    }
    let mut rows = connection.prepare("SELECT id, likes FROM leaning")?;
    for row in rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))? {
        let (id, likes) = row?;
        profile.leanings.insert(id, likes != 0);
    }
    let mut rows = connection.prepare("SELECT place FROM bookmark ORDER BY nth")?;
    for row in rows.query_map([], |row| row.get::<_, String>(0))? {
        profile.bookmarks.extend(Place::parse(&row?).ok());
    }
    let mut rows = connection.prepare("SELECT name, value FROM reader")?;
    for row in rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))? {
        let (name, value) = row?;
        match name.as_str() {
            LAST => profile.last = Link::parse(&value).ok(),
            STOP => profile.stop = Place::parse(&value).ok(),
            GOAL => profile.goal = Some(value),
            THEME => profile.theme = Some(value),
            _ => {}
        }
    }
    if let Version::Ours(version @ 2..) = version(connection)? {
        practised::read(connection, version, &mut profile)?;
    }
    Ok(profile)
}

const LAST: &str = "last";
const STOP: &str = "stop";
const GOAL: &str = "goal";
const THEME: &str = "theme";

/// Writes a change.
pub fn write(connection: &Connection, change: &Change) -> rusqlite::Result<()> {
    let value = |name: &str, value: &str| {
        let sql = "INSERT INTO reader VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
        connection.execute(sql, [name, value])
    };
    match change {
        Change::Skill(id, Some(level)) => {
            let sql = "INSERT INTO skill VALUES (?1, ?2) ON CONFLICT DO UPDATE SET level = excluded.level";
            connection.execute(sql, params![id, level.number()])
        }
        Change::Skill(id, None) => connection.execute("DELETE FROM skill WHERE id = ?1", [id]),
        Change::Leaning(id, Some(likes)) => {
            let sql = "INSERT INTO leaning VALUES (?1, ?2) ON CONFLICT DO UPDATE SET likes = excluded.likes";
            connection.execute(sql, params![id, likes])
        }
        Change::Leaning(id, None) => connection.execute("DELETE FROM leaning WHERE id = ?1", [id]),
        Change::Bookmark(place, true) => {
            let sql = "INSERT INTO bookmark (place) VALUES (?1) ON CONFLICT DO NOTHING";
            connection.execute(sql, [place.to_string()])
        }
        Change::Bookmark(place, false) => {
            connection.execute("DELETE FROM bookmark WHERE place = ?1", [place.to_string()])
        }
        Change::Last(link) => value(LAST, &link.to_string()),
        Change::Stop(place) => value(STOP, &place.to_string()),
        Change::Goal(role) => value(GOAL, role),
        Change::Theme(name) => value(THEME, name),
        change => practised::write(connection, change),
    }
    .map(drop)
}
