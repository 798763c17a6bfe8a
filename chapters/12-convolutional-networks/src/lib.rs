//! Chapter 12: convolutional networks.
