use crate::html::unescape;
use crate::tools::built;
use crate::{
    Api, Browser, Page, Partner, Person, Process, Server, eventually, node, python, tests_directory,
};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);
const MOST_HOPS: usize = 10;

/// One of the applications in `examples/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framework {
    /// `examples/express`
    Express,
    /// `examples/flask`
    Flask,
    /// `examples/rust`
    Actix,
}

/// An example application, running.
#[derive(Debug)]
pub struct Example {
    port: u16,
    process: Process,
}

impl Framework {
    /// How its README starts it.
    fn command(self, port: u16) -> Command {
        let (program, arguments): (PathBuf, Vec<String>) = match self {
            Self::Express => (node(), vec!["app.js".to_owned()]),
            Self::Flask => {
                let arguments = format!("-m flask --app app run --port {port}");
                (python(), arguments.split(' ').map(str::to_owned).collect())
            }
            Self::Actix => (built("hitkey-example-actix"), vec![]),
        };
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder());
        command
    }

    fn folder(self) -> PathBuf {
        let name = match self {
            Self::Express => "express",
            Self::Flask => "flask",
            Self::Actix => "rust",
        };
        tests_directory().join("../examples").join(name)
    }
}

impl Example {
    /// Starts it as a client of `server`, at the port that `partner` has registered; `settings` are further
    /// variables of its environment.
    ///
    /// # Panics
    /// When it does not answer in time.
    pub async fn start(
        framework: Framework,
        server: &Server,
        partner: &Partner,
        settings: &[(&str, &str)],
    ) -> Self {
        let port = url::Url::parse(&partner.redirect_uri).unwrap().port().expect("a port");
        let mut command = framework.command(port);
        command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
        command.env("CLIENT_SECRET", partner.secret.as_deref().expect("a secret"));
        command.env("PORT", port.to_string()).env("APP_URL", format!("http://localhost:{port}"));
        command.env("SESSION_SECRET", crate::word().repeat(4)).envs(settings.iter().copied());
        let process = Process::start(&mut command, &server.directory().join(format!("example-{port}")));
        let mut example = Self { port, process };
        eventually("the example answers", PATIENCE, async || {
            assert!(example.process.ended().is_none(), "the example ended:\n{}", example.process.log());
            let api = example.api();
            api.try_send(api.request(reqwest::Method::GET, "/")).await
        })
        .await;
        example
    }

    /// An address of its own.
    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// What it has printed.
    pub fn log(&self) -> String {
        self.process.log()
    }

    /// A device that talks to it.
    pub fn api(&self) -> Api {
        Api::new(&self.url(""))
    }
}

impl Page {
    /// What a person reads on it, tags included.
    pub fn text(&self) -> String {
        unescape(&self.answer.body)
    }
}

impl Browser {
    /// Opens an address and goes wherever it leads.
    ///
    /// # Panics
    /// When it leads in circles.
    pub async fn visit(&self, address: &str) -> Page {
        let page = self.open(address).await;
        self.go_on(page).await
    }

    async fn go_on(&self, mut page: Page) -> Page {
        for _ in 0..MOST_HOPS {
            let Some(target) = &page.left_to else { return page };
            page = self.open(page.url.join(target).unwrap().as_str()).await;
        }
        panic!("the way leads in circles, last to {}", page.url);
    }

    /// Presses the button of the form with this action, which has no fields.
    ///
    /// # Panics
    /// When the page has no such form.
    pub async fn press(&self, page: &Page, action: &str) -> Page {
        assert!(
            page.forms().iter().any(|form| form.action == action),
            "no form {action}: {}",
            page.answer.body
        );
        let url = page.url.join(action).unwrap();
        let page = self.send(url).await;
        self.go_on(page).await
    }

    /// Signs in at an application through HitKey's pages; gives the application's page where that ends.
    ///
    /// # Panics
    /// When the pages lead somewhere else.
    pub async fn sign_in_at(&self, example: &Example, person: &Person) -> Page {
        let callback = self.authorize(&example.url("/login"), person, None).await;
        self.visit(&callback).await
    }
}
