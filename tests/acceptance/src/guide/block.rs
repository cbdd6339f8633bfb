/// A fenced block of a Markdown page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// The word after the fence.
    pub(super) language: String,
    /// What stands between the fences, without the indentation of the list it may stand in.
    pub(super) text: String,
    /// The line of the opening fence, from 1.
    pub(super) line: usize,
}

impl Block {
    /// Whether it is a request whose answer is shown.
    pub(super) fn is_request(&self) -> bool {
        self.language == "sh" && self.text.starts_with("curl ")
    }
}

/// The fenced blocks of a page, in order.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let mut lines = page.lines().enumerate();
    let mut found = Vec::new();
    while let Some((number, line)) = lines.next() {
        let Some(language) = line.trim_start().strip_prefix("```") else { continue };
        let indentation = line.len() - line.trim_start().len();
        let inner = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```");
        let inner: Vec<_> = inner.map(|line| line.get(indentation..).unwrap_or_default()).collect();
        found.push(Block { language: language.trim().to_owned(), text: inner.join("\n"), line: number + 1 });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_wherever_they_stand() {
        let page = "words\n```sh\ncurl x\n```\n1. list\n\n   ```json\n   {\n     \"a\": 1\n   }\n   ```\n";
        let found = blocks(page);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].is_request() && found[0].line == 2, "{found:?}");
        assert_eq!(found[1].text, "{\n  \"a\": 1\n}");
    }
}
