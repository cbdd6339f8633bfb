use super::cpu_of;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::time::Duration;

/// CPU of one Argon2id with HitKey's default parameters, in memory that is kept. How fast memory is
/// depends on what else the machine does: to be measured right before and after what it is compared with.
pub(crate) fn measure() -> Duration {
    let params = Params::new(19 * 1024, 2, 1, Some(32)).unwrap();
    let mut memory = vec![Block::default(); params.block_count()];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut output = [0; 32];
    cpu_of(|| {
        argon
            .hash_password_into_with_memory(b"plum-otter-lantern-42", &[7; 16], &mut output, &mut memory)
            .unwrap();
    })
}
