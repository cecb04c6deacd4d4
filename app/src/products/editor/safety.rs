//! How safe the typing is, as the editor's last line tells it. Knows no server: the desk moves it on.

/// What became of the typing so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Nothing was typed since the last save.
    Saved,
    /// There is a draft from before.
    Draft,
    Typing,
    Keeping,
    /// Kept or saved at this time of day, as the person's own clock shows it.
    KeptAt(String),
    SavedAt(String),
    Saving,
    /// The server could not be reached; it is tried again.
    NotKept,
}
