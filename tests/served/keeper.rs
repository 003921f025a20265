//! Whoever keeps the guide hears of what visitors can do nothing about.

use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use crate::caller::Caller;
use crate::disk::Disk;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_keeps_the_guide_hears_that_nothing_is_kept() {
    let folder = TempDir::new().expect("a folder");
    let profiles = folder.path().join("profiles");
    std::fs::create_dir(&profiles).expect("a folder");
    std::fs::set_permissions(&profiles, PermissionsExt::from_mode(0o755)).expect("open to all");
    let house = House::open(&["--profiles", profiles.to_str().expect("UTF-8")]);
    house.until_logged("others on this machine may read what is kept");
    // One visit, to learn how the file is called.
    let mut caller = Caller::ask(house.address(), Some(1), "baker", Some((80, 24))).await;
    caller.until_shown("Baker").await;
    caller.press("*").await;
    caller.until_shown("is bookmarked").await;
    caller.press("q").await;
    assert_eq!(caller.end().await, Some(0));
    for file in std::fs::read_dir(&profiles).expect("a folder").flatten() {
        let is_store = file.path().extension().is_some_and(|ending| ending == "sqlite");
        let mended = if is_store {
            std::fs::write(file.path(), "no profile")
        } else {
            std::fs::remove_file(file.path())
        };
        mended.expect("a file");
    }
    let mut caller = Caller::ask(house.address(), Some(1), "baker", Some((80, 24))).await;
    caller.until_shown("not kept").await;
    house.until_logged("what a visitor changes is not kept why=your profile");
    caller.press("q").await;
    assert_eq!(caller.end().await, Some(0));
    assert!(caller.shown().contains("what you change is not kept"), "{}", caller.shown());
}

#[test]
fn a_folder_that_keeps_nothing_is_told_of_before_anybody_comes() {
    let (Some(protected), Some(full)) = (Disk::of(1000), Disk::of(4)) else { return };
    protected.protect();
    std::fs::write(full.path().join("full"), [0; 4096]).expect("room for that");
    for disk in [protected, full] {
        let house = House::open(&["--profiles", disk.path().to_str().expect("UTF-8")]);
        house.until_logged("nothing can be kept in the folder of profiles");
    }
}
