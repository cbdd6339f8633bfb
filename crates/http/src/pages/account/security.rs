//! `/account/security`: password and second factor.

use super::done;
use super::holder::{Answer, Holder};
use crate::services::Services;
use actix_web::{HttpRequest, web};
use hitkey_identity::SecondFactor;
use hitkey_pages::views::{Security, TwoFactor};

/// `GET /account/security`.
pub(in crate::pages) async fn get(
    holder: Holder,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let two_factor = match holder.account(&services).await?.second_factor {
        SecondFactor::Off | SecondFactor::Pending { .. } => TwoFactor::Off,
        SecondFactor::On { recovery_left, .. } => TwoFactor::On { recovery_left: recovery_left as usize },
    };
    holder.show(&Security { frame: holder.visit.frame, two_factor, done: done(&request) })
}
