use serde::{Deserialize, Serialize};

/// A language that HitKey speaks to people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
    /// Tajik.
    Tg,
}

impl Language {
    /// All of them, the default first.
    pub const ALL: [Self; 5] = [Self::En, Self::Es, Self::Ru, Self::Kk, Self::Tg];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Ru => "ru",
            Self::Kk => "kk",
            Self::Tg => "tg",
        }
    }

    /// The language of a BCP 47 tag, looking at its primary subtag only.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4); English if none fits.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0.0, Self::default());
        for range in accept_language.split(',').take(16) {
            let mut parts = range.split(';');
            let language = parts.next().and_then(Self::from_tag);
            let quality =
                parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Ok(1.0_f32), str::parse);
            if let (Some(language), Ok(quality)) = (language, quality)
                && quality > best.0
            {
                best = (quality, language);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_weighed_by_quality_then_order() {
        for (header, language) in [
            ("", Language::En),
            ("fr", Language::En),
            ("ru-RU,ru;q=0.9,en;q=0.8", Language::Ru),
            ("en;q=0.5, kk", Language::Kk),
            ("fr, es;q=0.3, tg;q=0.7", Language::Tg),
            ("es;q=0", Language::En),
            ("*;q=x,,;", Language::En),
        ] {
            assert_eq!(Language::negotiate(header), language, "{header:?}");
        }
    }
}
