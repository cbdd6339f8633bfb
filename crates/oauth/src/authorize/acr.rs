use crate::{Acr, SignIn};
use serde_json::{Map, Value};

/// How strong a client wants the sign-in to be: `acr_values`, or `acr` in the parameter `claims`
/// (OpenID Connect Core §3.1.2.1 and §5.5.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcrRequest {
    values: Vec<String>,
    is_essential: bool,
}

impl AcrRequest {
    /// A wish: words with blanks between them.
    pub(crate) fn wished(words: &str) -> Option<Self> {
        let values: Vec<_> = words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (!values.is_empty()).then_some(Self { values, is_essential: false })
    }

    /// What the member `acr` of a claims request says. Without values any strength will do.
    pub(crate) fn claimed(member: &Map<String, Value>, values: Vec<Value>) -> Self {
        let texts = values.into_iter().filter_map(|value| value.as_str().map(str::to_owned));
        let is_essential = member.get("essential") == Some(&Value::Bool(true));
        Self { values: texts.collect(), is_essential }
    }

    /// Whether nothing else will do.
    pub fn is_essential(&self) -> bool {
        self.is_essential
    }

    /// Whether a sign-in is as strong as this asks for.
    pub fn is_met_by(&self, sign_in: &SignIn) -> bool {
        self.told(sign_in).is_some()
    }

    /// Whether a second factor would meet it.
    pub fn takes_two_factors(&self) -> bool {
        self.names(Acr::TwoFactors)
    }

    /// What a sign-in that meets it is called: by its own name, or, since who used two factors used one, by a weaker
    /// one that was asked for.
    pub(crate) fn told(&self, sign_in: &SignIn) -> Option<Acr> {
        let own = Acr::from_wire(&sign_in.acr)?;
        Acr::ALL.into_iter().rev().filter(|acr| *acr <= own).find(|acr| self.names(*acr))
    }

    fn names(&self, acr: Acr) -> bool {
        self.values.iter().any(|value| value == acr.as_str())
    }
}
