//! Serve: the preview server, for the machine that it runs on.
//!
//! Takes a site held in memory ([`Backend`]) and the files and folders that it is made from; gives an HTTP
//! server on the loopback address, which answers every request from the newest sources and makes open pages
//! reload after a save. It stands apart from the engine in `build` because it knows a site only as a
//! [`Backend`]: how pages are made is not its concern, and it reads no file of the site to answer a request.
//!
//! ```text
//! save ─notify→ watcher → inbox ─(burst is over)→ live.catch_up → Backend::refresh → state ─events→ browser
//! browser ─request→ http → fence → live.catch_up → Backend::page → response, with the script that reloads
//! ```
//!
//! A response is never older than the last save before its request: `fence` waits until the watcher has
//! reported everything that happened before the request, and the request then refreshes the site itself if
//! nobody else has. Only a refresh without a request waits for the end of a burst of changes.
//!
//! | module | holds |
//! |---|---|
//! | `watcher` | which folders are watched, and what an event means |
//! | `inbox` | changes that are reported and not yet taken |
//! | `fence` | how a request knows that every earlier save has been reported |
//! | `live` | the site and its state; the only module that locks them |
//! | `http`, `address`, `mime` | requests and responses |
//! | `form` | who may send the form of a page, and what it holds |
//! | `reload` | the state as the browser hears it, and the script that listens |
//! | `notice` | pages that are not the site's: nothing found, no site yet |
//! | `preview` | the trait of a site held in memory |

mod address;
mod fence;
mod form;
mod http;
mod inbox;
mod live;
mod mime;
mod notice;
mod preview;
mod reload;
mod watcher;

pub use preview::{Answered, Backend, Place, Refreshed, Visit};

use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use fence::Fence;
use inbox::Inbox;
use live::Live;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::{io, thread};
use tokio::runtime;
use tokio::sync::mpsc;
use watcher::Watcher;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Files and folders that the site is made from. They need not be there.
    pub roots: Vec<PathBuf>,
    /// The port; without one, the first that is free from [`PORT`] on. 0: any that is free.
    pub port: Option<u16>,
    /// Whether to poll for changes: network shares send no events.
    pub poll: bool,
}

/// The first port that is tried.
pub const PORT: u16 = 1931;

/// How many ports are tried.
const PORTS: u16 = 100;

/// A bound port, with the sources being watched.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    inbox: Arc<Inbox>,
    watcher: Watcher,
    fence: Option<Fence>,
}

impl Server {
    /// Binds the port and begins to watch, so that no change from now on is missed.
    ///
    /// # Errors
    /// When the port is taken, or the sources cannot be watched.
    pub fn start(options: ServerOptions) -> Result<Self, Failure> {
        let listener = listen(options.port)?;
        let inbox = Arc::new(Inbox::default());
        // A polling watcher reports changes in no order, so that a cookie would prove nothing.
        let fence = (!options.poll).then(|| Fence::new(&inbox)).flatten();
        let place = fence.as_ref().map(|fence| fence.place().to_owned());
        let watcher = Watcher::new(options.roots, options.poll, place, &inbox)?;
        Ok(Self { listener, inbox, watcher, fence })
    }

    /// The port.
    ///
    /// # Errors
    /// When the system cannot tell it.
    pub fn port(&self) -> Result<u16, Failure> {
        let address = self.listener.local_addr().map_err(|error| Failure::new(Doing::Listen, HOST, error))?;
        Ok(address.port())
    }

    /// Loads the site, calls `ready` with its language, and serves it until it is interrupted (Ctrl-C).
    /// `load` gives the site and the outcome of its first refresh.
    ///
    /// # Errors
    /// When the site cannot be loaded, or a system call fails.
    pub fn run<P: Backend + 'static>(
        self,
        load: impl FnOnce() -> Result<(P, Refreshed), Failure> + Send + 'static,
        ready: impl FnOnce(Language) + Send + 'static,
    ) -> Result<(), Failure> {
        let machine = |error: io::Error| Failure::new(Doing::Listen, HOST, error);
        let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(machine)?;
        let folder = self.fence.as_ref().map(|fence| fence.place().to_owned());
        let result = runtime.block_on(async move {
            let (end, mut ended) = mpsc::channel(1);
            let interrupted = end.clone();
            tokio::spawn(async move {
                let signal = tokio::signal::ctrl_c().await.map_err(machine);
                let _ = interrupted.send(signal).await;
            });
            tokio::spawn(async move {
                if let Err(failure) = self.serve(load, ready).await {
                    let _ = end.send(Err(failure)).await;
                }
            });
            ended.recv().await.unwrap_or(Ok(()))
        });
        // Responses under way are not worth waiting for.
        runtime.shutdown_background();
        // Threads that still wait for changes keep the fence alive; its folder is removed here all the
        // same.
        folder.map(std::fs::remove_dir_all);
        result
    }

    async fn serve<P: Backend + 'static>(
        self,
        load: impl FnOnce() -> Result<(P, Refreshed), Failure> + Send + 'static,
        ready: impl FnOnce(Language) + Send + 'static,
    ) -> Result<(), Failure> {
        let machine = |error: io::Error| Failure::new(Doing::Listen, HOST, error);
        let load = move || {
            let (site, refreshed) = load()?;
            Ok(Arc::new(Live::new(Box::new(site), refreshed, self.inbox, self.watcher, self.fence)))
        };
        let live = tokio::task::spawn_blocking(load).await.map_err(|error| machine(error.into()))??;
        let keeper = Arc::clone(&live);
        thread::Builder::new().name("keeper".to_owned()).spawn(move || keeper.keep()).map_err(machine)?;
        self.listener.set_nonblocking(true).map_err(machine)?;
        let listener = tokio::net::TcpListener::from_std(self.listener).map_err(machine)?;
        let language = live.states().borrow().language();
        ready(language);
        http::accept(listener, live).await;
        Ok(())
    }
}

/// The address that is listened on: this machine only.
pub const HOST: &str = "127.0.0.1";

fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let (wanted, tried) = match port {
        Some(port) => (port, bind(port)),
        None => {
            let mut tried = (PORT..PORT + PORTS).map(bind);
            let free = tried.find(|bound| !is_taken(bound));
            (PORT, free.unwrap_or_else(|| bind(PORT)))
        }
    };
    tried.map_err(|error| {
        let place = format!("{HOST}:{wanted}");
        match error.kind() {
            io::ErrorKind::AddrInUse => Failure::new(Doing::Listen, place, Cause::PortTaken),
            _ => Failure::new(Doing::Listen, place, error),
        }
    })
}

fn is_taken(bound: &io::Result<TcpListener>) -> bool {
    bound.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}
