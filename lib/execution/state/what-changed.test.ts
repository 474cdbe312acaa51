import { expect, it } from 'vitest'
import type { SnapshotField } from '@/lib/execution/template'
import { changedWords, MOST_SEEN, seenFields } from './what-changed'

const field = (target: string, name: string, value: string): SnapshotField => ({ target, field: name, value })
const before = ['a', 'b', 'c', 'd', 'e'].map((t) => field(t, 'power', 'running'))

it('names each field that is not as it was, with both values, and what came or went', () => {
  const now = [field('a', 'power', 'stopped'), field('b', 'power', 'running'), field('b', 'type', 'm5.large')]
  expect(changedWords(before.slice(0, 3), now)).toBe('a: power was running, is stopped; b: type was absent, is m5.large; c: power was running, is absent')
})

it('names three and says how many more there are, on how many targets', () => {
  const now = before.map((f) => ({ ...f, value: 'stopped' }))
  expect(changedWords(before, now)).toMatch(/^a: .*; b: .*; c: .* and 2 more fields of 2 targets$/)
})

it('cuts values that are long', () => {
  const said = changedWords([field('a', 'policy', 'x'.repeat(500))], [field('a', 'policy', `${'x'.repeat(20)}y`)]) ?? ''
  expect(said.length).toBeLessThan(300)
})

it('says nothing where nothing was kept, or what was kept shows no difference', () => {
  expect(changedWords(undefined, before)).toBeNull()
  expect(changedWords(before, before)).toBeNull()
})

it('keeps what a dry run saw up to a number of fields, so that no plan grows without end', () => {
  const many = Array.from({ length: MOST_SEEN + 1 }, (_, n) => field(`t${n}`, 'power', 'running'))
  expect(seenFields(many)).toBeUndefined()
  expect(seenFields(many.slice(1))).toHaveLength(MOST_SEEN)
  expect(seenFields([field('a', 'policy', 'x'.repeat(5000))])?.[0]?.value.length).toBeLessThan(300)
})
