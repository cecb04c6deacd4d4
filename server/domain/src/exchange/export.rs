//! Everything a shop has, as a stream: nothing is held in memory but a few hundred items, and no transaction while somebody
//! downloads slowly.

mod archive;
mod delivery;
mod folder;
mod table;
mod workbook;

use crate::backend::Backend;
use crate::error::Error;
use crate::own_words::{self, OwnWords};
use crate::products::leaving::{self, Leaving};
use bytes::Bytes;
use delivery::{Delivery, Stop};
use futures::Stream;
use stoflow_wire::ids::{ProductId, TenantId};
use stoflow_wire::language::Language;

/// Items that are read at once.
const PAGE: i64 = 200;

/// What a shop leaves as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    /// The table as CSV, and a folder of photos for each item.
    Zip,
}

impl Format {
    /// By the ending of its file.
    pub fn from_ending(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "zip" => Some(Self::Zip),
            _ => None,
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Zip => "application/zip",
        }
    }
}

/// Every item of the shop with the words of `language`, archived and never saved ones too. The stream ends with an error
/// where something could not be read: half an export is none.
pub fn stream(
    backend: &Backend,
    tenant: TenantId,
    language: Language,
    format: Format,
) -> impl Stream<Item = Result<Bytes, Error>> + Send + use<> {
    let (delivery, stream) = delivery::open();
    let backend = backend.clone();
    tokio::spawn(async move {
        if let Err(Stop::Failed(error)) = write(backend, tenant, language, format, &delivery).await
        {
            delivery.fail(error).await;
        }
    });
    stream
}

async fn write(
    backend: Backend,
    tenant: TenantId,
    language: Language,
    format: Format,
    delivery: &Delivery,
) -> Result<(), Stop> {
    let mut tx = backend.database.tenant(tenant).await?;
    let own = own_words::all(&mut tx).await?;
    tx.commit().await?;
    let shop = Shop {
        backend,
        tenant,
        language,
        own,
    };
    match format {
        Format::Csv => csv(&shop, delivery).await,
        Format::Xlsx => workbook::write(&shop, delivery).await,
        Format::Zip => folder::write(&shop, delivery).await,
    }
}

/// Whose items leave, and in what language.
struct Shop {
    backend: Backend,
    tenant: TenantId,
    language: Language,
    /// The seller's own words.
    own: OwnWords,
}

/// All items of a shop, some at a time.
struct Pages<'shop> {
    shop: &'shop Shop,
    last: ProductId,
}

impl Shop {
    fn pages(&self) -> Pages<'_> {
        Pages {
            shop: self,
            last: ProductId(i64::MIN),
        }
    }
}

impl Pages<'_> {
    /// `None` after the last one.
    async fn next(&mut self) -> Result<Option<Vec<Leaving>>, Error> {
        let mut tx = self.shop.backend.database.tenant(self.shop.tenant).await?;
        let page = leaving::next(&mut tx, self.last, PAGE).await?;
        tx.commit().await?;
        let Some(end) = page.last() else {
            return Ok(None);
        };
        self.last = end.product.id;
        Ok(Some(page))
    }
}

async fn csv(shop: &Shop, delivery: &Delivery) -> Result<(), Stop> {
    delivery.send(table::head(shop.language).into()).await?;
    let mut pages = shop.pages();
    while let Some(page) = pages.next().await? {
        delivery
            .send(table::lines(&page, shop.language, &shop.own).into())
            .await?;
    }
    Ok(())
}
