export type Fields = Record<string, string | number | boolean | null>;

/** Where a function tells what it did. Fields are facts with names; no keys, no bodies, no personal data. */
export interface Log {
  info(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** A log that writes one JSON object a line, as CloudWatch Insights and `jq` read it. The carrier adds the time. */
export function jsonLog(write: (line: string) => void = (line) => process.stderr.write(`${line}\n`)): Log {
  return {
    info: (message, fields) => write(JSON.stringify({ level: 'info', message, ...fields })),
    error: (message, fields) => write(JSON.stringify({ level: 'error', message, ...fields })),
  };
}

/** A log that keeps silent about what went well. */
export function errorsOnly(log: Log): Log {
  return { info: () => {}, error: log.error };
}
