//! The tests of `data`: what the readers give for good files and what they say of bad ones.

mod cifar10;
mod digits;
mod fashion_mnist;
mod folder;
mod hostile;
mod idx;
mod images;
mod mnist;
mod shuffle;
mod support;
mod table;
