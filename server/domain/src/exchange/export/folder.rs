//! The table and, for each item, a folder with its photos in their order, those that are never published among them.

use super::archive::Archive;
use super::delivery::{Delivery, Stop};
use super::{Shop, table};
use crate::catalogue::folding::fold;
use crate::error::Error;
use crate::exchange::facts;
use crate::photos::{self, Photo, Rendition};
use stoflow_wire::ids::ProductId;

/// Letters of a title in the name of its folder.
const NAMED: usize = 40;

pub(super) async fn write(shop: &Shop, delivery: &Delivery) -> Result<(), Stop> {
    let mut archive = Archive::new();
    archive.begin("stoflow.csv")?;
    archive.write(table::head(shop.language).as_bytes())?;
    let mut folders = Vec::new();
    let mut pages = shop.pages();
    while let Some(page) = pages.next().await? {
        archive.write(table::lines(&page, shop.language, &shop.own).as_bytes())?;
        folders.extend(
            page.iter()
                .map(|item| (item.product.id, folder(item.product.id, &item.form.title))),
        );
        delivery.send(archive.ready()).await?;
    }
    for (product, folder) in folders {
        for (place, photo) in shop.photos(product).await?.iter().enumerate() {
            let Some(picture) = shop.picture(photo).await? else {
                continue;
            };
            let name = format!("photos/{folder}/{}", file(place + 1, photo, shop));
            archive.add(&name, &picture)?;
            delivery.send(archive.ready()).await?;
        }
    }
    delivery.send(archive.finish()?).await
}

/// `12-robe-d-ete`: by the number in the table, with a name for people.
fn folder(product: ProductId, title: &str) -> String {
    let named: String = fold(title).replace(' ', "-").chars().take(NAMED).collect();
    let name = format!("{product}-{named}");
    name.trim_end_matches('-').to_owned()
}

fn file(number: usize, photo: &Photo, shop: &Shop) -> String {
    if photo.internal {
        format!("{number:02}-{}.jpg", facts::word("internal", shop.language))
    } else {
        format!("{number:02}.jpg")
    }
}

impl Shop {
    async fn photos(&self, product: ProductId) -> Result<Vec<Photo>, Error> {
        let mut tx = self.backend.database.tenant(self.tenant).await?;
        let photos = photos::list(&mut tx, product).await?;
        tx.commit().await?;
        Ok(photos)
    }

    /// `None` for one that was removed meanwhile.
    async fn picture(&self, photo: &Photo) -> Result<Option<bytes::Bytes>, Error> {
        let opened = photos::open_stored(
            &self.backend,
            self.tenant,
            &photo.storage_key,
            Rendition::Full,
        );
        match opened.await {
            Ok(picture) => Ok(Some(picture.bytes)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_for_people() {
        assert_eq!(
            folder(ProductId(12), "Robe d’été / “lin”"),
            "12-robe-dete-lin"
        );
        assert_eq!(folder(ProductId(3), ""), "3");
        assert!(folder(ProductId(3), &"a".repeat(500)).len() < 50);
    }
}
