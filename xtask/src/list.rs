//! `cargo xtask list`: what there is, and what each backend is expected to say.

use std::fmt::Write as _;

use anyhow::Result;
use racecourse::{Backend, Class, Expectation, Fixture};
use racecourse_report::paragraph;
use racecourse_runner::fixtures;
use serde_json::{Value, json};

use crate::arguments::{ListFormat, ListOptions};
use crate::catalogue::CLASSES;
use crate::{AS_EXPECTED, WIDTH, corpus, print};

/// Lists the fixtures.
pub(crate) fn list(options: &ListOptions) -> Result<u8> {
    let fixtures = fixtures(CLASSES, &options.selectors)?;
    let text = match options.format {
        ListFormat::Table => {
            fixtures.iter().map(|(class, fixture)| block(class, fixture)).collect::<Vec<_>>().join("\n")
        }
        ListFormat::Markdown => corpus::page(&fixtures),
        ListFormat::Json => {
            let list: Vec<Value> = fixtures.iter().map(|(class, fixture)| document(class, fixture)).collect();
            serde_json::to_string_pretty(&json!({ "schema_version": 1, "fixtures": list }))? + "\n"
        }
    };
    print(&text)?;
    Ok(AS_EXPECTED)
}

fn block(class: &Class, fixture: &Fixture) -> String {
    let about = fixture.about;
    let mut text = format!("{}/{}\n", class.name, about.name) + &paragraph(about.title, 2, WIDTH);
    text.push_str(&paragraph(&format!("from {}", about.origin), 2, WIDTH));
    for variant in about.variants {
        let _ = writeln!(text, "  {}", variant.name);
        text.push_str(&paragraph(variant.idea, 4, WIDTH));
        let cells = Backend::ALL.map(|backend| {
            let expected = match about.expectation(variant, backend) {
                Expectation::Holds => "holds".to_owned(),
                Expectation::Violated(violations) => {
                    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
                }
                Expectation::Misses(_) => "misses it".to_owned(),
                Expectation::Unsupported(_) => return String::new(),
            };
            format!("{backend}: {expected}")
        });
        let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        let same = cells.iter().filter_map(|cell| cell.split_once(": ")).collect::<Vec<_>>();
        let line = match same.as_slice() {
            [(_, first), rest @ ..] if rest.iter().all(|(_, other)| other == first) => {
                let backends: Vec<_> = same.iter().map(|(backend, _)| *backend).collect();
                format!("{}: {first}", backends.join(", "))
            }
            _ => cells.join("; "),
        };
        text.push_str(&paragraph(&line, 4, WIDTH));
    }
    if !about.injected.is_empty() {
        let injected: Vec<_> = about.injected.iter().map(|injected| injected.words()).collect();
        text.push_str(&paragraph(&format!("in models, there may be {}", injected.join(", ")), 2, WIDTH));
    }
    for (backend, why) in about.unsupported {
        text.push_str(&paragraph(&format!("not on {backend}: {why}"), 2, WIDTH));
    }
    text
}

fn document(class: &Class, fixture: &Fixture) -> Value {
    let about = fixture.about;
    let variants: Vec<Value> = about
        .variants
        .iter()
        .map(|variant| {
            let expectations: Vec<Value> =
                Backend::ALL.iter().map(|backend| cell(*backend, about.expectation(variant, *backend))).collect();
            json!({ "variant": variant.name, "idea": variant.idea, "expectations": expectations })
        })
        .collect();
    let modelled: Vec<Value> =
        about.modelled.iter().map(|(backend, how)| json!({ "backend": backend, "how": how })).collect();
    let sources: Vec<Value> =
        about.sources.iter().map(|source| json!({ "title": source.title, "url": source.url })).collect();
    json!({
        "class": class.name,
        "fixture": about.name,
        "injected": about.injected,
        "title": about.title,
        "cwe": about.cwe,
        "origin": about.origin,
        "sources": sources,
        "modelled": modelled,
        "variants": variants,
    })
}

fn cell(backend: Backend, expectation: Expectation) -> Value {
    let (violations, reason): (Vec<String>, Option<&str>) = match expectation {
        Expectation::Holds => (Vec::new(), None),
        Expectation::Violated(violations) => (violations.iter().map(ToString::to_string).collect(), None),
        Expectation::Misses(why) | Expectation::Unsupported(why) => (Vec::new(), Some(why)),
    };
    json!({ "backend": backend, "expected": expectation.verdict(), "violations": violations, "reason": reason })
}
