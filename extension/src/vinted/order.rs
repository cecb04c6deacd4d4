//! Which errand an order is.

use super::delete::Delete;
use super::errand::Errand;
use super::find_label::FindLabel;
use super::publish::Publish;
use super::read_conversation::ReadConversations;
use super::read_details::ReadDetails;
use super::read_inbox::ReadInbox;
use super::read_invoices::ReadInvoices;
use super::read_sales::ReadSales;
use super::read_transactions::ReadTransactions;
use super::read_wardrobe::ReadWardrobe;
use super::reply::Reply;
use super::update::Update;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::CommandId;
use stoflow_wire::vinted::{UploadedPhoto, VintedOrder};

/// An order turned into its errand. A new kind of order is one more variant here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OrderedErrand {
    Publish(Publish),
    Update(Update),
    Delete(Delete),
    ReadWardrobe(ReadWardrobe),
    ReadDetails(ReadDetails),
    ReadSales(ReadSales),
    ReadTransactions(ReadTransactions),
    ReadInvoices(ReadInvoices),
    FindLabel(FindLabel),
    ReadInbox(ReadInbox),
    ReadConversations(ReadConversations),
    Reply(Reply),
}

impl OrderedErrand {
    /// `command` names the write to Vinted where the order brings no name of its own.
    pub fn new(order: VintedOrder, command: &CommandId) -> Self {
        match order {
            VintedOrder::Publish(order) => Self::Publish(Publish::new(order)),
            VintedOrder::Update(order) => Self::Update(Update::new(order, as_uuid(&command.0))),
            VintedOrder::Delete(order) => Self::Delete(Delete::new(order)),
            VintedOrder::ReadWardrobe(order) => Self::ReadWardrobe(ReadWardrobe::new(order)),
            VintedOrder::ReadDetails(order) => Self::ReadDetails(ReadDetails::new(order)),
            VintedOrder::ReadSales(order) => Self::ReadSales(ReadSales::new(order)),
            VintedOrder::ReadInvoices(order) => Self::ReadInvoices(ReadInvoices::new(order)),
            VintedOrder::ReadTransactions(order) => {
                Self::ReadTransactions(ReadTransactions::new(order))
            }
            VintedOrder::FindLabel(order) => Self::FindLabel(FindLabel::new(order)),
            VintedOrder::ReadInbox(order) => Self::ReadInbox(ReadInbox::new(order)),
            VintedOrder::ReadConversations(order) => {
                Self::ReadConversations(ReadConversations::new(order))
            }
            VintedOrder::Reply(order) => Self::Reply(Reply::new(order)),
        }
    }

    pub fn get(&self) -> &dyn Errand {
        match self {
            Self::Publish(publish) => publish,
            Self::Update(update) => update,
            Self::Delete(delete) => delete,
            Self::ReadWardrobe(reading) => reading,
            Self::ReadDetails(reading) => reading,
            Self::ReadSales(reading) => reading,
            Self::ReadTransactions(reading) => reading,
            Self::ReadInvoices(reading) => reading,
            Self::FindLabel(finding) => finding,
            Self::ReadInbox(reading) => reading,
            Self::ReadConversations(reading) => reading,
            Self::Reply(reply) => reply,
        }
    }

    pub fn get_mut(&mut self) -> &mut dyn Errand {
        match self {
            Self::Publish(publish) => publish,
            Self::Update(update) => update,
            Self::Delete(delete) => delete,
            Self::ReadWardrobe(reading) => reading,
            Self::ReadDetails(reading) => reading,
            Self::ReadSales(reading) => reading,
            Self::ReadTransactions(reading) => reading,
            Self::ReadInvoices(reading) => reading,
            Self::FindLabel(finding) => finding,
            Self::ReadInbox(reading) => reading,
            Self::ReadConversations(reading) => reading,
            Self::Reply(reply) => reply,
        }
    }

    /// The listing's title, empty where the order has none.
    pub fn title(&self) -> &str {
        match self {
            Self::Publish(publish) => publish.title(),
            Self::Update(update) => update.title(),
            Self::Delete(_)
            | Self::ReadWardrobe(_)
            | Self::ReadDetails(_)
            | Self::ReadSales(_)
            | Self::ReadTransactions(_)
            | Self::ReadInvoices(_)
            | Self::FindLabel(_)
            | Self::ReadInbox(_)
            | Self::ReadConversations(_)
            | Self::Reply(_) => "",
        }
    }

    /// Photos that are on Vinted by now.
    pub fn uploaded(&self) -> &[UploadedPhoto] {
        match self {
            Self::Publish(publish) => publish.uploaded(),
            Self::Update(update) => update.uploaded(),
            Self::Delete(_)
            | Self::ReadWardrobe(_)
            | Self::ReadDetails(_)
            | Self::ReadSales(_)
            | Self::ReadTransactions(_)
            | Self::ReadInvoices(_)
            | Self::FindLabel(_)
            | Self::ReadInbox(_)
            | Self::ReadConversations(_)
            | Self::Reply(_) => &[],
        }
    }
}

/// A command's 128 bits in the form the upload form uses.
fn as_uuid(hex: &str) -> String {
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    if hex.len() == 32 {
        let parts = [
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32),
        ];
        parts.join("-")
    } else {
        hex.to_owned()
    }
}
