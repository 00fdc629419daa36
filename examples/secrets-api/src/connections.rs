//! Connections: their number and their time limits.

use crate::config::Config;
use axum::Router;
use hyper::{server::conn::http1, service::Service};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    collections::BTreeMap,
    io,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::{self, Instant, Sleep},
};

/// The longest request line with its headers.
const HEAD_BYTES: usize = 32 << 10;
/// A client that does not read for this long is disconnected.
const WRITE_STALL: Duration = Duration::from_secs(15);

/// Serves until `stop` ends, then lets requests in progress finish, within their time limit.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: &Config,
    stop: impl Future<Output = ()>,
) {
    let most = config.connections.min(open_files().saturating_sub(64)).max(1);
    let connections = Arc::new(Connections { most, open: Mutex::default() });
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(config.head_timeout)
        .max_buf_size(HEAD_BYTES)
        .max_headers(64);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => open(stream, &router, &http, &connections, &graceful),
            Err(error) => {
                // The error may concern one connection, or the whole system, which then needs time.
                tracing::warn!(%error, "a connection could not be accepted");
                time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    let patience = config.request_timeout + Duration::from_secs(5);
    let _ = time::timeout(patience, graceful.shutdown()).await;
}

fn open(
    stream: TcpStream,
    router: &Router,
    http: &http1::Builder,
    connections: &Arc<Connections>,
    graceful: &GracefulShutdown,
) {
    let Some(place) = connections.add() else { return };
    let _ = stream.set_nodelay(true);
    let connection = place.connection.clone();
    let router = TowerToHyperService::new(router.clone());
    let service = hyper::service::service_fn(move |mut request: hyper::Request<_>| {
        request.extensions_mut().insert(connection.clone());
        router.call(request)
    });
    let stream = TokioIo::new(Timed { stream, stalled: None });
    let served = graceful.watch(http.serve_connection(stream, service));
    tokio::spawn(async move {
        let connection = place.connection.clone();
        tokio::select! {
            // The log has the requests; how a connection ended does not matter.
            _ = served => {}
            () = connection.evicted.notified() => {}
        }
        drop(place);
    });
}

/// Raises the soft limit of open files to the hard limit.
fn open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    current.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX)
}

struct Connections {
    most: usize,
    /// In the order of opening.
    open: Mutex<BTreeMap<u64, Arc<Connection>>>,
}

/// One connection, as the handlers of its requests see it.
pub struct Connection {
    /// Requests in progress that came with a valid token.
    busy: AtomicUsize,
    evicted: Notify,
}

/// While this exists, the connection is not closed to make room for another.
pub struct Busy(Arc<Connection>);

impl Connection {
    pub fn busy(self: &Arc<Self>) -> Busy {
        self.busy.fetch_add(1, Ordering::Relaxed);
        Busy(self.clone())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Place {
    connections: Arc<Connections>,
    number: u64,
    connection: Arc<Connection>,
}

impl Connections {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `None` if every connection has a request in progress.
    fn add(self: &Arc<Self>) -> Option<Place> {
        let mut open = self.lock();
        if open.len() >= self.most {
            let idle = |connection: &Connection| connection.busy.load(Ordering::Relaxed) == 0;
            let oldest = open.iter().find(|(_, connection)| idle(connection)).map(|(n, _)| *n)?;
            if let Some(connection) = open.remove(&oldest) {
                connection.evicted.notify_one();
            }
        }
        let number = open.last_key_value().map_or(0, |(last, _)| last + 1);
        let connection = Arc::new(Connection { busy: AtomicUsize::new(0), evicted: Notify::new() });
        open.insert(number, connection.clone());
        Some(Place { connections: self.clone(), number, connection })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.connections.lock();
        // After a connection was closed to make room, its number may be used again.
        if open.get(&self.number).is_some_and(|own| Arc::ptr_eq(own, &self.connection)) {
            open.remove(&self.number);
        }
    }
}

/// A stream on which a write that makes no progress fails after a while.
struct Timed {
    stream: TcpStream,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Timed {
    fn watch<T>(&mut self, context: &mut Context<'_>, write: Poll<T>) -> Poll<io::Result<T>> {
        match write {
            Poll::Ready(written) => {
                self.stalled = None;
                Poll::Ready(Ok(written))
            }
            Poll::Pending => {
                let stalled = self.stalled.get_or_insert_with(|| {
                    Box::pin(time::sleep_until(Instant::now() + WRITE_STALL))
                });
                stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

impl AsyncRead for Timed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Timed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, write).map(|written| written.flatten())
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch(context, write).map(|written| written.flatten())
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_idle_connection_makes_room() {
        let connections = Arc::new(Connections { most: 3, open: Mutex::default() });
        let places: Vec<_> = (0..3).map(|_| connections.add().unwrap()).collect();
        let busy = places[0].connection.busy();
        let newcomer = connections.add().unwrap();
        let numbers = |connections: &Connections| -> Vec<u64> {
            connections.lock().keys().copied().collect()
        };
        assert_eq!(numbers(&connections), [0, 2, 3]);
        let _others = [places[2].connection.busy(), newcomer.connection.busy()];
        assert!(connections.add().is_none());
        drop(busy);
        drop(places);
        assert_eq!(numbers(&connections), [3]);
    }
}
