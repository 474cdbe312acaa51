import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const registry = readFileSync(new URL('components/cards/registry.ts', ROOT), 'utf8')
const files = [...registry.matchAll(/from '@\/(components\/cards\/[\w/-]+-card)'/g)].map(([, file]) => file ?? '')

it('no file of a card is marked for the browser alone, where a page on the server could not call it', () => {
  expect(files.length).toBeGreaterThan(30)
  for (const file of files) expect(readFileSync(new URL(`${file}.tsx`, ROOT), 'utf8').startsWith("'use client'"), file).toBe(false)
})
