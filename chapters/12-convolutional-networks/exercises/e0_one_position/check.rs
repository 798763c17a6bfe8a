use super::exercise::*;

/// Nine different weights.
const WEIGHTS: [[f32; 3]; 3] = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]];

#[test]
fn agrees_with_the_program() {
    let w = [[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]];
    let x = [[0.0, 0.0, 1.0], [0.0, 1.0, 2.0], [0.0, 2.0, 1.0]];
    let z = at_one_position(w, x);
    assert!(z == 6.0, "z[2][1] of the program above is 6, here it is {z}");
}

#[test]
fn each_weight_meets_the_pixel_under_it() {
    for (i, row) in WEIGHTS.into_iter().enumerate() {
        for (j, expected) in row.into_iter().enumerate() {
            let mut x = [[0.0; 3]; 3];
            x[i][j] = 1.0;
            let z = at_one_position(WEIGHTS, x);
            let slip = if z == WEIGHTS[2 - i][2 - j] {
                "the kernel is turned by half a circle"
            } else if z == WEIGHTS[j][i] {
                "rows and columns are exchanged"
            } else {
                "with one bright pixel, z is the weight above it"
            };
            assert!(
                z == expected,
                "only the pixel in row {i}, column {j} is 1: z is {z}, expected {expected}: {slip}"
            );
        }
    }
}

#[test]
fn the_products_are_added() {
    let z = at_one_position(WEIGHTS, [[2.0; 3]; 3]);
    let slip = if z == 10.0 { ": that is their mean" } else { "" };
    assert!(z == 90.0, "all pixels are 2: z is {z}, expected 2·(1 + 2 + … + 9) = 90{slip}");
}
