pub mod trials {
    pub fn main(_: &[racecourse::Class]) -> std::process::ExitCode {
        std::process::ExitCode::SUCCESS
    }
}
