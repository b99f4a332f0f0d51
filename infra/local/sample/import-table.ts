import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { lakeFolder } from '../home.ts';
import { importFiles } from '../import/import-files.ts';

/** Takes tables of marketing's in, as `lifecycle import spend.csv --source marketing` does; they stay in the home to be looked at. */
export function importTableInto(home: string): (csv: string) => Promise<void> {
  return async (csv) => {
    const folder = join(home, 'sample-spend');
    mkdirSync(folder, { recursive: true });
    const name = join(folder, `${/^\d{4}-\d{2}-\d{2}/m.exec(csv)?.[0]}.csv`);
    writeFileSync(name, csv);
    const file = { name, size: csv.length, isCsv: true };
    const lake = diskLake(lakeFolder(home));
    const { rejected } = await importFiles({ files: [file], lake, source: 'marketing', now: new Date() });
    if (rejected > 0) throw new Fault(`[sample] ${name}: ${rejected} rows were rejected`);
  };
}
