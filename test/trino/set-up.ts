import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startTrino } from './server.ts';
import { settings } from './settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    trinoUrl: string;
  }
}

/** Before the tests: the server of TRINO_URL, or else one of our own, stopped when the tests have ended. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (settings.url !== undefined) {
    project.provide('trinoUrl', settings.url);
    return async () => undefined;
  }
  const server = await startTrino();
  project.provide('trinoUrl', server.url);
  return server.stop;
}
