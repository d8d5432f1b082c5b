/**
 * Preloaded into every child of the embedded product: when the launcher is gone, however it went, the child stops
 * by itself and leaves its port to the next start.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep a child alive that has finished its work.
process.channel?.unref();
