//! Lock: how this program locks a mutex.
//!
//! Takes a mutex, gives its guard, even where a thread panicked while it held the lock. It stands apart so that
//! the reason why this is safe is written down once, for every module that shares state between threads.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks a mutex, waiting for other threads. Poisoning is ignored: what a mutex of this program guards is
/// consistent after every single step, so a thread that panicked cannot have left it half changed.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
