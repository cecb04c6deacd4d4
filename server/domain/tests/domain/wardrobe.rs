//! What vinted.fr holds of one seller, as far as the tests of selling need it.

use crate::domain::ledger::Ledger;
use crate::domain::talks::Talks;
use stoflow_wire::listings::ListingField;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{
    PhotoUpdate, PublishedListing, ReadBack, SeenItem, SeenMore, UpdateOrder, UploadedPhoto,
    VintedItem, VintedOrder, VintedResult,
};
use stoflow_wire::wardrobe::{
    DetailsOrder, FoundDetails, ListingDetails, WardrobeItem, WardrobeOrder, WardrobePage,
    WardrobePhoto, WardrobeState,
};

/// What vinted.fr holds of one seller.
#[derive(Default)]
pub(super) struct Wardrobe {
    pub(super) live: Vec<OnSale>,
    /// Calls that created something.
    pub(super) created: u32,
    pub(super) uploads: u32,
    /// Pages and forms that were opened.
    pub(super) reads: u32,
    /// What was asked to be changed, the oldest first.
    pub(super) updates: Vec<UpdateOrder>,
    pub(super) ledger: Ledger,
    /// What is said there.
    pub(super) talks: Talks,
    /// How many photos of a listing a page has room for; all of them where that is not said.
    pub(super) shown_photos: Option<usize>,
    /// A new listing has to be verified before it is shown.
    pub(super) wants_verification: bool,
    /// How a removal ends that meets a sold listing.
    pub(super) on_sold: OnSold,
    last_id: i64,
}

/// What is seen of a listing that was sold and is to be taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum OnSold {
    /// It is gone, and nobody can tell why.
    #[default]
    Hidden,
    /// It stays in the wardrobe and says so.
    Shown,
}

pub(super) struct OnSale {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) price_minor: i64,
    pub(super) brand: String,
    pub(super) size: String,
    /// In Vinted's words.
    pub(super) condition: String,
    pub(super) state: WardrobeState,
    /// Ids and texts of the upload form; its description and photos are the listing's own.
    pub(super) form: ListingDetails,
    pub(super) photos: Vec<WardrobePhoto>,
}

impl OnSale {
    /// A listing made by hand.
    pub(super) fn by_hand(id: i64, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            description: "Portée deux fois.".to_owned(),
            price_minor: 2500,
            brand: "Sézane".to_owned(),
            size: "M".to_owned(),
            condition: "Très bon état".to_owned(),
            state: WardrobeState::OnSale,
            form: ListingDetails::default(),
            photos: Vec::new(),
        }
    }

    fn of(id: i64, item: &VintedItem) -> Self {
        Self {
            id,
            title: item.title.clone(),
            description: item.description.clone(),
            price_minor: item.price.minor,
            brand: item.brand.clone(),
            size: "M".to_owned(),
            condition: "Très bon état".to_owned(),
            state: WardrobeState::OnSale,
            form: ListingDetails {
                catalog_id: Some(item.catalog_id),
                brand: item.brand.clone(),
                size_id: item.size_id,
                status_id: Some(item.status_id),
                colour_ids: item.colour_ids.clone(),
                material_ids: item.material_ids.clone(),
                ..ListingDetails::default()
            },
            photos: Vec::new(),
        }
    }

    pub(super) fn shown(&self) -> WardrobeItem {
        WardrobeItem {
            vinted_id: self.id,
            title: self.title.clone(),
            price: Some(Money::euros_from_cents(self.price_minor)),
            total_price: None,
            service_fee: None,
            brand: self.brand.clone(),
            size: self.size.clone(),
            condition: self.condition.clone(),
            url: format!("https://www.vinted.fr/items/{}", self.id),
            photos: self.photos.clone(),
            photo_count: u32::try_from(self.photos.len()).unwrap(),
            state: self.state,
            views: 3,
            favourites: 1,
            listed_at: None,
        }
    }

    /// The upload form opens only for what can be changed.
    fn details(&self) -> Option<ListingDetails> {
        let opens = matches!(
            self.state,
            WardrobeState::OnSale | WardrobeState::Draft | WardrobeState::Hidden
        );
        opens.then(|| ListingDetails {
            description: self.description.clone(),
            photos: self.photos.clone(),
            ..self.form.clone()
        })
    }
}

impl Wardrobe {
    /// Puts listings made by hand into it.
    pub(super) fn fill(&mut self, count: i64) {
        for _ in 0..count {
            let id = self.next_id();
            let title = format!("Article numéro {id}");
            self.live.push(OnSale::by_hand(id, &title));
        }
    }

    pub(super) fn item(&mut self, id: i64) -> &mut OnSale {
        self.live.iter_mut().find(|item| item.id == id).unwrap()
    }

    /// What a page, or the upload form, shows.
    pub(super) fn read(&mut self, order: &VintedOrder) -> Option<VintedResult> {
        self.reads += 1;
        if let Some(read) = self.ledger.read(order) {
            return Some(read);
        }
        match order {
            VintedOrder::ReadWardrobe(order) => {
                Some(VintedResult::Wardrobe(Box::new(self.page(*order))))
            }
            VintedOrder::ReadDetails(order) => Some(VintedResult::Details {
                found: self.details(order),
            }),
            other => self.talks.read(other),
        }
    }

