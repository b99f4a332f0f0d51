import { z } from 'zod';

/** A rejected message, or a whole body that could not be read, as it lies in the lake. */
export interface Reject {
  /** The code of its reason, the JSON path that it speaks of, and the sentence that its sender was told. */
  code: string;
  path: string;
  message: string;
  /** As they came. */
  bytes: Uint8Array;
  /** ISO-8601 in UTC with milliseconds. */
  receivedAt: string;
  endpoint: string;
  /** What came beside the bytes and is needed to read them, where the endpoint needs any. */
  headers?: Record<string, string>;
}

const rejectSchema = z.object({
  reason: z.object({ code: z.string(), path: z.string(), message: z.string() }),
  bytes: z.string(),
  encoding: z.enum(['utf-8', 'base64']),
  received_at: z.iso.datetime(),
  endpoint: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
});

/** What a line of `rejected/` says; null for one that nobody of us has written. */
export function parseReject(line: string): Reject | null {
  const parsed = rejectSchema.safeParse(toJson(line));
  if (!parsed.success) return null;
  const { reason, bytes, encoding, received_at, endpoint, headers } = parsed.data;
  return {
    ...reason,
    bytes: Buffer.from(bytes, encoding),
    receivedAt: received_at,
    endpoint,
    ...(headers === undefined ? {} : { headers }),
  };
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
