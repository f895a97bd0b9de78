//! Any site hangs together: links, ids and tags.

use crate::cases;
use crate::corpus::{scan_of, site};
use crate::site_links::Pages;
use crate::text::files;
use crate::world::worlds;
use khacphuc::settings::Edition;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(cases(8))]

    /// Every link and fragment of any site leads somewhere, whatever its edition leaves out; its ids are unique and its
    /// tags are closed.
    #[test]
    fn every_site_hangs_together(
        world in worlds(2, 3), edition in select(&[Edition::Internal, Edition::Public][..])
    ) {
        let site = Pages::of(site(&scan_of(&files(&world)), edition));
        for (path, page) in &site.pages {
            prop_assert_eq!(&site.broken(path), &[""; 0], "{}", path);
            prop_assert_eq!(&page.mistakes, &[""; 0], "{}", path);
            let ids: Vec<&str> = page.ids().collect();
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{}: {:?}", path, ids);
        }
    }
}
