//! The chapter's programs: that each shows what the chapter says it shows.

mod browser;
mod calculator;
mod chromium;
mod drawing;
mod run;
mod service;
