//! The properties that the targets check, with the allocator that they need.

pub use testkit::properties::*;

#[global_allocator]
static ALLOCATOR: testkit::measure::Counting = testkit::measure::Counting;
