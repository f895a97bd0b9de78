//! Just enough of JSON Schema to hold the ledger against its own. A keyword that is not known here fails the test, so
//! that nothing in the schema goes unchecked.

use serde_json::Value;

/// Everything in `data` that `schema` does not allow, or does not speak of.
pub(crate) fn validate(schema: &Value, data: &Value) -> Vec<String> {
    Validator { root: schema }.check(schema, data, "ledger")
}

struct Validator<'s> {
    root: &'s Value,
}

impl Validator<'_> {
    fn check(&self, schema: &Value, data: &Value, at: &str) -> Vec<String> {
        let keywords = schema.as_object().expect("a schema is an object");
        keywords.iter().flat_map(|(keyword, value)| self.keyword(keyword, value, schema, data, at)).collect()
    }

    fn keyword(&self, keyword: &str, value: &Value, schema: &Value, data: &Value, at: &str) -> Vec<String> {
        let unless = |holds: bool, what: &str| {
            if holds { Vec::new() } else { vec![format!("{at}: {data} {what} {value}")] }
        };
        match keyword {
            "$schema" | "$defs" | "title" | "description" => Vec::new(),
            "type" => unless(types(value).iter().any(|name| is_of_type(data, name)), "is not"),
            "const" => unless(data == value, "is not"),
            "minimum" => {
                unless(data.as_f64().is_none_or(|number| number >= value.as_f64().unwrap()), "is below")
            }
            "maximum" => {
                unless(data.as_f64().is_none_or(|number| number <= value.as_f64().unwrap()), "is above")
            }
            "format" => unless(has_format(data, value.as_str().unwrap()), "has not the format"),
            "$ref" => self.check(self.definition(value.as_str().unwrap()), data, at),
            "required" => {
                let missing = |key: &&Value| data.is_object() && data.get(key.as_str().unwrap()).is_none();
                value
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(missing)
                    .map(|key| format!("{at}: {key} is missing"))
                    .collect()
            }
            "properties" => self.properties(value, data, at),
            "items" => {
                let items = data.as_array().into_iter().flatten().enumerate();
                items.flat_map(|(index, item)| self.check(value, item, &format!("{at}[{index}]"))).collect()
            }
            "oneOf" | "anyOf" => {
                let fitting =
                    value.as_array().unwrap().iter().filter(|choice| self.check(choice, data, at).is_empty());
                let count = fitting.count();
                unless(count == 1 || (count > 1 && keyword == "anyOf"), "fits none or several of")
            }
            _ => panic!("the schema has the keyword {keyword}, which this test does not know: {schema}"),
        }
    }

    fn definition(&self, reference: &str) -> &Value {
        let name = reference.strip_prefix("#/$defs/").expect("references lead into $defs");
        self.root["$defs"].get(name).unwrap_or_else(|| panic!("{name} is not defined"))
    }

    /// Every field, and none that the schema does not describe.
    fn properties(&self, known: &Value, data: &Value, at: &str) -> Vec<String> {
        let fields = data.as_object().into_iter().flatten();
        fields
            .flat_map(|(key, field)| match known.get(key) {
                Some(schema) => self.check(schema, field, &format!("{at}.{key}")),
                None => vec![format!("{at}.{key} is not described")],
            })
            .collect()
    }
}

fn types(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => name.as_str().into_iter().collect(),
    }
}

fn is_of_type(data: &Value, name: &str) -> bool {
    match name {
        "null" => data.is_null(),
        "boolean" => data.is_boolean(),
        "string" => data.is_string(),
        "integer" => data.is_i64() || data.is_u64(),
        "number" => data.is_number(),
        "array" => data.is_array(),
        "object" => data.is_object(),
        _ => panic!("there is no type {name}"),
    }
}

fn has_format(data: &Value, format: &str) -> bool {
    match (format, data) {
        ("date", Value::String(day)) => {
            day.len() == 10 && day.parse::<khacphuc::vietnamese::date::Date>().is_ok()
        }
        ("int16", number) => {
            number.is_null() || number.as_i64().is_some_and(|number| i16::try_from(number).is_ok())
        }
        ("uint", number) => number.is_null() || number.is_u64(),
        ("date", _) => data.is_null(),
        _ => panic!("there is no format {format}"),
    }
}

#[test]
fn what_does_not_fit_is_told() {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "integer", "minimum": 0}, "b": {"oneOf": [{"const": "x"}, {"const": "y"}]}}
    });
    let told = |data| validate(&schema, &data).len();
    assert_eq!(told(serde_json::json!({"a": 1, "b": "x"})), 0);
    assert_eq!(told(serde_json::json!({"a": -1, "b": "z", "c": 0})), 3);
    assert_eq!(told(serde_json::json!({})), 1);
}
