import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nab } from './nab'

const data = resolve(process.env.COUNTERSIGN_DATA ?? '../shared/data')
const has_data = nab.needs.every((path) => existsSync(resolve(data, path)))

describe.skipIf(!has_data)(`labelled streams${has_data ? '' : ' (skipped: no nab folder in COUNTERSIGN_DATA or ../shared/data)'}`, () => {
  test('score above the published stretch goal of 60 on the files that no number was chosen on', async () => {
    const { result } = await nab.score({ data, split: 'report', say: () => undefined })
    expect(result).toMatchObject({ files: 15, threshold: 4.4 })
    expect(result.standard).toBeGreaterThan(60)
  }, 60_000)
})
