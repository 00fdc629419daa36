//! Links the readers of anycert as a program would; `check.py` looks at them from outside.

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input)?;
    match (anycert::parse(&input), anycert::Certificate::from_der(&input)) {
        (Ok(bundle), _) => println!("{}", bundle.to_pem()),
        (Err(error), alone) => println!("{error} {}", alone.is_ok()),
    }
    Ok(())
}
