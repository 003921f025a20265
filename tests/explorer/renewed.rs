//! The pack changes while somebody reads.

use std::fs;
use std::sync::Arc;

use roledex::app::{Action, App, Effect, Fresh, Looks};
use roledex::content::Library;
use roledex::profile::Profile;
use roledex::session;

use crate::pack::Draft;

/// A sitting in a pack that changes.
struct Sitting {
    pack: Draft,
    session: session::Session,
}

impl Sitting {
    fn at(place: &str) -> Self {
        let pack = Draft::new();
        let library = Arc::new(pack.load().expect("a good pack"));
        let link = library.resolve(place).expect("a place");
        let app = App::new(library, Profile::default(), &link, Looks { colour: false, ..Looks::default() });
        Self { pack, session: session::Session::new(app, 120, 36) }
    }

    fn save(&mut self, file: &str, from: &str, to: &str) -> &mut Self {
        let path = self.pack.path(file);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(&path, text.replacen(from, to, 1)).expect("a file can be written");
        self.reload()
    }

    /// Brings the pack as it is now, as a host does.
    fn reload(&mut self) -> &mut Self {
        let news = match self.pack.load() {
            Ok(library) => Action::Library(Fresh(Arc::new(library))),
            Err(error) => Action::PackBroken(Arc::new(error.report())),
        };
        self.session.screen();
        self.session.update(news);
        self
    }

    fn press(&mut self, story: &str) -> &mut Self {
        self.session.press(story);
        self
    }

    fn here(&self) -> String {
        let app = self.session.app();
        format!("{}#{}", app.place(), app.active().focus())
    }

    fn message(&self) -> &str {
        self.session.app().message()
    }

    /// The line of the screen on which words stand, from the top.
    fn line(&mut self, words: &str) -> Option<usize> {
        self.session.screen().lines().position(|line| line.contains(words))
    }
}

#[test]
fn a_save_is_shown_and_the_reader_stays_on_the_row_and_its_line() {
    let mut sitting = Sitting::at("role:baker#does/shape");
    let line = sitting.line("shapes loaves by weight");
    assert!(line.is_some());
    sitting.save("roles/baker.toml", "shapes loaves by weight", "shapes loaves by eye and weight");
    assert_eq!(sitting.line("shapes loaves by eye and weight"), line);
    assert_eq!(sitting.here(), "role:baker@after#does/shape");
    assert_eq!(sitting.message(), "the pack was read again");
    // A row above is gone: the focused one keeps its line all the same.
    sitting.save(
        "roles/baker.toml",
        "[[definition]]\ntext = \"Whoever kneads.\"\nsources = [\"almanac.A1\"]\n",
        "",
    );
    assert_eq!(
        (sitting.here().as_str(), sitting.line("by eye and weight")),
        ("role:baker@after#does/shape", line)
    );
    // The focused row itself is gone: the nearest before it, and back when it is back.
    let task =
        "[[era.with-oven.does]]\nid = \"time\"\ntext = \"times the bake\"\nsources = [\"almanac.A3\"]\n";
    sitting.press("j").save("roles/baker.toml", task, "");
    assert_eq!(sitting.here(), "role:baker@after#does/shape");
    sitting.save(
        "roles/baker.toml",
        "[[era.with-oven.gone]]\nid = \"heat\"",
        &format!("{task}[[era.with-oven.gone]]\nid = \"heat\""),
    );
    assert_eq!(sitting.here(), "role:baker@after#does/time");
}

