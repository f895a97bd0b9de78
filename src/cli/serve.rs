//! `serve`: the site, built again whenever its sources change.

use super::language::AskedLanguage;
use super::session::Session;
use super::site::{SiteArgs, read_config};
use super::terminal::{Exit, fail, say};
use crate::failure::{Doing, Failure};
use crate::language::Language;
use crate::serve::{HOST, PORT, Server, ServerOptions};
use crate::settings::Config;
use crate::source::SourceId;
use crate::source::commit::Author;
use clap::Args;
use std::path::{Path, PathBuf};

/// Where to serve, and how to hear of changes.
#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    /// Port to serve at [default: the first that is free from 1931 on]
    #[arg(long)]
    port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Look for changes every second, for network shares, which do not tell of them
    #[arg(long)]
    poll: bool,
    /// Make a commit of each save of the form, in this name; nothing is ever pushed
    #[arg(long, value_name = "NAME <MAIL>")]
    commit: Option<Author>,
}

/// Serves the site until it is interrupted.
pub(super) fn serve(site: SiteArgs, asked: AskedLanguage, preview: &PreviewArgs) -> Result<Exit, Failure> {
    let PreviewArgs { port: wanted, open: opens, poll, ref commit } = *preview;
    let author = commit.clone();
    let server = Server::start(ServerOptions { roots: roots(&site)?, port: wanted, poll })?;
    let port = server.port()?;
    let is_second_choice = wanted.is_none() && port != PORT;
    server.run(
        move || Session::load(site, asked, author),
        move |language| {
            let address = format!("http://{HOST}:{port}/");
            say(&welcome(&address, is_second_choice, language));
            if opens && let Err(error) = open::that_detached(&address) {
                fail(&Failure::new(Doing::Open, address, error), language);
            }
        },
    )?;
    Ok(Exit::Fine)
}

/// Everything that the site is made from, there or not.
fn roots(site: &SiteArgs) -> Result<Vec<PathBuf>, Failure> {
    let (config, text) = read_config(site.place.config.as_deref())?;
    let root = config.parent().unwrap_or(Path::new("")).to_owned();
    let text = String::from_utf8(text).unwrap_or_default();
    let settings = Config::read(&text, SourceId(0), &[]).0;
    let symlinks = settings.symlinks.into_iter().map(|target| root.join(target));
    let own = [site.place.content.clone(), root.join("themes"), root.join("templates")];
    Ok(own.into_iter().chain(symlinks).chain([config]).collect())
}

fn welcome(address: &str, is_second_choice: bool, language: Language) -> String {
    let taken = match is_second_choice {
        true => language.choose(
            format!("Cổng {PORT} đang có chương trình khác dùng.\n"),
            format!("Port {PORT} is in use by another program.\n"),
        ),
        false => String::new(),
    };
    let end = language.choose("Ctrl-C để dừng", "Ctrl-C ends it");
    format!("{taken}{address} ({end})\n")
}
