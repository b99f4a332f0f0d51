/**
 * A fault: something that must not happen and is thrown (retried, alarmed), unlike a reject, which is a value.
 * `message` reads `[room] [thing] what is wrong: value. remedy`; `exitCode` is what the command line ends with.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly exitCode: number;

  constructor(message: string, options: { cause?: unknown; exitCode?: number } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
