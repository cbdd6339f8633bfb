//! Measures the shipped server: rate, latency and server CPU per operation, beside the work that cannot be avoided.
//!
//! `cargo run --release -p hitkey-bench [-- --database sqlite|postgres] [--seconds N] [--rounds N] [--check]`
//!
//! Everything is measured several times, and of each operation the round with the middle ratio is told: the machine
//! has other things to do, too. The unavoidable work of an operation is measured in the same run: an answer of the same size from a bare actix
//! server, and, where the operation needs them, the signatures, one point read and one commit. With `--check` the
//! floors of docs/performance.md are held: the exit status is 1 when one is missed.
#![expect(clippy::print_stdout, reason = "a report is printed")]
#![expect(clippy::unwrap_used, reason = "a measurement that fails has nothing to tell but where")]

mod arguments;
mod baseline;
mod cpu;
mod http;
mod load;
mod operations;
mod people;
mod report;
mod saturation;
mod server;
mod startup;

use arguments::{Arguments, Mode};
use std::process::ExitCode;

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        println!("measure what is shipped: cargo run --release -p hitkey-bench");
        return ExitCode::from(2);
    }
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(Mode::Measure(arguments)) => arguments,
        Ok(Mode::Bare(bare)) => return baseline::bare::serve(bare),
        Err(wrong) => {
            println!("{wrong}\n{}", arguments::USAGE);
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let holds = runtime.block_on(measure(&arguments));
    if holds || !arguments.check { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures and prints everything; gives whether every floor held.
async fn measure(arguments: &Arguments) -> bool {
    server::build();
    let Arguments { database, seconds, rounds, .. } = *arguments;
    println!("HitKey on {database}, {seconds} s per operation, the middle of {rounds} rounds\n");
    let startup = startup::measure(database);
    let server = server::Server::start(database);
    let people = people::prepare(&server).await;
    let (mut operations, mut saturation) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let costs = baseline::Costs::measure(database);
        costs.print();
        operations.push(operations::measure(&server, &people, &costs, seconds).await);
        saturation.push(saturation::measure(&server, &people).await);
    }
    let operations = operations::middle(operations);
    let saturation = saturation::middle(saturation);
    let mut floors = report::operations(&operations);
    floors &= report::startup(&startup);
    floors &= report::saturation(&saturation);
    println!("\n{}", if floors { "Every floor holds." } else { "A floor is MISSED." });
    floors
}
