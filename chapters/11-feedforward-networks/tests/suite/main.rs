//! The chapter's programs and what they share: that each shows what the chapter says it shows.

mod models;
mod run;
