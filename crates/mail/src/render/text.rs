use crate::compose::{Block, Draft};

/// The body as plain text, blocks apart by an empty line.
pub(super) fn page(draft: &Draft) -> String {
    let blocks: Vec<String> = draft.blocks.iter().map(block).collect();
    blocks.join("\n\n") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => text.clone(),
        Block::Code(code) => format!("    {code}"),
        Block::Button { label, link, .. } => format!("{label}:\n{link}"),
        Block::Facts(facts) => {
            let lines: Vec<String> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            lines.join("\n")
        }
        // The signature mark of RFC 3676 §4.3: mail programs show what follows in grey.
        Block::Footer(text) => format!("-- \n{text}"),
    }
}
