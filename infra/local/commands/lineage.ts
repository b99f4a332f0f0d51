import type { CommandModule } from 'yargs';
import { Fault, messageOf } from '../../../lambdas/lib/errors.ts';
import { type Catalog, LAYERS } from '../../../sql/catalog.ts';
import { loadCatalog } from '../catalog.ts';
import { jsonLine } from '../json.ts';
import { graphText, lineageOf, mermaidText, type Node, treeText } from '../lineage.ts';

const FORMATS = ['text', 'json', 'mermaid'] as const;
type Arguments = { table?: string | undefined; format: (typeof FORMATS)[number] };

export const command: CommandModule<object, Arguments> = {
  command: 'lineage [table]',
  describe: 'which table reads which, from the lake to the metrics',
  builder: (cli) =>
    cli
      .positional('table', { type: 'string', describe: 'one table: what it is made from, and what is made from it' })
      .option('format', {
        requiresArg: true,
        choices: FORMATS,
        default: 'text' as const,
        describe: 'how the graph is printed',
      })
      .example('$0 lineage stage_history', 'where stages come from and who reads them'),
  handler: ({ table, format }) => {
    process.stdout.write(render(readLineage(loadCatalog(), table), table, format));
  },
};

function readLineage(catalog: Catalog, table: string | undefined): Node[] {
  try {
    return lineageOf(catalog, table);
  } catch (error) {
    throw new Fault(`[lineage] ${messageOf(error)}`, { cause: error, exitCode: 2 });
  }
}

function render(nodes: readonly Node[], table: string | undefined, format: Arguments['format']): string {
  if (format === 'json') return jsonLine(nodes);
  if (format === 'mermaid') return mermaidText(nodes);
  return table === undefined ? graphText(nodes, LAYERS) : treeText(nodes, table);
}
