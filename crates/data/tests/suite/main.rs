//! The tests of `data`: what the readers give for good files and what they say of bad ones.

mod cifar10;
mod diabetes;
mod digits;
mod fashion_mnist;
mod folder;
mod hostile;
mod idx;
mod images;
mod mnist;
mod normalization;
mod shapes;
mod split;
mod support;
mod table;
