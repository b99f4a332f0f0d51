import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../lambdas/lib/errors.ts';
import { settings } from './settings.ts';
import { execute } from './steps.ts';

const oldest = 24;
const folders = [
  '/usr/lib/jvm',
  '/opt/java',
  '/Library/Java/JavaVirtualMachines',
  join(homedir(), '.sdkman/candidates/java'),
];
const remedy =
  'Install one (Debian: "apt-get install openjdk-25-jdk-headless", or temurin-25-jdk from adoptium.net), ' +
  'or let JAVA_HOME name it, or let TRINO_URL name a running Trino.';

/** In the order of trust: JAVA_HOME, the folders where JDKs are installed, the `java` of the PATH. */
function candidates(): string[] {
  const installed = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents/Home')]),
    );
  const homes = settings.javaHome === undefined ? installed : [settings.javaHome, ...installed];
  return [...homes.map((home) => join(home, 'bin', 'java')).filter((java) => existsSync(java)), 'java'];
}

/** The major version that `java --version` begins with (`openjdk 25.0.3 ...`), 0 where it does not run (Java 8 refuses the flag). */
async function majorOf(java: string): Promise<number> {
  const text = await execute(java, ['--version'], '').catch(() => '');
  return Number(/^\w+ (\d+)/.exec(text)?.[1] ?? 0);
}

/** The first `java` of this machine that Trino runs on, and its major version. Throws `Fault` that lists what was found and what to install. */
export async function findJava(): Promise<{ java: string; major: number }> {
  const seen: string[] = [];
  for (const java of candidates()) {
    const major = await majorOf(java);
    if (major >= oldest) return { java, major };
    seen.push(`${java} (${major === 0 ? 'does not run' : major})`);
  }
  throw new Fault(`[trino] no Java ${oldest} or newer among ${seen.join(', ')}. ${remedy}`);
}
