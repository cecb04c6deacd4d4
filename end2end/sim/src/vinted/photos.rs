//! Pictures: taking them as the upload form sends them, and keeping them. `images` gives them out again.
//!
//! They are kept as they came; the real site re-encodes them, which no client can rely on.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use image::{GenericImageView, ImageReader, Limits};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Site;
use super::errors::{FieldError, Refusal};
use super::gate::SignedIn;
use super::images;
use super::session::MemberId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct PhotoId(pub(crate) u64);

/// A picture that was taken.
#[derive(Clone, Debug)]
pub(crate) struct Photo {
    pub(crate) id: PhotoId,
    pub(crate) member: MemberId,
    /// The upload session it came in; `None` where the form left it empty.
    pub(crate) session: Option<Uuid>,
    /// Hash of the bytes as uploaded, in hex.
    pub(crate) sha256: String,
    pub(crate) length: usize,
    pub(crate) picture: Picture,
    bytes: Option<Bytes>,
}

/// What can be seen of a picture.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) content_type: &'static str,
    /// `#RRGGBB`.
    color: String,
}

const THUMBNAILS: [(&str, u32, u32); 4] = [
    ("thumb70x100", 70, 100),
    ("thumb150x210", 150, 210),
    ("thumb310x430", 310, 430),
    ("thumb428x624", 428, 624),
];

impl Photo {
    /// The answer to its upload, and the core of every other view.
    pub(crate) fn view(&self) -> Value {
        let thumbnails = THUMBNAILS.map(|(kind, width, height)| {
            json!({ "type": kind, "url": self.url(kind), "width": width, "height": height, "original_size": null })
        });
        json!({
            "id": self.id,
            "width": self.picture.width,
            "height": self.picture.height,
            "temp_uuid": self.session,
            "url": self.url("f800"),
            "dominant_color": self.picture.color,
            "dominant_color_opaque": self.picture.color,
            "thumbnails": thumbnails,
            "is_suspicious": false,
            "orientation": 0,
            "full_size_url": self.url("original"),
            "is_hidden": false,
        })
    }

    /// As a listing shows it at this place, counted from 0. `made` stands for the moment the real site keeps.
    pub(crate) fn placed_view(&self, place: usize, made: OffsetDateTime) -> Value {
        let mut view = self.view();
        view["image_no"] = (place + 1).into();
        view["is_main"] = (place == 0).into();
        view["high_resolution"] = json!({
            "id": self.id.0.to_string(),
            "timestamp": made.unix_timestamp(),
            "orientation": null,
        });
        view
    }

    pub(crate) fn url(&self, rendition: &str) -> String {
        format!("https://{}{}", images::HOST, self.path(rendition))
    }

    /// The same on every host.
    pub(crate) fn path(&self, rendition: &str) -> String {
        let ending = self.picture.content_type.rsplit('/').next();
        format!(
            "/t/{rendition}/{}.{}?s={}",
            self.id.0,
            ending.unwrap_or_default(),
            self.signature()
        )
    }

    /// What its address must carry.
    pub(crate) fn signature(&self) -> &str {
        self.sha256.get(..24).unwrap_or_default()
    }

    /// `None` once there are too many pictures.
    pub(crate) fn bytes(&self) -> Option<Bytes> {
        self.bytes.clone()
    }
}

/// All pictures; of the oldest only the description, once they are too many bytes.
#[derive(Default)]
pub(crate) struct PhotoBox {
    by_id: BTreeMap<PhotoId, Photo>,
    with_bytes: VecDeque<PhotoId>,
    kept: usize,
}

const FIRST: PhotoId = PhotoId(28_348_263_412);
const MOST_PHOTOS: usize = 200_000;
const MOST_BYTES: usize = 512 * 1024 * 1024;

impl PhotoBox {
    pub(crate) fn get(&self, id: PhotoId) -> Option<&Photo> {
        self.by_id.get(&id)
    }

