//! `serve`: the hub, until Ctrl-C or a termination signal.

use std::{io::Write, sync::Arc, time::Duration};

use doorstep_core::{receipt::hex, sync::hub::settle};
use tokio::sync::watch;

use super::desk::say;
use crate::{
    clock,
    complaint::{Complaint, Outcome},
    config::{Config, Settings},
    folder::DataFolder,
    hub::Hub,
    logging,
    office::Office,
    routes::{self, App},
    server,
};

/// How often the hub looks for what is due.
const TICK: Duration = Duration::from_secs(15 * 60);

pub(super) fn run(folder: &DataFolder, settings: Settings, out: &mut dyn Write) -> Outcome<()> {
    clock::plausible(clock::now_ms())?;
    if !folder.is_set_up() {
        return Err(Complaint::of_file(folder.path(), &std::io::ErrorKind::NotFound.into()));
    }
    let _serving = folder.use_for_serving()?;
    let config = settings.over(Settings::read(&folder.settings())?, folder)?;
    logging::begin(config.log_json, config.log_level);
    let hub = Arc::new(Hub::open(folder, &config.list)?);
    for commune in hub.store().communes()? {
        // What an older release parked because it did not know it.
        settle::replay_known(&mut hub.store().clone(), hub.keys(), &commune, clock::now_ms())?;
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Complaint::of_file(folder.path(), &error))?;
    runtime.block_on(serve(hub, config, out))
}

async fn serve(hub: Arc<Hub>, config: Config, out: &mut dyn Write) -> Outcome<()> {
    let broken = |error: &dyn std::fmt::Display| {
        Complaint::new(
            "internal",
            format!("Máy chủ không khởi động được ({error})."),
            format!("The hub cannot start ({error})."),
        )
    };
    let identity = hub.keys().tls(vec!["doorstep.local".into(), "localhost".into()]).map_err(|error| broken(&error))?;
    let tls = server::tls_config(identity).map_err(|error| broken(&error))?;
    let listener = server::listen(config.listen).await?;
    let address = listener.local_addr().map_err(|error| broken(&error))?;
    let app = Arc::new(App::new(hub.clone(), &config).map_err(|error| broken(&error))?);
    say(out, format_args!("Máy chủ chạy ở https://{address}; điện thoại được báo: {}", config.addresses.join(", ")));
    say(out, format_args!("The hub runs at https://{address}; phones are told {}", config.addresses.join(", ")));
    say(out, format_args!("Khóa / Key (SHA-256): {}", hex(hub.keys().pin())));
    let _ = out.flush();
    let (stop, stopped) = watch::channel(false);
    let timers = tokio::spawn(keep_time(hub, stopped.clone()));
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("stopping");
        // Receivers gone: the server has ended already.
        let _ = stop.send(true);
    });
    server::serve(listener, tls, routes::router(app), until(stopped)).await;
    timers.await.map_err(|error| broken(&error))
}

/// Ends when the one token says so.
async fn until(mut stopped: watch::Receiver<bool>) {
    // A sender gone counts as told.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Does what is due, at once and then every quarter of an hour.
async fn keep_time(hub: Arc<Hub>, stopped: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = until(stopped.clone()) => return,
        }
        let hub = hub.clone();
        let done = tokio::task::spawn_blocking(move || do_what_is_due(&hub, clock::now_ms())).await;
        match done {
            Ok(Ok(closed)) if closed > 0 => tracing::info!(closed, "rides closed"),
            Ok(Err(complaint)) => tracing::warn!(code = complaint.code, "timers: {}", complaint.en),
            _ => {}
        }
    }
}

/// Closes rides, forgets spent codes and old sealed changes.
pub(super) fn do_what_is_due(hub: &Hub, now: i64) -> Outcome<usize> {
    let mut closed = 0;
    for commune in hub.store().communes()? {
        closed += Office::of(hub, commune, now).close_rides()?;
    }
    hub.store().remove_expired_codes(now)?;
    hub.journal().prune(now)?;
    Ok(closed)
}
