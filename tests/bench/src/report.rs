//! Prints what was measured; each function gives whether its floors held.

use crate::operations::Operation;
use crate::saturation::{Latency, Saturation};
use crate::startup::Startup;
use std::time::Duration;

const FIRST_START: Duration = Duration::from_secs(1);
const LATER_START: Duration = Duration::from_millis(200);
const RESIDENT: u64 = 40_000_000;
/// How much slower the rest may become while sign-ins saturate hashing.
const SLOWER: f64 = 3.0;

fn verdict(holds: bool) -> &'static str {
    if holds { "ok" } else { "MISSED" }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

pub(crate) fn operations(operations: &[Operation]) -> bool {
    println!("| operation | per second | p50 µs | p99 µs | CPU µs | unavoidable µs | ratio | floor | |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|---|");
    for operation in operations {
        let measured = &operation.measured;
        println!(
            "| {} | {:.0} | {:.0} | {:.0} | {:.1} | {:.1} | {:.2} | {} | {} |",
            operation.name,
            measured.rate(),
            micros(measured.percentile(50)),
            micros(measured.percentile(99)),
            micros(measured.cpu_each()),
            micros(operation.unavoidable),
            operation.ratio(),
            operation.floor.map(|floor| floor.to_string()).unwrap_or_default(),
            operation.floor.map(|_| verdict(operation.holds())).unwrap_or_default(),
        );
    }
    operations.iter().all(Operation::holds)
}

pub(crate) fn startup(startup: &Startup) -> bool {
    let Startup { first, later, resident } = startup;
    let (first_holds, later_holds) = (*first < FIRST_START, *later < LATER_START);
    let resident_holds = *resident < RESIDENT;
    println!("\nfirst start {first:.0?} (floor {FIRST_START:?}): {}", verdict(first_holds));
    println!("later starts {later:.0?} (floor {LATER_START:?}): {}", verdict(later_holds));
    let megabytes = *resident as f64 / 1e6;
    println!(
        "idle memory {megabytes:.1} MB (floor {} MB): {}",
        RESIDENT / 1_000_000,
        verdict(resident_holds)
    );
    first_holds && later_holds && resident_holds
}

pub(crate) fn saturation(saturation: &Saturation) -> bool {
    let Saturation { health, token, signed_in, refused } = saturation;
    println!("\nwhile sign-ins saturate hashing ({signed_in} signed in, {refused} refused), p99:");
    let mut holds = true;
    for (name, latency) in [("/health", health), ("/oauth/token", token)] {
        let (Latency { quiet, busy }, slower) = (latency, latency.ratio());
        holds &= slower <= SLOWER;
        println!(
            "{name} {quiet:.0?} unloaded, {busy:.0?} saturated: {slower:.1}x (floor {SLOWER}x): {}",
            verdict(slower <= SLOWER)
        );
    }
    holds
}
