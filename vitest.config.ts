import { defineConfig } from 'vitest/config';

/** One set-up, one project per place where tests can run: `unit` and `long` need npm packages only, the others install what they name. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/trino/**', 'test/browser/**', 'test/**/*.long.test.ts'],
          // Files share their imports: nobody mocks a module, and half of a small file's time is loading what it imports.
          isolate: false,
          // left out, vitest leaves one core idle
          maxWorkers: '100%',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // killed processes, full disks, benches: npm packages only, and minutes
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'trino',
          include: ['test/trino/**/*.test.ts'],
          globalSetup: ['test/trino/set-up.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/set-up.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
