//! Where one domain's port is answered by another domain.

mod notices;

pub(crate) use notices::MailNotices;
