//! In which order a product reads its matrices, and how many lines of a small cache that takes.
//!
//! ```text
//! cargo run --release -p ch21 --example access_order
//! ```

use anyhow::{Result, ensure};
use clap::Parser;
use figures::{Color, Figure, FigureError, MatrixFigure, NumberCell, NumberGrid};
use std::collections::VecDeque;
use std::path::PathBuf;
use training::cli::{OutputDir, ResultsFile, say};

/// Counts how many cache lines three orders of one product ask for
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/access_order]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What is called for each product, with the indices `[i, p, j]`.
type Visit<'a> = &'a mut dyn FnMut([usize; 3]);

/// An order: its name, its key, and the visits of a product of matrices with this side.
type Order = (&'static str, &'static str, fn(usize, Visit<'_>));

/// The side of a block.
const BLOCK: usize = 8;

// ANCHOR: orders
const ORDERS: [Order; 3] = [
    ("i, j, p", "naive", |n, visit| {
        (0..n).for_each(|i| (0..n).for_each(|j| (0..n).for_each(|p| visit([i, p, j]))));
    }),
    ("i, p, j", "reordered", |n, visit| {
        (0..n).for_each(|i| (0..n).for_each(|p| (0..n).for_each(|j| visit([i, p, j]))));
    }),
    ("blocks", "blocked", |n, visit| blocks(n, BLOCK, visit)),
];

/// Block by block of all three matrices, and in each block i, p, j.
fn blocks(n: usize, side: usize, visit: Visit<'_>) {
    let starts = || (0..n).step_by(side);
    for (i0, p0, j0) in
        starts().flat_map(|i| starts().flat_map(move |p| starts().map(move |j| (i, p, j))))
    {
        for i in i0..i0 + side {
            for p in p0..p0 + side {
                (j0..j0 + side).for_each(|j| visit([i, p, j]));
            }
        }
    }
}
// ANCHOR_END: orders

// ANCHOR: cache
/// A cache that holds some lines of eight numbers, and gives up the line that was not asked for longest.
struct Cache {
    lines: VecDeque<usize>,
    capacity: usize,
    fetched: usize,
}

impl Cache {
    fn read(&mut self, address: usize) {
        let line = address / 8;
        match self.lines.iter().position(|held| *held == line) {
            Some(at) => drop(self.lines.remove(at)),
            None => self.fetched += 1,
        }
        self.lines.push_front(line);
        self.lines.truncate(self.capacity);
    }
}
// ANCHOR_END: cache

fn main() -> Result<()> {
    let Arguments { out } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch21/access_order")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: count
    // Matrices of 64 × 64, one after the other in memory; 32 lines hold a sixteenth of one of them.
    let (n, capacity) = (64, 32);
    say("order      lines fetched   numbers fetched for each multiply-add");
    for (name, key, order) in ORDERS {
        let mut cache = Cache { lines: VecDeque::new(), capacity, fetched: 0 };
        order(n, &mut |[i, p, j]| {
            for (matrix, row, column) in [(0, i, p), (1, p, j), (2, i, j)] {
                cache.read((matrix * n + row) * n + column);
            }
        });
        let each = 8.0 * cache.fetched as f64 / n.pow(3) as f64;
        say(format_args!("{name:<8} {:15}   {each:37.3}", cache.fetched));
        numbers.add(&format!("{key}_lines"), cache.fetched);
        numbers.add(&format!("{key}_each"), format_args!("{each:.3}"));
    }
    // ANCHOR_END: count

    // Packing: a matrix of two rows in panels of two columns.
    let packed = pack(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 2);
    ensure!(packed == [1, 2, 6, 7, 3, 4, 8, 9, 5, 0, 10, 0], "the panels are {packed:?}");
    numbers.add("side", n);
    results.write("results.toml", |path| numbers.save(path));
    results.write("orders.svg", |path| orders_figure()?.save(path));
    results.write("panels.svg", |path| panels_figure(&packed)?.save(path));
    results.finish()
}

/// A matrix with rows of `n` in panels of `width` columns, zeros for those that are missing.
fn pack(b: &[u32], n: usize, width: usize) -> Vec<u32> {
    let element = |row: &[u32], j: usize| row.get(j).copied().unwrap_or(0);
    let panel = |first: usize| {
        b.chunks(n).flat_map(move |row| (first..first + width).map(move |j| element(row, j)))
    };
    (0..n).step_by(width).flat_map(panel).collect()
}

/// For a product of 4 × 4: as which element each of `B` is read. The first four are marked.
fn orders_figure() -> Result<Figure, FigureError> {
    let grid = |caption: &str, order: &dyn Fn(Visit<'_>)| {
        let (mut turns, mut next) = ([0; 16], 1);
        order(&mut |[_, p, j]| {
            if turns[p * 4 + j] == 0 {
                turns[p * 4 + j] = next;
                next += 1;
            }
        });
        let cell = |turn: usize| NumberCell {
            text: turn.to_string(),
            tint: (turn <= 4).then_some(Color::Vermillion),
            outside: false,
        };
        let cells = turns.map(cell).to_vec();
        NumberGrid { sign: String::new(), caption: caption.into(), width: 4, cells }
    };
    let [naive, reordered, _] = ORDERS;
    MatrixFigure {
        description: "A matrix of four by four, three times, with the turn of each element. In the order \
                      i, j, p it is read column by column; as i, p, j, row by row; in blocks, two by two."
            .into(),
        grids: vec![
            grid("i, j, p", &|visit| (naive.2)(4, visit)),
            grid("i, p, j", &|visit| (reordered.2)(4, visit)),
            grid("blocks of 2", &|visit| blocks(4, 2, visit)),
        ],
        below: Vec::new(),
    }
    .draw()
}

/// A matrix of two rows, its panels marked, and how they lie in memory.
fn panels_figure(packed: &[u32]) -> Result<Figure, FigureError> {
    let colors = [Color::Vermillion, Color::Blue, Color::Green];
    let cell = |number: u32, panel: usize| NumberCell {
        text: number.to_string(),
        tint: (number > 0).then_some(colors[panel]),
        outside: false,
    };
    let b = (1..=10).map(|number| cell(number, (number as usize - 1) % 5 / 2)).collect();
    let memory = packed.iter().enumerate().map(|(i, number)| cell(*number, i / 4)).collect();
    MatrixFigure {
        description: "A matrix of two rows and five columns, cut into panels of two columns, and below \
                      each other the panels as they lie in memory, the last one filled up with zeros."
            .into(),
        grids: vec![
            NumberGrid { sign: String::new(), caption: "B".into(), width: 5, cells: b },
            NumberGrid { sign: "→".into(), caption: "in memory, a panel a row".into(), width: 4, cells: memory },
        ],
        below: Vec::new(),
    }
    .draw()
}
