//! Photos in and out: pictures for the seller's own pages, signed ones for the extension, uploads from the editor.

use crate::asked::{Files, Path, Seller};
use crate::failure::Failure;
use crate::router::Server;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use stoflow_app::request::cookies;
use stoflow_domain::error::Error;
use stoflow_domain::listings;
use stoflow_domain::photos::{self, OpenPhoto, Rendition, Upload};
use stoflow_wire::ids::{PhotoId, ProductId, SnapshotId, TenantId};
use stoflow_wire::photos::{HEAVIEST, MOST, PhotoProblem, PhotoRefused, UploadReport};

/// `GET /photos/{photo}/{full|thumb}`: a picture of the signed-in seller's own.
pub async fn show(
    State(server): State<Server>,
    Seller(seller): Seller,
    Path((photo, rendition)): Path<(i64, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let rendition =
        Rendition::from_name(&rendition).ok_or(Error::NotFound { what: "rendition" })?;
    let picture = photos::open(&server.backend, seller.tenant, PhotoId(photo), rendition).await?;
    // A photo never changes under its id; `private` keeps it out of shared caches.
    Ok(answer(
        picture,
        &headers,
        "private, max-age=31536000, immutable",
    ))
}

/// `GET /channels/vinted/archive/{snapshot}/photos/{place}/{full|thumb}`: what a listing of the seller's own showed
/// that is gone; `place` counts from 0.
pub async fn show_kept(
    State(server): State<Server>,
    Seller(seller): Seller,
    Path((snapshot, place, rendition)): Path<(i64, usize, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let rendition =
        Rendition::from_name(&rendition).ok_or(Error::NotFound { what: "rendition" })?;
    let snapshot = SnapshotId(snapshot);
    let picture =
        listings::open_kept_photo(&server.backend, seller.tenant, snapshot, place, rendition)
            .await?;
    Ok(answer(picture, &headers, "private, max-age=3600"))
}

/// `GET /photos/signed/…`: for the extension, which has no cookie; the signature is the permission.
pub async fn show_signed(
    State(server): State<Server>,
    Path((tenant, photo, expires, signature)): Path<(i64, i64, i64, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let picture = photos::signed::open(
        &server.backend,
        TenantId(tenant),
        PhotoId(photo),
        expires,
        &signature,
    )
    .await?;
    let mut response = answer(picture, &headers, "private, no-store");
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    Ok(response)
}

fn answer(picture: OpenPhoto, asked: &HeaderMap, cache: &'static str) -> Response {
    let known = asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|etag| etag.as_bytes() == picture.etag.as_bytes());
    let body = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (
            [(header::CONTENT_TYPE, picture.content_type)],
            picture.bytes,
        )
            .into_response()
    };
    let mut response = body;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(etag) = HeaderValue::from_str(&picture.etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// `POST /products/{product}/photos`: several files at once, each judged by itself.
/// Answers a script with the report, and a plain form with the way back to the editor.
pub async fn upload(
    State(server): State<Server>,
    Seller(seller): Seller,
    Path(product): Path<i64>,
    headers: HeaderMap,
    Files(form): Files,
) -> Result<Response, Failure> {
    let Sent { uploads, refused } = read_files(form).await?;
    let mut report =
        photos::add(&server.backend, seller.tenant, ProductId(product), uploads).await?;
    report.refused.extend(refused);
    if wants_json(&headers) {
        return Ok(axum::Json(report).into_response());
    }
    Ok(back_to_editor(product, &report))
}

/// The files of a form, as far as they are worth judging.
#[derive(Default)]
struct Sent {
    uploads: Vec<Upload>,
    refused: Vec<PhotoRefused>,
}

/// Takes the files one after the other; none of them takes the others with it. Where the line breaks or the whole is
/// too much, those that came in are kept and the one on its way is refused.
async fn read_files(mut form: Multipart) -> Result<Sent, Failure> {
    let mut sent = Sent::default();
    loop {
        let mut field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(sent),
            Err(_) if sent.is_something() => return Ok(sent),
            Err(_) => {
                return Err(Failure::new(StatusCode::BAD_REQUEST, "unreadable_upload"));
            }
        };
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            continue;
        };
        let full = sent.uploads.len() >= MOST;
        match take(&mut field, if full { 0 } else { HEAVIEST + 1 }).await {
            _ if full => sent.refuse(file_name, PhotoProblem::TooMany),
            Ok(bytes) if bytes.is_empty() && file_name.is_empty() => {
                // A form sent without choosing a file carries one nameless, empty part.
            }
            // One byte too many is all that judging it takes.
            Ok(bytes) => sent.uploads.push(Upload { file_name, bytes }),
            Err(problem) => {
                sent.refuse(file_name, problem);
                return Ok(sent);
            }
        }
    }
}

impl Sent {
    fn is_something(&self) -> bool {
        !self.uploads.is_empty() || !self.refused.is_empty()
    }

    fn refuse(&mut self, file_name: String, reason: PhotoProblem) {
        self.refused.push(PhotoRefused { file_name, reason });
    }
}

/// The first `most` bytes of a file; the rest is read and let go. A file that does not come to its end is damaged,
/// unless it was too much for the whole.
pub(crate) async fn take(field: &mut Field<'_>, most: usize) -> Result<Bytes, PhotoProblem> {
    let mut taken = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|cut| problem(&cut))? {
        let wanted = chunk.len().min(most - taken.len());
        taken.extend_from_slice(&chunk[..wanted]);
    }
    Ok(taken.into())
}

fn problem(cut: &MultipartError) -> PhotoProblem {
    if cut.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PhotoProblem::TooHeavy
    } else {
        PhotoProblem::Damaged
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"))
}

fn back_to_editor(product: i64, report: &UploadReport) -> Response {
    let mut response = Redirect::to(&format!("/products/{product}#photos")).into_response();
    if let Some(line) = cookies::flash_upload(report)
        && let Ok(value) = HeaderValue::from_str(&line)
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
