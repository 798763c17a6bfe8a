use super::exercise::*;
