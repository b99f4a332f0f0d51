import { noPlaceFor, type ObjectState, type Provider } from './provider.ts';

/** A provider that reads answers of its vendor's read API about one object, in place of payloads. */
export function completing(provider: Provider, object: ObjectState): Provider {
  return {
    ...provider,
    carries: 'one',
    transport: [],
    toEvents: (answer, at) =>
      provider.completes?.(object, answer, at) ?? noPlaceFor(provider.name, object.type, '$', ['whole payloads']),
  };
}
