use crate::error::ApiError;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use hitkey_pages::asset;

/// `GET /assets/{hash}`: the style sheet and the icon. Another content has another URL, so it may be kept
/// for ever.
pub(super) async fn get(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let asset = asset(request.path()).ok_or_else(ApiError::not_found)?;
    Ok(HttpResponse::Ok()
        .content_type(asset.media_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(asset.content))
}
