use super::Draft;
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::web::{Data, Payload};

/// What an argument of a handler takes from the request, and how it is refused. Stands beside each extractor.
pub trait Takes {
    /// Adds it to the description.
    fn describe(draft: &mut Draft);
}

/// Read by the handler itself, if at all: its [`About`](super::About) tells.
impl Takes for HttpRequest {
    fn describe(_: &mut Draft) {}
}

impl Takes for Payload {
    fn describe(_: &mut Draft) {}
}

impl Takes for Data<Services> {
    fn describe(_: &mut Draft) {}
}

macro_rules! takes_all {
    ($($part:ident)*) => {
        impl<$($part: Takes),*> Takes for ($($part,)*) {
            fn describe(_draft: &mut Draft) {
                $($part::describe(_draft);)*
            }
        }
    };
}

takes_all!();
takes_all!(A);
takes_all!(A B);
takes_all!(A B C);
takes_all!(A B C D);
takes_all!(A B C D E);
takes_all!(A B C D E F);
takes_all!(A B C D E F G);
