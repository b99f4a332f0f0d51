import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The path of a Chromium: the one that CHROMIUM names, else one of the PATH, else one that apt installs where we are root.
 * Throws, with the remedy, where there is none: the suite is never skipped in silence.
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM;
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`[browser] CHROMIUM names ${named}, which is not there`);
  }
  const found = onPath() ?? (installWithApt() ? onPath() : undefined);
  if (found !== undefined) return found;
  throw new Error(
    `[browser] there is no ${NAMES.join(', ')} on the PATH. Install Chromium, or name it: CHROMIUM=/path/to/chromium`,
  );
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** Whether apt could install it: on Debian and its kin, as root. */
function installWithApt(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  process.stderr.write('[browser] no Chromium found; apt-get installs it\n');
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
