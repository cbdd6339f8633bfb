//! Where one domain's port is answered by another domain.

mod api_client_worth;
mod invite_mails;
mod notices;
mod project_notices;
mod user_code_tries;

pub(crate) use api_client_worth::ProjectApiClients;
pub(crate) use invite_mails::ThrottledInviteMails;
pub(crate) use notices::MailNotices;
pub(crate) use project_notices::ProjectMailNotices;
pub(crate) use user_code_tries::ThrottledUserCodes;
