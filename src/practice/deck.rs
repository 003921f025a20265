//! Which questions come, and in which order.

use std::collections::BTreeMap;

use fastrand::Rng;

use crate::content::Library;
use crate::content::model::Seniority;
use crate::moment::Moment;
use crate::profile::{Card, Clock, Profile, Run, Stage, Wish};
use crate::question::{Question, made};

use super::schedule::{Schedule, Standing};

/// How many questions come where nothing else is asked for.
pub const USUAL: u16 = 10;
/// How many minutes an interview takes where nothing else is asked for.
pub const USUAL_MINUTES: u16 = 30;
/// How many minutes an interview takes for each of its questions.
const MINUTES_EACH: u16 = 5;

impl Wish {
    /// The usual number of questions of all levels, about a role or all, in an era (by its id).
    #[must_use]
    pub fn usual(role: Option<&str>, era: &str) -> Self {
        let (role, era) = (role.map(str::to_owned), era.to_owned());
        Self { role, era, level: None, skill: None, due: false, limit: USUAL, minutes: None }
    }

    /// An interview of so many minutes for a role.
    #[must_use]
    pub fn interview(role: &str, era: &str, minutes: u16) -> Self {
        let limit = (minutes / MINUTES_EACH).max(1);
        Self { minutes: Some(minutes), limit, ..Self::usual(Some(role), era) }
    }
}

/// Every question that a wish allows: those that are written, then those made from the guide; an interview has
/// only such as are written.
#[must_use]
pub fn all<'l>(library: &'l Library, wish: &Wish) -> Vec<Question<'l>> {
    let role = wish.role.as_deref();
    let written = library.questions().iter().filter(|entry| role.is_none_or(|role| entry.group == role));
    let written = written.map(|entry| Question::written(library, entry));
    let written = written.filter(|question| question.is_asked_in(library, &wish.era));
    let made = if wish.minutes.is_some() { Vec::new() } else { made::all(library, role, &wish.era) };
    let fits = |question: &Question<'_>| {
        wish.level.is_none_or(|level| question.level == level)
            && wish.skill.as_deref().is_none_or(|skill| question.skills.contains(&skill))
    };
    written.chain(made).filter(fits).collect()
}

/// How a reader stands with every question they answered, by its id.
#[must_use]
pub fn standings(profile: &Profile) -> BTreeMap<String, Standing> {
    let answers = profile.answers();
    let standings = Schedule::default().standings(&answers);
    standings.into_iter().map(|(id, standing)| (id.to_owned(), standing)).collect()
}

/// Whether something that a wish allows is due.
#[must_use]
pub fn has_due(library: &Library, profile: &Profile, wish: &Wish, now: Moment) -> bool {
    let standings = standings(profile);
    all(library, wish).iter().any(|one| standings.get(&one.id).is_some_and(|one| one.is_due(now)))
}

/// Whether a run of what is due holds nothing more of it, while something else is due by now.
#[must_use]
pub fn is_outdated(library: &Library, profile: &Profile, run: &Run, now: Moment) -> bool {
    let standings = standings(profile);
    let is_due = |id: &str| standings.get(id).is_some_and(|one| one.is_due(now));
    run.wish.due
        && !run.cards.iter().skip(run.at).any(|card| is_due(&card.question))
        && all(library, &run.wish).iter().any(|one| is_due(&one.id))
}

/// Begins a run at a place (as it is written); `None` where there is no such question.
#[must_use]
pub fn begin(library: &Library, profile: &Profile, place: &str, wish: &Wish, now: Moment) -> Option<Run> {
    let mut questions = all(library, wish);
    let standings = standings(profile);
    if wish.minutes.is_some() {
        // A drawn mix; the seed is all that chance has a part in.
        Rng::with_seed(now.0.unsigned_abs()).shuffle(&mut questions);
    }
    let mut drawn = draw(questions, &standings, wish, now);
    if wish.minutes.is_some() {
        // As interviews go: what is asked of beginners comes first.
        drawn.sort_by_key(|question| question.level);
    }
    if drawn.is_empty() {
        return None;
    }
    let clock = wish.minutes.map(|minutes| Clock {
        stage: Stage::Asking,
        left: i64::from(minutes) * 60_000,
        since: now,
        judged: Vec::new(),
        kept: None,
    });
    let card = |question: Question<'_>| Card { question: question.id, ..Card::default() };
    let cards = drawn.into_iter().map(card).collect();
    let pack = library.pack().name.clone();
    let run = Run {
        pack,
        place: place.to_owned(),
        wish: wish.clone(),
        cards,
        at: 0,
        aside: Vec::new(),
        touched: now,
        clock,
    };
    Some(match profile.runs.get(&run.key()) {
        Some(ended) if !ended.is_over() => instead_of(ended, run),
        over => Run { touched: over.map_or(now, |over| over.later(now)), ..run },
    })
}

