//! A sheet on its way into a shop: whose it is, what its columns are, what would become of its rows, and what did.

use crate::batches::LeftOut;
use crate::changes::Few;
use crate::ids::{BatchId, ProductId};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// The program a sheet comes from, as its headings tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    Stoflow,
    Vinted,
    Ebay,
    Vendoo,
}

/// Everything that is known of one import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub batch: BatchId,
    /// The name of the file.
    pub file: String,
    pub preset: Option<Preset>,
    /// As the sheet has them; none once the import is done.
    pub columns: Vec<SheetColumn>,
    /// Columns that were more than can be shown. None of them was recognised.
    pub unshown: u32,
    /// The first rows as they would be taken over; none once the import is done.
    pub samples: Vec<SampleRow>,
    pub report: ImportReport,
    /// It was done: `report` says what it did, and no longer what it would do.
    pub done: bool,
    pub undone: Option<ImportUndone>,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// Where it stands, from 0.
    pub place: u32,
    pub heading: String,
    /// What stands first in it.
    pub example: String,
    /// Key of what it is to us; empty where it is not taken over.
    pub column: String,
}

/// A row as it would be taken over: the texts of its item, by the keys of their columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRow {
    pub line: u32,
    pub texts: Vec<SampleText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleText {
    pub column: String,
    pub text: String,
}

/// What became of the rows, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows that said something.
    pub rows: u32,
    /// Of these, as many became items.
    pub made: u32,
    /// Of the items, as many came in sold and as many put away; all others are drafts.
    #[serde(default)]
    pub sold: u32,
    #[serde(default)]
    pub archived: u32,
    /// Of the drafts, as many are online where the sheet comes from. An import puts nothing online.
    #[serde(default)]
    pub were_online: u32,
    /// Rows with something that could not be taken over, the first ones.
    pub troubled: Vec<TroubledRow>,
    /// And so many others.
    pub more_troubled: u32,
}

impl ImportReport {
    /// Items that are drafts.
    pub fn drafts(&self) -> u32 {
        self.made
            .saturating_sub(self.sold)
            .saturating_sub(self.archived)
    }
}

/// A row with something that could not be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubledRow {
    /// As spreadsheets count, the first line is 1.
    pub line: u32,
    pub title: String,
    /// The item that was made of the rest.
    pub product: Option<ProductId>,
    /// Nothing is made of it: another item has its SKU.
    pub left_out: bool,
    pub problems: Vec<CellProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProblem {
    /// Key of the column.
    pub column: String,
    /// What stands there, or its beginning.
    pub text: String,
    pub problem: Problem,
}

/// What taking an import back came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportUndone {
    /// So many items are gone.
    pub gone: u32,
    /// Somebody was at these since; they stay.
    pub left: Few<LeftOut>,
}
