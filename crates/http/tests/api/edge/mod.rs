mod bodies;
mod failures;
mod headers;
mod logs;
mod methods;
mod rate_limit;
