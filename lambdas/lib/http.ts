/** A request as doors see it, whoever carried it. Header names are lower case. */
export interface HttpRequest {
  method: string;
  path: string;
  /** The address as its caller wrote it: scheme, host, path and query. */
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A JSON answer. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** An answer that says what is wrong: `{error: {code, message}}`. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): HttpAnswer {
  return answer(status, { error: { code, message } }, headers);
}
