//! What samples say, and how surely.

/// The normal distribution's quantile for an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The failure rate that `executions` without a failure rule out at 95 %: the rule of three without its approximation
/// (Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249, 1983).
pub fn upper_bound(executions: u64) -> f64 {
    // `1 - x` loses all digits where `x` is nearly 1, hence the detour.
    -((0.05_f64.ln() / executions.max(1) as f64).exp_m1())
}

/// The 95 % interval of the share of which `count` out of `samples` is an estimate (Wilson, "Probable inference, the law
/// of succession, and statistical inference", Journal of the American Statistical Association 22, 1927). It takes
/// samples for independent, which neighbouring states of one array are not quite.
pub(crate) fn interval(count: u64, samples: u64) -> [f64; 2] {
    let samples = samples.max(1) as f64;
    let share = count as f64 / samples;
    let centre = share + Z * Z / (2.0 * samples);
    let margin = Z * (share * (1.0 - share) / samples + Z * Z / (4.0 * samples * samples)).sqrt();
    let whole = 1.0 + Z * Z / samples;
    // Both ends are on their side of the share, by mathematics; rounding may put them a hair beyond it.
    [((centre - margin) / whole).clamp(0.0, share), ((centre + margin) / whole).clamp(share, 1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_bound_is_the_rule_of_three() {
        assert!((upper_bound(1_000) - 3.0e-3).abs() < 1e-5);
        assert!((upper_bound(1_000_000_000) / 3.0e-9 - 1.0).abs() < 0.01);
    }

    #[test]
    fn the_interval_is_the_textbook_one() {
        // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I:
        // 81 of 263 and 0 of 20, score method.
        let [low, high] = interval(81, 263);
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        let [low, high] = interval(0, 20);
        assert!(low == 0.0 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
    }

    #[test]
    fn an_interval_holds_its_share_and_narrows_with_more_samples() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..10_000 {
            let samples = random.u64(1..1_000_000);
            // None and all of them are where rounding shows.
            let count = [0, samples, random.u64(..=samples)][random.usize(..3)];
            let ([low, high], share) = (interval(count, samples), count as f64 / samples as f64);
            assert!(low <= share && share <= high, "{count} of {samples}");
            let [closer_low, closer_high] = interval(count * 10, samples * 10);
            assert!(closer_high - closer_low <= high - low + 1e-12, "{count} of {samples}");
        }
    }
}
