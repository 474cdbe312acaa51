import { expect, it } from 'vitest'
import { findGuardTag } from '@/lib/policy/guard-tag'
import { environmentOf } from './environment-of'

const INHERITED = Object.getOwnPropertyNames(Object.prototype)

it('takes a tag that is called like something every object has for an unfamiliar one', () => {
  for (const word of INHERITED) {
    expect(environmentOf({ env: word }), word).toBe('unknown')
    expect(findGuardTag({ [word]: 'true' }), word).toBeUndefined()
  }
  expect(environmentOf({ Env: ' PROD ' })).toBe('prod')
})

it('knows a tag that guards in any spelling, and one that the tenant named so', () => {
  expect(findGuardTag({ 'Legal-Hold': 'x' })).toBe('Legal-Hold=x')
  expect(findGuardTag({ constructor: 'x' }, ['Constructor'])).toBe('constructor=x')
})
