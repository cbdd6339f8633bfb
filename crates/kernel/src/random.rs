/// A cryptographically secure source of randomness.
pub trait Random: Send + Sync {
    /// Fills `buffer` with unpredictable bytes.
    fn fill(&self, buffer: &mut [u8]);
}

/// `N` unpredictable bytes.
pub fn random_array<const N: usize>(random: &dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    bytes
}

/// `count` decimal digits, each equally likely.
pub fn random_digits(random: &dyn Random, count: usize) -> String {
    const UNBIASED: u8 = 250;
    let mut digits = String::with_capacity(count);
    while digits.len() < count {
        let [byte] = random_array::<1>(random);
        if byte < UNBIASED {
            digits.push(char::from(b'0' + byte % 10));
        }
    }
    digits
}
