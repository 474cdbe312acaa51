import { expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { parse } from '../frame/canonical'
import type { Gazetteer } from '../tag/gazetteer'
import { partWords, scopeWords } from './place-words'

it.each([
  ['/breakdown team:"" by:service period:mtd', 'cost without a team tag'],
  ['/breakdown account:210000000006 team:"" by:service period:mtd', 'lumen-dev · cost without a team tag'],
  ['/breakdown by:service period:mtd', 'the whole bill'],
  ['/breakdown by:service period:mtd not-account:210000000006', 'the whole bill without lumen-dev'],
])('says of %s what a sentence can say of it', (line, words) => {
  const frame = parse(line, '2026-11-19')
  expect(frame && scopeWords(frame, names as Gazetteer)).toBe(words)
})

it.each([
  ['/breakdown by:service charge:tax period:mtd', 'the whole bill (tax only)'],
  ['/trend charge:credit period:mtd account:210000000006', 'lumen-dev (credits only)'],
  ['/lines period:mtd', 'the whole bill'],
])('says of %s which charges it is about', (line, words) => {
  const frame = parse(line, '2026-11-19')
  expect(frame && partWords(frame, names as Gazetteer)).toBe(words)
})