    pub(crate) fn add(
        &mut self,
        member: MemberId,
        session: Option<Uuid>,
        picture: Picture,
        bytes: Bytes,
    ) -> &Photo {
        if self.by_id.len() == MOST_PHOTOS {
            self.forget_oldest();
        }
        let id = self
            .by_id
            .keys()
            .next_back()
            .map_or(FIRST, |newest| PhotoId(newest.0 + 3));
        self.with_bytes.push_back(id);
        self.kept += bytes.len();
        self.drop_oldest_bytes();
        self.by_id.entry(id).or_insert(Photo {
            id,
            member,
            session,
            sha256: hex(&Sha256::digest(&bytes)),
            length: bytes.len(),
            picture,
            bytes: Some(bytes),
        })
    }

    fn forget_oldest(&mut self) {
        let forgotten = self.by_id.pop_first().and_then(|(_, photo)| photo.bytes);
        if let Some(bytes) = forgotten {
            self.with_bytes.pop_front();
            self.kept -= bytes.len();
        }
    }

    fn drop_oldest_bytes(&mut self) {
        while self.kept > MOST_BYTES
            && let Some(oldest) = self.with_bytes.pop_front()
        {
            let bytes = self
                .by_id
                .get_mut(&oldest)
                .and_then(|photo| photo.bytes.take());
            self.kept -= bytes.map_or(0, |bytes| bytes.len());
        }
    }
}

fn hex(digest: &[u8]) -> String {
    digest
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// `POST /api/v2/photos`: multipart with `photo[type]`, `photo[file]` and `photo[temp_uuid]`, the last possibly empty.
pub(crate) async fn upload(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Value>, Refusal> {
    let form = form.map_err(|rejection| complaint("photo", &rejection.body_text()))?;
    let sent = SentPhoto::read(form).await?;
    let file = sent.file.clone();
    // Decoding takes its time, so it is done off the async threads.
    let seen = tokio::task::spawn_blocking(move || see(&file)).await;
    let picture = seen
        .ok()
        .flatten()
        .ok_or_else(|| complaint("photo[file]", "format invalide"))?;
    let view = site
        .lock()
        .photos
        .add(member, sent.session, picture, sent.file)
        .view();
    Ok(Json(view))
}

fn complaint(field: &str, value: &str) -> Refusal {
    Refusal::PhotoInvalid(FieldError::new(field, value))
}

struct SentPhoto {
    session: Option<Uuid>,
    file: Bytes,
}

impl SentPhoto {
    async fn read(mut form: Multipart) -> Result<Self, Refusal> {
        let (mut kind, mut session, mut file) = (String::new(), String::new(), Bytes::new());
        while let Some(part) = form
            .next_field()
            .await
            .map_err(|error| complaint("photo", &error.body_text()))?
        {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part
                .bytes()
                .await
                .map_err(|error| complaint(&name, &error.body_text()))?;
            match name.as_str() {
                "photo[type]" => kind = String::from_utf8_lossy(&bytes).into_owned(),
                "photo[temp_uuid]" => session = String::from_utf8_lossy(&bytes).into_owned(),
                "photo[file]" => file = bytes,
                _ => {}
            }
        }
        // `item_photo` was seen beside `item` (marketplace facts, section 7).
        if !matches!(kind.as_str(), "item" | "item_photo") {
            return Err(complaint("photo[type]", "type inconnu"));
        }
        let session = match session.as_str() {
            "" => None,
            sent => Some(
                sent.parse()
                    .map_err(|_| complaint("photo[temp_uuid]", "identifiant invalide"))?,
            ),
        };
        Ok(Self { session, file })
    }
}

/// Decodes the picture; `None` when it is none.
pub(crate) fn see(bytes: &[u8]) -> Option<Picture> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(12_000);
    limits.max_image_height = Some(12_000);
    reader.limits(limits);
    let content_type = reader.format()?.to_mime_type();
    let image = reader.decode().ok()?;
    let [red, green, blue, _] = image.thumbnail_exact(1, 1).get_pixel(0, 0).0;
    Some(Picture {
        width: image.width(),
        height: image.height(),
        content_type,
        color: format!("#{red:02X}{green:02X}{blue:02X}"),
    })
}
