//! Texts with `$NAME`, which stands for a value to be kept, and `…`, which stands for anything.

use std::collections::BTreeMap;

const ANYTHING: char = '…';

/// What a reader keeps in mind: the values of variables.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    variables: BTreeMap<String, String>,
    examples: BTreeMap<String, String>,
}

impl Memory {
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = (&String, &String)> {
        self.variables.iter()
    }

    /// An id that is shown as an example always stands for the same id, and no other example does.
    pub(super) fn same_example(&mut self, shown: &str, real: &str) -> bool {
        let taken = self.examples.iter().any(|(other, value)| other != shown && value == real);
        !taken && self.examples.entry(shown.to_owned()).or_insert_with(|| real.to_owned()) == real
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str),
    Anything,
}

/// Compares a text with what is shown for it, and keeps the variables that are new.
pub(super) fn compare(shown: &str, real: &str, memory: &mut Memory) -> Result<(), String> {
    let mut kept = memory.clone();
    if !matches(&pieces(shown), real, &mut kept) {
        return Err(format!("{shown:?} is shown for {real:?}"));
    }
    *memory = kept;
    Ok(())
}

fn matches(pieces: &[Piece<'_>], real: &str, memory: &mut Memory) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return real.is_empty() };
    match first {
        Piece::Text(text) => real.strip_prefix(text).is_some_and(|real| matches(rest, real, memory)),
        Piece::Anything => ends(real).any(|end| matches(rest, &real[end..], memory)),
        Piece::Variable(name) => match memory.variable(name).map(str::to_owned) {
            Some(value) => real.strip_prefix(&value).is_some_and(|real| matches(rest, real, memory)),
            None => keep(name, rest, real, memory),
        },
    }
}

/// Keeps the shortest word that lets the rest match.
fn keep(name: &str, rest: &[Piece<'_>], real: &str, memory: &mut Memory) -> bool {
    ends(real).filter(|end| !real[..*end].contains(char::is_whitespace)).any(|end| {
        let mut kept = memory.clone();
        kept.set(name, &real[..end]);
        let found = matches(rest, &real[end..], &mut kept);
        if found {
            *memory = kept;
        }
        found
    })
}

/// Where something that is not empty may end.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(at, character)| at + character.len_utf8())
}

fn pieces(shown: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = shown;
    while let Some(at) = rest.find(['$', ANYTHING]) {
        let (text, special) = rest.split_at(at);
        found.push(Piece::Text(text));
        let (piece, length) = special_piece(special);
        found.push(piece);
        rest = &special[length..];
    }
    found.push(Piece::Text(rest));
    found
}

fn special_piece(special: &str) -> (Piece<'_>, usize) {
    if special.starts_with(ANYTHING) {
        return (Piece::Anything, ANYTHING.len_utf8());
    }
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let length = special[1..].find(|c| !is_part(c)).map_or(special.len(), |length| length + 1);
    match length {
        1 => (Piece::Text("$"), 1),
        _ => (Piece::Variable(&special[1..length]), length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_what_is_shown_for_them_and_nothing_else() {
        for (shown, real, same) in [
            ("ann", "ann", true),
            ("ann", "anna", false),
            ("hitkey_…", "hitkey_abc", true),
            ("hitkey_…", "hitkey_", false),
            ("…", "", false),
            ("a…c…e", "abcde", true),
            ("a…c…e", "abde", false),
            ("costs $ 5", "costs $ 5", true),
            ("$KNOWN!", "value!", true),
            ("$KNOWN!", "other!", false),
            ("$NEW", "two words", false),
        ] {
            let mut memory = Memory::default();
            memory.set("KNOWN", "value");
            assert_eq!(compare(shown, real, &mut memory).is_ok(), same, "{shown:?} {real:?}");
        }
    }

    #[test]
    fn a_variable_is_kept_and_must_be_the_same_the_next_time() {
        let mut memory = Memory::default();
        compare(
            "https://app/callback?code=$CODE&state=xyz",
            "https://app/callback?code=a-b_c&state=xyz",
            &mut memory,
        )
        .unwrap();
        assert_eq!(memory.variable("CODE"), Some("a-b_c"));
        compare("$CODE", "another", &mut memory).unwrap_err();
    }

    #[test]
    fn an_example_id_stands_for_one_id() {
        let mut memory = Memory::default();
        assert!(
            memory.same_example("a", "1") && memory.same_example("a", "1") && memory.same_example("b", "2")
        );
        assert!(!memory.same_example("a", "2") && !memory.same_example("c", "1"));
    }
}
