//! The marketplaces a shop sells through. Each is a channel with its own room; what they share is in `listings`.

mod alarm;
pub mod confidence;
pub mod ebay;
pub mod vinted;
