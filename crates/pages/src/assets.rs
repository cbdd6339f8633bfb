use hitkey_kernel::digest_of;
use std::sync::LazyLock;

/// A file that pages refer to. Its URL changes with its content, so it may be cached for ever.
#[derive(Debug)]
pub struct Asset {
    /// Where pages look for it: `/assets/<hash>.<extension>`.
    pub path: String,
    /// Its media type, for `Content-Type`.
    pub media_type: &'static str,
    /// What it holds.
    pub content: &'static str,
}

impl Asset {
    fn new(content: &'static str, extension: &str, media_type: &'static str) -> Self {
        let digest = digest_of(&[content.as_bytes()]);
        let hash = data_encoding::BASE64URL_NOPAD.encode(&digest[..12]);
        Self { path: format!("/assets/{hash}.{extension}"), media_type, content }
    }
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        Asset::new(include_str!("../assets/hitkey.css"), "css", "text/css; charset=utf-8"),
        Asset::new(include_str!("../assets/icon.svg"), "svg", "image/svg+xml"),
        Asset::new(include_str!("../assets/submit.js"), "js", "text/javascript; charset=utf-8"),
    ]
});

/// Everything that pages refer to.
pub fn assets() -> &'static [Asset] {
    &*ASSETS
}

/// The asset at `path`.
pub fn asset(path: &str) -> Option<&'static Asset> {
    assets().iter().find(|asset| asset.path == path)
}

pub(crate) fn stylesheet() -> &'static str {
    &ASSETS[0].path
}

pub(crate) fn icon() -> &'static str {
    &ASSETS[1].path
}

pub(crate) fn submit_script() -> &'static str {
    &ASSETS[2].path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_by_the_path_that_pages_link_to() {
        assert!(asset(stylesheet()).is_some_and(|css| css.media_type.starts_with("text/css")));
        assert!(asset(icon()).is_some_and(|svg| svg.content.contains("<svg")));
        assert!(
            asset(submit_script()).is_some_and(|script| script.media_type.starts_with("text/javascript"))
        );
        assert!(asset("/assets/hitkey.css").is_none());
    }

    #[test]
    fn another_content_has_another_path() {
        assert_ne!(Asset::new("a", "css", "text/css").path, Asset::new("b", "css", "text/css").path);
    }

    #[test]
    fn the_stylesheet_fetches_nothing() {
        let css = asset(stylesheet()).unwrap().content;
        assert!(!css.contains("url(") && !css.contains("@import"));
    }
}
