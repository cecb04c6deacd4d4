//! Pieces that pages are made of. They know nothing of the trade: text comes in ready, acts go out as callbacks.

pub mod ask;
pub mod badge;
pub mod choice;
pub mod empty;
pub mod field;
pub mod focus;
pub mod head;
pub mod icon;
pub mod keys;
pub mod menu;
pub mod notice;
pub mod outer;
pub mod pause;
pub mod raw;
pub mod scripts;
pub mod skeleton;
pub mod toast;
pub mod typing;
