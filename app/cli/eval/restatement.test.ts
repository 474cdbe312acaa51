import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { restatement } from './restatement'

const data = resolve(process.env.COUNTERSIGN_DATA ?? '../shared/data')
const has_data = restatement.needs.every((path) => existsSync(resolve(data, path)))

describe.skipIf(!has_data)(`restated days${has_data ? '' : ' (skipped: no mybinder-gcp folder in COUNTERSIGN_DATA or ../shared/data)'}`, () => {
  test('call a duplicated day data quality, withdraw it when it is corrected, keep what really happened, and never alarm on days still filling up', async () => {
    const { result } = await restatement.score({ data, split: 'report', say: () => undefined })
    expect(result).toMatchObject({
      versions: 3,
      unrestated_kept_ratio: 1,
      natural_events_found_ratio: 1,
      partial_day_alarms: 0,
      duplicate: { raised: 3, as_data_quality: 3, withdrawn: 3 },
    })
  })
})
