//! A market of made-up houses, in the columns of the California table, for those who do not have that.

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, LogNormal, Normal};
use std::fmt::Write;

/// The made-up market as comma-separated values with the columns of the California table: one row a
/// district, of a rectangle of 10 by 9.5 degrees with the sea in the west.
///
/// # The formula
///
/// With the distance from the coast `d` and that from the nearer of two cities `c`, both in degrees,
/// the income `i` (log-normal, median 3.5) and the age `a` in years, the value in dollars is
///
/// `40,000 + 38,000·i·(0.5 + exp(−d)) + 150,000·exp(−c²) + 600·a`,
///
/// times a log-normal noise of 15 %. It is capped as in the California table: what is above 500,000
/// is 500,001. Rooms, population and households are log-normal, so they are skewed; of
/// `total_bedrooms` one in a hundred is missing, at random.
///
/// ```
/// let text = ch11::market::generate(100, 1);
/// assert_eq!(text.lines().count(), 101);
/// assert_eq!(text, ch11::market::generate(100, 1));
/// ```
pub fn generate(rows: usize, seed: u64) -> String {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let log_normal = |median: f64, deviation: f64| {
        LogNormal::new(median.ln(), deviation).expect("a deviation is not negative")
    };
    let (incomes, sizes, noise) =
        (log_normal(3.5, 0.45), log_normal(420.0, 0.7), log_normal(1.0, 0.15));
    let spread = Normal::new(0.0, 0.1).expect("a deviation is not negative");
    let mut text = String::from(
        "longitude,latitude,housing_median_age,total_rooms,total_bedrooms,population,households,\
         median_income,median_house_value,ocean_proximity\n",
    );
    for _ in 0..rows {
        let (east, north) = (rng.random_range(0.0..10.0_f64), rng.random_range(0.0..9.5_f64));
        // The coast runs from the south-east to the north-west.
        let coast = (east - 4.0 + 0.4 * north).abs();
        let city = (east - 6.0).hypot(north - 2.0).min((east - 2.5).hypot(north - 5.5));
        let (income, age) = (incomes.sample(rng), rng.random_range(1.0..52.0_f64).floor());
        let income = income.clamp(0.5, 15.0);
        let households = sizes.sample(rng).ceil();
        let mut per_household = |mean: f64| {
            let factor: f64 = spread.sample(rng);
            (households * mean * factor.exp()).ceil()
        };
        let rooms = per_household(4.0 + 0.4 * income);
        let (bedrooms, people) = (per_household(1.1), per_household(3.0));
        let value = 40_000.0
            + 38_000.0 * income * (0.5 + (-coast).exp())
            + 150_000.0 * (-city * city).exp()
            + 600.0 * age;
        let value = (value * noise.sample(rng)).round();
        let value = if value > 500_000.0 { 500_001.0 } else { value };
        let bedrooms = match rng.random_bool(0.01) {
            true => String::new(),
            false => bedrooms.to_string(),
        };
        let proximity = match (coast, city) {
            (..0.15, _) => "NEAR OCEAN",
            (_, ..0.6) => "NEAR BAY",
            (..1.5, _) => "<1H OCEAN",
            _ => "INLAND",
        };
        let (longitude, latitude) = (east - 124.0, north + 32.5);
        let row = format_args!(
            "{longitude:.2},{latitude:.2},{age},{rooms},{bedrooms},{people},{households},{income:.4},\
             {value},{proximity}"
        );
        writeln!(text, "{row}").expect("a text takes all that is written");
    }
    text
}
