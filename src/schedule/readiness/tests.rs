//! Readiness of small launches, by hand.
