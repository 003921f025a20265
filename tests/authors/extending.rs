//! A pack that extends the built-in one: a facilitator adds one file, and everything links up.

use roledex::content::Library;
use roledex::content::files::Files;
use roledex::content::problem::Rule;
use roledex::moment::Moment;
use roledex::page::block::Block;
use roledex::page::{self, Reader};
use roledex::place::Listed;
use roledex::profile::Profile;
use roledex::record;

use crate::pack::Draft;

const PACK: &str = "format = 1\nname = \"Our school\"\nversion = \"1\"\nlanguage = \"en\"\n\
                    licence = \"CC0-1.0\"\nextends = \"builtin\"\n";

const ROLE: &str = r#"
name = "Data steward"
family = "data"

[mission]
text = "Knows what the school's data means, and who may see it."
sources = ["editorial"]

[[gives]]
to = "data-scientist"
what = "leave to use the pupils' data"
sources = ["our-rules.asks-first"]

[era.pre-foundation-model]
status = "established"
summary = { text = "Kept the register.", sources = ["editorial"] }
tools = ["sql"]
skills = { sql = 2 }
does = [{ id = "keep-register", text = "keeps the register", sources = ["editorial"] }]

[era.post-foundation-model]
status = "established"
summary = { text = "Keeps the register still.", sources = ["editorial"] }
tools = ["sql"]
skills = { sql = 2 }
keeps = ["keep-register"]
"#;

const SOURCE: &str = "title = \"Rules\"\nshort = \"Rules\"\nread = \"2026-11-21\"\n\
                      [claim.asks-first]\nsays = \"Who uses data asks first.\"\nkind = \"fact\"\n";

fn school() -> Draft {
    Draft::empty()
        .write("pack.toml", PACK)
        .write("roles/data-steward.toml", ROLE)
        .write("sources/our-rules.toml", SOURCE)
}

fn shown(library: &Library, place: &str) -> String {
    let link = library.resolve(place).expect("a place");
    format!("{:?}", page::build(library, Reader::NOBODY, &link.place).blocks)
}

#[test]
fn one_file_adds_a_role_that_links_to_all_the_others() {
    let library = school().load().unwrap_or_else(|error| panic!("{error}"));
    let built_in = Library::built_in().expect("the built-in pack");
    assert_eq!(library.roles().len(), built_in.roles().len() + 1);
    assert_eq!(library.eras().len(), built_in.eras().len());
    let level = roledex::content::model::Level::try_from(4).expect("a level");
    assert_eq!(library.level_name(level), built_in.level_name(level));
    assert_eq!(library.era_or_default(None).id, built_in.era_or_default(None).id);
    assert!(shown(&library, "role:data-scientist").contains("leave to use the pupils' data"));
    assert_eq!(library.pack().name, "Our school");
    let attribution = library.pack().attribution.as_deref().expect("an attribution");
    let theirs = built_in.pack();
    let must_be_shown = theirs.attribution.as_deref().expect("an attribution");
    assert!(attribution.ends_with(must_be_shown), "what must be shown is shown still: {attribution}");
    let credit = format!("Adds to {}, version {}, {}.", theirs.name, theirs.version, theirs.licence);
    assert!(attribution.starts_with(&credit), "their texts keep their licence: {attribution}");
}

#[test]
fn an_era_of_its_own_is_told_once_and_of_the_pack_itself() {
    let era = "order = 3\nname = \"Now\"\nshort = \"now\"\nyears = \"today\"\n\
               summary = { text = \"It is now.\", sources = [\"editorial\"] }\n";
    let draft = Draft::empty().write("pack.toml", PACK).write("eras/now.toml", era);
    assert_eq!(draft.rules(), [Rule::MissingEra], "{}", draft.report());
    assert!(draft.report().contains("eras/now.toml:1:"), "{}", draft.report());
    // Wherever in time it stands, nothing that follows from it is told of files that nobody can mend.
    for order in ["0", "1"] {
        let draft = Draft::empty().write("pack.toml", PACK);
        let draft = draft.write("eras/now.toml", era.replace("order = 3", &format!("order = {order}")));
        assert!(!draft.report().contains("built-in:"), "{}", draft.report());
        assert!(draft.report().contains("a pack that adds to another has its eras"), "{}", draft.report());
    }
}

