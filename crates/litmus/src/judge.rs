//! What a backend showed, against what RC11 allows and what is listed in the data.

use std::collections::BTreeSet;

use crate::litmus::{Kind, Litmus};
use crate::outcome::Outcome;

/// What is wrong with the outcomes of a complete exploration by loom: each difference from RC11 that is not listed, and
/// each one that is listed and not there.
pub fn differs_from_loom(litmus: &Litmus, loom: &BTreeSet<Outcome>) -> Vec<String> {
    let mut problems = Vec::new();
    for kind in [Kind::Miss, Kind::FalseAlarm] {
        let found: BTreeSet<Outcome> = match kind {
            Kind::Miss => litmus.allowed.difference(loom).copied().collect(),
            Kind::FalseAlarm => loom.difference(&litmus.allowed).copied().collect(),
        };
        let listed: BTreeSet<Outcome> = litmus.listed(kind).collect();
        let name = kind.name();
        problems.extend(found.difference(&listed).map(|outcome| {
            format!("`{outcome}` is a {name} of loom that is not listed; find its cause and list it in data/rc11.json")
        }));
        problems.extend(listed.difference(&found).map(|outcome| {
            format!("`{outcome}` is listed and no longer a {name} of loom; delete it from data/rc11.json")
        }));
    }
    problems
}

/// What is wrong with the outcomes of complete explorations by loom with fences about what asks for `SeqCst`: each difference
/// from RC11.
pub fn differs_from_rc11(litmus: &Litmus, loom: &BTreeSet<Outcome>) -> Vec<String> {
    let more = loom.difference(&litmus.allowed);
    let fewer = litmus.allowed.difference(loom);
    let more = more.map(|outcome| format!("loom shows `{outcome}` in spite of the fences, and RC11 rules it out"));
    more.chain(fewer.map(|outcome| format!("loom loses `{outcome}` by the fences, and RC11 allows it"))).collect()
}

/// What is wrong with outcomes that real threads have shown: each one that RC11 rules out.
pub fn outside_of_rc11(litmus: &Litmus, shown: &BTreeSet<Outcome>) -> Vec<String> {
    let outside = shown.difference(&litmus.allowed);
    let problem = |outcome| {
        format!("real threads show `{outcome}`, which RC11 rules out; look at what the compiler and the processor did")
    };
    outside.map(problem).collect()
}

/// What is wrong with outcomes that real threads have shown, as loom explored the same test: each one that loom did not
/// show and that is no listed miss.
pub fn outside_of_loom(litmus: &Litmus, shown: &BTreeSet<Outcome>, loom: &BTreeSet<Outcome>) -> Vec<String> {
    let known: BTreeSet<Outcome> = loom.iter().copied().chain(litmus.listed(Kind::Miss)).collect();
    let outside = shown.difference(&known);
    let problem =
        |outcome| format!("real threads show `{outcome}`, and loom does not; a program proven by loom may fail");
    outside.map(problem).collect()
}

/// What RC11 allows and real threads have not shown. No fault: a processor may be stricter, and chance decides.
pub fn not_seen<'a>(litmus: &'a Litmus, shown: &'a BTreeSet<Outcome>) -> impl Iterator<Item = &'a Outcome> {
    litmus.allowed.difference(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::litmus::{Difference, find};

    const WEAK: &str = "P0:r0=0 P1:r0=0 x=1 y=1";

    fn outcome(text: &str) -> Outcome {
        text.parse().expect("it is an outcome")
    }

    /// Store buffering with the outcomes of relaxed accesses or of `SeqCst` fences, and a list of differences.
    fn litmus(name: &str, listed: &[Kind]) -> Litmus {
        let mut litmus = find(name).expect("it is in the data").clone();
        let listed = listed.iter().map(|kind| Difference { kind: *kind, outcome: outcome(WEAK), cause: "why".into() });
        litmus.differences = listed.collect();
        litmus
    }

    fn with_weak(litmus: &Litmus) -> BTreeSet<Outcome> {
        litmus.allowed.iter().copied().chain([outcome(WEAK)]).collect()
    }

    fn without_weak(litmus: &Litmus) -> BTreeSet<Outcome> {
        litmus.allowed.iter().copied().filter(|allowed| *allowed != outcome(WEAK)).collect()
    }

    fn one(problems: &[String], wanted: &str) {
        assert!(problems.len() == 1 && problems[0].contains(wanted), "{problems:#?}");
    }

    #[test]
    fn a_difference_has_to_be_listed() {
        let weak_allowed = litmus("sb_relaxed", &[]);
        assert_eq!(differs_from_loom(&weak_allowed, &with_weak(&weak_allowed)), [""; 0]);
        one(&differs_from_loom(&weak_allowed, &without_weak(&weak_allowed)), "is a miss of loom that is not listed");
        let weak_forbidden = litmus("sb_fences_seqcst", &[]);
        one(&differs_from_loom(&weak_forbidden, &with_weak(&weak_forbidden)), "is a false alarm of loom that is not");
    }

    #[test]
    fn a_listed_difference_has_to_be_there() {
        let weak_allowed = litmus("sb_relaxed", &[Kind::Miss]);
        assert_eq!(differs_from_loom(&weak_allowed, &without_weak(&weak_allowed)), [""; 0]);
        one(&differs_from_loom(&weak_allowed, &with_weak(&weak_allowed)), "is listed and no longer a miss");
        let weak_forbidden = litmus("sb_fences_seqcst", &[Kind::FalseAlarm]);
        assert_eq!(differs_from_loom(&weak_forbidden, &with_weak(&weak_forbidden)), [""; 0]);
        one(&differs_from_loom(&weak_forbidden, &without_weak(&weak_forbidden)), "is listed and no longer a false");
    }

    #[test]
    fn with_fences_there_is_no_difference() {
        let weak_allowed = litmus("sb_relaxed", &[Kind::Miss]);
        assert_eq!(differs_from_rc11(&weak_allowed, &with_weak(&weak_allowed)), [""; 0]);
        one(&differs_from_rc11(&weak_allowed, &without_weak(&weak_allowed)), "by the fences, and RC11 allows it");
        let weak_forbidden = litmus("sb_fences_seqcst", &[Kind::FalseAlarm]);
        one(&differs_from_rc11(&weak_forbidden, &with_weak(&weak_forbidden)), "in spite of the fences");
    }

    #[test]
    fn real_threads_stay_inside_both_sets() {
        let weak_forbidden = litmus("sb_fences_seqcst", &[]);
        one(&outside_of_rc11(&weak_forbidden, &with_weak(&weak_forbidden)), "which RC11 rules out");
        let weak_allowed = litmus("sb_relaxed", &[]);
        let (shown, loom) = (with_weak(&weak_allowed), without_weak(&weak_allowed));
        assert_eq!(outside_of_rc11(&weak_allowed, &shown), [""; 0]);
        one(&outside_of_loom(&weak_allowed, &shown, &loom), "and loom does not");
        let known = litmus("sb_relaxed", &[Kind::Miss]);
        assert_eq!(outside_of_loom(&known, &shown, &loom), [""; 0]);
        assert_eq!(not_seen(&known, &loom).copied().collect::<Vec<_>>(), [outcome(WEAK)]);
    }
}
