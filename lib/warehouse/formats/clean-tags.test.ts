import { expect, it } from 'vitest'
import { cleanTags, resourceTags } from './clean-tags'

it('keeps the first of two keys that are one when cleaned, and no empty value', () => {
  expect(cleanTags('{"user:Team":"data","team ":"ml","cost-center":"","env":null}')).toEqual({ team: 'data' })
})

it('keeps a key that every object has of its own', () => {
  expect(Object.entries(cleanTags('{"constructor":"acme","__proto__":"builders"}'))).toEqual([
    ['constructor', 'acme'],
    ['__proto__', 'builders'],
  ])
})

it.each([null, '', '[]', 'team=data', '3'])('finds no tags in %s', (json) => expect(cleanTags(json)).toEqual({}))

it('takes a cost category for no tag of the resource', () =>
  expect(resourceTags('{"user:Team":"data","cost_category:unit":"Web shop"}')).toEqual({ team: 'data' }))
