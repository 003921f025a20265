//! Practice and interviews as a reader meets them, key by key.

use roledex::app::{Action, Effect};
use roledex::moment::Moment;
use roledex::profile::{Change, Grade, Interview, LONGEST_NOTE, Profile, Run, Stage, Wish};

use crate::session::Session;

const PLACE: &str = "practice:baker@after";
const NOW: Moment = Moment(1_795_000_000_000);

impl Session {
    fn at_work(place: &str) -> Self {
        let mut session = Self::at(place, 80, 24);
        session.0.update(Action::Time(NOW));
        session
    }

    fn profile(&self) -> &Profile {
        self.0.app().profile()
    }

    fn run(&self) -> Run {
        self.0.app().run().expect("a run").clone()
    }
}

#[test]
fn keys_mean_something_else_only_while_a_question_is_open() {
    let mut session = Session::at_work("practice:baker");
    assert_eq!(
        session.press("space").message(),
        "Space marks roles, and this row is about none: stand on a role first"
    );
    assert_eq!(session.press("1").here(), "list:roles@after#making/baker");
    session.press("h enter");
    assert_eq!(session.here(), format!("{PLACE}#question/crust-too-hard"));
    // No digit that grades leaves, before there is something to grade and after.
    for digit in ["1", "2", "3", "4"] {
        assert!(session.press(digit).message().starts_with("Space reveals"), "{}", session.message());
    }
    assert_eq!(session.here(), format!("{PLACE}#question/crust-too-hard"));
    session.press("space");
    assert_eq!(session.here(), format!("{PLACE}#points/1"));
    // From the open question to its page, and back to it as it was.
    session.press("space");
    let ticked = session.screen();
    assert_eq!(session.press("enter").here(), "role:baker@after#mission/1");
    session.press("h");
    assert_eq!(session.screen(), ticked);
    assert_eq!(session.press("f").here(), format!("{PLACE}#follow-up-1/ask"));
    assert!(session.press("f").message().contains("no further follow-up"), "{}", session.message());
}

#[test]
fn what_is_copied_from_an_open_question_leads_to_it() {
    let mut session = Session::at_work("practice:baker");
    let Effect::Copy(text) = session.press("enter y").effect() else { panic!("{:?}", session.effect()) };
    assert!(text.ends_with("\nquestion:crust-too-hard\n"), "{text}");
}

#[test]
fn an_interview_that_goes_on_is_seen_from_everywhere() {
    let mut session = Session::at_work("mock:baker");
    session.press("enter 7");
    session.0.update(Action::Time(Moment(NOW.0 + 61_000)));
    let screen = session.screen();
    assert!(screen.contains(" 13:59 left "), "{screen}");
    assert_eq!(session.0.app().clock_changes_in(), Some(1000));
    session.0.update(Action::Time(Moment(NOW.0 + 901_000)));
    assert!(session.screen().contains(" time is up "), "{}", session.screen());
    assert_eq!(session.0.app().clock_changes_in(), None);
    assert!(session.press("backspace").screen().contains("time is up · 1/3"), "{}", session.screen());
    // Laid down, it waits, and says what is left of it.
    session.press("backspace");
    assert!(session.screen().contains("15 minutes, and the time is up; you stopped"), "{}", session.screen());
    assert!(!session.press("7").screen().contains("time is up"));
}

#[test]
fn from_a_role_one_comes_to_its_own_questions() {
    let mut session = Session::at_work("practice:baker");
    session.press("/ seller enter");
    assert!(session.press("6").here().starts_with("practice:seller"), "{}", session.here());
    assert!(session.press("7 6").here().starts_with("practice:seller"), "{}", session.here());
}

