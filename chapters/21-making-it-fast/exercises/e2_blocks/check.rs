use super::exercise::*;
use check::guarded;
use std::collections::VecDeque;

/// Sizes of a matrix, and the edge of a block.
type Case = [usize; 3];

/// The edge divides both sizes.
const EVEN: [Case; 4] = [[4, 4, 2], [6, 9, 3], [8, 4, 4], [5, 7, 1]];

/// It does not, or is longer than the matrix.
const ODD: [Case; 7] =
    [[7, 10, 4], [3, 5, 2], [9, 8, 4], [8, 9, 4], [1, 11, 3], [11, 1, 3], [3, 2, 16]];

/// The reader's order.
fn order([rows, columns, edge]: Case) -> Vec<[usize; 2]> {
    let mut order = Vec::new();
    guarded(
        || format!("{rows} rows, {columns} columns, blocks of {edge}"),
        || blocks(rows, columns, edge, |i, j| order.push([i, j])),
    );
    order
}

/// Asserts that each element is copied once, and names the slip if it can.
#[track_caller]
fn check_elements(case: Case) {
    let [rows, columns, edge] = case;
    let about = format!("{rows} rows, {columns} columns, blocks of {edge}");
    let mut copies = vec![0; rows * columns];
    for [i, j] in order(case) {
        assert!(
            i < rows && j < columns,
            "{about}: copy({i}, {j}) is called, but there is no such element: the last block ends where \
             the matrix ends"
        );
        copies[i * columns + j] += 1;
    }
    let wrong: Vec<usize> = (0..copies.len()).filter(|at| copies[*at] != 1).collect();
    let Some(first) = wrong.first() else { return };
    let (i, j) = (first / columns, first % columns);
    let all = |is: &dyn Fn(usize, usize) -> bool| {
        wrong.iter().all(|at| copies[*at] == 0 && is(at / columns, at % columns))
    };
    let (low, right) = (rows / edge * edge, columns / edge * edge);
    let slip = if copies[*first] > 1 {
        ": two blocks share it; the next block begins where the last one has ended"
    } else if all(&|i, _| i >= low) {
        ": the rows that fill no whole block are left out"
    } else if all(&|_, j| j >= right) {
        ": the columns that fill no whole block are left out"
    } else if all(&|i, j| i >= low || j >= right) {
        ": what fills no whole block, below and on the right, is left out"
    } else {
        ""
    };
    panic!("{about}: element ({i}, {j}) is copied {} times, expected once{slip}", copies[*first]);
}

/// Asserts that the order is that of the statement.
#[track_caller]
fn check_order(case: Case) {
    let [rows, columns, edge] = case;
    let found = order(case);
    let turn = |[i, j]: [usize; 2]| [i / edge, j / edge, i % edge, j % edge];
    for (at, pair) in found.windows(2).enumerate() {
        let ([a, b], [from, to]) = ([pair[0], pair[1]], [turn(pair[0]), turn(pair[1])]);
        let slip = if from < to {
            continue;
        } else if from[..2] == to[..2] {
            "within a block, go row by row, from left to right"
        } else if from[0] == to[0] && found[at + 1..].iter().any(|it| turn(*it)[..2] == from[..2]) {
            "the block before is not done yet: does a whole row of the matrix come first?"
        } else {
            "the blocks go from left to right, then to the next rows of blocks"
        };
        panic!(
            "{rows} rows, {columns} columns, blocks of {edge}: after copy({}, {}), in block ({}, {}), comes \
             copy({}, {}), in block ({}, {}); {slip}",
            a[0], a[1], from[0], from[1], b[0], b[1], to[0], to[1]
        );
    }
}

/// A cache of 64 lines of 16 elements, 4 KB; the line that was not used for longest makes room.
#[derive(Default)]
struct Cache {
    lines: VecDeque<usize>,
    loaded: usize,
}

impl Cache {
    const LINES: usize = 64;

    /// Asks for an element.
    fn touch(&mut self, element: usize) {
        let line = element / 16;
        match self.lines.iter().rposition(|kept| *kept == line) {
            Some(at) => drop(self.lines.remove(at)),
            None => self.loaded += 1,
        }
        self.lines.push_back(line);
        if self.lines.len() > Self::LINES {
            self.lines.pop_front();
        }
    }

    /// How many lines a transpose in this order asks the memory for.
    fn loads(order: &[[usize; 2]], rows: usize, columns: usize) -> usize {
        let mut cache = Cache::default();
        // y begins behind x, where a line begins.
        let start = (rows * columns).next_multiple_of(16);
        for [i, j] in order {
            cache.touch(i * columns + j);
            cache.touch(start + j * rows + i);
        }
        cache.loaded
    }
}

#[test]
fn each_element_is_copied_once_in_whole_blocks() {
    for case in EVEN {
        check_elements(case);
    }
}

#[test]
fn each_element_is_copied_once_where_blocks_are_cut_off() {
    for case in ODD {
        check_elements(case);
    }
}

#[test]
fn the_order_is_block_after_block() {
    for case in EVEN.into_iter().chain(ODD) {
        check_order(case);
    }
}

/// 160 × 144 elements are 1,440 lines, and so is the transpose.
#[test]
fn each_line_is_loaded_once() {
    let (rows, columns) = (160, 144);
    let order = order([rows, columns, 16]);
    let found = Cache::loads(&order, rows, columns);
    let by_rows: Vec<[usize; 2]> =
        (0..rows * columns).map(|at| [at / columns, at % columns]).collect();
    let plain = Cache::loads(&by_rows, rows, columns);
    let lines = 2 * rows * columns / 16;
    assert!(
        order.len() == rows * columns && found == lines,
        "160 rows, 144 columns, blocks of 16: a cache of {} lines loads {found} for {} elements, expected \
         {lines} for {}, each line of x and y once (row by row it would be {plain}); does a block use \
         each of its lines to the end before the next begins?",
        Cache::LINES,
        order.len(),
        rows * columns
    );
}
