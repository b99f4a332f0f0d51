/** The departments that events come from. A vendor is a `provider`. */
export const SOURCES = ['web', 'sales', 'support', 'marketing'] as const;

export type Source = (typeof SOURCES)[number];
