//! Coded values: a closed list for this release, open for the next.

/// Declares an enum of codes as stored and sent (`snake_case` text). A code that a newer release wrote is kept as
/// `Newer` and written back unchanged; screens show it as "newer value".
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A code that this release does not know.
            Newer(Box<str>),
        }

        impl $name {
            /// Every code that this release knows, in order of declaration.
            pub const KNOWN: &'static [&'static str] = &[$($code),+];

            /// The code as stored and sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $code,)+
                    $name::Newer(code) => code,
                }
            }

            /// Whether this release knows the code.
            pub fn is_known(&self) -> bool {
                !matches!(self, $name::Newer(_))
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                match code {
                    $($code => $name::$variant,)+
                    other => $name::Newer(other.into()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
                Ok($name::from(code.as_ref()))
            }
        }
    };
}
