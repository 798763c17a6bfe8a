//! Convolutional networks: convolution, pooling, LeNet.
