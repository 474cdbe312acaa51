import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toUnits } from '../units'
import { writeSeededBill } from './write-seeded-bill'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeded-bill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const json = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'))

test('writes a bill whose lines come to what Cost Explorer says beside it, with labels that belong to it', async () => {
  const written = await writeSeededBill(4, 'S', 'focus_1_2', folder)
  const months = written.files.filter((name) => name.endsWith('.csv.gz'))
  expect(months.length).toBeGreaterThan(3)
  let billed = 0n
  let rows = 0
  for (const name of months) {
    const [head = '', ...lines] = gunzipSync(await readFile(join(folder, name)))
      .toString('utf8')
      .trimEnd()
      .split('\r\n')
    const at = head.split(',').indexOf('BilledCost')
    // Nothing before it is ever quoted.
    expect(at).toBe(1)
    rows += lines.length
    billed += lines.reduce((sum, line) => sum + toUnits(line.split(',')[at] || '0'), 0n)
  }
  const { ResultsByTime } = await json('cost-explorer.json')
  const explorer = ResultsByTime.flatMap((day: { Groups: { Metrics: { UnblendedCost: { Amount: string } } }[] }) =>
    day.Groups.map((group) => toUnits(group.Metrics.UnblendedCost.Amount)),
  ).reduce((a: bigint, b: bigint) => a + b, 0n)
  expect([rows, billed]).toEqual([written.rows, explorer])
  expect(await json('labels.json')).toHaveLength(written.labels)
  expect((await json('opencost.json')).data).toHaveLength((await json('traffic.json')).length)
})

test('tells a shift inside the cluster as a label that costs nothing, of the account whose machines it ran on', async () => {
  await writeSeededBill(9, 'S', 'cur_2_0', folder)
  const cluster = await json('opencost-cluster.json')
  const label = (await json('labels.json')).find(({ cause }: { cause: string }) => cause === 'kubecost_shift')
  expect(label).toMatchObject({
    label_id: cluster.shift.label_id,
    start: cluster.shift.start,
    impact_per_day: 0,
    scopes: [{ sub_account_id: cluster.account_id, owner: cluster.shift.from }, { owner: cluster.shift.to }],
  })
}, 60_000)
