use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// Argon2id with HitKey's default parameters, on one thread and in memory that is kept.
#[derive(Clone)]
pub(crate) struct Hashing(Sender<oneshot::Sender<()>>);

impl Hashing {
    /// Starts the thread.
    pub(crate) fn start() -> Self {
        let (callers, calls) = channel();
        std::thread::spawn(move || work_off(&calls));
        Self(callers)
    }

    /// Hashes a password.
    pub(crate) async fn once(&self) {
        let (done, is_done) = oneshot::channel();
        self.0.send(done).unwrap();
        is_done.await.unwrap();
    }
}

fn work_off(calls: &Receiver<oneshot::Sender<()>>) {
    let params = Params::new(19 * 1024, 2, 1, Some(32)).unwrap();
    let mut memory = vec![Block::default(); params.block_count()];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut output = [0; 32];
    for done in calls {
        argon
            .hash_password_into_with_memory(b"plum-otter-lantern-42", &[7; 16], &mut output, &mut memory)
            .unwrap();
        let _ = done.send(());
    }
}
