/** Aborted by the first Ctrl-C (or SIGTERM): nothing new is begun, what is in flight ends. The second one ends it all. */
export function onInterrupt(say: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const handler = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    say();
  };
  process.on('SIGINT', handler);
  process.on('SIGTERM', handler);
  return {
    signal: controller.signal,
    stop: () => {
      process.off('SIGINT', handler);
      process.off('SIGTERM', handler);
    },
  };
}