#[test]
fn entries_with_the_id_of_a_built_in_one_replace_it_and_groups_are_added_to() {
    let draft = school()
        .write("skills/data.toml", "name = \"Data\"\n[skill.sql]\nname = \"SQL of ours\"\nabout = \"You can ask.\"\n")
        .write("toolkits/ours.toml", "name = \"Ours\"\nabout = \"Ours.\"\n[tool.register]\nname = \"Register\"\nabout = \"Keep it.\"\n")
        .write("sources/fsdl-2019.toml", "title = \"ML teams\"\nshort = \"FSDL 2019\"\nread = \"2026-11-21\"\n\
                [claim.two-ways-in]\nsays = \"Two.\"\nkind = \"opinion\"\n[claim.ours]\nsays = \"Ours.\"\nkind = \"fact\"\n");
    let library = draft.load().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(library.skill("sql").map(|skill| skill.name.as_str()), Some("SQL of ours"));
    assert!(library.skill("python").is_some(), "the other skills are still there");
    assert!(library.tool("register").is_some());
    let claims = &library.source("fsdl-2019").expect("the source").claim;
    assert_eq!(claims["two-ways-in"].says.as_str(), "Two.");
    assert!(claims.contains_key("trains-and-deploys") && claims.contains_key("ours"));
    let place = library.resolve("source:fsdl-2019").expect("a place").place;
    let page = page::build(&library, Reader::NOBODY, &place).part("claims").expect("what it says");
    let shown = page.blocks.iter().flat_map(Block::rows).map(|row| row.label.clone());
    let record = record::of(&library, &Profile::EMPTY, Moment(0), &place).ok().flatten().expect("a record");
    let printed = record["source"]["claims"].as_array().into_iter().flatten();
    let printed = printed.map(|claim| claim["id"].as_str().unwrap_or_default().to_owned());
    assert_eq!(printed.collect::<Vec<_>>(), shown.collect::<Vec<_>>(), "in one order");
}

#[test]
fn leanings_are_added_to_the_built_in_ones_and_may_name_tasks_that_are_no_more() {
    let ours = "[[leaning]]\nid = \"keep\"\nsays = \"I keep.\"\ntasks = [\"keep-register\"]\n\
                [[leaning]]\nid = \"teach-machines\"\nsays = \"I teach.\"\ntasks = [\"keep-register\"]\n";
    let built_in = Library::built_in().expect("the built-in pack");
    let theirs = &built_in.leanings().expect("leanings").leaning;
    let role = Files::built_in().text("roles/ai-safety-engineer.toml").expect("a role");
    let draft = school()
        .write("leanings.toml", ours)
        .write("roles/ai-safety-engineer.toml", role.replace("\"check-fairness\"", "\"check-all-fairness\""));
    let library = draft.load().unwrap_or_else(|error| panic!("{error}"));
    let leanings = library.leanings().expect("leanings");
    let said =
        |id: &str| leanings.leaning.iter().find(|one| one.id.as_str() == id).map(|one| one.says.as_str());
    assert_eq!(leanings.leaning.len(), theirs.len() + 1);
    assert_eq!((said("keep"), said("teach-machines")), (Some("I keep."), Some("I teach.")));
    let written = |id: &str| {
        let place = library.resolve("fit").expect("a place").place;
        let page = page::build(&library, Reader::NOBODY, &place);
        let mut rows = page.blocks.iter().flat_map(|block| block.rows());
        let row = rows.find(|row| row.key == format!("leanings/{id}")).expect("a row");
        row.origin.and_then(|origin| library.written_in(origin))
    };
    assert_eq!(written("keep"), Some((draft.path("leanings.toml"), 3)));
    assert_eq!(written("open-questions"), None, "what is built in stands in no folder");
    let slip = draft.replace("leanings.toml", "keep-register", "keep-regster");
    assert_eq!(slip.rules(), [Rule::UnknownId], "{}", slip.report());
}

