use crate::{Partner, Process, eventually, free_port};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(30);
const MODULES: &str = "/usr/lib/apache2/modules";

/// Apache with `mod_auth_openidc`, a certified relying party: `/secure/` is for people who signed in with HitKey.
#[derive(Debug)]
pub struct Apache {
    /// The process.
    pub process: Process,
    _directory: TempDir,
}

/// Where an Apache is going to be, to be registered before it starts.
#[derive(Debug, Clone, Copy)]
pub struct ApachePlace(u16);

impl ApachePlace {
    /// A free one.
    pub fn find() -> Self {
        Self(free_port())
    }

    /// A URL there.
    pub fn url(self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.0)
    }

    /// Its redirect URI.
    pub fn redirect_uri(self) -> String {
        self.url("/secure/redirect_uri")
    }
}

impl Apache {
    /// Starts one as the relying party `partner` of `issuer`.
    ///
    /// # Panics
    /// When it can't be started.
    pub async fn start(place: ApachePlace, issuer: &str, partner: &Partner) -> Self {
        let directory = tempfile::tempdir().unwrap();
        write_site(directory.path());
        let path = directory.path().join("httpd.conf");
        std::fs::write(&path, configuration(directory.path(), place, issuer, partner)).unwrap();
        let mut command = Command::new("/usr/sbin/apache2");
        command.arg("-X").arg("-d").arg(directory.path()).arg("-f").arg(&path);
        let mut process = Process::start(&mut command, &directory.path().join("log"));
        eventually("Apache is up", PATIENCE, async || {
            assert!(process.ended().is_none(), "Apache ended: {}", process.log());
            tokio::net::TcpStream::connect(("127.0.0.1", place.0)).await.ok()
        })
        .await;
        Self { process, _directory: directory }
    }
}

/// What Apache shows, readable by the user that it becomes.
fn write_site(directory: &Path) {
    let secure = directory.join("site/secure");
    std::fs::create_dir_all(&secure).unwrap();
    let greeting =
        "<h1>Welcome <!--#echo var=\"OIDC_CLAIM_email\" --></h1><p><!--#echo var=\"REMOTE_USER\" --></p>";
    std::fs::write(secure.join("index.shtml"), greeting).unwrap();
    std::fs::write(directory.join("site/bye.html"), "<h1>Goodbye</h1>").unwrap();
    std::fs::set_permissions(directory, Permissions::from_mode(0o755)).unwrap();
}

fn configuration(directory: &Path, place: ApachePlace, issuer: &str, partner: &Partner) -> String {
    let modules =
        ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "include", "mime", "auth_openidc"];
    let modules: String =
        modules.iter().map(|name| format!("LoadModule {name}_module {MODULES}/mod_{name}.so\n")).collect();
    let (home, port) = (directory.display(), place.0);
    format!(
        "{modules}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
DefaultRuntimeDir {home}
PidFile {home}/pid
ErrorLog {home}/log
User nobody
Group nogroup
TypesConfig /dev/null
AddType text/html .html .shtml
AddOutputFilter INCLUDES .shtml
DirectoryIndex index.shtml
DocumentRoot {home}/site
OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCClientID {id}
OIDCClientSecret {secret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCRedirectURI {redirect_uri}
OIDCScope \"openid profile email\"
OIDCPKCEMethod S256
OIDCCryptoPassphrase for-this-test-only
<Directory {home}/site>
  Options +Includes
  Require all granted
</Directory>
<Location /secure>
  AuthType openid-connect
  Require valid-user
</Location>
",
        id = partner.id,
        secret = partner.secret.as_deref().unwrap(),
        redirect_uri = place.redirect_uri(),
    )
}
