use crate::{Done, Frame, Section, Theme, View};
use askama::Template;
use hitkey_kernel::Language;

/// `/account/settings`: how the pages look, and what is done with the account as a whole.
#[derive(Debug, Clone, Template)]
#[template(path = "account/settings.html")]
pub struct Settings {
    /// The frame.
    pub frame: Frame,
    /// The language that was chosen for this browser, if one was.
    pub language: Option<Language>,
    /// Where the account can be downloaded.
    pub export_url: String,
    /// What was just done.
    pub done: Option<Done>,
}

impl Settings {
    const SECTION: Section = Section::Settings;

    fn is_chosen(&self, language: &Language) -> bool {
        self.language == Some(*language)
    }

    fn is_in(&self, theme: &Theme) -> bool {
        self.frame.theme == *theme
    }

    /// What a language calls itself.
    const fn own_name(language: Language) -> &'static str {
        match language {
            Language::En => "English",
            Language::Es => "Español",
            Language::Ru => "Русский",
            Language::Kk => "Қазақша",
            Language::Tg => "Тоҷикӣ",
        }
    }
}

impl View for Settings {
    const NAME: &'static str = "settings";

    fn samples() -> Vec<(&'static str, Self)> {
        let first =
            Self { frame: Frame::default(), language: None, export_url: "/auth/export".into(), done: None };
        let chosen = Self {
            frame: Frame { theme: Theme::Dark, ..Frame::default() },
            language: Some(Language::En),
            done: Some(Done::Settings),
            ..first.clone()
        };
        vec![("first", first), ("chosen", chosen)]
    }
}
