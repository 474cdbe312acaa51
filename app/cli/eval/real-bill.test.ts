import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realBill } from './real-bill'

const data = resolve(process.env.COUNTERSIGN_DATA ?? '../shared/data')
const has_data = realBill.needs.every((path) => existsSync(join(data, path)))

describe.skipIf(!has_data)(`the real bill${has_data ? '' : ' (skipped: no real-aws-2017 folder in COUNTERSIGN_DATA or ../shared/data)'}`, () => {
  it('scores a simple rule as its authors measured it, finds more than it, and stays quiet at every trap', { timeout: 120_000 }, async () => {
    const { result } = await realBill.score({ data, split: 'tune', say: () => undefined })
    expect(result.simple_rules_all).toContainEqual(
      expect.objectContaining({ name: 'same weekday x 6, floor, z > 3, $10', f1: 0.824, f1_all: 0.459, alerts_per_week: 10.267 }),
    )
    expect(result.f1).toBeGreaterThanOrEqual(0.9)
    expect(result.alerts_per_week).toBeLessThanOrEqual(12)
    expect(result.traps).toEqual([...(result.traps as object[])].map((trap) => ({ ...trap, is_quiet: true })))
  })
})
