/// By what names a client knows a person and their session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownAs {
    /// The person.
    pub(crate) sub: String,
    /// The session, if there is one.
    pub(crate) sid: Option<String>,
}
