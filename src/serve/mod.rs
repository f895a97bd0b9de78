//! Serve: a preview of the site, held in memory, for the machine that it runs on.
//!
//! ```text
//! save ─notify→ watcher → inbox ─(burst is over)→ live.catch_up → Backend::refresh → state ─events→ browser
//! browser ─request→ http → fence → live.catch_up → Backend::page → answer, with the script that reloads
//! ```
//!
//! A request never gets what was there before a save: `fence` waits until everything that happened
//! before the request has been heard of, and the request itself then brings the site up to date if
//! nobody else has. The burst is waited for only where nobody is waiting.
//!
//! | module | holds |
//! |---|---|
//! | `watcher` | which folders are watched, and what an event means |
//! | `inbox` | what has changed and was not looked at yet |
//! | `fence` | how a request knows that every earlier save was heard of |
//! | `live` | the site and its state; the only place with locks around them |
//! | `http`, `address`, `mime` | requests and answers |
//! | `reload` | what the browser is told, and the script that listens |
//! | `notice` | pages that are not the site's: nothing there, nothing yet |
//!
//! Nothing here reads a file for an answer: [`Backend::page`] is asked by path, and knows its own paths only.

mod address;
mod fence;
mod http;
mod inbox;
mod live;
mod mime;
mod notice;
mod preview;
mod reload;
mod watcher;

pub use preview::{Backend, Refreshed};

use crate::failure::Failure;
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
    /// Whether to look for changes again and again: network shares do not tell of them.
    pub poll: bool,
}

/// The port that is tried first.
pub const PORT: u16 = 1931;

/// How many ports are tried.
const PORTS: u16 = 100;

/// A place to serve at, with the sources watched.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    inbox: Arc<Inbox>,
    watcher: Watcher,
    fence: Option<Fence>,
}

impl Server {
    /// Takes a port and begins to watch, so that no change is missed from now on.
    ///
    /// # Errors
    /// When the port is taken, or the sources cannot be watched.
    pub fn start(options: ServerOptions) -> Result<Self, Failure> {
        let listener = listen(options.port)?;
        let inbox = Arc::new(Inbox::default());
        // Who looks for changes himself sees them in no order.
        let fence = (!options.poll).then(|| Fence::new(&inbox)).flatten();
        let place = fence.as_ref().map(|fence| fence.place().to_owned());
        let watcher = Watcher::new(options.roots, options.poll, place, &inbox)?;
        Ok(Self { listener, inbox, watcher, fence })
    }

    /// The port.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn port(&self) -> Result<u16, Failure> {
        let address = self.listener.local_addr().map_err(|error| Failure::new("listen on", HOST, error))?;
        Ok(address.port())
    }

    /// Loads the site and what came of that, says that it is ready (and in which language), and serves it
    /// until it is interrupted (Ctrl-C).
    ///
    /// # Errors
    /// When the site cannot be loaded, or the machine fails.
    pub fn run<P: Backend + 'static>(
        self,
        load: impl FnOnce() -> Result<(P, Refreshed), Failure> + Send + 'static,
        ready: impl FnOnce(Language) + Send + 'static,
    ) -> Result<(), Failure> {
        let machine = |error: io::Error| Failure::new("listen on", HOST, error);
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
        // Answers that are under way are of no use to anybody any more.
        runtime.shutdown_background();
        // Threads that still wait for changes hold the fence; its folder must not outlive this.
        folder.map(std::fs::remove_dir_all);
        result
    }

    async fn serve<P: Backend + 'static>(
        self,
        load: impl FnOnce() -> Result<(P, Refreshed), Failure> + Send + 'static,
        ready: impl FnOnce(Language) + Send + 'static,
    ) -> Result<(), Failure> {
        let machine = |error: io::Error| Failure::new("listen on", HOST, error);
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

/// What is listened on: this machine, and nothing that others can reach.
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
            io::ErrorKind::AddrInUse => {
                Failure::new("listen on", place, "another program does; choose another --port")
            }
            _ => Failure::new("listen on", place, error),
        }
    })
}

fn is_taken(bound: &io::Result<TcpListener>) -> bool {
    bound.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}
