export interface Greeting {
  url: string;
  /** Where events land. */
  folder: string;
  /** Whether the doors ask for write keys. */
  hasKeys: boolean;
  now: Date;
}

/** What `start` says when it is ready: the address first, then how to send something. */
export function greeting({ url, folder, hasKeys, now }: Greeting): string {
  const event = {
    event_id: `hello-${now.getTime()}`,
    event_name: 'page_viewed',
    occurred_at: now.toISOString(),
    anonymous_id: 'visitor-1',
  };
  const authorization = hasKeys ? ` -H 'Authorization: Bearer <key>'` : '';
  return `${url}

events land in ${folder}
${hasKeys ? 'write keys are asked for, as lifecycle.config.json lists them' : 'no write keys are configured: anybody on this machine may send events'}

  curl ${url}/v1/events/web${authorization} -d '${JSON.stringify(event)}'

`;
}
