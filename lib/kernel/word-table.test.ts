import { expect, it } from 'vitest'
import { wordTable } from './word-table'

it('knows its own words and none that every object has', () => {
  const table = wordTable({ prod: 1, constructor: 2 })
  expect([table['prod'], table['constructor'], Object.keys(table)]).toEqual([1, 2, ['prod', 'constructor']])
  const bare = wordTable({ prod: 1 })
  for (const word of Object.getOwnPropertyNames(Object.prototype)) expect(bare[word], word).toBeUndefined()
})
