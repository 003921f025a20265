//! Ways between roles: what holds for every reader and every two roles of the shipped pack.

#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use roledex::content::Library;
use roledex::content::model::Level;
use roledex::fit::fit;
use roledex::place::ME;
use roledex::profile::{Change, Profile};
use roledex::route::{self, Levels, RouteError};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::built_in().expect("the shipped pack is good"));

fn skills() -> Vec<&'static str> {
    LIBRARY.skills().map(|skill| skill.id.as_str()).collect()
}

fn roles() -> Vec<&'static str> {
    LIBRARY.roles().iter().map(|role| role.id.as_str()).collect()
}

/// Roles with an era that has them.
fn targets() -> Vec<(&'static str, &'static str)> {
    let roles = LIBRARY.roles().into_iter();
    let in_eras = roles.flat_map(|role| LIBRARY.eras().iter().map(move |era| (role, era)));
    in_eras
        .filter(|(role, era)| role.exists_in(&era.id))
        .map(|(role, era)| (role.id.as_str(), era.id.as_str()))
        .collect()
}

/// What somebody may know.
fn levels() -> impl Strategy<Value = Levels<'static>> {
    prop::collection::btree_map(select(skills()), 1_u8..=4, 0..20)
}

/// The length of a way that begins with something known.
fn length(have: &Levels<'static>, to: &str, era: &str) -> u32 {
    route::route(&LIBRARY, have, to, era).expect("a way").length()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn knowing_more_never_lengthens_a_way(
        have in levels(), more in levels(), (to, era) in select(targets()),
    ) {
        let mut both = have.clone();
        for (skill, level) in more {
            let known = both.entry(skill).or_insert(0);
            *known = level.max(*known);
        }
        prop_assert!(length(&both, to, era) <= length(&have, to, era));
    }

    #[test]
    fn a_way_asks_for_nothing_that_is_known_and_for_what_is_needed_first(
        have in levels(), (to, era) in select(targets()),
    ) {
        let way = route::route(&LIBRARY, &have, to, era).expect("a way");
        let mut known = route::with_needs(&LIBRARY, &have);
        let mut sum = 0;
        for step in &way.steps {
            let level = known.get(step.skill).copied().unwrap_or(0);
            prop_assert_eq!(step.from, level);
            prop_assert!(step.to > level, "{} is known", step.skill);
            let skill = LIBRARY.skill(step.skill).expect("a skill");
            for need in &skill.needs {
                prop_assert!(known.contains_key(need.as_str()), "{} comes before {need:?}", step.skill);
            }
            let asked = step.because.required || !step.because.needed_for.is_empty();
            prop_assert!(asked, "nothing asks for {}", step.skill);
            known.insert(step.skill, step.to);
            sum += u32::from(step.to - step.from);
        }
        prop_assert_eq!(way.length(), sum);
        // Whoever has gone the way has what the role requires, and another way there is empty.
        let role = LIBRARY.role(to).expect("a role");
        for (skill, level) in route::required(&LIBRARY, role, era) {
            prop_assert!(known.get(skill).is_some_and(|known| *known >= level), "{skill} is still missing");
        }
        prop_assert_eq!(length(&way.learnt, to, era), 0);
        let have = route::with_needs(&LIBRARY, &have);
        prop_assert_eq!(sum, route::length(&LIBRARY, &have, &route::required(&LIBRARY, role, era)));
    }

    #[test]
    fn the_same_question_has_the_same_answer(have in levels(), (to, era) in select(targets())) {
        let told = || {
            let way = route::route(&LIBRARY, &have, to, era).expect("a way");
            let ways = route::ways(&LIBRARY, &have, ME, way.to, era);
            let opens = route::opens(&LIBRARY, &have, &way, era);
            let opens: Vec<_> = opens.iter().map(|one| (&one.role.id, one.before, one.after)).collect();
            format!("{:?} {ways:?} {opens:?}", way.steps)
        };
        prop_assert_eq!(told(), told());
    }

    #[test]
    fn helpful_skills_lengthen_no_way(at in any::<Index>(), (to, era) in select(targets())) {
        let role = LIBRARY.role(to).expect("a role");
        let now = role.in_era(era).expect("it is there");
        prop_assume!(!now.helpful.is_empty());
        let helpful = now.helpful.keys().nth(at.index(now.helpful.len())).expect("one of them");
        let way = route::route(&LIBRARY, &Levels::new(), to, era).expect("a way");
        let step = way.steps.iter().find(|step| step.skill == helpful.as_str());
        prop_assert!(step.is_none_or(|step| !step.because.needed_for.is_empty()), "{:?}", step);
    }

    #[test]
    fn stepping_stones_are_never_a_short_cut_and_each_step_is_declared(
        from in select([roles(), vec![ME]].concat()), known in levels(), (to, era) in select(targets()),
    ) {
        prop_assume!(from != to);
        let have = route::brought(&LIBRARY, &profile(&known), from, era).expect("a role");
        let role = LIBRARY.role(to).expect("a role");
        let ways = route::ways(&LIBRARY, &have, from, role, era);
        let straight = ways.first().expect("the straight way");
        prop_assert_eq!(straight.length(), length(&have, to, era));
        prop_assert_eq!(straight.stones.len(), 1);
        for way in &ways[1..] {
            prop_assert!(way.length() >= straight.length());
            prop_assert_eq!(&way.stones.last().expect("the end").role.id, to);
            // Who begins with what they know may begin at any role.
            let declared = way.stones.iter().skip(usize::from(from == ME));
            prop_assert!(declared.clone().all(|stone| stone.declared.is_some()));
            prop_assert!(way.stones.iter().all(|stone| stone.levels > 0));
        }
    }

    #[test]
    fn who_knows_more_of_a_role_is_no_further_from_it(have in levels(), raise in select(skills()), era in select(eras())) {
        let mut profile = profile(&have);
        prop_assume!(!have.is_empty());
        let share = |profile: &Profile| -> BTreeMap<String, (u32, u32)> {
            let fit = fit(&LIBRARY, profile, era);
            fit.roles.iter().map(|near| (near.role.id.clone(), near.share())).collect()
        };
        let before = share(&profile);
        let level = have.get(raise).copied().unwrap_or(0) + 1;
        profile.apply(&Change::Skill(raise.to_owned(), Level::try_from(i64::from(level.min(4))).ok()));
        for (role, (had, of)) in share(&profile) {
            prop_assert!(had >= before[&role].0 && of == before[&role].1 && had <= of, "{role}");
        }
    }

    #[test]
    fn a_skill_that_is_said_to_move_roles_moves_them(have in levels(), era in select(eras())) {
        prop_assume!(!have.is_empty());
        let mut told = profile(&have);
        let place = |profile: &Profile, role: &str| {
            fit(&LIBRARY, profile, era).roles.iter().position(|near| near.role.id == role)
        };
        let levers = fit(&LIBRARY, &told, era);
        let Some(lever) = levers.levers.first() else { return Ok(()) };
        let level = route::known(&LIBRARY, &told).get(lever.skill).copied().unwrap_or(0) + 1;
        told.apply(&Change::Skill(lever.skill.to_owned(), Level::try_from(i64::from(level)).ok()));
        for (role, before, then) in &lever.climbs {
            prop_assert!(then < before);
            prop_assert_eq!(place(&told, &role.id), Some(then - 1), "{} by {}", role.id, lever.skill);
        }
    }
}

