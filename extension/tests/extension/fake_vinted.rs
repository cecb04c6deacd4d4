//! A little wardrobe that answers as the site was seen to (facts: `marketplace-apis.md` section 4), with faults on order.

use crate::answers::{denied, gone, ok, refused};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::{Body, Csrf, Method, PageRequest, is_allowed};

pub(crate) const MEMBER: i64 = 4_2001;
const FIRST_ITEM: i64 = 9_000_001;
const FIRST_PHOTO: i64 = 700_001;

/// What goes wrong with one call.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// This answer, and nothing happens.
    Instead(PageReply),
    /// It happens, and this is the answer.
    After(PageReply),
    /// The browser sends it twice by itself, and this or else the second one's own is the answer.
    Twice(Option<PageReply>),
}

/// The call a fault strikes: its method and how its path begins.
type Struck = (Method, &'static str);

/// Where a form may have condition and size.
#[derive(Default, PartialEq, Eq)]
pub(crate) enum Placement {
    #[default]
    Either,
    Attributes,
}

/// The order of a draft's photos.
#[derive(Default, PartialEq, Eq)]
pub(crate) enum DraftPhotos {
    #[default]
    AsSent,
    Reversed,
}

#[derive(Default)]
pub(crate) struct FakeVinted {
    /// The items' bodies as they were sent, newest last.
    pub(crate) items: BTreeMap<i64, Value>,
    /// Photo keys by their id.
    pub(crate) photos: BTreeMap<i64, String>,
    /// Every call, as `GET /api/v2/…`.
    pub(crate) log: Vec<String>,
    /// How often an item came into being.
    pub(crate) creates: u32,
    /// How often a draft came into being.
    pub(crate) drafts: u32,
    /// In which order drafts keep their photos.
    pub(crate) draft_photos: DraftPhotos,
    /// What the site's page is to show once a draft is public.
    pub(crate) after_upload: Vec<&'static str>,
    pub(crate) faults: Vec<(Struck, Fault)>,
    /// The token of the open pages is too old: only a fresh one works.
    pub(crate) stale_csrf: bool,
    pub(crate) login: Option<String>,
    /// Ids as text, as the site sometimes writes them.
    pub(crate) ids_as_text: bool,
    /// The site writes titles its own way.
    pub(crate) retitles: bool,
    /// The wardrobe as it is shown, page by page, in place of one made of the items.
    pub(crate) wardrobe_pages: Vec<Value>,
    /// Conversations as the site shows them, by their ids.
    pub(crate) talks: BTreeMap<i64, Value>,
    /// The site wants condition and size among the attributes, and nowhere else.
    pub(crate) placement: Placement,
    /// Listings as the upload form shows them, in place of those made of the items.
    pub(crate) forms: BTreeMap<i64, Value>,
}

impl FakeVinted {
    /// The next call like this one goes wrong; several faults on one call strike one after the other.
    pub(crate) fn strike(&mut self, method: Method, path: &'static str, fault: Fault) {
        self.faults.push(((method, path), fault));
    }

    /// `photo` is the key of the photo that goes along.
    pub(crate) fn answer(&mut self, request: &PageRequest, photo: Option<&str>) -> PageReply {
        assert!(
            is_allowed(request.method, &request.path),
            "{}",
            request.path
        );
        let method = serde_json::to_value(request.method).unwrap();
        self.log
            .push(format!("{} {}", method.as_str().unwrap(), request.path));
        let struck = self.faults.iter().position(|((method, path), _)| {
            *method == request.method && request.path.starts_with(path)
        });
        match struck.map(|index| self.faults.remove(index).1) {
            Some(Fault::Instead(reply)) => reply,
            Some(Fault::After(reply)) => {
                self.perform(request, photo);
                reply
            }
            Some(Fault::Twice(reply)) => {
                self.perform(request, photo);
                let second = self.perform(request, photo);
                reply.unwrap_or(second)
            }
            None => self.perform(request, photo),
        }
    }

    /// How often a call of this kind came.
    pub(crate) fn count(&self, start: &str) -> usize {
        self.log
            .iter()
            .filter(|line| line.starts_with(start))
            .count()
    }

    /// A listing somebody made by hand.
    pub(crate) fn add(&mut self, item: Value) -> i64 {
        let newest = self.items.keys().next_back();
        let id = newest.map_or(FIRST_ITEM, |newest| newest + 1);
        self.items.insert(id, item);
        id
    }

    /// The photos of a listing, by our keys.
    pub(crate) fn photo_keys(&self, item: i64) -> Vec<&str> {
        let assigned = self.items[&item]["assigned_photos"].as_array().unwrap();
        let ids = assigned.iter().map(|photo| photo["id"].as_i64().unwrap());
        ids.map(|id| self.photos[&id].as_str()).collect()
    }

    fn perform(&mut self, request: &PageRequest, photo: Option<&str>) -> PageReply {
        if request.method != Method::Get && self.stale_csrf && request.csrf != Csrf::Fresh {
            return denied();
        }
        let path = request.path.split('?').next().unwrap();
        let segments: Vec<&str> = path.trim_start_matches("/api/v2/").split('/').collect();
        match (request.method, segments.as_slice()) {
            (Method::Get, ["users", "current"]) => {
                let login = self.login.clone().unwrap_or_else(|| "lea".to_owned());
                ok(&json!({ "user": { "id": self.id(MEMBER), "login": login }, "code": 0 }))
            }
            (Method::Get, ["wardrobe", _, "items"]) => self.wardrobe(&request.path),
            (Method::Get, ["item_upload", "items", id]) => self.editable(id.parse().unwrap()),
            (Method::Post, ["photos"]) => {
                let id = FIRST_PHOTO + i64::try_from(self.photos.len()).unwrap();
                self.photos.insert(id, photo.unwrap().to_owned());
                ok(&json!({ "id": self.id(id), "width": 800, "height": 800 }))
            }
            (Method::Post, ["item_upload", "attributes"]) => ok(&self.configuration()),
            (Method::Post, ["item_upload", "items"]) => {
                if let Some(refused) = self.refusal(request) {
                    return refused;
                }
                self.creates += 1;
                let id = self.add(self.sent_item(request));
                let actions = ["show_upload_another_item_tip"];
                ok(
                    &json!({ "item": { "id": self.id(id) }, "after_upload_actions": actions, "code": 0 }),
                )
            }
            (Method::Put, ["item_upload", "items", id]) => {
                let id: i64 = id.parse().unwrap();
                if !self.items.contains_key(&id) {
                    return gone();
                }
                if let Some(refused) = self.refusal(request) {
                    return refused;
                }
                let item = self.sent_item(request);
                self.items.insert(id, item);
                ok(&json!({ "item": { "id": self.id(id) }, "after_upload_actions": [], "code": 0 }))
            }
            (Method::Post, ["item_upload", "drafts"]) => {
                self.drafts += 1;
                let draft = self.sent_draft(request);
                let id = self.add(draft);
                ok(&json!({ "draft": { "id": self.id(id) }, "code": 0 }))
            }
            (method, ["item_upload", "drafts", id, ..]) => {
                self.change_draft(method, id.parse().unwrap(), request)
            }
            (Method::Post, ["items", id, "delete"]) => {
                match self.items.remove(&id.parse().unwrap()) {
                    Some(_) => ok(&json!({ "code": 0, "message": "Ok", "message_code": "ok" })),
                    None => gone(),
                }
            }
            (Method::Get, ["inbox"]) => ok(&self.inbox()),
            (Method::Get, ["conversations", id]) => match self.talks.get(&id.parse().unwrap()) {
                Some(talk) => ok(&json!({ "conversation": talk, "code": 0 })),
                None => gone(),
            },
            (Method::Post, ["conversations", id, "replies"]) => {
                self.reply(id.parse().unwrap(), request)
            }
            other => panic!("no such call: {other:?}"),
        }
    }

    fn configuration(&self) -> Value {
        let configured = json!({ "title": "État", "options": [] });
        let condition = json!({ "code": "condition", "configuration": configured });
        let brand = json!({ "code": "brand", "configuration": null });
        let attributes = if self.placement == Placement::Attributes {
            vec![brand, condition]
        } else {
            vec![brand]
        };
        json!({ "code": 0, "attributes": attributes })
    }

    /// What the site says to a write that has the condition in the wrong place.
    fn refusal(&self, request: &PageRequest) -> Option<PageReply> {
        if self.placement == Placement::Either {
            return None;
        }
        let item = self.sent_item(request);
        let header = ("x-enable-dynamic-attribute-condition", "true");
        let attributes = item["item_attributes"].as_array().unwrap();
        let right = request.headers.contains(&header)
            && item["status_id"].is_null()
            && item["size_id"].is_null()
            && attributes
                .iter()
                .any(|attribute| attribute["code"] == "condition");
        (!right).then(|| refused("condition", "Sélectionne l'état pour continuer"))
    }

    fn inbox(&self) -> Value {
        let rows = self.talks.iter().map(|(id, talk)| {
            json!({ "id": self.id(*id), "description": "Bonjour", "unread": true,
                "updated_at": "2026-11-23T15:30:00.250+01:00", "opposite_user": talk["opposite_user"] })
        });
        let rows: Vec<Value> = rows.collect();
        let pagination = json!({ "current_page": 1, "total_pages": 1 });
        json!({ "conversations": rows, "pagination": pagination, "code": 0 })
    }

    fn reply(&mut self, talk: i64, request: &PageRequest) -> PageReply {
        let Body::Json { value } = &request.body else {
            panic!("a reply comes as JSON");
        };
        let Some(talk) = self.talks.get_mut(&talk) else {
            return gone();
        };
        let messages = talk["messages"].as_array_mut().unwrap();
        let entity = json!({ "id": 1_000 + messages.len(), "user_id": MEMBER, "body": value["reply"]["body"] });
        messages.push(json!({ "entity_type": "message", "entity": entity }));
        ok(&json!({ "code": 0 }))
    }

    /// Written anew, completed or thrown away; what is public is no draft any more.
    fn change_draft(&mut self, method: Method, id: i64, request: &PageRequest) -> PageReply {
        if self
            .items
            .get(&id)
            .is_none_or(|item| item["is_draft"] != true)
        {
            return gone();
        }
        if method == Method::Delete {
            self.items.remove(&id);
            return ok(&json!({ "code": 0 }));
        }
        let mut item = self.sent_draft(request);
        if method == Method::Post {
            item["is_draft"] = json!(false);
            self.creates += 1;
        }
        self.items.insert(id, item);
        ok(
            &json!({ "item": { "id": self.id(id) }, "after_upload_actions": self.after_upload, "code": 0 }),
        )
    }

    fn sent_draft(&self, request: &PageRequest) -> Value {
        let mut draft = self.sent(request, "draft");
        draft["is_draft"] = json!(true);
        if self.draft_photos == DraftPhotos::Reversed {
            draft["assigned_photos"].as_array_mut().unwrap().reverse();
        }
        draft
    }

    fn sent_item(&self, request: &PageRequest) -> Value {
        self.sent(request, "item")
    }

    fn sent(&self, request: &PageRequest, name: &str) -> Value {
        let Body::Json { value } = &request.body else {
            panic!("an item comes as JSON");
        };
        let mut item = value[name].clone();
        if self.retitles {
            item["title"] = json!("Titre que le site a changé");
        }
        item
    }

    fn wardrobe(&self, path: &str) -> PageReply {
        if !self.wardrobe_pages.is_empty() {
            let page = path.split("page=").nth(1).unwrap();
            let page: usize = page.split('&').next().unwrap().parse().unwrap();
            let last = self.wardrobe_pages.last().unwrap();
            let beyond = json!({ "items": [], "pagination": last["pagination"], "code": 0 });
            return ok(self.wardrobe_pages.get(page - 1).unwrap_or(&beyond));
        }
        let newest_first = self.items.iter().rev();
        let items: Vec<Value> = newest_first
            .map(|(id, item)| {
                let price = json!({ "amount": item["price"].to_string(), "currency_code": "EUR" });
                let is_closed = item["is_closed"] == true;
                json!({ "id": self.id(*id), "title": item["title"], "price": price, "is_closed": is_closed })
            })
            .collect();
        let pagination = json!({ "current_page": 1, "total_pages": 1, "per_page": 96 });
        ok(&json!({ "items": items, "pagination": pagination, "code": 0 }))
    }

    fn editable(&self, id: i64) -> PageReply {
        if let Some(form) = self.forms.get(&id) {
            return ok(&json!({ "item": form, "code": 0 }));
        }
        let Some(item) = self.items.get(&id) else {
            return gone();
        };
        let photos = item["assigned_photos"].as_array().cloned();
        let photos: Vec<Value> = photos
            .unwrap_or_default()
            .iter()
            .map(|photo| json!({ "id": self.id(photo["id"].as_i64().unwrap()) }))
            .collect();
        let amount = format!("{:.2}", item["price"].as_f64().unwrap());
        ok(&json!({ "item": {
            "id": self.id(id),
            "title": item["title"],
            "description": item["description"],
            "price": { "amount": amount, "currency_code": "EUR" },
            "catalog_id": item["catalog_id"],
            "brand_dto": { "id": item["brand_id"], "title": item["brand"] },
            "size_id": item["size_id"],
            "status_id": item["status_id"],
            "color1_id": item["color_ids"][0],
            "color2_id": item["color_ids"][1],
            "item_attributes": item["item_attributes"],
            "measurement_width": item["measurement_width"],
            "measurement_length": item["measurement_length"],
            "package_size_id": item["package_size_id"],
            "is_unisex": item["is_unisex"],
            "manufacturer_labelling": item["manufacturer_labelling"],
            "isbn": item["isbn"],
            "is_draft": item["is_draft"] == true,
            "photos": photos,
        }, "code": 0 }))
    }

    fn id(&self, id: i64) -> Value {
        if self.ids_as_text {
            json!(id.to_string())
        } else {
            json!(id)
        }
    }
}
