//! The chapter's numbers and tapes, and its programs: that each shows what the chapter says it shows.

mod derivatives;
mod programs_run;
