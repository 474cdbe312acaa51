import { describe, expect, it } from 'vitest'
import { knownRows } from './known-rows'

type Row = { version: string; body?: string }

/** A table of one row that leaves the body out where its version is known, and counts how often it was sent. */
function table(rows: Record<string, { version: string; body: string }>) {
  const sent: string[] = []
  const ask =
    (key: string) =>
    async (known_version: string | null): Promise<Row | undefined> => {
      const row = rows[key]
      if (row === undefined) return undefined
      if (known_version === row.version) return { version: row.version }
      sent.push(key)
      return row
    }
  return { sent, ask }
}

describe('rows that are read again and again', () => {
  it('sends a version once, and a newer one as soon as there is one', async () => {
    const rows = { a: { version: '1', body: 'one' } }
    const { sent, ask } = table(rows)
    const known = knownRows<Row, string>(2, (row) => row.body ?? 'left out')
    expect([await known.read('a', ask('a')), await known.read('a', ask('a'))]).toEqual(['one', 'one'])
    rows.a = { version: '2', body: 'two' }
    expect(await known.read('a', ask('a'))).toBe('two')
    expect(sent).toEqual(['a', 'a'])
  })

  it('gives what the question was asked with where another has come in between', async () => {
    const known = knownRows<Row, string>(2, (row) => row.body ?? 'left out')
    known.put('a', '1', 'one')
    const asked = known.read('a', async (version) => {
      known.put('a', '2', 'two')
      return { version: version ?? '' }
    })
    expect(await asked).toBe('one')
  })

  it('shares what nobody can change, however it came here and however deep it lies', async () => {
    const known = knownRows<Row, { list: { name: string }[] }>(2, () => ({ list: [{ name: 'read' }] }))
    const written = { list: [{ name: 'written' }] }
    known.put('b', '1', written)
    for (const kept of [await known.read('a', async () => ({ version: '1' })), await known.read('b', async () => ({ version: '1' })), written]) {
      expect(() => kept?.list.push({ name: 'one more' })).toThrow(TypeError)
      expect(() => Object.assign(kept?.list[0] ?? {}, { name: 'changed' })).toThrow(TypeError)
      expect(() => Object.assign(kept ?? {}, { list: [] })).toThrow(TypeError)
    }
  })

  it('says of a row that is gone that there is none', async () => {
    const known = knownRows<Row, string>(2, (row) => row.body ?? 'left out')
    known.put('a', '1', 'one')
    expect(await known.read('a', async () => undefined)).toBeUndefined()
  })

  it('holds no more rows than it may, and forgets the one that nobody has asked for the longest', async () => {
    const { sent, ask } = table({ a: { version: '1', body: 'a' }, b: { version: '1', body: 'b' }, c: { version: '1', body: 'c' } })
    const known = knownRows<Row, string>(2, (row) => row.body ?? 'left out')
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await known.read(key, ask(key))).toBe(key)
    expect(sent).toEqual(['a', 'b', 'c', 'b'])
    known.forget()
    await known.read('b', ask('b'))
    expect(sent).toHaveLength(5)
  })
})
