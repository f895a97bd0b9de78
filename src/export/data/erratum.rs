//! Errata in data files: corrections of frozen files.

use crate::front_matter::Meta;
use crate::model::document::Document;
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A correction of a file of a frozen year, which stays as it was.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ErratumData {
    /// Body.
    pub body: String,
    /// Year of the file that it corrects.
    pub year: i16,
    /// Page of that file.
    pub of: String,
    /// Day of the correction.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
    /// On whose word.
    pub by: String,
    /// What is wrong, as it is written.
    pub wrong: String,
    /// What is right.
    pub right: String,
    /// Page of the erratum.
    pub page: String,
}

/// The data of a page, if it is an erratum.
pub(super) fn erratum_data(page: &Document) -> Option<ErratumData> {
    let Meta::Erratum(meta) = &page.meta else { return None };
    Some(ErratumData {
        body: page.path.body()?.to_owned(),
        year: page.path.year()?,
        of: meta.target(&page.path)?.page(),
        date: meta.date,
        by: meta.by.value.clone(),
        wrong: meta.wrong.value.clone(),
        right: meta.right.value.clone(),
        page: page.path.page(),
    })
}
