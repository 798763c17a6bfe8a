//! Against overfitting: L1, L2, elastic net, dropout, early stopping.
