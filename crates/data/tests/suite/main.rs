//! The tests of `data`: the readers' results for valid files and their errors for invalid ones.

mod babi;
mod cifar10;
mod dataset;
mod diabetes;
mod digits;
mod eng_fra;
mod fashion_mnist;
mod folder;
mod hostile;
mod idx;
mod images;
mod iris;
mod mnist;
mod preprocessor;
mod reviews;
mod shapes;
mod split;
mod standardizer;
mod support;
mod surnames;
mod table;
mod table_damage;
mod table_options;
mod texts;
