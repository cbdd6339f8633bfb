//! Writes every sample page into a folder, to be opened in a browser:
//! `cargo run -p hitkey-pages --example gallery -- /tmp/gallery`.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in hitkey_pages::assets() {
        std::fs::write(folder.join(asset.path.trim_start_matches('/')), asset.content)?;
    }
    for sample in hitkey_pages::gallery()? {
        let html = sample.html.replace("=\"/assets/", "=\"assets/");
        std::fs::write(folder.join(format!("{}.html", sample.name)), html)?;
    }
    Ok(())
}
