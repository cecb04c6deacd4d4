//! Sheets in and out: the file a seller brings, and everything they have as a download that is written while it leaves.

use crate::asked::{Files, Path, Seller};
use crate::failure::Failure;
use crate::photos::take;
use crate::router::Server;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::multipart::Multipart;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use stoflow_app::error::AppError;
use stoflow_app::paths;
use stoflow_app::request::{Visitor, cookies};
use stoflow_domain::error::Error;
use stoflow_domain::exchange::export::{self, Format};
use stoflow_domain::exchange::import;

/// What is kept of a file: one byte more than any that is taken, so that it is seen to be too much.
const KEPT: usize = 20 * 1024 * 1024 + 1;

/// `GET /products/export/stoflow.{csv|xlsx|zip}`: everything the signed-in seller has.
pub async fn export(
    State(server): State<Server>,
    Seller(seller): Seller,
    Extension(visitor): Extension<Visitor>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let ending = file.strip_prefix("stoflow.").unwrap_or_default();
    let format = Format::from_ending(ending).ok_or(Error::NotFound { what: "export" })?;
    let pieces = export::stream(&server.backend, seller.tenant, visitor.language, format);
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// `POST /products/import`: a sheet. Leads on to where its columns are placed, or back with what is wrong with it.
pub async fn import(
    State(server): State<Server>,
    Seller(seller): Seller,
    Files(form): Files,
) -> Result<Response, Failure> {
    let (name, bytes) = file(form).await?;
    match import::begin(&server.backend, seller.tenant, &name, bytes).await {
        Ok(batch) => Ok(Redirect::to(&paths::import(batch)).into_response()),
        Err(Error::Invalid(fields)) => Ok(back(AppError::Invalid { fields })),
        Err(error) => Err(error.into()),
    }
}

/// The first file of a form. One that does not come to its end is none: half a sheet would look like a whole one.
async fn file(mut form: Multipart) -> Result<(String, Bytes), Failure> {
    let cut = || Failure::new(StatusCode::BAD_REQUEST, "unreadable_upload");
    while let Some(mut field) = form.next_field().await.map_err(|_cut| cut())? {
        let Some(name) = field.file_name().map(str::to_owned) else {
            continue;
        };
        let bytes = take(&mut field, KEPT).await.map_err(|_cut| cut())?;
        return Ok((name, bytes));
    }
    Ok((String::new(), Bytes::new()))
}

fn back(error: AppError) -> Response {
    let mut response = Redirect::to(paths::IMPORT).into_response();
    if let Some(line) = cookies::flash_refused(error)
        && let Ok(value) = HeaderValue::from_str(&line)
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
