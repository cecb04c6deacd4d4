//! What a compiler does not see: which crate may lean on which, how large a file may grow, which names and words stay out.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "tidy/arrows.rs"]
mod arrows;
#[path = "tidy/leftovers.rs"]
mod leftovers;
#[path = "tidy/sources.rs"]
mod sources;
#[path = "tidy/words.rs"]
mod words;
