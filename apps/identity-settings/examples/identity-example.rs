//! Prints the configuration file with every option, as `identity.example.toml` holds it.

fn main() {
    print!("{}", identity_settings::example());
}
