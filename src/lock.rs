//! Lock: mutexes that stay open whatever became of a thread that held one.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Waits for its turn. What a mutex holds here is whole between any two steps, so that a thread which ended
/// in the middle leaves nothing behind that others could not use.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
