/**
 * A table that is asked with words from outside: what people type, tag or put into an address. It knows its own words and nothing else, where an object as it
 * is written also answers to "constructor" and "toString".
 */
export const wordTable = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.freeze(Object.assign(Object.create(null) as Record<string, T>, entries))
