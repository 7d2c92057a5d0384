//! SQLCipher provider.
