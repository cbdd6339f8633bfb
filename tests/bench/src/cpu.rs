//! CPU time as the kernel accounts for it.

use std::time::Duration;

/// Linux counts in hundredths of a second, whatever its timer does.
const TICK: Duration = Duration::from_millis(10);

/// What a process has used so far, in user and kernel mode, ended threads included.
pub(crate) fn of_process(id: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    // The name in parentheses may hold anything; the counters are the 12th and 13th fields after it.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let fields = fields.split_whitespace().skip(11).take(2);
    TICK * fields.map(|field| field.parse::<u32>().unwrap()).sum()
}

/// What this thread has used so far.
pub(crate) fn of_thread() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(stat.split(' ').next().unwrap().parse().unwrap())
}

/// Resident memory of a process, in bytes.
pub(crate) fn resident(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}
