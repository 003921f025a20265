//! What was practised, as the store keeps it since its second version, with notes since its third; runs and interviews
//! are JSON there.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::moment::Moment;
use crate::profile::{Change, Grade, Interview, Profile, Review, Run};

/// The tables.
pub const TABLES: &str = "
    CREATE TABLE review (nth INTEGER PRIMARY KEY, question TEXT NOT NULL, at INTEGER NOT NULL,
        grade INTEGER NOT NULL, had INTEGER NOT NULL, points INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '',
        UNIQUE (question, at)) STRICT;
    CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE interview (nth INTEGER PRIMARY KEY, at INTEGER NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
";

/// What the second version lacks.
pub const SINCE_THE_SECOND: &str = "ALTER TABLE review ADD COLUMN note TEXT NOT NULL DEFAULT ''";

/// Reads what was practised; what no version of the program would have written is left out.
pub fn read(connection: &Connection, version: i64, profile: &mut Profile) -> rusqlite::Result<()> {
    let note = if version < 3 { "''" } else { "note" };
    let sql = format!("SELECT question, at, grade, had, points, {note} FROM review ORDER BY nth");
    let mut rows = connection.prepare(&sql)?;
    let fields = |row: &rusqlite::Row<'_>| {
        Ok((
            row.get::<_, String>(0)?,
            row.get(1)?,
            row.get::<_, i64>(2)?,
            row.get::<_, i64>(3)?,
            row.get::<_, i64>(4)?,
            row.get(5)?,
        ))
    };
    for row in rows.query_map([], fields)? {
        let (question, at, grade, had, of, note) = row?;
        let number = |number: i64| u16::try_from(number).unwrap_or_default();
        let review =
            |grade| Review { question, at: Moment(at), grade, had: number(had), of: number(of), note };
        profile.reviews.extend(Grade::try_from(grade).ok().map(review));
    }
    let mut rows = connection.prepare("SELECT value FROM run")?;
    for row in rows.query_map([], |row| row.get::<_, String>(0))? {
        let run: Option<Run> = serde_json::from_str(&row?).ok();
        profile.runs.extend(run.map(|run| (run.key(), run)));
    }
    let mut rows = connection.prepare("SELECT value FROM interview ORDER BY nth")?;
    for row in rows.query_map([], |row| row.get::<_, String>(0))? {
        profile.interviews.extend(serde_json::from_str::<Interview>(&row?).ok());
    }
    Ok(())
}

/// Keeps a change to what was practised; any other is left as it is.
pub fn write(connection: &Connection, change: &Change) -> rusqlite::Result<usize> {
    match change {
        Change::Run(run) => both(connection, Some(run), |_| Ok(0)),
        Change::RunOver(key) => connection.execute("DELETE FROM run WHERE key = ?1", [key]),
        Change::Review(review, run) => both(connection, run.as_deref(), |all| {
            let Review { question, at, grade, had, of, note } = review;
            let sql = "INSERT INTO review (question, at, grade, had, points, note)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
            all.execute(sql, params![question, at.0, grade.number(), had, of, note])
        }),
        Change::Unreview(review, run) => both(connection, Some(run), |all| {
            let sql = "DELETE FROM review WHERE question = ?1 AND at = ?2";
            all.execute(sql, params![review.question, review.at.0])
        }),
        Change::Interview(held, run) => both(connection, run.as_deref(), |all| {
            let sql = "INSERT INTO interview (at, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            all.execute(sql, params![held.at.0, json(held)?])
        }),
        Change::Uninterview(at, run) => {
            both(connection, Some(run), |all| all.execute("DELETE FROM interview WHERE at = ?1", [at.0]))
        }
        _ => Ok(0),
    }
}

/// Keeps a run, unless another sitting went on with it since, which is seen only now that this one is kept.
fn go_on(connection: &Connection, run: &Run) -> rusqlite::Result<usize> {
    let stored = "SELECT value FROM run WHERE key = ?1";
    let stored: Option<String> = connection.query_row(stored, [run.key()], |row| row.get(0)).optional()?;
    let stored: Option<Run> = stored.and_then(|stored| serde_json::from_str(&stored).ok());
    if stored.is_some_and(|stored| stored.touched > run.touched) {
        return Ok(0);
    }
    let sql = "INSERT INTO run VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.execute(sql, params![run.key(), json(run)?])
}

/// Keeps what was done and the run it was done in together, or neither.
fn both(
    connection: &Connection,
    run: Option<&Run>,
    done: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
) -> rusqlite::Result<usize> {
    let begun = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let mut changed = done(&begun)?;
    if let Some(run) = run {
        changed += go_on(&begun, run)?;
    }
    begun.commit()?;
    Ok(changed)
}

fn json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
