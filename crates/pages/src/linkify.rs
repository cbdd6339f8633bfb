//! Plain text cut into pieces, so that a template can make links and codes stand out.

/// A piece of text, to be written as it is, as a link, or as a code to type.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Plain(&'a str),
    Link(&'a str),
    Code(&'a str),
}

fn is_link(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

fn is_code(word: &str) -> bool {
    word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn classify(word: &str) -> Piece<'_> {
    if is_link(word) {
        Piece::Link(word)
    } else if is_code(word) {
        Piece::Code(word)
    } else {
        Piece::Plain(word)
    }
}

/// The text in order: joined again, the pieces are the text.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim_end();
        // A full stop or bracket after a URL belongs to the sentence.
        let core = word.trim_end_matches(['.', ',', ')', ']', '>', ';', '!']);
        pieces.push(classify(core));
        pieces.push(Piece::Plain(&chunk[core.len()..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_codes_are_found_and_nothing_is_lost() {
        let text = "Code: 123456.\nOpen https://id.example.org/reset?token=a_b-c, please (1234567).";
        let found = pieces(text);
        assert!(found.contains(&Piece::Code("123456")));
        assert!(found.contains(&Piece::Link("https://id.example.org/reset?token=a_b-c")));
        let joined: String = found
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Link(text) | Piece::Code(text) => *text,
            })
            .collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(pieces("javascript:alert(1)")[0], Piece::Plain("javascript:alert(1"));
    }
}
