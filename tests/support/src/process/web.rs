//! The web app, running.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};
use tokio::time::{interval, timeout};

use super::{Home, measure};
use crate::watchdog::Watchdog;

/// How long a start or an end may take. A test that measures it is stricter.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `identity-web`. Dropping it kills it.
#[derive(Debug)]
pub struct WebProcess {
    home: Home,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    pid: u32,
    _watchdog: Watchdog,
}

impl WebProcess {
    /// Starts the app on a home, and waits until it says that it is well.
    ///
    /// # Errors
    /// It ends, or is not well after a good while; the error quotes what it said.
    pub async fn start(home: &Home) -> Result<Self> {
        let mut web = Self::spawn(home)?;
        web.wait_until_well().await?;
        Ok(web)
    }

    /// Starts the app without waiting for anything, for tests about the start itself.
    ///
    /// # Errors
    /// It is not built, or cannot be started.
    pub fn spawn(home: &Home) -> Result<Self> {
        Ok(Self { home: home.clone(), running: Some(launch(home)?) })
    }

    /// Waits until `/healthz` answers with success.
    ///
    /// # Errors
    /// It ends, or is not well after a good while; the error quotes what it said.
    pub async fn wait_until_well(&mut self) -> Result<()> {
        let health = format!("{}/healthz", self.home.operations_address());
        let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let child = &mut self.running()?.child;
        let well = async {
            let mut knocks = interval(Duration::from_millis(5));
            loop {
                knocks.tick().await;
                if let Ok(answer) = client.get(&health).send().await
                    && answer.status().is_success()
                {
                    return;
                }
            }
        };
        let outcome = tokio::select! {
            status = child.wait() => format!("identity-web ended with {}", status?),
            answer = timeout(PATIENCE, well) => match answer {
                Ok(()) => return Ok(()),
                Err(_) => "identity-web does not become well".to_owned(),
            },
        };
        bail!("{outcome}: {}{}", self.stderr()?, self.stdout()?)
    }

    /// Where it lives.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// An address of this node: `web.url("/sign-in")`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.home.address())
    }

    /// Everything that it has written to its standard output, over all its starts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stdout(&self) -> Result<String> {
        read(&self.home.file("out"))
    }

    /// Everything that it has written to its standard error, over all its starts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stderr(&self) -> Result<String> {
        read(&self.home.file("err"))
    }

    /// Its process id, as long as it runs.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.running.as_ref().map(|running| running.pid)
    }

    /// Ends it at once, as a power cut would.
    ///
    /// # Errors
    /// It does not run.
    pub async fn kill(&mut self) -> Result<()> {
        let mut running = self.running.take().context("it does not run")?;
        Ok(running.child.kill().await?)
    }

    /// Asks it to end in good order, and waits until it has.
    ///
    /// # Errors
    /// It does not run, or does not end after a good while.
    pub async fn terminate(&mut self) -> Result<ExitStatus> {
        self.signal("TERM").await?;
        self.wait_for_end().await
    }

    /// Sends it a signal: `"TERM"`, `"STOP"`, `"CONT"`.
    ///
    /// # Errors
    /// It does not run.
    pub async fn signal(&mut self, name: &str) -> Result<()> {
        let pid = self.running()?.pid.to_string();
        let sent = Command::new("sh").args(["-c", r#"kill "-$1" "$2""#, "signal", name, &pid]).status().await?;
        if sent.success() {
            return Ok(());
        }
        bail!("SIG{name} cannot be sent to {pid}")
    }

    /// Waits until it has ended by itself.
    ///
    /// # Errors
    /// It does not run, or goes on after a good while.
    pub async fn wait_for_end(&mut self) -> Result<ExitStatus> {
        let status = timeout(PATIENCE, self.running()?.child.wait()).await.context("identity-web does not end")??;
        self.running = None;
        Ok(status)
    }

    /// Starts it again on the same home, and waits until it is well; one that still runs is killed first.
    ///
    /// # Errors
    /// As for [`start`](Self::start).
    pub async fn restart(&mut self) -> Result<()> {
        if self.running.is_some() {
            self.kill().await?;
        }
        self.running = Some(launch(&self.home)?);
        self.wait_until_well().await
    }

    /// Its resident memory now, in bytes.
    ///
    /// # Errors
    /// It does not run.
    pub fn memory(&self) -> Result<u64> {
        measure::memory(self.pid().context("it does not run")?, "VmRSS")
    }

    /// The most resident memory that it has ever had, in bytes.
    ///
    /// # Errors
    /// It does not run.
    pub fn peak_memory(&self) -> Result<u64> {
        measure::memory(self.pid().context("it does not run")?, "VmHWM")
    }

    /// The processor time that it has used, in steps of 10 ms.
    ///
    /// # Errors
    /// It does not run.
    pub fn processor_time(&self) -> Result<Duration> {
        measure::processor_time(self.pid().context("it does not run")?)
    }

    /// How many files and sockets it has open.
    ///
    /// # Errors
    /// It does not run.
    pub fn open_files(&self) -> Result<usize> {
        measure::open_files(self.pid().context("it does not run")?)
    }

    fn running(&mut self) -> Result<&mut Running> {
        self.running.as_mut().context("it does not run")
    }
}

fn launch(home: &Home) -> Result<Running> {
    let mut command = home.command("identity-web")?;
    command
        .args(["serve", "--config"])
        .arg(home.configuration_file())
        .stdin(Stdio::null())
        .stdout(log(&home.file("out"))?)
        .stderr(log(&home.file("err"))?);
    let child = Command::from(command).kill_on_drop(true).spawn()?;
    let pid = child.id().context("it ended before it began")?;
    Ok(Running { child, pid, _watchdog: Watchdog::over(pid)? })
}

fn log(file: &Path) -> Result<File> {
    Ok(OpenOptions::new().create(true).append(true).open(file)?)
}

fn read(file: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&std::fs::read(file)?).into_owned())
}
