//! eBay (ebay.fr, ebay.co.uk, ebay.de): what our words are there.
//!
//! Only words so far: nothing here signs in, lists or reads.

pub mod pack;
pub mod site;
