//! A body that arrives in time or not at all.

use actix_web::HttpMessage as _;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::rt;
use actix_web::rt::time::{Sleep, sleep};
use actix_web::web::Bytes;
use futures_util::Stream;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// For the whole body, which has 64 KiB at most.
const LONGEST: Duration = Duration::from_secs(15);
/// How long the rest of an unread body is kept back; the answer is out long before.
const HELD_BACK: Duration = Duration::from_secs(2);

/// Gives the sender of the request's body only so much time.
///
/// What is not read to its end is held back until the answer is out. To actix that is an unfinished request,
/// after which it closes the connection; the rest of a chunked body that is let go it would go on reading,
/// however long that takes.
pub(super) fn expect(request: &mut ServiceRequest) {
    let body = request.take_payload();
    if !matches!(body, Payload::None) {
        let body = TimelyBody { body, time: Box::pin(sleep(LONGEST)), unread: true };
        request.set_payload(Payload::Stream { payload: Box::pin(body) });
    }
}

struct TimelyBody {
    body: Payload,
    time: Pin<Box<Sleep>>,
    unread: bool,
}

impl Stream for TimelyBody {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.body).poll_next(context);
        if matches!(polled, Poll::Ready(None)) {
            self.unread = false;
        }
        if polled.is_pending() && self.time.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))));
        }
        polled
    }
}

impl Drop for TimelyBody {
    fn drop(&mut self) {
        if self.unread {
            let body = std::mem::replace(&mut self.body, Payload::None);
            rt::spawn(async move {
                sleep(HELD_BACK).await;
                drop(body);
            });
        }
    }
}