#[test]
fn every_step_is_one_change_that_the_host_keeps() {
    let mut session = Session::at_work("practice:baker");
    let mut kept = Profile::default();
    for keys in ["enter", "space", "space", "j", "space", "f", "space", "3", "u", "u", "2", "space", "4"] {
        if let Effect::Save(change) = session.press(keys).effect() {
            kept.apply(&change);
        }
        assert_eq!(session.profile(), &kept, "after {keys}");
    }
    assert_eq!(kept.reviews.len(), 2);
    assert_eq!((kept.reviews[0].grade, kept.reviews[0].had, kept.reviews[0].of), (Grade::Hard, 2, 5));
}

#[test]
fn a_run_that_was_cut_off_is_offered_again_and_is_as_it_was() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter space 3 space j space");
    let open = session.screen();
    let (_, focus) =
        session.here().split_once('#').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a row");
    let profile = session.profile().clone();
    let mut again = Session::for_reader("practice:baker", profile);
    again.0.update(Action::Time(NOW));
    let offered = again.resize(80, 24).screen();
    assert!(offered.contains(">  Resume at 2/"), "{offered}");
    again.press("enter");
    for _ in 0..20 {
        if !again.here().ends_with(&focus) {
            again.press("j");
        }
    }
    assert_eq!(again.screen(), open);
}

#[test]
fn what_another_sitting_did_with_the_run_is_seen_before_a_key_counts() {
    let mut one = Session::at_work("practice:baker");
    one.press("enter space");
    let mut other = Session::for_reader("practice:baker", one.profile().clone());
    other.press("enter 3");
    let news = other.profile().clone();
    one.0.update(Action::Profile(Box::new(news)));
    one.press("3");
    assert_eq!(one.profile().reviews.len(), 1, "nothing was graded that was not seen");
    assert!(one.message().starts_with("another sitting of yours went on"), "{}", one.message());
    one.press("space 3");
    assert_eq!(one.profile().reviews.len(), 2);
    // What follows the key that begins a note is no key, whatever happened elsewhere.
    other.0.update(Action::Profile(Box::new(one.profile().clone())));
    let reviews = other.press("i 3 q u").profile().reviews.len();
    assert_eq!((reviews, other.run().card().map(|card| card.note.as_str())), (2, Some("3qu")));
}

#[test]
fn an_interview_goes_from_question_to_question_and_then_through_the_points() {
    let mut session = Session::at_work("mock:baker");
    session.press("enter");
    assert_eq!(session.run().stage(), Some(Stage::Asking));
    let asked = session.screen();
    assert!(asked.contains("15:00 · 1/3"), "{asked}");
    session.0.update(Action::Time(Moment(NOW.0 + 61_000)));
    assert!(session.screen().contains("13:59 · 1/3"));
    assert_eq!(session.0.app().clock_changes_in(), Some(1000));
    session.press("i I esc space space u");
    assert_eq!((session.run().at, session.run().cards[0].note.as_str()), (1, "I"));
    assert!(session.press("f 4").message().starts_with("points are graded when"), "{}", session.message());
    session.press("space space");
    assert!(session.screen().contains("1 again"), "{}", session.screen());
    assert!(!session.press("g").screen().contains("1 again"), "what is asked has no grade");
    session.press("j j");
    assert_eq!((session.run().stage(), session.run().at), (Some(Stage::Judging), 0));
    // A key too many ends nothing for good as long as there is time.
    session.press("u");
    assert_eq!((session.run().stage(), session.run().at), (Some(Stage::Asking), 2));
    assert!(session.0.app().clock_changes_in().is_some());
    session.press("space");
    assert_eq!(session.0.app().clock_changes_in(), None, "no clock is seen");
    assert_eq!(session.here(), "mock:baker@after#points/1");
    assert_eq!(session.press("4").here(), "mock:baker@after#points/2");
    // The same once more is no step, and so nothing to take back.
    assert_eq!(session.press("k 4").message(), "this point has that grade already");
    session.press("u");
    assert!(session.run().cards[0].grades.is_empty());
    assert_eq!(session.press("4").here(), "mock:baker@after#points/2");
    session.press("3 2 u");
    assert_eq!(session.here(), "mock:baker@after#points/3");
    // A point as had, or more closely; nothing is passed over.
    session.press("2 4");
    assert_eq!(
        session.run().cards[0].grades.values().copied().map(Grade::number).collect::<Vec<_>>(),
        [4, 3, 4]
    );
    session.press("space space space space space");
    assert_eq!(session.run().at, 1, "all points of the second are judged, and it is still seen");
    session.press("u");
    assert_eq!(session.run().cards[1].grades.len(), 3);
    session.press("space space space space space");
    assert_eq!((session.run().stage(), session.run().at), (Some(Stage::Judging), 2));
    session.press("space");
    let over = session.screen();
    assert!(over.contains("The interview is over") && over.contains("10 of 10 points"), "{over}");
    assert!(over.contains("your note: I"), "{over}");
    assert_eq!(session.profile().interviews[0].answers[0].grades.len(), 3);
    // Taken back, and kept once more.
    session.press("u");
    assert_eq!((session.profile().interviews.len(), session.run().stage()), (0, Some(Stage::Judging)));
    session.press("space");
    assert_eq!(session.profile().interviews.len(), 1);
    session.press("enter");
    assert_eq!(session.here(), "mock:baker@after#begin/15");
    assert!(session.profile().runs.is_empty());
}

