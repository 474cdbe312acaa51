import { expect, it } from 'vitest'
import { fact, intent } from '@/components/fixtures/make'
import { differenceOf } from './seen-difference'

const card = (facts: Record<string, string>, title = 'A plan') =>
  intent({ title, facts: Object.fromEntries(Object.entries(facts).map(([id, text]) => [id, fact({ label: id, value: '1', text })])) } as never)

it('names every figure that changed, came or went, and none that stayed', () => {
  expect(differenceOf(card({ saving: '$120', risk: 'medium', old: '7' }), card({ saving: '$118', risk: 'medium', fresh: '9' }))).toEqual([
    { label: 'saving', seen_as: '$120', now_as: '$118' },
    { label: 'fresh', seen_as: null, now_as: '9' },
    { label: 'old', seen_as: '7', now_as: null },
  ])
})

it('names another title, and nothing where nothing changed', () => {
  expect(differenceOf(card({}, 'A plan'), card({}, 'Another plan'))).toEqual([{ label: 'Title', seen_as: 'A plan', now_as: 'Another plan' }])
  expect(differenceOf(card({ a: '1' }), card({ a: '1' }))).toEqual([])
})
