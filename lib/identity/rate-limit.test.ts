import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Limit, takeOne } from './rate-limit'

let keys = 0
const key = () => `key-${++keys}`
const limit: Limit = { name: 'tests', burst: 3, per_sec: 1 }

it('lets a burst through, refuses what comes on top and says when to come back', () => {
  const someone = key()
  for (let n = 0; n < 3; n++) takeOne(limit, someone, 0)
  expect(() => takeOne(limit, someone, 200)).toThrow('too many tests: wait 1 s and try again')
  takeOne(limit, someone, 1_300)
  expect(() => takeOne(limit, someone, 1_300)).toThrow('too many tests')
})

it('counts everybody apart', () => {
  const someone = key()
  for (let n = 0; n < 3; n++) takeOne(limit, someone, 0)
  takeOne(limit, key(), 0)
})

it('never lets more through than the burst and what time has brought back, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 }), (pauses) => {
      const someone = key()
      let now_ms = 0
      let passed = 0
      for (const pause of pauses) {
        now_ms += pause
        try {
          takeOne(limit, someone, now_ms)
          passed += 1
        } catch {}
      }
      expect(passed).toBeLessThanOrEqual(limit.burst + Math.floor((now_ms / 1000) * limit.per_sec) + 1)
    }),
  )
})

it('forgets who has been quiet longest before it grows without bound', () => {
  for (let n = 0; n < 10_050; n++) takeOne(limit, key(), 0)
  expect((globalThis as unknown as { countersign_limits: Map<string, unknown> }).countersign_limits.size).toBe(10_000)
})