#[test]
fn rows_know_whether_they_can_be_edited() {
    let draft = school();
    let library = draft.load().unwrap_or_else(|error| panic!("{error}"));
    let written = |role: &str| {
        let role = library.role(role).expect("a role");
        library.written_in(role.origin(&role.mission.text))
    };
    assert_eq!(written("data-steward"), Some((draft.path("roles/data-steward.toml"), 6)));
    assert_eq!(written("data-scientist"), None, "what is built in stands in no folder");
}

#[test]
fn what_the_built_in_pack_cannot_bear_is_said_of_its_files() {
    let rules = school().replace("pack.toml", "\"builtin\"", "\"buildin\"").rules();
    assert_eq!(rules, [Rule::WrongType], "a slip in `extends` is one problem, not a thousand");
    // The built-in era tells that the ML engineer bridged a gap then.
    let role = "name = \"ML engineer\"\nfamily = \"engineering\"\n\
                mission = { text = \"x\", sources = [\"editorial\"] }\n\
                [era.pre-foundation-model]\nstatus = \"absent\"\n\
                summary = { text = \"x\", sources = [\"editorial\"] }\n\
                [era.post-foundation-model]\nstatus = \"new\"\n\
                summary = { text = \"x\", sources = [\"editorial\"] }\n";
    let report = school().write("roles/ml-engineer.toml", role).report();
    assert!(report.contains("--> built-in:eras/pre-foundation-model.toml:"), "{report}");
    assert!(report.contains("\"ml-engineer\" does not exist in \"pre-foundation-model\""), "{report}");
}

#[test]
fn a_claim_that_is_added_to_a_source_leaves_its_author_and_address() {
    let own = "title = \"Who is an AI engineer?\"\nshort = \"Warepam 2024\"\nread = \"2026-11-21\"\n\
               [claim.ours]\nsays = \"We say so too.\"\nkind = \"opinion\"\n";
    let pack = school().write("sources/warepam-2024.toml", own);
    let library = pack.load().expect("a good pack");
    let built_in = Library::built_in().expect("the built-in pack");
    let [source, theirs] =
        [&library, &built_in].map(|library| library.source("warepam-2024").expect("it is there"));
    assert!(theirs.author.is_some());
    assert_eq!((&source.author, &source.publisher), (&theirs.author, &theirs.publisher));
    assert_eq!(source.date, theirs.date);
    assert_eq!(source.claim.len(), theirs.claim.len() + 1);
}

#[test]
fn what_takes_the_place_of_something_is_counted_once() {
    let own = "title = \"Mine\"\nshort = \"Mine\"\nread = \"2026-11-21\"\n";
    let library = school().write("sources/warepam-2024.toml", own).load().expect("a good pack");
    let built_in = Library::built_in().expect("the built-in pack");
    for (list, more) in [(Listed::Roles, 1), (Listed::Sources, 1), (Listed::Toolkits, 0)] {
        assert_eq!(library.file_count(list), built_in.file_count(list) + more, "{list:?}");
    }
    assert_eq!(library.sources().count(), library.file_count(Listed::Sources));
}

#[test]
fn the_same_words_may_go_both_ways() {
    let role = format!(
        "{ROLE}\n[[gets]]\nfrom = \"business\"\nwhat = \"feedback\"\nsources = [\"editorial\"]\n\
                        [[gives]]\nto = \"business\"\nwhat = \"feedback\"\nsources = [\"editorial\"]\n"
    );
    let library = school().write("roles/data-steward.toml", &role).load();
    assert!(library.is_ok(), "{}", library.expect_err("a problem"));
}
