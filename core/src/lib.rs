//! Doorstep core.
