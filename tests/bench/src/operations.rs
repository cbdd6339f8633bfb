//! Each operation under load, beside its unavoidable work.

use crate::baseline::{Costs, bare};
use crate::http::Request;
use crate::load::{self, Drive, Measured, Requests};
use crate::people::{People, code_in};
use crate::server::Server;
use std::sync::Arc;
use std::time::Duration;

const CONNECTIONS: usize = 8;
/// Hashes under way at once: more would measure the queue.
const SIGN_INS: usize = 2;
/// How long the bare server is driven.
const BARE: Duration = Duration::from_secs(2);
/// How often sign-ins take turns with bare hashing, and how long a turn is.
const TURNS: u32 = 10;
const TURN: Duration = Duration::from_millis(700);

/// One line of the report.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) measured: Measured,
    pub(crate) unavoidable: Duration,
    /// The most that CPU per operation may be, as a multiple of the unavoidable work.
    pub(crate) floor: Option<f64>,
}

impl Operation {
    pub(crate) fn ratio(&self) -> f64 {
        self.measured.cpu_each().as_secs_f64() / self.unavoidable.as_secs_f64()
    }

    pub(crate) fn holds(&self) -> bool {
        self.floor.is_none_or(|floor| self.ratio() <= floor)
    }
}

/// What an operation can't do without, besides the answer.
#[derive(Clone, Copy, Default)]
struct Needs {
    reads: u32,
    commits: u32,
    es256: u32,
    rs256: u32,
}

impl Needs {
    fn cost(self, costs: &Costs) -> Duration {
        costs.read * self.reads
            + costs.commit * self.commits
            + costs.es256 * self.es256
            + costs.rs256 * self.rs256
    }
}

struct Bench<'a> {
    server: &'a Server,
    costs: &'a Costs,
    time: Duration,
}

fn always(request: &Request) -> Requests {
    let bytes = request.bytes();
    Arc::new(move |_| Some(bytes.clone()))
}

/// One person after the other.
fn by_turns(people: &People, request: fn(&People, usize) -> Request) -> Requests {
    let all: Vec<_> = (0..people.people.len()).map(|number| request(people, number).bytes()).collect();
    Arc::new(move |number| Some(all[number % all.len()].clone()))
}

/// Of each operation the round with the middle ratio.
pub(crate) fn middle(rounds: Vec<Vec<Operation>>) -> Vec<Operation> {
    let mut rounds: Vec<_> = rounds.into_iter().map(Vec::into_iter).collect();
    std::iter::from_fn(|| {
        let mut one: Vec<_> = rounds.iter_mut().filter_map(Iterator::next).collect();
        one.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
        (!one.is_empty()).then(|| one.swap_remove(one.len() / 2))
    })
    .collect()
}

/// Measures them all.
pub(crate) async fn measure(server: &Server, people: &People, costs: &Costs, seconds: u64) -> Vec<Operation> {
    let bench = Bench { server, costs, time: Duration::from_secs(seconds) };
    let mut operations = vec![
        bench.answer("health", "/health", None).await,
        bench.answer("discovery", "/.well-known/openid-configuration", Some(1.3)).await,
        bench.answer("JWKS", "/oauth/jwks", Some(1.3)).await,
    ];
    let needs = Needs { reads: 1, ..Needs::default() };
    operations.push(bench.operation("userinfo", &always(&people.userinfo()), needs).await);
    let needs = Needs { reads: 1, commits: 1, ..Needs::default() };
    let authorize = bench.operation("authorize", &by_turns(people, People::authorize), needs).await;
    let codes: Vec<_> =
        authorize.measured.bodies.iter().map(|body| people.exchange(&code_in(body)).bytes()).collect();
    operations.push(authorize);
    let exchange: Requests = Arc::new(move |number| codes.get(number).cloned());
    let needs = Needs { reads: 1, commits: 1, es256: 1, rs256: 1 };
    operations.push(bench.operation("code exchange", &exchange, needs).await);
    let needs = Needs { rs256: bench.id_tokens_in(&people.refresh()).await, ..needs };
    operations.push(bench.operation("refresh", &always(&people.refresh()), needs).await);
    operations.push(bench.sign_in(people).await);
    operations
}

impl Bench<'_> {
    async fn drive(&self, requests: &Requests, connections: usize, keep: bool) -> Measured {
        let (port, process) = (self.server.port(), self.server.process());
        load::drive(Drive { port, process, connections, time: self.time, keep }, requests).await
    }

    /// An operation that needs nothing but an answer.
    async fn answer(&self, name: &'static str, path: &str, floor: Option<f64>) -> Operation {
        let operation = self.operation(name, &always(&Request::get(path)), Needs::default()).await;
        Operation { floor, ..operation }
    }

    async fn operation(&self, name: &'static str, requests: &Requests, needs: Needs) -> Operation {
        let measured = self.drive(requests, CONNECTIONS, name == "authorize").await;
        let answer = bare::Server::answering(measured.size).await;
        let answer = answer.measure(requests, CONNECTIONS, BARE).await;
        Operation { name, measured, unavoidable: answer + needs.cost(self.costs), floor: Some(2.0) }
    }

    /// Whether a refresh is answered with an id token, whose signature is then unavoidable.
    async fn id_tokens_in(&self, refresh: &Request) -> u32 {
        let answer = self.server.connect().await.send(&refresh.bytes()).await.expect(200);
        u32::from(answer.json().get("id_token").is_some())
    }

    async fn sign_in(&self, people: &People) -> Operation {
        let requests = by_turns(people, People::sign_in);
        let bare = bare::Server::hashing(0).await;
        let (mut measured, mut unavoidable) = (Measured::default(), Duration::ZERO);
        for _ in 0..TURNS {
            unavoidable += bare.measure(&requests, SIGN_INS, TURN).await / TURNS;
            let turn = Bench { time: TURN, ..*self }.drive(&requests, SIGN_INS, false).await;
            measured = measured.and(turn);
        }
        measured.latencies.sort();
        Operation { name: "login", measured, unavoidable, floor: Some(1.1) }
    }
}
