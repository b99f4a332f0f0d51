/** What ends a command that runs until it is told to stop. */
export interface Interrupt {
  signal: AbortSignal;
  /** Resolves when somebody asked to stop. */
  asked: Promise<void>;
}

/** Listens for Ctrl-C and SIGTERM: the first asks for an orderly end, `onAsked` says so; the second ends at once. */
export function listenForInterrupt(onAsked: () => void): Interrupt {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()));
  const interrupt = () => {
    // whoever dies in the middle of a refresh leaves the old tables, and the next one takes over the lock
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    onAsked();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, asked };
}
