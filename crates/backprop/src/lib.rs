//! Backpropagation by hand: the four gradient rules of a layer, and a network made of them.
