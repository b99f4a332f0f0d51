/** A terminal tells every process of a group, and npm and tsx pass on what they were told: that is one Ctrl-C, not two. */
const ECHO_MS = 500;
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

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
  let askedMs = 0;
  const interrupt = () => {
    if (controller.signal.aborted) return endIfAskedAgain(askedMs);
    askedMs = Date.now();
    controller.abort();
    onAsked();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, asked };
}

/** Whoever dies in the middle of a refresh leaves the old tables, and the next one takes over the lock. */
function endIfAskedAgain(askedMs: number): void {
  if (Date.now() - askedMs > ECHO_MS) process.exit(INTERRUPTED);
}