fn eras() -> Vec<&'static str> {
    LIBRARY.eras().iter().map(|era| era.id.as_str()).collect()
}

fn profile(have: &Levels<'_>) -> Profile {
    let mut profile = Profile::default();
    for (skill, level) in have {
        profile.apply(&Change::Skill((*skill).to_owned(), Level::try_from(i64::from(*level)).ok()));
    }
    profile
}

#[test]
fn there_is_a_way_between_all_roles_and_none_from_a_role_to_itself() {
    for (to, era) in targets() {
        for from in roles() {
            let have = route::brought(&LIBRARY, &Profile::EMPTY, from, era).expect("a role");
            let way = route::route(&LIBRARY, &have, to, era).expect("a way");
            assert_eq!(way.length() == 0, way.steps.is_empty(), "{from} {to} {era}");
            assert!(from != to || way.steps.is_empty(), "{to} has to learn to be what it is");
        }
        let nobody = route::brought(&LIBRARY, &Profile::EMPTY, ME, era).expect("a beginner");
        assert!(length(&nobody, to, era) > 0, "{to} requires nothing");
    }
}

#[test]
fn a_role_that_an_era_does_not_have_is_an_error_that_names_the_eras_it_has() {
    let error = route::route(&LIBRARY, &Levels::new(), "ai-engineer", "pre-foundation-model");
    let eras = vec!["after".to_owned()];
    let name = "AI engineer".to_owned();
    assert_eq!(error.map(|_| ()), Err(RouteError::Absent { name, era: "before".to_owned(), eras }));
    let error = route::route(&LIBRARY, &Levels::new(), "nobody", "pre-foundation-model");
    assert_eq!(error.map(|_| ()), Err(RouteError::Unknown("nobody".to_owned())));
    // Who comes from a role of another era brings what it required then.
    let have = route::brought(&LIBRARY, &Profile::EMPTY, "ai-engineer", "pre-foundation-model");
    assert!(!have.expect("a role").is_empty());
}