#[test]
fn what_an_interview_asked_further_is_to_be_read_and_not_to_be_graded() {
    let mut session = Session::at_work("mock:baker");
    session.resize(100, 60).press("enter f space f space f space");
    let mut seen = 0;
    for _ in 0..3 {
        let points = session.screen();
        let (own, further) = points.split_once("FOLLOW-UP").unwrap_or((&points, ""));
        assert!(own.contains("[ ]") && !further.contains("[ ]") && !further.contains(" of "), "{points}");
        seen += usize::from(!further.is_empty());
        while session.screen().contains("[ ]") {
            session.press("space");
        }
        session.press("space");
    }
    assert!(seen > 0, "no question of the pack asks further");
}

#[test]
fn what_is_written_is_text_wherever_it_comes_from_and_is_kept_with_every_key() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter i");
    for letter in ["q", "3", "space"] {
        let Effect::Save(Change::Run(_)) = session.press(letter).effect() else {
            panic!("{letter} is not kept")
        };
    }
    session.press("enter");
    session.0.update(Action::Paste("two\r\nlines\u{1b}[31m\u{202e}".to_owned()));
    assert_eq!(session.run().cards[0].note, "q3 \ntwo\nlines[31m");
    session.press("backspace ctrl-w up ctrl-u esc");
    let screen = session.screen();
    assert!(screen.contains("YOUR NOTE") && screen.contains("lines"), "{screen}");
    session.press("i");
    session.0.update(Action::Paste("\n\nbelow".to_owned()));
    let screen = session.press("esc").screen();
    let lines: Vec<_> =
        screen.lines().map(str::trim).skip_while(|line| *line != "YOUR NOTE").skip(1).collect();
    assert!(lines.windows(3).any(|lines| !lines[0].is_empty() && lines[1..] == ["", "below"]), "{screen}");
    session.press("i");
    session.0.update(Action::Paste("x".repeat(10_000)));
    session.press("y z enter");
    assert!(session.run().cards[0].note.chars().count() <= 4000);
    assert_eq!(session.press("ctrl-c").effect(), Effect::Quit);
}