/// A run that takes the place of another: what was written to a question and not graded yet goes along.
fn instead_of(ended: &Run, mut run: Run) -> Run {
    run.touched = ended.later(run.touched);
    for card in &mut run.cards {
        let before = ended.cards.iter().find(|before| before.question == card.question);
        if let Some(before) = before.filter(|before| before.review.is_none()) {
            card.note.clone_from(&before.note);
        }
    }
    run
}

/// The questions of a deck: what is due first where that is wished; then what was never answered, then what was
/// not for the longest time. The levels take turns, and what is made from the guide takes one too.
fn draw<'l>(
    questions: Vec<Question<'l>>,
    standings: &BTreeMap<String, Standing>,
    wish: &Wish,
    now: Moment,
) -> Vec<Question<'l>> {
    let standing = |question: &Question<'_>| standings.get(&question.id);
    let is_due = |question: &Question<'_>| standing(question).is_some_and(|one| one.is_due(now));
    let (mut due, rest): (Vec<_>, Vec<_>) =
        questions.into_iter().partition(|question| wish.due && is_due(question));
    due.sort_by_key(|question| standing(question).map(|one| one.due));
    let (seen, unseen): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|question| standing(question).is_some());
    for rest in [unseen, seen] {
        let mut turns: [Vec<Question<'l>>; Seniority::ALL.len() + 1] = Default::default();
        for question in rest {
            let turn = if question.is_made() { Seniority::ALL.len() } else { question.level as usize };
            turns[turn].push(question);
        }
        let mut turn_number = 0;
        let mut queues = turns.map(|turn| {
            let mut turn = if wish.role.is_none() { role_by_role(turn, turn_number) } else { turn };
            turn_number += 1;
            turn.sort_by_key(|question| standing(question).map(|one| one.last));
            turn.into_iter()
        });
        while queues.iter().any(|queue| queue.len() > 0) {
            due.extend(queues.iter_mut().filter_map(Iterator::next));
        }
    }
    due.truncate(usize::from(wish.limit));
    due
}

