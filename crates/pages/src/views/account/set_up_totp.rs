use crate::qr::Qr;
use crate::{Field, Frame, Problem, Problems, Section, View};
use askama::Template;
use hitkey_kernel::SecretText;

/// `/account/security/two-factor`: an authenticator app takes the secret and shows a first code.
#[derive(Debug, Clone, Template)]
#[template(path = "account/set_up_totp.html")]
pub struct SetUpTotp {
    /// The frame.
    pub frame: Frame,
    /// The secret in base32, for apps that can't take a picture.
    pub secret: SecretText,
    /// The secret as an `otpauth://` URI.
    pub uri: SecretText,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl SetUpTotp {
    const SECTION: Section = Section::Security;

    fn qr(&self) -> Option<Qr> {
        Qr::of(self.uri.expose())
    }

    /// The secret in groups of four, as it is easiest to type.
    fn groups(&self) -> Vec<&str> {
        let text = self.secret.expose();
        (0..text.len()).step_by(4).filter_map(|at| text.get(at..text.len().min(at + 4))).collect()
    }
}

impl View for SetUpTotp {
    const NAME: &'static str = "set_up_totp";

    fn samples() -> Vec<(&'static str, Self)> {
        let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        let uri = format!("otpauth://totp/HitKey:ann@example.org?secret={secret}&issuer=HitKey");
        let first = Self {
            frame: Frame::default(),
            secret: SecretText::new(secret),
            uri: SecretText::new(uri),
            problems: Problems::none(),
        };
        let wrong = Self { problems: Problem::CodeWrong.into(), ..first.clone() };
        vec![("first", first), ("wrong", wrong)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_groups_and_by_a_picture_and_never_printed() {
        let (_, page) = SetUpTotp::samples().remove(0);
        assert_eq!(page.groups().join(""), page.secret.expose());
        assert!(page.qr().is_some());
        assert!(!format!("{page:?}").contains("JBSWY3DP"));
    }
}