#[test]
fn a_broken_save_keeps_the_last_good_pack_and_says_where() {
    let mut sitting = Sitting::at("role:baker#does/shape");
    sitting.save("roles/baker.toml", "family =", "famly =");
    assert_eq!(
        sitting.message(),
        "the pack is broken at roles/baker.toml:3:1: this file has no field `famly`; did you mean \"family\"? (the \
         last good edition is shown; ! tells all)"
    );
    assert!(sitting.line("shapes loaves by weight").is_some());
    // The line goes with the next key; that the pack is broken is still said.
    sitting.press("j");
    assert!(sitting.line("! broken pack").is_some());
    let all = sitting.press("!").session.screen();
    assert!(
        all.contains(">  roles/baker.toml:3:1: this file has no field") && all.contains("1 to mend"),
        "{all}"
    );
    assert!(all.contains("there: famly = \"making\"") && all.contains("help: its fields are"), "{all}");
    sitting.press("enter");
    let file = sitting.pack.path("roles/baker.toml");
    assert_eq!(sitting.session.effect(), &Effect::Edit { file, line: 3 });
    // What is listed changes with the pack, also while it is read, and goes with the last of it.
    sitting.press("!").save("roles/baker.toml", "what =", "waht =");
    assert!(sitting.line("2 to mend").is_some(), "{}", sitting.session.screen());
    assert_eq!(sitting.message(), "", "all of it is in sight");
    sitting.save("roles/baker.toml", "waht =", "what =");
    sitting.save("roles/baker.toml", "famly =", "family =");
    assert_eq!(sitting.message(), "mended: the pack was read again");
    assert!(sitting.line("! broken pack").is_none() && sitting.line("to mend").is_none());
    assert_eq!(
        sitting.press("!").message(),
        "nothing is wrong with the pack; \"roledex check\" looks more closely"
    );
}

#[test]
fn what_was_removed_has_a_page_that_says_so() {
    let mut sitting = Sitting::at("tool:till");
    sitting.press("j space");
    sitting.save("roles/seller.toml", "tools = [\"till\"]\n", "").save(
        "roles/seller.toml",
        "tools = [\"till\"]\n",
        "",
    );
    sitting.save(
        "toolkits/counter.toml",
        "[tool.till]\nname = \"Till\"\nabout = \"It holds the change.\"\n",
        "",
    );
    let screen = sitting.session.screen();
    assert!(screen.contains("Nothing stands here: it is not in this pack."), "{}{screen}", sitting.message());
    assert_eq!(sitting.press("h").session.app().message(), "");
    assert!(sitting.session.screen().contains("roledex"));
}

#[test]
fn an_index_and_a_margin_stay_where_they_were() {
    let mut sitting = Sitting::at("list:roles");
    sitting.press("j").save("roles/stoker.toml", "Keeps the oven", "Keeps every oven");
    assert_eq!(sitting.here(), "list:roles@after#making/stoker");
    assert!(sitting.line("Keeps every oven").is_some(), "the page beside the index is new as well");
    let mut sitting = Sitting::at("role:baker#mission");
    sitting.press("s j");
    let here = sitting.here();
    sitting.save("roles/stoker.toml", "Keeps the oven", "Keeps every oven");
    assert_eq!(sitting.here(), here);
}

#[test]
fn editing_and_reading_again_belong_to_packs_in_folders() {
    let mut sitting = Sitting::at("role:baker#does/shape");
    let file = sitting.pack.path("roles/baker.toml");
    assert_eq!(sitting.press("E").session.effect(), &Effect::Edit { file, line: 96 });
    let file = sitting.pack.path("sources/almanac.toml");
    let opened = sitting.press("s E").session.effect();
    assert!(matches!(opened, Effect::Edit { file: other, .. } if *other == file), "{opened:?}");
    assert_eq!(sitting.press("ctrl-r").session.effect(), &Effect::Reload);
    let library = Arc::new(Library::built_in().expect("the built-in pack"));
    let link = library.resolve("ai-engineer").expect("a role");
    let mut built_in =
        session::Session::new(App::new(library, Profile::default(), &link, Looks::default()), 80, 24);
    assert_eq!(built_in.press("E").effect(), &Effect::Draw);
    assert!(built_in.app().message().starts_with("this is built in"), "{}", built_in.app().message());
    assert_eq!(built_in.press("ctrl-r").effect(), &Effect::Draw);
    assert!(built_in.app().message().contains("--content DIR"), "{}", built_in.app().message());
}

#[test]
fn a_stop_that_gets_another_number_is_still_shown() {
    let mut sitting = Sitting::at("tour:bread/2");
    let title = sitting.session.app().page().page().title.clone();
    let first = "[[stop]]\nplace = \"home\"\ntitle = \"Before all\"\nminutes = 1\n\n[[stop.say]]\ntext = \"Come in.\"\nsources = [\"editorial\"]\n\n[[stop]]\n";
    sitting.save("tours/bread.toml", "[[stop]]\n", first);
    assert!(sitting.here().starts_with("tour:bread/3"), "{}: {}", sitting.here(), sitting.message());
    assert_eq!(sitting.session.app().page().page().title, title);
}
