use super::pool::Pool;
use super::{HashingLoad, HashingSettings};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use async_trait::async_trait;
use hitkey_identity::ports::{HashingError, PasswordHasher, Verdict};
use hitkey_identity::{Password, PasswordHash};
use hitkey_kernel::{Random, random_array, same_bytes};
use password_hash::phc;
use std::sync::Arc;
use zeroize::Zeroizing;

const SALT: usize = 16;
const OUTPUT: usize = 32;

/// Argon2id (RFC 9106) on threads of its own.
pub struct Argon2Hasher {
    params: Params,
    /// Compared with when there is no account, so that this takes as long as with one.
    nobody: Stored,
    pool: Pool<Memory>,
    random: Arc<dyn Random>,
}

/// A hasher can't be made of these settings.
#[derive(Debug, thiserror::Error)]
pub enum HasherError {
    /// Argon2 has no such parameters.
    #[error("not parameters of Argon2: {0}")]
    Parameters(argon2::Error),
    /// The operating system gives no threads.
    #[error("no thread for hashing")]
    Threads(#[from] std::io::Error),
}

/// What Argon2 fills; kept between hashes, since getting it afresh costs a tenth of a hash.
#[derive(Default)]
struct Memory(Vec<Block>);

impl Memory {
    fn of(&mut self, params: &Params) -> &mut [Block] {
        let count = params.block_count();
        if self.0.len() < count {
            self.0.resize(count, Block::default());
        }
        &mut self.0[..count]
    }
}

/// A hash, taken apart.
#[derive(Clone)]
struct Stored {
    params: Params,
    version: Version,
    salt: Vec<u8>,
    output: Vec<u8>,
}

impl Argon2Hasher {
    /// Starts the threads.
    ///
    /// # Errors
    /// [`HasherError`] when the settings are none of Argon2's, or there are no threads to be had.
    pub fn new(settings: HashingSettings, random: Arc<dyn Random>) -> Result<Self, HasherError> {
        let HashingSettings { memory_kib, passes, lanes, threads, waiting } = settings;
        let params = Params::new(memory_kib, passes, lanes, Some(OUTPUT)).map_err(HasherError::Parameters)?;
        let nobody = Stored {
            params: params.clone(),
            version: Version::V0x13,
            salt: random_array::<SALT>(&*random).to_vec(),
            output: random_array::<OUTPUT>(&*random).to_vec(),
        };
        Ok(Self { params, nobody, pool: Pool::start(threads.max(1), waiting)?, random })
    }

    /// What goes on at this moment.
    pub fn load(&self) -> HashingLoad {
        self.pool.load()
    }

    /// Whether a hash was made more cheaply than today's are.
    fn is_weak(&self, stored: &Stored) -> bool {
        let (then, now) = (&stored.params, &self.params);
        then.m_cost() < now.m_cost()
            || then.t_cost() < now.t_cost()
            || stored.output.len() < OUTPUT
            || stored.version != Version::V0x13
    }
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    fn is_overloaded(&self) -> bool {
        self.pool.is_full()
    }

    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError> {
        let salt = random_array::<SALT>(&*self.random);
        let (params, password) = (self.params.clone(), password.clone());
        let work = move |memory: &mut Memory| {
            let mut output = Zeroizing::new([0; OUTPUT]);
            compute(
                memory,
                &params,
                Version::V0x13,
                Input { password: &password, salt: &salt },
                &mut *output,
            )?;
            phc_text(&params, &salt, &*output)
        };
        self.pool.run(work).await?.map(PasswordHash::from_phc)
    }

    async fn verify<'a>(
        &self,
        password: &Password,
        hash: Option<&'a PasswordHash>,
    ) -> Result<Verdict, HashingError> {
        let stored = hash.map_or_else(|| Ok(self.nobody.clone()), parse)?;
        let (known, weak, password) = (hash.is_some(), self.is_weak(&stored), password.clone());
        let right = self.pool.run(move |memory| is_right(memory, &password, &stored)).await??;
        Ok(match (known && right, weak) {
            (false, _) => Verdict::Wrong,
            (true, false) => Verdict::Right,
            (true, true) => Verdict::RightButWeak,
        })
    }
}

fn is_right(memory: &mut Memory, password: &Password, stored: &Stored) -> Result<bool, HashingError> {
    let mut output = Zeroizing::new(vec![0; stored.output.len()]);
    let input = Input { password, salt: &stored.salt };
    compute(memory, &stored.params, stored.version, input, &mut output)?;
    Ok(same_bytes(&output, &stored.output))
}

struct Input<'a> {
    password: &'a Password,
    salt: &'a [u8],
}

fn compute(
    memory: &mut Memory,
    params: &Params,
    version: Version,
    input: Input<'_>,
    output: &mut [u8],
) -> Result<(), HashingError> {
    let argon2 = Argon2::new(Algorithm::Argon2id, version, params.clone());
    let password = input.password.expose().as_bytes();
    argon2.hash_password_into_with_memory(password, input.salt, output, memory.of(params)).map_err(failed)
}

fn phc_text(params: &Params, salt: &[u8], output: &[u8]) -> Result<String, HashingError> {
    let hash = phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: params.try_into().map_err(failed)?,
        salt: Some(phc::Salt::new(salt).map_err(failed)?),
        hash: Some(phc::Output::new(output).map_err(failed)?),
    };
    Ok(hash.to_string())
}

fn parse(hash: &PasswordHash) -> Result<Stored, HashingError> {
    let hash = phc::PasswordHash::new(hash.as_phc()).map_err(failed)?;
    let (Some(salt), Some(output), Some(version)) = (hash.salt, hash.hash, hash.version) else {
        return Err(HashingError::Failed("the stored hash lacks its version, salt or output".into()));
    };
    if hash.algorithm != Algorithm::Argon2id.ident() {
        return Err(HashingError::Failed("the stored hash is not Argon2id".into()));
    }
    Ok(Stored {
        params: Params::try_from(&hash).map_err(failed)?,
        version: version.try_into().map_err(failed)?,
        salt: salt.to_vec(),
        output: output.as_bytes().to_vec(),
    })
}

fn failed(error: impl std::fmt::Display) -> HashingError {
    HashingError::Failed(error.to_string().into())
}

impl std::fmt::Debug for Argon2Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Argon2Hasher").field("params", &self.params).finish_non_exhaustive()
    }
}
