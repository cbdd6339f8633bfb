use crate::Frame;
use std::borrow::Cow;

/// Whether pages are light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in cookies, forms and the markup.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    /// What the person chose instead of what their device does.
    pub(crate) fn chosen(self) -> Option<&'static str> {
        Some(self.word()).filter(|_| self != Self::Auto)
    }

    pub(crate) fn name(self, frame: Frame) -> Cow<'static, str> {
        frame.say(&format!("theme-{}", self.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_theme_has_a_word_and_a_name() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_word(theme.word()), Some(theme));
            assert!(!theme.name(Frame::default()).starts_with('['), "{theme:?}");
        }
        assert_eq!(Theme::from_word("dark\" onload=\""), None);
    }
}
