//! The tests of `regularization`.

mod dropout;
mod early_stopping;
mod elastic_net;
