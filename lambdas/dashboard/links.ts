/** The choices of a page, as its address holds them. */
export type Choices = Readonly<Record<string, string | number | undefined>>;

/** The address of one of our pages with its choices; those that are undefined are left out. */
export function address(path: string, choices: Choices = {}, anchor = ''): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(choices)) if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return `${path}${text === '' ? '' : `?${text}`}${anchor}`;
}

/** The address of a customer's page. */
export function customerAddress(customerId: string): string {
  return `/customers/${encodeURIComponent(customerId)}`;
}

/** What an address says of a choice when it is one of those that there are; the first of them otherwise. */
export function choiceOf<T extends string>(query: URLSearchParams, name: string, among: readonly [T, ...T[]]): T {
  const asked = query.get(name);
  return among.find((choice) => choice === asked) ?? among[0];
}

/** The number of a page that an address asks for, from 1; 1 where it asks for none that can be. */
export function pageNumberOf(query: URLSearchParams, name = 'page'): number {
  const asked = query.get(name) ?? '';
  return /^[1-9]\d{0,6}$/.test(asked) ? Number(asked) : 1;
}

/** The slice of a list that a page shows. */
export function sliceOfPage(page: number, size: number): { limit: number; offset: number } {
  return { limit: size, offset: (page - 1) * size };
}
