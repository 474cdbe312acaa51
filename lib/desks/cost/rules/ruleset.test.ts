import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { toAnomaly } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { detectSeries } from '@/lib/desks/cost/detect/model/detect-series'
import { detectParams } from '@/lib/desks/cost/detect/params'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { digest } from '@/lib/kernel/canonical'
import { addHours, startOfDay } from '@/lib/kernel/time'
import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import { RULESET } from './ruleset'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const RULES = RULESET.flatMap((entry) => /^cost\/([a-z0-9-]+)@/.exec(entry)?.[1] ?? [])
const P = detectParams('1000')
const NOW = '2027-01-01T00:00:00.000Z'

/** What detection says about twenty generated years, as a case would keep it. */
function detected(): unknown {
  return Array.from({ length: 20 }, (_, i) => sampleYear(i + 1).points).map((points) => {
    const found = detectSeries(points, P, NOW)
    const stamp = { currency: 'USD', now: NOW, data_version: 'v', evidence_id: 'ev_1' }
    return found.incidents.filter(({ flagged }) => flagged.length > 0).map((incident) => toAnomaly({}, 'usage', found, incident, P, stamp))
  })
}

/** How every situation of the fixtures is attributed. */
function attributed(): unknown {
  const folders = readdirSync(FIXTURES).filter((name) => RULES.includes(name))
  return folders.sort().flatMap((name) => {
    const folder = new URL(`${name}/`, FIXTURES)
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    return files.sort().map((file) => readSituation(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))).attribution)
  })
}

const CHANGED_ON = 200

/** What came of a change that saved nothing, on twenty generated years, after each number of days. */
function saved(): unknown {
  return Array.from({ length: 20 }, (_, i) => sampleYear(i + 1, 0).points).flatMap((points) => {
    const executed_at = addHours(startOfDay(points[CHANGED_ON]?.day ?? ''), 9)
    const input = { points, pool: [], anomaly: null, executed_at, predicted_per_day: '100', currency: 'USD' }
    return SAVINGS_DAYS.map((days) => {
      const found = realizedSavings({ ...input, days })
      return found && [found.point, found.low, found.high]
    })
  })
}

// A replay compares bytes only under the same rule set. When one of these changes, raise its part in the rule set, and then the digest here.
it.each([
  ['cost/detect@10', detected, '3e298fca24e8'],
  ['cost/attribute@3', attributed, 'eb42473175e6'],
  ['cost/savings@2', saved, '789a97cd76d0'],
])('%s still says the same about the same evidence', (part, say, is) => {
  expect(RULESET).toContain(part)
  expect(digest(say()).slice(0, 12)).toBe(is)
})
