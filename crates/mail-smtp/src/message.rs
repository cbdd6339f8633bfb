use hitkey_kernel::EmailAddress;
use hitkey_mail::Email;
use lettre::Message;
use lettre::address::{Address, AddressError};
use lettre::message::header::{HeaderName, HeaderValue, InvalidHeaderName};
use lettre::message::{Mailbox, MultiPart};
use url::Host;

/// Whom mails come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name that mail programs show.
    pub name: Option<String>,
    /// The address; also where mails that can't be delivered come back to.
    pub address: EmailAddress,
}

/// A mail can't be put into the form of the wire.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MessageError {
    #[error("an address that SMTP can't carry")]
    Address(#[from] AddressError),
    #[error("a message that can't be built")]
    Form(#[from] lettre::error::Error),
    #[error("a header that can't be built")]
    Header(#[from] InvalidHeaderName),
}

pub(crate) fn mailbox(sender: Sender) -> Result<Mailbox, MessageError> {
    Ok(Mailbox::new(sender.name, address(&sender.address)?))
}

/// The message, in ASCII throughout. Its `Message-ID` comes from the outbox entry: a mail that is delivered
/// twice has the same one, and mail programs show it once (RFC 5322 §3.6.4).
pub(crate) fn message(from: &Mailbox, email: &Email) -> Result<Message, MessageError> {
    let id = format!("<{}@{}>", email.id, from.email.domain());
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, address(&email.to)?))
        .subject(email.subject.clone())
        .message_id(Some(id))
        // No machine should answer (RFC 3834 §5).
        .raw_header(header("Auto-Submitted", "auto-generated")?)
        .raw_header(header("Content-Language", email.language.tag())?)
        .multipart(MultiPart::alternative_plain_html(email.text.clone(), email.html.clone()))?;
    Ok(message)
}

fn header(name: &str, value: &str) -> Result<HeaderValue, MessageError> {
    Ok(HeaderValue::new(HeaderName::new_from_ascii(name.to_owned())?, value.to_owned()))
}

/// The address with its domain in the ASCII form of IDNA: every server takes that.
fn address(address: &EmailAddress) -> Result<Address, AddressError> {
    let text = address.as_str();
    let domain = text.rsplit_once('@').map_or("", |(_, domain)| domain);
    match Host::parse(domain) {
        Ok(Host::Domain(domain)) => Address::new(address.local_part(), domain),
        _ => text.parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::{Language, OutboxId};
    use hitkey_mail::testkit::fixtures;

    fn built(to: &str) -> Message {
        let sender = Sender {
            name: Some("HitKey für alle".into()),
            address: EmailAddress::parse("id@example.org").unwrap(),
        };
        let Some(content) = fixtures::every_content().into_iter().next() else { panic!("fixtures") };
        let mut letter = fixtures::letter(Language::Ru, content);
        letter.to = EmailAddress::parse(to).unwrap();
        let id: OutboxId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        message(&mailbox(sender).unwrap(), &letter.render(id)).unwrap()
    }

    #[test]
    fn the_wire_form_is_ascii_with_both_bodies_and_a_lasting_id() {
        let wire = String::from_utf8(built("ann@example.org").formatted()).unwrap();
        assert!(wire.is_ascii());
        for part in [
            "Message-ID: <01890000-0000-7000-8000-000000000001@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Language: ru\r\n",
            "To: ann@example.org\r\n",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "Date: ",
        ] {
            assert!(wire.contains(part), "{part} in {wire}");
        }
        assert!(wire.lines().all(|line| line.len() <= 998));
    }

    #[test]
    fn foreign_domains_travel_in_ascii() {
        let message = built("ann@bücher.example");
        assert_eq!(message.envelope().to()[0].to_string(), "ann@xn--bcher-kva.example");
    }
}
