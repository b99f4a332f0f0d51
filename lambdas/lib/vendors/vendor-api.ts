type Fields = Readonly<Record<string, unknown>>;

/** An object of a vendor's, as its payloads name it. */
export interface ObjectName {
  /** In the vendor's word: `deal`, `Opportunity`. */
  type: string;
  id: string;
}

/** A vendor's read API. One adapter, one file; `test/contracts/vendor-api.ts` is the suite each of them passes. */
export interface VendorApi {
  /** Whether objects of a type can be asked for. */
  knows(type: string): boolean;
  /** The object as it is now. Throws a `Fault` where the vendor refuses us altogether: then no other object is worth asking for. */
  read(object: ObjectName): Promise<VendorAnswer>;
}

export type VendorAnswer =
  | { kind: 'found'; object: Fields }
  /** Deleted, or never there: asking again changes nothing. */
  | { kind: 'gone' }
  /** No answer that can be used, after all tries; the reason is a sentence's end. */
  | { kind: 'failed'; reason: string };
