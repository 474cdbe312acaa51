import { expect, it } from 'vitest'
import { onceLoaded } from './once-loaded'

it('asks again after a load that failed, and never after one that went well', async () => {
  let asked = 0
  const load = onceLoaded('a disk that is slow to come', async () => {
    asked++
    if (asked === 1) throw new Error('the folder is not there yet')
    return asked
  })
  // Callers of the same moment share one load, and its failure.
  const both = await Promise.allSettled([load(), load()])
  expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  expect([await load(), await load(), asked]).toEqual([2, 2, 2])
})
