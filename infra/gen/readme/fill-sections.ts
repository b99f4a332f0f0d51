const SECTION = /(<!-- generated: (?<name>[^>]+?) -->\n).*?(<!-- end -->)/gs;
const MARKER = /<!-- generated: |<!-- end -->/g;

/**
 * The text with the lines of each section between `<!-- generated: <name> -->` and `<!-- end -->`; all else is kept to the letter.
 * Throws for a marker without its other half, a section that nobody generates, and one that has no place or two.
 */
export function fillSections(text: string, sections: Readonly<Record<string, readonly string[]>>): string {
  const filled: string[] = [];
  const result = text.replace(SECTION, (_section, begin: string, name: string, end: string) => {
    const lines = sections[name];
    if (lines === undefined)
      throw new Error(`[gen] README.md has a section ${name}, which infra/gen/readme.ts does not`);
    filled.push(name);
    return `${begin}${lines.map((line) => `${line}\n`).join('')}${end}`;
  });
  expectPairs(text, filled.length);
  for (const name of Object.keys(sections)) expectOnce(name, filled);
  return result;
}

function expectPairs(text: string, sections: number): void {
  const markers = text.match(MARKER)?.length ?? 0;
  if (markers === 2 * sections) return;
  throw new Error(
    `[gen] README.md has ${markers} markers for ${sections} sections. Close each <!-- generated: ... --> by <!-- end -->`,
  );
}

function expectOnce(name: string, filled: readonly string[]): void {
  const times = filled.filter((each) => each === name).length;
  if (times !== 1) throw new Error(`[gen] README.md has ${times} sections for ${name}. Give it one, between markers`);
}
