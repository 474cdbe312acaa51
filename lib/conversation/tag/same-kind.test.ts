import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from './gazetteer'

const ctx = { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }

describe('a name that fits several kinds', () => {
  it('is of the kind of the name it is joined to', () => {
    expect(read('spend of ML and Analytics in October', ctx)).toMatchObject({ canonical: expect.stringContaining('any-team:ml any-team:analytics') })
    expect(read('lumen-dev and analytics, October', ctx)).toMatchObject({ canonical: expect.stringContaining('any-account:210000000008') })
  })

  it('is asked back where it stands alone', () => {
    expect(read('spend of analytics-x or so', ctx).outcome).not.toBe('answered')
  })
})
