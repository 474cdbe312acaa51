import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import type { MonthFiles } from './month-series'
import { billedBefore, resourceFirstDays } from './resource-first-days'

type Line = { resource_id: string; usage_type: string; day: string }

let bills = 0
/** A bill of months that answer from these lines; `read` counts how often each is read. */
function billOf(months: readonly (readonly Line[])[]): { files: BillFiles; read: number[] } {
  const name = `bill-${bills++}`
  const read = months.map(() => 0)
  const files = months.map((lines, i): MonthFiles => {
    const ask: MonthFiles['lines'] = async (_sql, values) => {
      read[i] = (read[i] ?? 0) + 1
      return firstOf(lines, (values?.['ids'] ?? []) as string[]) as never // safe: the one question that is asked here has these columns
    }
    return { path: `${name}/${i}`, daily: ask, lines: ask }
  })
  return { files: { months: () => files } as unknown as BillFiles, read } // safe: nothing else of a bill is asked for
}

function firstOf(lines: readonly Line[], ids: readonly string[]): { resource_id: string; usage_type: string; first_day: string }[] {
  const first = new Map<string, { resource_id: string; usage_type: string; first_day: string }>()
  for (const { resource_id, usage_type, day } of lines.filter((line) => ids.includes(line.resource_id))) {
    const key = `${resource_id} ${usage_type}`
    const known = first.get(key)
    if (known === undefined || day < known.first_day) first.set(key, { resource_id, usage_type, first_day: day })
  }
  return [...first.values()]
}

const line = fc.record({
  resource_id: fc.constantFrom('i-1', 'i-2', 'i-3', 'i-4'),
  usage_type: fc.constantFrom('large', 'small'),
  day: fc.integer({ min: 10, max: 28 }).map((d) => `2026-09-${d}`),
})

it('says the same as looking through the whole bill, whatever was asked before', async () => {
  const ids = fc.subarray(['i-1', 'i-2', 'i-3', 'i-4', 'i-5'])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line), { maxLength: 4 }), fc.array(ids, { minLength: 1, maxLength: 5 }), async (months, questions) => {
      const { files } = billOf(months)
      for (const asked of questions) {
        const whole = firstOf(months.flat(), asked).map((r) => [`${r.resource_id} ${r.usage_type}`, r.first_day] as const)
        expect(await resourceFirstDays(files, asked)).toEqual(new Map(whole))
      }
    }),
  )
})

it('reads a version of a month once for a resource, also where the month has nothing of it', async () => {
  const { files, read } = billOf([[{ resource_id: 'i-1', usage_type: 'large', day: '2026-08-03' }], []])
  await resourceFirstDays(files, ['i-1'])
  await resourceFirstDays(files, ['i-1'])
  expect(read).toEqual([1, 1])
  await resourceFirstDays(files, ['i-1', 'i-2'])
  expect(read).toEqual([2, 2])
})

it('names the resources that were billed as anything before a day, without asking again what is known, and all where the months are not known apart', async () => {
  const { files, read } = billOf([
    [
      { resource_id: 'i-1', usage_type: 'large', day: '2026-09-03' },
      { resource_id: 'i-2', usage_type: 'large', day: '2026-09-12' },
    ],
    [{ resource_id: 'i-2', usage_type: 'small', day: '2026-09-10' }],
  ])
  const ids = ['i-1', 'i-2', 'i-3']
  await resourceFirstDays(files, ids)
  expect(await billedBefore(files, ids, '2026-09-10')).toEqual(['i-1'])
  expect(await billedBefore(files, ids, '2026-09-11')).toEqual(['i-1', 'i-2'])
  expect(read).toEqual([1, 1])
  expect(await billedBefore({ ...files, months: () => null }, ids, '2026-09-10')).toEqual(ids)
})
