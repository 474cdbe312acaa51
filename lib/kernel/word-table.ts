/**
 * A table that is asked with words from outside: what people type, tag or put into an address. It knows its own words and nothing else, where an object as it
 * is written also answers to "constructor" and "toString".
 */
export const wordTable = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.freeze(Object.assign(Object.create(null) as Record<string, T>, entries))

/** What an id is called, or the id itself: ids come from bills, and one may be called like something that every object has. */
export const named = (names: Readonly<Record<string, string>>, id: string): string => (Object.hasOwn(names, id) ? (names[id] ?? id) : id)
