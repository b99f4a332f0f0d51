import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { openLocalDashboard } from '../../infra/local/dashboard.ts';
import { openLocalDoor } from '../../infra/local/door.ts';
import { lakeFolder } from '../../infra/local/home.ts';
import { doorsAndPages, startServer } from '../../infra/local/server.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { findChromium } from './chromium.ts';
import { makeCompanyHome } from './home.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string;
    /** The local server over a company that was imported and refreshed twice. */
    url: string;
    home: string;
  }
}

/** Before the tests: a browser, a company, and the real local server over it; all gone when the tests have ended. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('chromium', findChromium());
  const home = await makeCompanyHome();
  const door = openLocalDoor({ lake: diskLake(lakeFolder(home.path)), writeKeys: [] });
  const dashboard = openLocalDashboard(home.path);
  const server = await startServer({ handler: doorsAndPages(door.handler, dashboard.handler), port: 0 });
  project.provide('url', server.url);
  project.provide('home', home.path);
  return async () => {
    await server.close();
    await dashboard.close();
    await home.remove();
  };
}