#[test]
fn a_question_that_leaves_the_pack_leaves_the_run_without_a_word() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter space");
    let (mut gone, mut all_gone) = (session.profile().clone(), session.profile().clone());
    gone.runs.values_mut().next().expect("a run").cards[0].question = "gone-since".to_owned();
    for card in &mut all_gone.runs.values_mut().next().expect("a run").cards {
        card.question = "gone-since".to_owned();
    }
    session.0.update(Action::Profile(Box::new(gone)));
    session.press("j");
    let screen = session.screen();
    assert!(screen.contains("The dough does not rise"), "{screen}");
    session.0.update(Action::Profile(Box::new(all_gone)));
    // Nothing is open any more, and keys mean what they mean on any page.
    assert_eq!(
        session.press("space").message(),
        "Space marks roles, and this row is about none: stand on a role first"
    );
    let screen = session.screen();
    assert!(screen.contains("Practice: Baker") && !screen.contains("Resume"), "{screen}");
    assert_eq!(session.press("1").here(), "list:roles@after#making/baker");
}

#[test]
fn what_is_due_is_offered_in_practice_and_nowhere_else() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter space 1");
    let profile = session.profile().clone();
    let later = Moment(NOW.0 + 30 * 86_400_000);
    for (place, is_told) in [("practice:baker", true), ("home", false), ("role:baker", false)] {
        let mut again = Session::for_reader(place, profile.clone());
        again.0.update(Action::Time(later));
        assert_eq!(again.screen().contains(" due"), is_told, "{place}");
    }
}

#[test]
fn back_lays_a_run_down_and_it_waits_where_practice_begins() {
    let mut session = Session::at_work("role:baker");
    assert_eq!(session.press("6").here(), format!("{PLACE}#begin/all"), "practice for the role one looks at");
    session.press("enter space 3");
    assert_eq!(session.press("]").message().split(';').next(), Some("these questions are of this era"));
    assert_eq!(session.press("esc").here(), format!("{PLACE}#begin/resume"));
    assert!(session.message().starts_with("it waits for you here"), "{}", session.message());
    assert!(session.press("g").screen().contains("ends the run"), "{}", session.screen());
    // Something else may be begun beside it.
    session.press("j j enter");
    assert_eq!(session.profile().runs.len(), 2);
    session.press("h");
    let screen = session.screen();
    assert!(screen.matches("Resume at ").count() == 2, "{screen}");
    assert_eq!(session.press("h").here(), "role:baker@after#mission/1");
    // From anywhere: what waits is told.
    let mut other = Session::for_reader("practice", session.profile().clone());
    let screen = other.screen();
    assert!(screen.contains("WHAT WAITS FOR YOU") && screen.contains("Practice: Baker, at 2/6"), "{screen}");
}

#[test]
fn what_waits_is_thrown_away_by_who_says_so_twice() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter space 3 esc");
    let screen = session.press("j k").screen();
    let places = ["Enter resume", "u throw away"].map(|hint| screen.find(hint));
    assert!(places[0].is_some() && places[0] < places[1], "{screen}");
    assert!(session.press("u").message().starts_with("u once more throws away what waits here"));
    // Who does anything else has not said so.
    session.press("j k u");
    assert_eq!(session.profile().runs.len(), 1);
    assert_eq!(session.press("u").message(), "it is thrown away");
    assert!(session.profile().runs.is_empty() && !session.screen().contains("Resume at"));
    assert_eq!(session.profile().reviews.len(), 1, "what was graded stays");
    assert!(!session.press("j").screen().contains("throw away"), "{}", session.screen());
}

#[test]
fn what_lies_ahead_since_the_clock_was_set_back_is_told_without_the_time() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter");
    let question = format!("question:{}", session.run().cards[0].question);
    session.press("space 3 esc");
    let mut profile = session.profile().clone();
    let (role, era) = ("baker".to_owned(), "with-oven".to_owned());
    profile.interviews.push(Interview { at: NOW, role, era, minutes: 15, answers: Vec::new() });
    let told = [
        (
            "practice:baker",
            "Resume at 2/6: 6 questions; you stopped 2 days ago",
            "Resume at 2/6: 6 questions",
        ),
        ("practice", "at 2/6: 6 questions; you stopped 2 days ago", "at 2/6: 6 questions"),
        ("progress:baker", "2 days ago", "15 minutes, 0 questions: 0 of 0 points"),
        (&question, "answered 1 time, last 2 days ago: good; due", "answered 1 time: good; due in"),
    ];
    for (place, after, before) in told {
        for (days, words) in [(2, after), (-2, before)] {
            let mut session = Session::for_reader(place, profile.clone());
            session.resize(120, 60);
            session.0.update(Action::Time(Moment(NOW.0 + days * 86_400_000)));
            let screen = session.screen();
            assert!(screen.contains(words), "{place}, {days} days later: {screen}");
            let tells_when = screen.contains(" ago") || screen.contains("you stopped");
            assert_eq!(tells_when, days > 0, "{place}, {days} days later: {screen}");
        }
    }
}

