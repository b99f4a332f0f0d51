import type { Argv, CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { completeLocally } from '../complete/complete.ts';
import { remarksOn } from '../complete/remarks.ts';
import { openVendors, VENDORS } from '../complete/vendors.ts';
import { loadConfig } from '../config.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { showProgress } from '../progress.ts';
import { loadSecrets } from '../secrets.ts';

interface Options {
  provider?: string | undefined;
  url?: string | undefined;
}

export const command: CommandModule<object, Options> = {
  command: 'complete',
  describe: "ask vendors' read APIs for what their events only named, and land the answers",
  builder: describeOptions,
  handler: runComplete,
};

function describeOptions(cli: Argv): Argv<Options> {
  return cli
    .option('provider', { requiresArg: true, choices: VENDORS, describe: 'only what this vendor knows' })
    .option('url', {
      type: 'string',
      requiresArg: true,
      describe: 'where the vendor of --provider answers, such as https://acme.my.salesforce.com',
    })
    .example('$0 complete --provider hubspot', 'with hubspot_token in lifecycle.secrets.json; then refresh');
}

async function runComplete({ provider, url }: Options): Promise<void> {
  const begun = Date.now();
  const { reportingCurrency: currency } = loadConfig();
  const apis = await openVendors(loadSecrets(), Date.now, { provider, url });
  const progress = showProgress('complete');
  const { reasons, waiting, unreadable, ...counts } = await completeLocally({
    lake: diskLake(lakeFolder(lifecycleHome())),
    ...{ apis, provider, currency, clock: () => new Date() },
    onPage: (done, of, { completed }) => progress.step(done, of, `objects, ${completed} completed`),
  }).finally(progress.stop);
  for (const remark of remarksOn({ reasons, waiting, unreadable, ...counts }))
    process.stderr.write(`[complete] ${remark}\n`);
  process.stdout.write(`${JSON.stringify({ ...counts, seconds: (Date.now() - begun) / 1000 })}\n`);
  if (counts.failed > 0) process.exitCode = 1;
}
