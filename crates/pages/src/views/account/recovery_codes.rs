use crate::{Frame, Section, View};
use askama::Template;
use hitkey_kernel::SecretText;

/// Recovery codes, shown once: after the second factor was switched on, and whenever they are drawn anew.
#[derive(Debug, Clone, Template)]
#[template(path = "account/recovery_codes.html")]
pub struct RecoveryCodes {
    /// The frame.
    pub frame: Frame,
    /// The codes.
    pub codes: Vec<SecretText>,
}

impl RecoveryCodes {
    const SECTION: Section = Section::Security;

    /// The codes as a file that is in the page already: they are not asked for a second time.
    fn file(&self) -> String {
        let lines: Vec<_> = self.codes.iter().map(SecretText::expose).collect();
        format!("data:text/plain;charset=utf-8,HitKey%0A%0A{}%0A", lines.join("%0A"))
    }
}

impl View for RecoveryCodes {
    const NAME: &'static str = "recovery_codes";

    fn samples() -> Vec<(&'static str, Self)> {
        let codes = (0..10).map(|n| SecretText::new(format!("abcd-efgh-ijkl-mn2{n}"))).collect();
        vec![("shown", Self { frame: Frame::default(), codes })]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_every_code_on_a_line_and_no_code_is_printed() {
        let (_, page) = RecoveryCodes::samples().remove(0);
        assert_eq!(page.file().matches("%0Aabcd-efgh-ijkl-mn2").count(), 10);
        assert!(!format!("{page:?}").contains("abcd"));
    }
}
