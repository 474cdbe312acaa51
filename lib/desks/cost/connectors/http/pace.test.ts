import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makePacer } from './pace'

const PACE = { per_sec: 2, burst: 3 }

it('lets a burst through at once and the rest one by one, at its rate', () => {
  const pacer = makePacer(() => 0)
  expect([1, 2, 3, 4, 5, 6].map(() => pacer.takeTurn('a', PACE, 10_000))).toEqual([0, 0, 0, 500, 1_000, 1_500])
})

it('counts each service and token on its own', () => {
  const pacer = makePacer(() => 0)
  for (const key of ['a', 'b']) expect([1, 2, 3].map(() => pacer.takeTurn(key, PACE, 0))).toEqual([0, 0, 0])
})

it('takes no place for a request that could not be sent in time, so that the next one waits no longer for it', () => {
  const pacer = makePacer(() => 0)
  for (let n = 0; n < 3; n++) pacer.takeTurn('a', PACE, 0)
  expect([pacer.takeTurn('a', PACE, 499), pacer.takeTurn('a', PACE, 499), pacer.takeTurn('a', PACE, 500)]).toEqual([null, null, 500])
})

it('asks nobody before the moment that the service named, and afterwards again', () => {
  const clock = { ms: 0 }
  const pacer = makePacer(() => clock.ms)
  pacer.takeTurn('a', PACE, 0)
  pacer.close('a', 30_000)
  expect([pacer.takeTurn('a', PACE, 29_999), pacer.closedFor('a'), pacer.takeTurn('b', PACE, 0)]).toEqual([null, 30_000, 0])
  clock.ms = 30_000
  expect([pacer.closedFor('a'), pacer.takeTurn('a', PACE, 0)]).toEqual([0, 0])
})

it('never sends more in any time than the burst and what its rate gives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 }), (gaps) => {
      const clock = { ms: 0 }
      const pacer = makePacer(() => clock.ms)
      const sent = gaps.flatMap((gap) => {
        clock.ms += gap
        const wait = pacer.takeTurn('a', PACE, 5_000)
        return wait === null ? [] : [clock.ms + wait]
      })
      for (const from of sent)
        for (const to of sent) {
          const within = sent.filter((at) => at >= from && at <= to).length
          // A millisecond of rounding for each place in the queue.
          if (to >= from) expect(within).toBeLessThanOrEqual(PACE.burst + ((to - from + sent.length) * PACE.per_sec) / 1000)
        }
    }),
  )
})
