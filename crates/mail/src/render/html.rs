use crate::compose::{Block, Draft};
use hitkey_kernel::Language;

/// The body as one page: inline styles only, since mail programs drop the rest; nothing is loaded.
pub(super) fn page(draft: &Draft, language: Language) -> String {
    let subject = escape(&draft.subject);
    let blocks: String = draft.blocks.iter().map(block).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{subject}</title>\n</head>\n\
         <body style=\"margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif\">\n\
         <main style=\"max-width:34em;margin:0 auto\">\n\
         <h1 style=\"font-size:22px;line-height:1.3;margin:0 0 16px\">{subject}</h1>\n{blocks}</main>\n</body>\n</html>\n",
        language.tag(),
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("<p style=\"margin:0 0 16px\">{}</p>\n", escape(text)),
        Block::Code(code) => format!(
            "<p style=\"margin:0 0 16px;font:bold 28px/1.3 ui-monospace,Consolas,monospace;letter-spacing:4px\">{}</p>\n",
            escape(code)
        ),
        Block::Button { label, link, fallback } => button(&escape(label), &escape(link), &escape(fallback)),
        Block::Facts(facts) => facts_table(facts),
        Block::Footer(text) => format!(
            "<hr style=\"border:0;border-top:1px solid #808080;margin:24px 0 16px\">\n\
             <p style=\"margin:0;font-size:14px\">{}</p>\n",
            escape(text)
        ),
    }
}

/// A link that looks like a button, and the same link bare: some readers can't press, some want to see first.
fn button(label: &str, link: &str, fallback: &str) -> String {
    format!(
        "<p style=\"margin:0 0 16px\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;\
         border-radius:6px;background:#1d4ed8;color:#ffffff;font-weight:bold;text-decoration:none\">{label}</a></p>\n\
         <p style=\"margin:0 0 16px;font-size:14px\">{fallback}<br>\n\
         <a href=\"{link}\" style=\"word-break:break-all\">{link}</a></p>\n"
    )
}

fn facts_table(facts: &[(String, String)]) -> String {
    let rows: String = facts
        .iter()
        .map(|(name, value)| {
            format!(
                "<tr><th scope=\"row\" style=\"text-align:left;padding:2px 16px 2px 0\">{}</th><td>{}</td></tr>\n",
                escape(name),
                escape(value)
            )
        })
        .collect();
    format!("<table style=\"margin:0 0 16px;border-collapse:collapse\">\n{rows}</table>\n")
}

/// Makes text fit for content and for quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_content_or_attributes() {
        let draft = Draft {
            subject: "<b>".into(),
            blocks: vec![
                Block::Paragraph("a < b & c".into()),
                Block::Code("<script>".into()),
                Block::Button {
                    label: "<i>".into(),
                    link: "https://x/?a=1&b='\"><img src=x>".into(),
                    fallback: "<u>".into(),
                },
                Block::Facts(vec![("<th>".into(), "</td><td>".into())]),
                Block::Footer("</html>".into()),
            ],
        };
        let page = page(&draft, Language::En);
        for broken in ["<b>", "<script", "<i>", "<img", "<u>", "<th>", "</td><td>", "b & c"] {
            assert!(!page.contains(broken), "{broken}");
        }
        assert!(page.contains("https://x/?a=1&amp;b=&#39;&quot;&gt;&lt;img src=x&gt;"));
        assert_eq!(page.matches("</html>").count(), 1);
    }
}
