//! The command line; everything is in the library.

/// A page is made of many small strings that live no longer than it does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    khacphuc::cli::run()
}