    fn page(&self, order: WardrobeOrder) -> WardrobePage {
        let per_page = order.per_page as usize;
        let room = self.shown_photos.unwrap_or(usize::MAX);
        let newest_first = self.live.iter().rev().map(|item| {
            let mut shown = item.shown();
            shown.photos.truncate(room);
            shown
        });
        let before = per_page * (order.page as usize - 1);
        WardrobePage {
            page: order.page,
            pages: u32::try_from(self.live.len().div_ceil(per_page)).unwrap(),
            entries: u32::try_from(self.live.len()).unwrap(),
            items: newest_first.skip(before).take(per_page).collect(),
        }
    }

    fn details(&self, order: &DetailsOrder) -> Vec<FoundDetails> {
        let of = |id: i64| self.live.iter().find(|item| item.id == id);
        let asked = order.vinted_ids.iter().map(|id| FoundDetails {
            vinted_id: *id,
            details: of(*id).and_then(OnSale::details),
        });
        asked.collect()
    }

    pub(super) fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    /// The photos a listing gets, by our keys: those it has, or was sent before, are not uploaded again.
    fn new_photos(&mut self, order: &UpdateOrder) -> Vec<UploadedPhoto> {
        let PhotoUpdate::Replace(photos) = &order.photos else {
            return Vec::new();
        };
        let known = |key: &str| {
            let mut known = photos.listed.iter().chain(&photos.uploaded);
            known.find(|photo| photo.key == key).cloned()
        };
        let mut sent = Vec::new();
        for photo in &photos.wanted {
            let there = known(&photo.key);
            sent.push(there.unwrap_or_else(|| {
                self.uploads += 1;
                UploadedPhoto {
                    key: photo.key.clone(),
                    vinted_id: self.next_id(),
                }
            }));
        }
        sent
    }

    fn create(&mut self, item: &VintedItem) -> i64 {
        let id = self.next_id();
        self.created += 1;
        self.live.push(OnSale::of(id, item));
        id
    }

    /// Makes the one call of an order that cannot be taken back.
    pub(super) fn effect(&mut self, order: &VintedOrder) -> VintedResult {
        match order {
            VintedOrder::Publish(order) => {
                let id = self.create(&order.item);
                VintedResult::Published(PublishedListing {
                    needs_verification: self.wants_verification,
                    ..published(id, &order.item)
                })
            }
            VintedOrder::Update(order) => {
                self.updates.push(order.clone());
                let photos = self.new_photos(order);
                let item = self.live.iter_mut().find(|item| item.id == order.vinted_id);
                let mut read_back = seen(&order.item);
                if let Some(item) = item {
                    if order.changed.contains(&ListingField::Title) {
                        item.title.clone_from(&order.item.title);
                    }
                    if order.changed.contains(&ListingField::Price) {
                        item.price_minor = order.item.price.minor;
                    }
                    read_back.title.clone_from(&item.title);
                    read_back.price_minor = item.price_minor;
                }
                VintedResult::Updated(ReadBack {
                    seen: Some(Box::new(read_back)),
                    photos,
                })
            }
            VintedOrder::Delete(order) if self.was_bought(order.vinted_id) => match self.on_sold {
                OnSold::Shown => VintedResult::FoundSold,
                OnSold::Hidden => {
                    self.live.retain(|item| item.id != order.vinted_id);
                    VintedResult::Deleted
                }
            },
            VintedOrder::Delete(order) => {
                self.live.retain(|item| item.id != order.vinted_id);
                VintedResult::Deleted
            }
            VintedOrder::Reply(order) => self.talks.reply(order),
            VintedOrder::ReadWardrobe(_)
            | VintedOrder::ReadDetails(_)
            | VintedOrder::ReadSales(_)
            | VintedOrder::ReadTransactions(_)
            | VintedOrder::ReadInvoices(_)
            | VintedOrder::FindLabel(_)
            | VintedOrder::ReadInbox(_)
            | VintedOrder::ReadConversations(_) => {
                panic!("a read asked for a permit")
            }
        }
    }

    fn was_bought(&self, id: i64) -> bool {
        let item = self.live.iter().find(|item| item.id == id);
        item.is_some_and(|item| item.state == WardrobeState::Sold)
    }

    /// The item with this reference in its description.
    pub(super) fn find(&self, reference: &str) -> Option<i64> {
        let found = self
            .live
            .iter()
            .find(|item| item.description.contains(reference));
        found.map(|item| item.id)
    }
}

pub(super) fn published(vinted_id: i64, item: &VintedItem) -> PublishedListing {
    PublishedListing {
        vinted_id,
        url: format!("https://www.vinted.fr/items/{vinted_id}"),
        adopted: false,
        needs_verification: false,
        read_back: ReadBack {
            seen: Some(Box::new(seen(item))),
            photos: Vec::new(),
        },
    }
}

fn seen(item: &VintedItem) -> SeenItem {
    SeenItem {
        title: item.title.clone(),
        description: item.description.clone(),
        price_minor: item.price.minor,
        catalog_id: Some(item.catalog_id),
        brand: item.brand.clone(),
        size_id: item.size_id,
        status_id: Some(item.status_id),
        colour_ids: item.colour_ids.clone(),
        photo_ids: vec![1, 2],
        assigned_photo_ids: vec![1, 2],
        more: Some(SeenMore {
            material_ids: item.material_ids.clone(),
            package_size_id: Some(item.package_size_id),
            is_unisex: item.is_unisex,
            measurement_width: item.measurement_width,
            measurement_length: item.measurement_length,
        }),
    }
}
