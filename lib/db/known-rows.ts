/** Names a version of a row in a query of one table. It is another one after every write, whoever wrote. */
export const ROW_VERSION = "xmin::text || ' ' || ctid::text"

type Versioned = { version: string }

/** What this process has read of rows that it reads again and again. */
export type KnownRows<Row extends Versioned, T> = {
  /** Asks for a row, telling the version that is known: only of another one does the answer have to hold more than its version. */
  read(key: string, ask: (known_version: string | null) => Promise<Row | undefined>): Promise<T | undefined>
  /** Remembers what was just written. A version whose transaction is rolled back never comes again. */
  put(key: string, version: string, value: T): void
  /** Forgets everything, as another process would not know it. */
  forget(): void
}

/** The value itself, which nobody can change any more. What is frozen already is taken to be so to its end. */
export function deepFrozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  for (const inner of Object.values(value)) deepFrozen(inner)
  return Object.freeze(value)
}

/** Keeps at most `most` rows, those that were used last. What is kept is shared by all who read it, so it is frozen: whoever changes it by accident is told. */
export function knownRows<Row extends Versioned, T>(most: number, parse: (row: Row) => T): KnownRows<Row, T> {
  const known = new Map<string, { version: string; value: T }>()
  const put = (key: string, version: string, value: T): void => {
    known.delete(key) // and to the end, as the newest
    known.set(key, { version, value: deepFrozen(value) })
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
  }
  return {
    put,
    forget: () => known.clear(),
    async read(key, ask) {
      const seen = known.get(key)
      const row = await ask(seen?.version ?? null)
      if (row === undefined) return undefined
      const value = seen?.version === row.version ? seen.value : parse(row)
      put(key, row.version, value)
      return value
    },
  }
}
