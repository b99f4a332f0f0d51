import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the environment may say about the real Trino; read here and nowhere else in this folder. */
export const settings = {
  /** A running server to use instead of starting one. */
  url: process.env.TRINO_URL,
  /** Where the unpacked server is kept between runs (313 MB). */
  cache: process.env.LIFECYCLE_CACHE ?? join(homedir(), '.cache', 'customer-lifecycle'),
  javaHome: process.env.JAVA_HOME,
};