/// Questions of all roles, so that each role gets its turn; the turns of a number begin with another role than those of the
/// others.
fn role_by_role(questions: Vec<Question<'_>>, number: usize) -> Vec<Question<'_>> {
    let mut of_roles: Vec<(&str, Vec<Question<'_>>)> = Vec::new();
    for question in questions {
        let role = question.roles.first().copied().unwrap_or_default();
        match of_roles.iter_mut().find(|(other, _)| *other == role) {
            Some((_, those)) => those.push(question),
            None => of_roles.push((role, vec![question])),
        }
    }
    let turns = Seniority::ALL.len() + 1;
    let first = of_roles.len() * number / turns;
    of_roles.rotate_left(first);
    let mut queues: Vec<_> = of_roles.into_iter().map(|(_, those)| those.into_iter()).collect();
    let mut all = Vec::new();
    while queues.iter().any(|queue| queue.len() > 0) {
        all.extend(queues.iter_mut().filter_map(Iterator::next));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Change, Grade, Review};

    const NOW: Moment = Moment(1_795_000_000_000);
    const ERA: &str = "post-foundation-model";

    fn library() -> Library {
        Library::built_in().unwrap_or_else(|error| panic!("{error}"))
    }

    fn answered(profile: &mut Profile, question: &str, at: Moment, grade: Grade) {
        let review = Review { question: question.to_owned(), at, grade, had: 0, of: 3, note: String::new() };
        profile.apply(&Change::Review(review, None));
    }

    fn ids(run: Option<Run>) -> Vec<String> {
        run.into_iter().flat_map(|run| run.cards).map(|card| card.question).collect()
    }

    #[test]
    fn a_run_of_what_is_due_goes_on_as_long_as_it_holds_something_of_it() {
        let (library, mut profile) = (library(), Profile::default());
        let wish = Wish { due: true, limit: 2, ..Wish::usual(Some("ai-engineer"), ERA) };
        let begun = |profile: &Profile| {
            begin(&library, profile, "practice", &wish, NOW).unwrap_or_else(|| panic!("there are questions"))
        };
        let run = begun(&profile);
        assert!(!is_outdated(&library, &profile, &run, NOW), "nothing is due");
        let asked = |id: &String| run.cards.iter().any(|card| card.question == *id);
        let mut ids = all(&library, &wish).into_iter().map(|question| question.id);
        let other = ids.rfind(|id| !asked(id)).unwrap_or_default();
        answered(&mut profile, &other, NOW.plus_days(-1.0), Grade::Again);
        assert!(is_outdated(&library, &profile, &run, NOW));
        let run = begun(&profile);
        assert_eq!(run.cards[0].question, other);
        assert!(!is_outdated(&library, &profile, &run, NOW));
    }

    #[test]
    fn a_second_deck_has_what_the_first_had_not() {
        let (library, mut profile) = (library(), Profile::default());
        let wish = Wish::usual(Some("ai-engineer"), ERA);
        let first = ids(begin(&library, &profile, "practice:ai-engineer", &wish, NOW));
        assert_eq!(first.len(), 10);
        let made = first.iter().filter(|id| id.starts_with("guide-")).count();
        assert_eq!(made, 2, "the guide's own questions take every fourth turn: {first:?}");
        for id in &first {
            answered(&mut profile, id, NOW, Grade::Good);
        }
        let second = ids(begin(&library, &profile, "practice:ai-engineer", &wish, NOW.plus_days(0.1)));
        let fresh = second.iter().filter(|id| !first.contains(id)).count();
        assert!(fresh >= 8, "{fresh} of {second:?}");
    }

    #[test]
    fn a_deck_of_all_roles_has_questions_of_many() {
        let (library, profile) = (library(), Profile::default());
        let run = begin(&library, &profile, "practice", &Wish::usual(None, ERA), NOW);
        let roles: std::collections::BTreeSet<_> = ids(run)
            .iter()
            .filter_map(|id| {
                crate::question::find(&library, id)?.roles.first().map(|role| (*role).to_owned())
            })
            .collect();
        assert!(roles.len() >= 8, "{roles:?}");
    }

    #[test]
    fn what_is_due_comes_first_only_where_it_is_wished() {
        let (library, mut profile) = (library(), Profile::default());
        let wish = Wish::usual(Some("ai-engineer"), ERA);
        let last = all(&library, &wish).into_iter().rfind(|one| !one.is_made()).map(|one| one.id);
        let last = last.unwrap_or_default();
        answered(&mut profile, &last, Moment(NOW.0 - 400 * 86_400_000), Grade::Again);
        let usual = ids(begin(&library, &profile, "practice:ai-engineer", &wish, NOW));
        assert_ne!(usual.first(), Some(&last));
        let due = Wish { due: true, ..wish };
        assert_eq!(ids(begin(&library, &profile, "practice:ai-engineer", &due, NOW)).first(), Some(&last));
    }

    #[test]
    fn an_interview_has_a_question_for_each_five_minutes_rising_in_level() {
        let (library, profile) = (library(), Profile::default());
        let wish = Wish::interview("data-scientist", ERA, 30);
        let run = begin(&library, &profile, "mock:data-scientist", &wish, NOW);
        let levels: Vec<_> = ids(run)
            .iter()
            .map(|id| library.question(id).unwrap_or_else(|| panic!("{id} is written")).level)
            .collect();
        assert_eq!(levels.len(), 6);
        assert!(levels.is_sorted(), "{levels:?}");
        assert_eq!(
            [Seniority::Junior, Seniority::Mid, Seniority::Senior]
                .map(|one| levels.iter().filter(|level| **level == one).count()),
            [2, 2, 2]
        );
    }
}
