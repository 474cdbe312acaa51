import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrationsIn } from './migration-order'

const FILES = readdirSync(join(import.meta.dirname, 'migrations'))

it('runs the migrations by number, the two that share one by their names', () => {
  const order = migrationsIn([...FILES].reverse())
  expect(order).toEqual(FILES.filter((name) => name.endsWith('.sql')).sort())
  expect(order.indexOf('0010_short_append.sql') - order.indexOf('0010_identity.sql')).toBe(1)
  expect(order.filter((name) => !/^\d{4}_[a-z_]+[.]sql$/.test(name))).toEqual([])
})

it('refuses a new migration that takes a number that is taken, the shared one too', () => {
  for (const name of ['0011_another.sql', '0010_third.sql', '0001_again.sql'])
    expect(() => migrationsIn([...FILES, name]), name).toThrow(`give the newer one the next that is free`)
  expect(migrationsIn([...FILES, '9999_next.sql']).at(-1)).toBe('9999_next.sql')
})
