//! What the engine promises as a whole.

mod activation_edges;
mod bits;
mod checkpoint;
mod devices;
mod dropout;
mod hand;
mod images;
mod layers;
mod learning;
mod loss_edges;
mod operations;
mod optimizers;