#[test]
fn what_was_asked_for_is_offered_in_its_own_era_alone() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter h");
    let wish = Wish { limit: 2, ..Wish::usual(Some("baker"), "with-oven") };
    session.0.update(Action::Practise(Box::new(wish)));
    assert!(session.screen().contains("Begin: 2 questions, as you asked for"));
    session.press("[");
    assert!(!session.screen().contains("as you asked for"), "{}", session.screen());
}

#[test]
fn the_clock_stands_while_the_interview_is_laid_down_and_tells_its_end_behind_a_prompt() {
    let mut session = Session::at_work("mock:baker");
    session.press("enter");
    session.0.update(Action::Time(Moment(NOW.0 + 5 * 60_000)));
    session.press("h");
    assert!(session.screen().contains("ends the run at 1/3"), "{}", session.screen());
    session.0.update(Action::Time(Moment(NOW.0 + 60 * 60_000)));
    session.press("enter");
    assert!(session.screen().contains("10:00 · 1/3"), "{}", session.screen());
    // Leaving the guide stops it too.
    session.0.update(Action::Time(Moment(NOW.0 + 61 * 60_000)));
    let Some(Change::Run(paused)) = session.press("/ baker enter").0.app_mut().depart().pop() else {
        panic!("it is kept, wherever one is")
    };
    assert_eq!(paused.clock.map(|clock| clock.left), Some(9 * 60_000));
    session.press("h");
    session.press("/");
    session.0.update(Action::Time(Moment(NOW.0 + 90 * 60_000)));
    session.press("esc");
    assert!(session.screen().contains("time is up · 1/3"), "{}", session.screen());
}

#[test]
fn a_note_is_seen_from_its_top_again_where_there_is_room() {
    let mut session = Session::at_work("practice:baker");
    session.resize(45, 20).press("enter i first enter second enter third enter fourth");
    for (columns, lines) in [(20, 10), (80, 24)] {
        session.resize(columns, lines).screen();
    }
    let screen = session.press("x").screen();
    assert!(["first", "second", "third", "fourthx"].iter().all(|line| screen.contains(line)), "{screen}");
}

#[test]
fn what_is_written_to_a_run_that_was_put_away_elsewhere_is_told_not_to_be_kept() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter i a");
    let gone = Profile::default();
    session.0.update(Action::Profile(Box::new(gone)));
    assert_eq!(session.press("b").effect(), Effect::Draw);
    assert!(session.message().starts_with("this is not kept"), "{}", session.message());
    assert!(session.screen().contains("ab"), "what was written can still be read");
    // A run that only went on takes the note to its own question.
    let mut one = Session::at_work("practice:baker");
    one.press("enter space i a");
    let mut other = Session::for_reader("practice:baker", one.profile().clone());
    other.0.update(Action::Time(NOW));
    other.press("enter 3");
    one.0.update(Action::Profile(Box::new(other.profile().clone())));
    one.press("b");
    let notes: Vec<_> = one.run().cards.iter().map(|card| card.note.clone()).collect();
    assert_eq!((notes[0].as_str(), notes[1].as_str()), ("ab", ""));
    assert!(one.message().starts_with("another sitting went on"), "{}", one.message());
    // To take a run up is not to go on with it: the next key counts.
    let mut taker = Session::for_reader("practice:baker", other.profile().clone());
    let mut waiter = Session::for_reader("practice:baker", other.profile().clone());
    waiter.press("enter");
    taker.0.update(Action::Time(Moment(NOW.0 + 5_000)));
    taker.press("enter");
    waiter.0.update(Action::Profile(Box::new(taker.profile().clone())));
    waiter.press("i x y");
    assert!(waiter.0.app().note().is_some() && waiter.message().is_empty(), "{}", waiter.message());
    // Where both wrote, both stand, and no longer than they are.
    let mut other = Session::for_reader("practice:baker", one.profile().clone());
    other.0.update(Action::Time(NOW));
    other.press("enter u i z");
    one.0.update(Action::Profile(Box::new(other.profile().clone())));
    one.press("c");
    assert_eq!(one.run().cards[0].note, "abzc");
    assert!(one.message().starts_with("another sitting wrote to this too"), "{}", one.message());
}

