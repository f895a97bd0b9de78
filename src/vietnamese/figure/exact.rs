//! Exact: how a decimal is serialised.
//!
//! Takes a decimal, gives a JSON number, as an integer where it is one; in binary formats it gives the
//! decimal's own bytes. It stands apart because floats would round, and several fields use it.

use super::number::bounded;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

pub(super) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return value.serialize().serialize(serializer);
    }
    match value.to_i64().filter(|_| value.is_integer()) {
        Some(integer) => serializer.serialize_i64(integer),
        // A decimal has at most 15 digits, so its nearest float prints the same digits.
        None => serializer.serialize_f64(value.to_string().parse().unwrap_or(f64::NAN)),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    if !deserializer.is_human_readable() {
        return <[u8; 16]>::deserialize(deserializer).map(Decimal::deserialize);
    }
    deserializer.deserialize_any(Number)
}

struct Number;

impl Visitor<'_> for Number {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of at most 15 digits")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Decimal, E> {
        bounded(value.into()).ok_or_else(|| E::custom("too many digits"))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Decimal, E> {
        bounded(value.into()).ok_or_else(|| E::custom("too many digits"))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Decimal, E> {
        let exact = Decimal::from_str_exact(&value.to_string()).ok();
        exact.and_then(bounded).ok_or_else(|| E::custom("too many digits"))
    }
}

/// The same for an optional decimal.
pub(super) mod option {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Exact(#[serde(with = "super")] Decimal);

    pub(crate) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(Exact).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Exact>::deserialize(deserializer)?.map(|exact| exact.0))
    }
}
