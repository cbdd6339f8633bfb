use crate::{Frame, View};
use askama::Template;

/// `/device`: asks for the code that a device shows (RFC 8628 §3.3).
#[derive(Debug, Clone, Template)]
#[template(path = "device_code.html")]
pub struct DeviceCodeForm {
    /// The frame.
    pub frame: Frame,
    /// What was typed, if no device waits with it.
    pub wrong: Option<String>,
}

impl View for DeviceCodeForm {
    const NAME: &'static str = "device_code";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self { frame: Frame::default(), wrong: None };
        vec![("first", first.clone()), ("wrong", Self { wrong: Some("WDJB-MJHX".into()), ..first })]
    }
}

/// Asks whether the device that shows a code may have what it asks for.
#[derive(Debug, Clone, Template)]
#[template(path = "allow_device.html")]
pub struct AllowDevice {
    /// The frame.
    pub frame: Frame,
    /// The app's name, chosen by whoever registered it.
    pub app: String,
    /// The code, which the person compares with what the device shows.
    pub code: String,
    /// The scopes asked for.
    pub scopes: Vec<String>,
    /// Name and URI of the servers that it asks tokens for, both chosen by whoever registered them.
    pub resources: Vec<(String, String)>,
    /// The address of the account that would be shared.
    pub email: String,
    /// The id of that account: the decision is only good for the person who read the question.
    pub person: String,
}

impl View for AllowDevice {
    const NAME: &'static str = "allow_device";

    fn samples() -> Vec<(&'static str, Self)> {
        let ask = Self {
            frame: Frame::default(),
            app: "Acme TV".into(),
            code: "WDJB-MJHT".into(),
            scopes: ["openid", "profile", "offline_access"].map(String::from).to_vec(),
            resources: vec![("Films".into(), "https://films.example.org".into())],
            email: "ann@example.org".into(),
            person: "0194bb00-0000-7000-8000-000000000001".into(),
        };
        vec![("ask", ask)]
    }
}

/// The person decided: the device goes on by itself.
#[derive(Debug, Clone, Template)]
#[template(path = "device_done.html")]
pub struct DeviceDone {
    /// The frame.
    pub frame: Frame,
    /// Whether it was allowed.
    pub allowed: bool,
}

impl View for DeviceDone {
    const NAME: &'static str = "device_done";

    fn samples() -> Vec<(&'static str, Self)> {
        let allowed = Self { frame: Frame::default(), allowed: true };
        vec![("allowed", allowed.clone()), ("denied", Self { allowed: false, ..allowed })]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn neither_an_app_nor_a_typed_code_can_bring_markup() {
        let (_, mut ask) = AllowDevice::samples().remove(0);
        ask.app = ATTACK.into();
        ask.scopes = vec![ATTACK.into()];
        ask.resources = vec![(ATTACK.into(), ATTACK.into())];
        assert!(!ask.html().unwrap().contains("<script"));
        let typed = DeviceCodeForm { frame: Frame::default(), wrong: Some(ATTACK.into()) };
        assert!(!typed.html().unwrap().contains("<script"));
    }
}
