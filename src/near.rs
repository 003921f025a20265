//! The word that was probably meant.

/// `; did you mean "near"?`, or nothing where nothing is near.
#[must_use]
pub fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default()
}

/// The candidate nearest to `word`, where one is near enough to be a slip of the fingers; else the only one of
/// which it is a part between hyphens.
///
/// Near enough is one slip for every four letters (Damerau–Levenshtein).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Somebody's megabyte must not be compared letter by letter with every id.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let folded = word.to_lowercase();
    let allowed = match word.chars().count() {
        // In a word of three letters one slip makes another word.
        0..=3 => 0,
        length => (length / 4).max(1),
    };
    let mut holding = Vec::new();
    let near = candidates
        .into_iter()
        .inspect(|candidate| {
            if candidate.split('-').any(|part| part == folded) {
                holding.push(*candidate);
            }
        })
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(slips, candidate)| *slips <= allowed && *slips < candidate.len())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate);
    near.or_else(|| if let [only] = holding[..] { Some(only) } else { None })
}