#[test]
fn a_hint_that_stands_for_four_grades_is_no_button() {
    let mut session = Session::at_work("practice:baker");
    session.resize(60, 20).press("m enter space");
    let line = session.screen().lines().last().map(str::to_owned).unwrap_or_default();
    let column = line.find("1-4 grade").unwrap_or_else(|| panic!("{line}"));
    let before = session.profile().clone();
    for x in column..column + 9 {
        session.0.update(Action::Click(u16::try_from(x).unwrap_or(0), 19));
    }
    assert_eq!(session.profile(), &before);
}

#[test]
fn what_was_written_to_a_question_stands_on_its_page_when_the_run_is_gone() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter i Flour, space water esc");
    let question = format!("question:{}", session.run().cards[0].question);
    for _ in 0..session.run().cards.len() {
        session.press("space 3");
    }
    assert!(session.screen().contains("Done: "), "{}", session.screen());
    session.press("backspace");
    assert!(session.profile().runs.is_empty(), "it was put away");
    let mut later = Session::for_reader(&question, session.profile().clone());
    let screen = later.press("G").screen();
    assert!(screen.contains("YOUR NOTE") && screen.contains("Flour, water"), "{screen}");
}

#[test]
fn an_interview_that_was_held_is_shown_where_the_next_begins() {
    let mut session = Session::at_work("mock:baker");
    session.press("enter i What space I space said esc");
    while session.run().stage() != Some(Stage::Done) {
        session.press("space");
    }
    session.press("backspace");
    let screen = session.press("G").screen();
    assert!(screen.contains("THE INTERVIEW OF 15 MINUTES") && screen.contains("What I said"), "{screen}");
}

#[test]
fn what_has_no_room_in_a_note_is_told() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter i");
    session.0.update(Action::Paste("word ".repeat(1000)));
    assert!(session.message().starts_with("this note is full"), "{}", session.message());
    assert!(session.press("x").message().starts_with("this note is full"), "{}", session.message());
    assert!(!session.press("backspace").message().starts_with("this note is full"), "{}", session.message());
    assert_eq!(session.run().cards[0].note.chars().count(), LONGEST_NOTE - 2);
}

#[test]
fn what_was_asked_for_stands_first() {
    let mut session = Session::at_work("practice:baker");
    session.press("enter space 3 esc");
    let wish = Wish { limit: 2, ..Wish::usual(Some("baker"), "with-oven") };
    session.0.update(Action::Practise(Box::new(wish.clone())));
    let first = session.screen().lines().find(|line| line.contains("Begin: ")).map(str::to_owned);
    assert!(first.is_some_and(|line| line.contains("2 questions, as you asked for")), "{}", session.screen());
    session.press("enter");
    assert_eq!(session.run().wish, wish);
    session.press("esc");
    // Now that waits, and is what the same command goes on with.
    session.0.update(Action::Practise(Box::new(wish.clone())));
    session.press("enter");
    assert_eq!(session.run().wish, wish);
}
