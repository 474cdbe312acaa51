import { expect, it } from 'vitest'
import { named, wordTable } from './word-table'

it('knows its own words and none that every object has', () => {
  const table = wordTable({ prod: 1, constructor: 2 })
  expect([table['prod'], table['constructor'], Object.keys(table)]).toEqual([1, 2, ['prod', 'constructor']])
  const bare = wordTable({ prod: 1 })
  for (const word of Object.getOwnPropertyNames(Object.prototype)) expect(bare[word], word).toBeUndefined()
})

it('calls an account by its name, and one without a name by its id, whatever the id is', () => {
  expect(named({ '1': 'lumen-dev' }, '1')).toBe('lumen-dev')
  for (const id of ['2', ...Object.getOwnPropertyNames(Object.prototype)]) expect(named({ '1': 'lumen-dev' }, id)).toBe(id)
})
