//! The tests of `regularization`.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod dropout;
mod early_stopping;
mod elastic_net;
mod ensemble;
mod mixup;
