//! What screens ask for: one call, one screen.
