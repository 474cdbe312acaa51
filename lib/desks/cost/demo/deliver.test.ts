import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addHours } from '@/lib/kernel/time'
import type { BillRequest } from './bill'
import { deliverBill, line } from './deliver'
import { ESTATE } from './estate'
import { CUR_2_COLUMNS } from './format-cur'
import { DEMO_SEED, DEMO_START } from './people'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'delivery-'))
})
afterEach(() => rm(directory, { recursive: true }))

const request = (over: Partial<BillRequest> = {}): BillRequest => ({ seed: DEMO_SEED, events: [], from: '2026-10-25', until: DEMO_START, ...over })
const months = (files: { month: string }[]) => files.map((file) => file.month)

describe('delivering the bill', () => {
  it('writes one complete file per month and nothing else but its own record', async () => {
    const files = await deliverBill(request(), directory)
    expect(files.map((file) => file.path.slice(directory.length + 1))).toEqual(['northlight-cur2-2026-10.csv.gz', 'northlight-cur2-2026-11.csv.gz'])
    expect((await readdir(directory)).sort()).toEqual(['northlight-cur2-2026-10.csv.gz', 'northlight-cur2-2026-11.csv.gz', 'northlight-cur2.delivered.json'])
    const text = gunzipSync(await readFile(files[1]?.path ?? '')).toString()
    expect(text.split('\r\n')[0]).toBe(CUR_2_COLUMNS.join(','))
    expect(text.split('\r\n')).toHaveLength((files[1]?.rows ?? 0) + 2)
  })

  it('writes only the months that changed: none at once, the open one after the next refresh, an older one when it closes', async () => {
    await deliverBill(request({ until: '2026-11-04T09:00:00.000Z' }), directory)
    expect(months(await deliverBill(request({ until: '2026-11-04T15:59:00.000Z' }), directory))).toEqual([])
    expect(months(await deliverBill(request({ until: '2026-11-04T16:00:00.000Z' }), directory))).toEqual(['2026-11'])
    expect(months(await deliverBill(request({ until: '2026-11-05T00:00:00.000Z' }), directory))).toEqual(['2026-10', '2026-11'])
    expect(months(await deliverBill(request({ until: '2026-11-05T08:00:00.000Z' }), directory))).toEqual(['2026-11'])
  })

  it('writes the month again in which something was done to the account', async () => {
    await deliverBill(request(), directory)
    const events = [{ change: 'instance_state' as const, at: DEMO_START, arn: ESTATE.instances[0]?.arn ?? '', state: 'stopped' as const }]
    expect(months(await deliverBill(request({ events, until: addHours(DEMO_START, 1) }), directory))).toEqual(['2026-11'])
  })

  it('writes a month again when its file is gone', async () => {
    const [october] = await deliverBill(request(), directory)
    await rm(october?.path ?? '')
    expect(months(await deliverBill(request(), directory))).toEqual(['2026-10'])
  })

  it('quotes cells that hold a comma, a quote or a line break, and doubles quotes', () => {
    expect(line(['a', 'b,c', '{"k":"v"}', 'd\ne', ''])).toBe('a,"b,c","{""k"":""v""}","d\ne",\r\n')
  })
})
