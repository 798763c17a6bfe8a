//! caught-by: agrees_with_paper
//! message: a straight line down

/// Leaves the cosine out.
pub fn rate(step: usize, warmup: usize, total: usize, peak: f64) -> f64 {
    if step < warmup {
        return peak * (step + 1) as f64 / warmup as f64;
    }
    if step >= total {
        return 0.0;
    }
    let progress = (step - warmup) as f64 / (total - warmup) as f64;
    peak * (1.0 - progress)
}
