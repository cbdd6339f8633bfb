/// What kind of device a `User-Agent` header (RFC 9110 §10.1.5) speaks of, such as `Firefox, Linux`.
///
/// Only names from our own lists come out: the header is whatever the caller wrote, and a mail that repeats it
/// would carry strangers' words, and links, to people under our name.
pub(crate) fn name_of(user_agent: &str) -> Option<String> {
    let names: Vec<&str> = [&PROGRAMS[..], &SYSTEMS[..]]
        .iter()
        .filter_map(|list| list.iter().find(|(token, _)| user_agent.contains(token)))
        .map(|(_, name)| *name)
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// In the order to look: nearly every browser also names the ones below it.
const PROGRAMS: [(&str, &str); 11] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python-requests/", "Python"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_we_know_come_out() {
        let chrome_android = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) \
            Chrome/140.0.0.0 Mobile Safari/537.36";
        let safari_phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, \
            like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        for (user_agent, name) in [
            (chrome_android, Some("Chrome, Android")),
            (safari_phone, Some("Safari, iPhone")),
            ("curl/8.14.1", Some("curl")),
            ("Visit https://evil.example now", None),
            ("Firefox/1 https://evil.example", Some("Firefox")),
            ("", None),
        ] {
            assert_eq!(name_of(user_agent).as_deref(), name, "{user_agent:?}");
        }
    }
}
